"""A connector of the server that stands in for Teams, for tests of what reaches out."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from handlers.teams.connection import Connection, Connector
from tests.teams.activities import BOT, TENANT
from tests.teams.connector import StandIn
from tests.teams.tenant import CLIENT_ID

Result = TypeVar("Result")


def using(server: StandIn, work: Callable[[Connector], Awaitable[Result]], *, secret: str = "") -> Result:
    """Run some work with a connector of the server."""

    async def run() -> Result:
        async with server.serving():
            connection = Connection(client_id=CLIENT_ID, secret=secret, tenant_id="")
            try:
                return await work(
                    Connector(connection, service_url=server.service_url, tenant_id=TENANT, bot_id=BOT["id"])
                )
            finally:
                await connection.close()

    return asyncio.run(run())
