"""A browser without a window: it sends requests to an application in this process, and keeps its cookies."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping
from typing import Any

import httpx
from starlette.applications import Starlette


class Browser:
    """Sends requests to an application in this process, and follows where they lead."""

    def __init__(self, app: Starlette, *, server: str = "http://testserver") -> None:
        self._runner = asyncio.Runner()
        # Without this, a mistake of ours would come out of the client, which no browser can do.
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url=server, follow_redirects=True)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        self._runner.run(work)

    def get(self, address: str, *, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self._runner.run(self._client.get(address, headers=headers))

    def head(self, address: str) -> httpx.Response:
        return self._runner.run(self._client.head(address))

    @property
    def cookies(self) -> httpx.Cookies:
        return self._client.cookies

    def post(
        self,
        address: str,
        *,
        data: Mapping[str, str],
        files: Mapping[str, tuple[str, bytes]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        return self._runner.run(self._client.post(address, data=data, files=files, headers=headers))

    def stream(self, address: str, *, headers: Mapping[str, str]) -> httpx.Response:
        """Send a body in pieces, without saying how long it will be."""

        async def pieces() -> AsyncIterator[bytes]:
            yield b"words=help"

        return self._runner.run(self._client.post(address, content=pieces(), headers=headers))

    def close(self) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()
