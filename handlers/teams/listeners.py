"""What happens when Teams sends something: read it, ask the router, answer. No rule and no wording in here."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Final

import structlog

from bot.clock import Clock
from bot.services import installations, rooms
from bot.services.ports import Database
from handlers.conversations.incoming import Change, ChangeKind, Incoming
from handlers.conversations.replies import FormErrors, OpenForm, Reply, Say
from handlers.conversations.router import Router
from handlers.teams import answering, consent, extension, incoming, whole_teams
from handlers.teams.answering import TAKEN, Answer
from handlers.teams.consenting import Consenting
from handlers.teams.people import People
from handlers.teams.shape import Activity
from handlers.teams.tenants import Tenant, Tenants

log = structlog.get_logger()

Kinds = frozenset[type[Reply]]

_WITH_FETCH: Final[Kinds] = frozenset({OpenForm, Say})
_WITH_SUBMIT: Final[Kinds] = frozenset({FormErrors, OpenForm})
_RIDES: Final[dict[str, Kinds]] = {
    answering.ACTION: frozenset(),
    answering.FETCH: _WITH_FETCH,
    answering.SUBMIT: _WITH_SUBMIT,
    extension.FETCH: _WITH_FETCH,
    extension.SUBMIT: _WITH_SUBMIT,
}
"""What goes back in the answer to an invoke of this name; everything else is queued."""


class Malformed(Exception):
    """Something that Teams does not send."""


@contextmanager
def reading() -> Iterator[None]:
    """Turn what an activity without the shape of Teams' leads to into `Malformed`."""
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise Malformed("not of Teams' shape") from error


class Listeners:
    """Answers whatever Teams sends, one activity at a time."""

    def __init__(self, *, database: Database, router: Router, clock: Clock, tenants: Tenants) -> None:
        self._database = database
        self._router = router
        self._clock = clock
        self._tenants = tenants
        self._consenting = Consenting(database=database, clock=clock)
        self._people = People(database=database, clock=clock)
        self._afterwards: set[asyncio.Task[None]] = set()

    async def drain(self) -> None:
        """Wait for what is still being done after answers."""
        await asyncio.gather(*self._afterwards, return_exceptions=True)

    async def answer(self, activity: Activity) -> Answer:
        """Answer an activity. Raises `Malformed` and `NoRoute` for what Teams does not send."""
        with reading():
            sender = incoming.installed_at(activity)
        tenant = await self._tenants.recognise(sender)
        with reading():
            said = incoming.read(activity, installation_id=tenant.installation_id)
        name = activity.get("name") or ""
        if activity["type"] == answering.INVOKE and name == consent.INVOKE:
            return await self._consent(activity, tenant)
        if said is None:
            self._look_around(activity, tenant)
            return TAKEN
        await self._people.meet(said, tenant)
        reply = await asyncio.to_thread(
            self._router.answer, said, now=self._clock(), rides=_RIDES.get(name, frozenset())
        )
        await self._look_after(activity, said, tenant)
        if activity["type"] != answering.INVOKE:
            return TAKEN
        return answering.to_press(said) if name == answering.ACTION else answering.to_dialog(reply, said)

    async def _consent(self, activity: Activity, tenant: Tenant) -> Answer:
        with reading():
            asker = incoming.asker(activity, installation_id=tenant.installation_id)
            said = consent.read(activity["value"])
        work = await self._consenting.take(asker, said, tenant)
        if work is not None:
            self._later(work)
        return TAKEN

    async def _look_after(self, activity: Activity, said: Incoming, tenant: Tenant) -> None:
        """Keep what the coming and going of the bot means for those who are reached through it."""
        if not isinstance(said, Change):
            if said.place.overheard:
                await self._heard(said, tenant)
            if activity.get("name") not in (extension.FETCH, extension.SUBMIT):
                self._look_around(activity, tenant)
            return
        if said.place.private and said.change in (ChangeKind.JOINED, ChangeKind.REMOVED):
            is_there = said.change is ChangeKind.JOINED
            await self._people.reach(said, tenant, is_there=is_there)
        if said.change is not ChangeKind.REMOVED:
            self._look_around(activity, tenant, again=True)
        self._later(self._follow(said, team=incoming.team_of(activity), tenant=tenant))

    async def _heard(self, said: Incoming, tenant: Tenant) -> None:
        """Keep that we can post in a room: nobody tells us when an administrator lets us in again."""
        at = rooms.At(installation_id=tenant.installation_id, room=said.place.conversation)
        await asyncio.to_thread(rooms.heard_in, database=self._database, at=at, now=self._clock())

    async def _follow(self, change: Change, *, team: str, tenant: Tenant) -> None:
        """Keep what a change means for the rooms of a team; a tenant in which nobody is left is forgotten."""
        if team:
            await whole_teams.follow(
                change, team=team, tenant=tenant, database=self._database, now=self._clock()
            )
        if change.change is ChangeKind.REMOVED and await self._is_alone(tenant):
            self._tenants.disconnect(tenant)

    async def _is_alone(self, tenant: Tenant) -> bool:
        return await asyncio.to_thread(
            installations.leave_if_alone,
            database=self._database,
            installation_id=tenant.installation_id,
            now=self._clock(),
        )

    def _look_around(self, activity: Activity, tenant: Tenant, *, again: bool = False) -> None:
        """Keep who is in a conversation, when we first hear of it and when somebody comes."""
        conversation = incoming.room_of(activity["conversation"]["id"])
        is_new = self._people.is_new(conversation, tenant)
        if is_new or again or activity.get("membersAdded"):
            self._later(self._people.list(conversation, tenant))

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        # The loop itself holds a task only weakly.
        task = asyncio.create_task(work)
        self._afterwards.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """What goes wrong after the answer is heard of by nobody else."""
        self._afterwards.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("teams_afterwards_failed", exc_info=error)
