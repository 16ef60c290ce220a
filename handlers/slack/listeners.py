"""What happens when Slack sends something: read it, ask the router, answer. No rule and no wording in here."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

import structlog
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.domain.permissions import Intent
from bot.errors import Busy
from bot.messages import forms as form_wording
from bot.messages import rooms as room_wording
from bot.messages import troubles
from bot.services import directory as stored_directory
from bot.services.ports import Database
from handlers.conversations import commands, queueing
from handlers.conversations.incoming import Command, Incoming, Press
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Reply, Say
from handlers.conversations.router import Router
from handlers.slack import answering, directory, ids, incoming, rooms
from handlers.slack.incoming import Payload
from handlers.slack.workspace import Workspace

log = structlog.get_logger()

Kinds = frozenset[type[Reply]]

_WITH_COMMAND: Final[Kinds] = frozenset({Say, OpenForm})
_WITH_PRESS: Final[Kinds] = frozenset({OpenForm})
_WITH_EPHEMERAL_PRESS: Final[Kinds] = frozenset({OpenForm, Say})
_WITH_FORM: Final[Kinds] = frozenset({FormErrors, OpenForm})
_WITH_EVENT: Final[Kinds] = frozenset()
_DIRECTORY_EVENTS: Final = ("team_join", "user_change")


class Listeners:
    """One method for each kind of thing that Slack sends."""

    def __init__(
        self,
        *,
        client: AsyncWebClient,
        database: Database,
        router: Router,
        clock: Clock,
        workspace: Workspace,
    ) -> None:
        self._client = client
        self._database = database
        self._router = router
        self._clock = clock
        self._workspace = workspace
        self._afterwards: set[asyncio.Task[None]] = set()

    async def drain(self) -> None:
        """Wait for what is still being said after answers."""
        await asyncio.gather(*self._afterwards, return_exceptions=True)

    async def command(self, ack: AsyncAck, body: Payload) -> None:
        with incoming.reading():
            command = incoming.from_command(body, installation_id=self._workspace.installation_id)
        reply = await self._ask(command, _WITH_COMMAND)
        message = None
        match reply:
            case Say():
                message = reply.message
            case OpenForm():
                if not await self._open(body, reply, ids.Origin(place=command.place)):
                    message = form_wording.button_to(reply.form)
            case Nothing() if not command.place.private:
                message = room_wording.sent_privately()
        await ack(**answering.to_asker(message) if message else {})
        if _starts_in_room(command):
            self._later(self._see_room(command.place.conversation, body["response_url"]))

    async def press(self, ack: AsyncAck, body: Payload) -> None:
        with incoming.reading():
            press = incoming.from_press(body, installation_id=self._workspace.installation_id)
        if press is None:
            await ack()
            return
        ephemeral = incoming.is_ephemeral(body)
        try:
            reply = await self._ask(press, _WITH_EPHEMERAL_PRESS if ephemeral else _WITH_PRESS)
        except Busy:
            self._later(self._apologise(body["response_url"]))
            await ack()
            return
        match reply:
            case OpenForm():
                origin = ids.Origin(place=press.place, message=press.message)
                if not await self._open(body, reply, origin):
                    await asyncio.to_thread(queueing.queue, self._database, press, reply, self._clock())
            case Say():
                self._later(self._replace(press, reply, body["response_url"]))
        await ack()

    async def submit(self, ack: AsyncAck, body: Payload) -> None:
        with incoming.reading():
            submit = incoming.from_submit(body, installation_id=self._workspace.installation_id)
        reply = await self._ask(submit, _WITH_FORM)
        origin = ids.Origin(place=submit.place, message=submit.message)
        await ack(**answering.to_form(reply, shown=body["view"], origin=origin))

    async def event(self, body: Payload) -> None:
        """Answer an event. When this raises, Slack sends it again, and its key sees that it happens once."""
        with incoming.reading():
            ours, kind = self._is_ours(body), body["event"]["type"]
        if not ours:
            log.warning("slack_event_of_another_workspace", type=kind)
            return
        if kind in _DIRECTORY_EVENTS:
            await self._list(body["event"]["user"])
            return
        with incoming.reading():
            said = incoming.from_event(
                body,
                installation_id=self._workspace.installation_id,
                bot_user_id=self._workspace.bot_user_id,
            )
        if said is not None:
            await self._ask(said, _WITH_EVENT)

    async def _ask(self, said: Incoming, rides: Kinds) -> Reply:
        return await asyncio.to_thread(self._router.answer, said, now=self._clock(), rides=rides)

    async def _open(self, body: Payload, reply: OpenForm, origin: ids.Origin) -> bool:
        return await answering.open_form(
            self._client, trigger_id=body["trigger_id"], form=reply.form, origin=origin
        )

    async def _replace(self, press: Press, reply: Say, url: str) -> None:
        """Put the answer where an ephemeral message stood; where Slack won't take it, in private."""
        if not await answering.respond(self._client, url=url, message=reply.message, replaces=True):
            await asyncio.to_thread(queueing.queue, self._database, press, reply, self._clock())

    async def _apologise(self, url: str) -> None:
        """Say beside the message that the press had no effect; the message keeps its buttons."""
        await answering.respond(self._client, url=url, message=troubles.ours(), replaces=False)

    async def _see_room(self, channel: str, url: str) -> None:
        """Say how to let us in where a partnership is being started in a room that we are not in."""
        if not await rooms.are_in(self._client, channel):
            message = room_wording.let_me_in(ids.INVITE)
            await answering.respond(self._client, url=url, message=message, replaces=False)

    async def _list(self, member: Payload) -> None:
        await asyncio.to_thread(
            stored_directory.sync,
            database=self._database,
            installation_id=self._workspace.installation_id,
            listed=(directory.listed(member),),
            now=self._clock(),
        )

    def _is_ours(self, body: Payload) -> bool:
        teams = {one.get("team_id") for one in body.get("authorizations") or ()}
        return self._workspace.team_id in teams | {body.get("team_id")}

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        # The loop itself holds a task only weakly.
        task = asyncio.create_task(work)
        self._afterwards.add(task)
        task.add_done_callback(self._afterwards.discard)


def _starts_in_room(command: Command) -> bool:
    return not command.place.private and commands.intent_of(command) is Intent.START
