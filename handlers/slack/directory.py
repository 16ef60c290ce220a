"""The people of a workspace, as Slack lists them."""

import asyncio
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import DeliveryFailed
from bot.services.ports import Listed
from handlers.slack import connection
from handlers.slack.failures import translated

_PAGE: Final = 200
_SLACKBOT: Final = "USLACKBOT"  # Slack does not mark it as a bot.
_LONGEST_WAIT: Final = 120.0


class SlackDirectory:
    """Implements `bot.services.ports.Directory`. The client's session must be open."""

    def __init__(self, client: AsyncWebClient, *, is_organisation: bool = False) -> None:
        """`is_organisation`: the client is let in at every workspace of one, and each has a list of its own."""
        self._client = client
        self._is_organisation = is_organisation

    async def people(self) -> tuple[Listed, ...]:
        if not self._is_organisation:
            return tuple(map(listed, await self._all("users.list", "members")))
        found: dict[str, Listed] = {}
        for team in await self._all("auth.teams.list", "teams"):
            # A person has one name in all of them.
            found |= {one["id"]: listed(one) for one in await self._all("users.list", "members", team["id"])}
        return tuple(found.values())

    async def person(self, user: str) -> Listed:
        """Return one person, also one of another workspace, whom the list leaves out. Raises `DeliveryFailed`."""
        with translated():
            answer = await connection.ask(self._client, "users.info", user=user)
        return listed(answer["user"])

    async def _all(self, method: str, name: str, team_id: str | None = None) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while cursor != "":
            page = await self._page(method, cursor=cursor, team_id=team_id)
            found += page[name]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        return found

    async def _page(self, method: str, **arguments: str | None) -> Any:
        """Read one page. A large workspace has more of them than Slack gives in a minute, so it waits once."""
        try:
            return await self._ask(method, **arguments)
        except DeliveryFailed as failed:
            if failed.retry_after is None or failed.retry_after > _LONGEST_WAIT:
                raise
            await asyncio.sleep(failed.retry_after)
            return await self._ask(method, **arguments)

    async def _ask(self, method: str, **arguments: str | None) -> Any:
        with translated():
            return await connection.ask(self._client, method, limit=_PAGE, **arguments)


def listed(member: dict[str, Any]) -> Listed:
    """Return one person from Slack's shape of a user."""
    profile = member.get("profile") or {}
    return Listed(
        external_id=member["id"],
        name=profile.get("real_name") or member.get("real_name") or member.get("name") or member["id"],
        email=profile.get("email") or None,
        zone=member.get("tz") or None,
        left=bool(member.get("deleted")),
        is_bot=bool(member.get("is_bot")) or member["id"] == _SLACKBOT,
        is_guest=bool(member.get("is_restricted")) or bool(member.get("is_ultra_restricted")),
        is_stranger=bool(member.get("is_stranger")),
    )
