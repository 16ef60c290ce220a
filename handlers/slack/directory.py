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

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def people(self) -> tuple[Listed, ...]:
        found: list[Listed] = []
        cursor: str | None = None
        while cursor != "":
            page = await self._page(cursor)
            found += [listed(member) for member in page["members"]]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        return tuple(found)

    async def person(self, user: str) -> Listed:
        """Return one person, also one of another workspace, whom the list leaves out. Raises `DeliveryFailed`."""
        with translated():
            answer = await connection.ask(self._client, "users.info", user=user)
        return listed(answer["user"])

    async def _page(self, cursor: str | None) -> Any:
        """Read one page. A large workspace has more of them than Slack gives in a minute, so it waits once."""
        try:
            return await self._ask(cursor)
        except DeliveryFailed as failed:
            if failed.retry_after is None or failed.retry_after > _LONGEST_WAIT:
                raise
            await asyncio.sleep(failed.retry_after)
            return await self._ask(cursor)

    async def _ask(self, cursor: str | None) -> Any:
        with translated():
            return await connection.ask(self._client, "users.list", limit=_PAGE, cursor=cursor)


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
