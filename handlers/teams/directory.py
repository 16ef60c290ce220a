"""The people of a tenant, as the rooms list them in which we are: a bot sees nobody else."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Final

import structlog

from bot.errors import DeliveryFailed
from bot.services.ports import Listed
from handlers.teams.connection import Connector

log = structlog.get_logger()

_PAGE: Final = 500
_MOST_PAGES: Final = 200
_GUEST: Final = "guest"


class TeamsDirectory:
    """Implements `bot.services.ports.Directory`. `rooms` says in which rooms of this tenant we are."""

    def __init__(self, connector: Connector, *, tenant_id: str, rooms: Callable[[], Sequence[str]]) -> None:
        self._connector = connector
        self._tenant_id = tenant_id
        self._rooms = rooms

    async def people(self) -> tuple[Listed, ...]:
        """Return everybody in our rooms, each once. A room that we may not look into keeps none of the others away."""
        found: dict[str, Listed] = {}
        for room in await asyncio.to_thread(self._rooms):
            try:
                found |= {one.external_id: one for one in await self.of(room)}
            except DeliveryFailed as failed:
                if not failed.permanent:
                    raise
                log.info("teams_room_not_listed", reason=failed.reason)
        return tuple(found.values())

    async def of(self, conversation: str) -> tuple[Listed, ...]:
        """Return the people in one conversation. Raises `DeliveryFailed`."""
        found: list[Listed] = []
        after: str | None = None
        for _ in range(_MOST_PAGES):
            page = await self._connector.members(conversation, page=_PAGE, after=after)
            members = page.get("members")
            found += [listed(one, tenant_id=self._tenant_id) for one in members or () if _is_person(one)]
            after = page.get("continuationToken")
            if not after:
                break
        return tuple(found)


def listed(member: dict[str, Any], *, tenant_id: str) -> Listed:
    """Return one person from Teams' shape of a member of a conversation."""
    external_id = member.get("objectId") or member.get("aadObjectId") or member["id"]
    is_guest = member.get("userRole") == _GUEST
    # To somebody of another organisation a bot cannot write by itself, unless they are a guest of this one.
    elsewhere = member.get("tenantId") not in (None, "", tenant_id)
    return Listed(
        external_id=external_id,
        name=member.get("name") or member.get("userPrincipalName") or external_id,
        email=member.get("email") or None,
        zone=None,
        left=False,
        is_bot=False,
        is_guest=is_guest,
        is_stranger=elsewhere and not is_guest,
    )


def _is_person(member: object) -> bool:
    """Say whether this is somebody: an answer may hold members without a name of theirs, who are anonymous."""
    return isinstance(member, dict) and isinstance(member.get("id"), str)
