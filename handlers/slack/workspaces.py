"""The workspaces that are connected at this moment, and which of them answers what Slack sends."""

import asyncio
from dataclasses import dataclass
from typing import Final

import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.services import rooms
from bot.services.ports import Database, Directory, FileSource, Messenger
from handlers.conversations.router import Router
from handlers.slack import connection, listening, whose
from handlers.slack.directory import SlackDirectory
from handlers.slack.files import SlackFiles
from handlers.slack.incoming import Payload
from handlers.slack.listeners import Listeners, TakenAway
from handlers.slack.messenger import SlackMessenger
from handlers.slack.outsiders import Outsiders
from handlers.slack.workspace import Workspace

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """One workspace with what speaks to it, and what listens."""

    workspace: Workspace
    client: AsyncWebClient
    listeners: Listeners
    bolt: AsyncApp


class Workspaces:
    """Connects and lets go. What it has is by the numbers of the installations, and shared with the engine."""

    def __init__(
        self,
        *,
        base: AsyncWebClient,
        database: Database,
        router: Router,
        clock: Clock,
        taken_away: TakenAway,
    ) -> None:
        """All share the session of `base`, which need not be open yet."""
        self._base = base
        self._database = database
        self._router = router
        self._clock = clock
        self._taken_away = taken_away
        self._connected: dict[int, Connected] = {}
        self._listeners: Final[list[Listeners]] = []
        # What is read and what is connected must not drift apart in between.
        self.changing: Final = asyncio.Lock()
        self.messengers: Final[dict[int, Messenger]] = {}
        self.directories: Final[dict[int, Directory]] = {}
        self.files: Final[dict[int, FileSource]] = {}

    def __contains__(self, installation_id: object) -> bool:
        return installation_id in self._connected

    def __getitem__(self, installation_id: int) -> Connected:
        return self._connected[installation_id]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the installations that are connected now."""
        return tuple(self._connected)

    def get(self, installation_id: int) -> Connected | None:
        """Return what is connected by this number, None where nothing is."""
        return self._connected.get(installation_id)

    def connect(self, workspace: Workspace, *, token: str) -> Connected:
        """Speak to a workspace, and listen to it, from now on; with another token where we do already.

        A workspace that added us anew without our hearing of the end before may call us by another name.
        """
        number = workspace.installation_id
        known = self._connected.get(number)
        if known is not None and known.workspace == workspace:
            known.client.token = token
            return known
        client = connection.beside(self._base, token=token)
        directory = SlackDirectory(client, is_organisation=workspace.is_organisation)
        outsiders = Outsiders(
            database=self._database,
            clock=self._clock,
            workspace=workspace,
            directory=directory,
            elsewhere=self._number_of,
        )
        listeners = Listeners(
            client=client,
            database=self._database,
            router=self._router,
            clock=self._clock,
            workspace=workspace,
            outsiders=outsiders,
            taken_away=self._taken_away,
        )
        self._listeners.append(listeners)
        self.messengers[number] = SlackMessenger(client)
        self.directories[number] = directory
        self.files[number] = SlackFiles(client)
        bolt = listening.bolt(listeners, workspace, client)
        connected = Connected(workspace=workspace, client=client, listeners=listeners, bolt=bolt)
        self._connected[number] = connected
        log.info("slack_connected", installation_id=number)
        return connected

    def disconnect(self, installation_id: int) -> None:
        """Speak to a workspace no more. What is being said to it is finished."""
        for ours in (self._connected, self.messengers, self.directories, self.files):
            ours.pop(installation_id, None)
        log.info("slack_disconnected", installation_id=installation_id)

    async def drain(self) -> None:
        """Wait for what is still being said after answers."""
        await asyncio.gather(*(one.drain() for one in self._listeners))

    async def whose(self, payload: Payload, *, is_alone: bool) -> Connected | None:
        """Return which workspace answers this; None where it is for none of ours.

        `is_alone`: there will never be another one, so that whatever names none, or one of its organisation, is for it.
        What somebody asks in a room in which another one speaks counts as asked in private.
        """
        named = self._named(payload)
        if named is None and is_alone and "event" not in payload:
            return next(iter(self._connected.values()), None)
        if len(self._connected) < 2:
            return named
        if said := whose.said_in(payload):
            return await self._owner(said, seen_by=named) or named
        if named is not None and (asked := whose.asked_in(payload)):
            owner = await self._owner(asked, seen_by=named)
            if owner not in (None, named):
                whose.take_aside(payload)
        return named

    def _number_of(self, team: str) -> int | None:
        """An organisation that has us in all of its workspaces is named itself where one of its people is."""
        if not team:
            return None
        found = (one.workspace for one in self._connected.values())
        return next((one.installation_id for one in found if one.is_home_of(team)), None)

    def _named(self, payload: Payload) -> Connected | None:
        by_team = {one.workspace.team_id: one for one in self._connected.values() if one.workspace.team_id}
        everywhere = {
            one.workspace.enterprise_id: one
            for one in self._connected.values()
            if one.workspace.is_organisation
        }
        found = [by_team[team] for team in whose.teams(payload) if team in by_team]
        found += [everywhere[name] for name in whose.organisations(payload) if name in everywhere]
        return found[0] if found else None

    async def _owner(self, room: str, *, seen_by: Connected | None) -> Connected | None:
        number = seen_by.workspace.installation_id if seen_by else next(iter(self._connected))
        at = rooms.At(installation_id=number, room=room)
        owner = await asyncio.to_thread(rooms.owner, database=self._database, at=at)
        return self._connected.get(owner) if owner is not None else None
