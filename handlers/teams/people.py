"""Who can be picked in a tenant. Teams lists people room by room and tells of nobody else, so we keep whom we meet."""

import asyncio
from collections.abc import Sequence
from typing import Final

import structlog

from bot.clock import Clock
from bot.errors import DeliveryFailed
from bot.services import directory, installations
from bot.services.ports import Database, Listed
from handlers.conversations.incoming import Change, Incoming, Submit
from handlers.teams import forms, ids
from handlers.teams.tenants import Tenant

log = structlog.get_logger()

_MOST_KNOWN: Final = 10_000
_MOST_PICKED: Final = 3
_FINDING_SECONDS: Final = 5.0
"""Of so many people in one form we ask Teams, for so long: it waits for its answer."""


class People:
    """Keeps who writes to us, who is in a conversation, and who was picked in a form."""

    def __init__(self, *, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._met: set[tuple[int, str]] = set()
        self._listed: set[tuple[int, str]] = set()

    async def meet(self, said: Incoming, tenant: Tenant) -> None:
        """Keep who says something, and whom they have picked: both may be unknown until now."""
        if isinstance(said, Change):
            return
        sender = said.sender
        if _is_new(self._met, (tenant.installation_id, sender.external_id)):
            await self._keep_sender(sender.external_id, sender.name or sender.external_id, tenant)
            if said.place.private:
                await self.reach(said, tenant, is_there=True)
        if isinstance(said, Submit):
            await self._find_all(forms.picked(said.values)[:_MOST_PICKED], tenant)

    async def reach(self, said: Incoming, tenant: Tenant, *, is_there: bool) -> None:
        """Keep that somebody has added the bot for themselves, as who writes to it has, or has taken it away."""
        person, conversation = said.sender.external_id, said.place.conversation
        if not is_there:
            self._met.discard((tenant.installation_id, person))
        await asyncio.to_thread(
            installations.reached,
            database=self._database,
            installation_id=tenant.installation_id,
            external_id=person,
            is_there=is_there,
            conversation=None if ids.is_person(conversation) else conversation,
        )

    def is_new(self, conversation: str, tenant: Tenant) -> bool:
        """Say whether we hear of a conversation for the first time since the start."""
        return _is_new(self._listed, (tenant.installation_id, conversation))

    async def list(self, conversation: str, tenant: Tenant) -> None:
        """Keep who is in a conversation, as far as Teams tells."""
        try:
            people = await tenant.directory.of(conversation)
        except DeliveryFailed as failed:
            log.info("teams_people_not_listed", reason=failed.reason)
            return
        await asyncio.to_thread(
            directory.sync,
            database=self._database,
            installation_id=tenant.installation_id,
            listed=people,
            now=self._clock(),
        )
        if ids.is_room(conversation):
            await asyncio.to_thread(
                installations.name_after_people,
                database=self._database,
                installation_id=tenant.installation_id,
            )

    async def _keep_sender(self, external_id: str, name: str, tenant: Tenant) -> None:
        met = Listed(external_id=external_id, name=name, email=None, zone=None, left=False, is_bot=False)
        await asyncio.to_thread(
            directory.meet,
            database=self._database,
            installation_id=tenant.installation_id,
            met=met,
            now=self._clock(),
        )

    async def _find_all(self, picked: Sequence[str], tenant: Tenant) -> None:
        try:
            async with asyncio.timeout(_FINDING_SECONDS):
                for person in picked:
                    await self._find(person, tenant)
        except TimeoutError:
            log.info("teams_picked_people_not_found_in_time")

    async def _find(self, person: str, tenant: Tenant) -> None:
        """Keep somebody whom Teams offered though they are in none of our rooms, if we may write to them all the same."""
        is_known = await asyncio.to_thread(
            directory.lists,
            database=self._database,
            installation_id=tenant.installation_id,
            external_id=person,
        )
        if is_known:
            return
        try:
            conversation = await tenant.connector.open(person)
        except DeliveryFailed as failed:
            log.info("teams_picked_person_not_reached", reason=failed.reason)
            return
        await self.list(conversation, tenant)


def _is_new(known: set[tuple[int, str]], one: tuple[int, str]) -> bool:
    """Say whether this process hears of something for the first time; what grows too large is forgotten."""
    if one in known:
        return False
    if len(known) >= _MOST_KNOWN:
        known.clear()
    known.add(one)
    return True
