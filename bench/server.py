"""A server of its own process: Bywhen with Slack connected, or a bare Bolt listener to compare it with.

`python -m bench.server KIND --database URL --slack URL` prints its port. `/cpu` tells the seconds of CPU that
the process has taken, so that what the asking costs is nobody's.
"""

import argparse
import json
import logging
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from pydantic import HttpUrl, SecretStr
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bench import serving, signing
from bench.replaying import Replay
from bot import app, log
from bot.clock import system_clock
from bot.config import Settings
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from handlers.slack import manifest
from handlers.slack.app import Slack
from storage.database import Database

_ANY: Final = re.compile(".*", re.DOTALL)


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=_KINDS)
    parser.add_argument("--database", default="")
    parser.add_argument("--slack", default="")
    parser.add_argument("--presses", default="")
    parser.add_argument("--shift", type=float, default=0.0)
    arguments = parser.parse_args()
    log.configure(level=logging.WARNING)
    serving.serve(_KINDS[arguments.kind](arguments))


def bywhen(arguments: argparse.Namespace) -> Starlette:
    """Return the product's own answer to Slack, without the loop that sends: that is measured by itself."""
    database = Database.connect(arguments.database)
    slack = Slack(
        database=database,
        router=Router(routes=ROUTES, database=database),
        clock=system_clock,
        token=signing.TOKEN,
        signing_secret=signing.SECRET,
        api_url=arguments.slack,
    )

    @asynccontextmanager
    async def started(_: Starlette) -> AsyncIterator[None]:
        await slack.start()
        yield
        await slack.stop()
        database.close()

    return Starlette(routes=[*slack.routes, _CPU], lifespan=started)


def whole(arguments: argparse.Namespace) -> Starlette:
    """Return all of the product, its sweeps and the loop that sends included, by a shifted clock."""
    shift = timedelta(seconds=arguments.shift)
    settings = Settings(
        BYWHEN_DATABASE_URL=arguments.database,
        SLACK_BOT_TOKEN=SecretStr(signing.TOKEN),
        SLACK_SIGNING_SECRET=SecretStr(signing.SECRET),
        SLACK_API_URL=HttpUrl(arguments.slack),
        BYWHEN_SWEEP_SECONDS=1,
    )
    return app.build(settings, clock=lambda: system_clock() + shift)


def acking(_: argparse.Namespace) -> Starlette:
    """Return a bare Bolt listener that only acks."""

    async def ack_only(ack: AsyncAck) -> None:
        await ack()

    bolt = bare_bolt()
    bolt.command(_ANY)(ack_only)
    return Starlette(routes=[mounted(bolt), _CPU])


def replaying(arguments: argparse.Namespace) -> Starlette:
    """Return a bare Bolt listener that runs the product's statements for each press, and acks."""
    presses = json.loads(Path(arguments.presses).read_text())
    replay = Replay(path=Path(arguments.database.removeprefix("sqlite:///")), **presses)

    async def press(ack: AsyncAck, body: dict[str, Any]) -> None:
        await replay.press(body)
        await ack()

    bolt = bare_bolt()
    bolt.action(_ANY)(press)
    return Starlette(routes=[mounted(bolt), _CPU])


def bare_bolt() -> AsyncApp:
    """Return Bolt as its own guide sets it up, without a call to the network at every request."""

    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id="T1", bot_token=signing.TOKEN, bot_id="B1", bot_user_id="UBOT"
        )

    return AsyncApp(authorize=authorize, signing_secret=signing.SECRET, process_before_response=True)


def mounted(bolt: AsyncApp) -> BaseRoute:
    """Return the route by which Slack reaches a bare Bolt."""
    handler = AsyncSlackRequestHandler(bolt)

    async def receive(request: Request) -> Response:
        return await handler.handle(request)

    return Route(manifest.PATH, receive, methods=["POST"])


async def _tell_cpu(_: Request) -> Response:
    return PlainTextResponse(json.dumps(time.process_time()))


_CPU: Final = Route("/cpu", _tell_cpu)
_KINDS: Final[dict[str, Callable[[argparse.Namespace], Starlette]]] = {
    "bywhen": bywhen,
    "whole": whole,
    "acking": acking,
    "replaying": replaying,
}


if __name__ == "__main__":
    main()
