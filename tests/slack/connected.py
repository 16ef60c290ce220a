"""A client of the server that stands in for Slack, for tests of what reaches out."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack import connection
from tests.slack.standin import TOKEN, StandIn

Result = TypeVar("Result")


def using(server: StandIn, work: Callable[[AsyncWebClient], Awaitable[Result]]) -> Result:
    """Run some work with a client whose connection to the server is open."""

    async def run() -> Result:
        async with server.serving():
            client = connection.prepare(token=TOKEN, api_url=f"{server.url}/api")
            connection.open_session(client)
            try:
                return await work(client)
            finally:
                await connection.close_session(client)

    return asyncio.run(run())
