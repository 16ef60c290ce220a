"""Whether the bot is in a room."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import DeliveryFailed
from handlers.slack import connection
from handlers.slack.failures import translated


async def are_in(client: AsyncWebClient, channel: str) -> bool:
    """Say whether we are in a channel that is open; where Slack does not say, that we are."""
    try:
        return await are_known_in(client, channel)
    except DeliveryFailed:
        return True


async def are_known_in(client: AsyncWebClient, channel: str) -> bool:
    """Say whether we are in a channel that is open. Raises `DeliveryFailed` where Slack does not say just now."""
    try:
        with translated():
            answer = await connection.ask(client, "conversations.info", channel=channel)
    except DeliveryFailed as failed:
        if not failed.permanent:
            raise
        # A private channel that we are not in does not exist for us.
        return failed.reason != "channel_not_found"
    found = answer["channel"]
    return bool(found.get("is_member", True)) and not found.get("is_archived")
