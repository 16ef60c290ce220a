"""The connection to Slack's Web API: one session, and a client for each workspace."""

from typing import Final

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

_TIMEOUT: Final = aiohttp.ClientTimeout(total=15, connect=5)


def prepare(*, token: str, api_url: str) -> AsyncWebClient:
    """Return a client whose session is not open yet. `api_url` is Slack's, or that of a server like it."""
    # The client's own handlers would send a message again after a reset, when it may well have arrived.
    return AsyncWebClient(token=token, base_url=api_url.rstrip("/") + "/", retry_handlers=[])


def beside(client: AsyncWebClient, *, token: str) -> AsyncWebClient:
    """Return another client at the same place, which shares the session that is open."""
    return AsyncWebClient(
        token=token, base_url=client.base_url, session=session_of(client), retry_handlers=[]
    )


def open_session(client: AsyncWebClient) -> None:
    """Open the session that all calls share. Call it in the loop that will send."""
    client.session = aiohttp.ClientSession(timeout=_TIMEOUT)


async def close_session(client: AsyncWebClient) -> None:
    """Close the session. Safe to call when none is open."""
    if client.session is not None:
        await client.session.close()


def session_of(client: AsyncWebClient) -> aiohttp.ClientSession:
    """Return the open session."""
    if client.session is None:
        raise RuntimeError("the connection to Slack is not open yet")
    return client.session


async def ask(client: AsyncWebClient, method: str, **arguments: str | int | None) -> AsyncSlackResponse:
    """Call a method that reads or opens something, with its arguments as a form, which every one of them takes."""
    given = {name: str(value) for name, value in arguments.items() if value is not None}
    return await client.api_call(method, data=given)
