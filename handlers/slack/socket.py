"""Socket Mode: what Slack sends comes by a connection that we open, so that no address of ours need be reached.

The answer to an envelope is the receipt of the commit, as it is over HTTP: what is not answered comes again, by this
connection or by the next, and its key sees that it happens once.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import DeliveryFailed
from handlers.slack import connection
from handlers.slack.failures import translated

log = structlog.get_logger()

Answer = dict[str, Any]
Answering = Callable[[Answer], Awaitable[Answer | None]]
"""Answers what an envelope holds; None for what should come again."""

_LARGEST: Final = 1024 * 1024
_SILENCE_SECONDS: Final = 10.0
_HELLO_SECONDS: Final = 10.0
_FIRST_WAIT_SECONDS: Final = 1.0
_LONGEST_WAIT_SECONDS: Final = 60.0
_LASTING_SECONDS: Final = 30.0
_CLOSING_SECONDS: Final = 5.0
_SENT: Final = frozenset({"events_api", "interactive", "slash_commands"})


class SocketLink:
    """Keeps one connection open, and opens the next before Slack closes this one.

    A connection that answers no ping within half of `silence` seconds counts as dead and is opened anew.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        *,
        app_token: str,
        answer: Answering,
        silence: float = _SILENCE_SECONDS,
        first_wait: float = _FIRST_WAIT_SECONDS,
        lasting: float = _LASTING_SECONDS,
        hello: float = _HELLO_SECONDS,
    ) -> None:
        self._client = client
        self._app_token = app_token
        self._answer = answer
        self._silence = silence
        self._first_wait = first_wait
        self._lasting = lasting
        self._hello = hello
        self._open: set[aiohttp.ClientWebSocketResponse] = set()
        self._listening: set[asyncio.Task[None]] = set()
        self._answering: set[asyncio.Task[None]] = set()
        self._keeper: asyncio.Task[None] | None = None

    @property
    def is_connected(self) -> bool:
        """Whether Slack has said hello on a connection that is still open."""
        return any(not one.closed for one in self._open)

    def start(self) -> None:
        """Connect, and stay connected."""
        self._keeper = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Take nothing more, finish and answer what came, then hang up. Safe where nothing was started."""
        if self._keeper is None:
            return
        self._keeper.cancel()
        await asyncio.wait([self._keeper])
        await _ended(self._answering)
        for socket in [*self._open]:
            await socket.close()
        await _ended(self._listening)

    async def _keep(self) -> None:
        """Connect again and again: at once after a connection that lasted, ever more slowly while none does."""
        wait = self._first_wait
        clock = asyncio.get_running_loop().time
        while True:
            began = clock()
            asked_to_wait = 0.0
            try:
                await self._connected()
            except DeliveryFailed as failed:
                log.warning("slack_socket_refused", reason=failed.reason)
                asked_to_wait = failed.retry_after or 0.0
            except (aiohttp.ClientError, OSError) as error:
                log.warning("slack_socket_not_opened", reason=type(error).__name__)
            if clock() - began > self._lasting:
                wait = self._first_wait
            else:
                await asyncio.sleep(max(wait, asked_to_wait))
                wait = min(wait * 2, _LONGEST_WAIT_SECONDS)

    async def _connected(self) -> None:
        """Hold one connection until Slack wants it renewed, or until it breaks. Raises when it was never one."""
        url = await self._address()
        async with asyncio.timeout(self._hello):
            socket = await connection.session_of(self._client).ws_connect(
                url,
                heartbeat=self._silence,
                max_msg_size=_LARGEST,
                timeout=aiohttp.ClientWSTimeout(ws_close=_CLOSING_SECONDS),
            )
            await _greeted(socket)
        self._open.add(socket)
        log.info("slack_socket_open")
        renewed = asyncio.Event()
        listening = _begin(self._listen(socket, renewed), among=self._listening)
        waiting = asyncio.create_task(renewed.wait())
        try:
            await asyncio.wait([listening, waiting], return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()

    async def _address(self) -> str:
        with translated():
            found = await self._client.apps_connections_open(app_token=self._app_token)
        return str(found["url"])

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse, renewed: asyncio.Event) -> None:
        """Take what comes until the connection closes, also while the next one is open already."""
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._take(socket, _read(message.data), renewed)
        finally:
            self._open.discard(socket)
            log.info("slack_socket_closed", code=socket.close_code)

    def _take(
        self, socket: aiohttp.ClientWebSocketResponse, envelope: Answer, renewed: asyncio.Event
    ) -> None:
        kind = envelope.get("type")
        if kind == "disconnect":
            log.info("slack_socket_to_be_renewed", reason=envelope.get("reason"))
            renewed.set()
        elif kind in _SENT and isinstance(envelope.get("payload"), dict):
            _begin(self._reply(socket, envelope), among=self._answering)
        elif kind != "hello":
            log.warning("slack_socket_message_unknown")

    async def _reply(self, socket: aiohttp.ClientWebSocketResponse, envelope: Answer) -> None:
        answer = await self._answer(envelope["payload"])
        if answer is None:
            return
        try:
            await socket.send_str(json.dumps({"envelope_id": envelope.get("envelope_id"), **answer}))
        except (aiohttp.ClientError, ConnectionError):
            # It comes again by another connection, and changes nothing twice.
            log.info("slack_socket_gone_before_the_answer")


def _begin(work: Coroutine[Any, Any, None], *, among: set[asyncio.Task[None]]) -> asyncio.Task[None]:
    # The loop itself holds a task only weakly.
    task = asyncio.create_task(work)
    among.add(task)
    task.add_done_callback(among.discard)
    return task


async def _ended(tasks: set[asyncio.Task[None]]) -> None:
    if tasks:
        await asyncio.wait([*tasks], timeout=_CLOSING_SECONDS)


async def _greeted(socket: aiohttp.ClientWebSocketResponse) -> None:
    """Wait for Slack's first word; a connection without it carries nothing, and is closed however the wait ends."""
    greeted = False
    try:
        first = await socket.receive()
        greeted = first.type is aiohttp.WSMsgType.TEXT and _read(first.data).get("type") == "hello"
    finally:
        if not greeted:
            await socket.close()
    if not greeted:
        raise ConnectionResetError("no hello")


def _read(text: str) -> Answer:
    """Return an envelope; nothing of what is no object of JSON."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
