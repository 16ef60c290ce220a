"""Teams' SDK, as far as we need it: who may ask us, with which token we ask, and one client for all tenants."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import quote

import httpx
import jwt
import structlog

from bot.errors import DeliveryFailed
from handlers.teams import aside
from handlers.teams.failures import translated, without_token
from handlers.teams.sdk import (
    PUBLIC,
    Client,
    ClientCredentials,
    ClientOptions,
    TokenManager,
    TokenProtocol,
    TokenValidator,
)

log = structlog.get_logger()

Data = dict[str, Any]

_SECONDS: Final = 15.0
_BEARER: Final = "Bearer "
_AT_ONCE: Final = 32
"""So many requests are looked at together; the others wait for their turn, or for Teams to send them again."""


class Door:
    """Says whether a request is from Teams. Without `client_id` anybody is let in: that is for one's own desk."""

    def __init__(self, client_id: str | None) -> None:
        self._validator = TokenValidator.for_service(client_id, cloud=PUBLIC) if client_id else None
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def admits(self, authorization: str, *, service_url: str) -> bool:
        """Say whether the token is Teams' own, for us, and for whom it names. Raises `Unsure`."""
        validator = self._validator
        if validator is None:
            return True
        if not authorization.startswith(_BEARER):
            return False
        token = authorization.removeprefix(_BEARER)
        try:
            async with asyncio.timeout(_SECONDS), self._turns:
                await aside.done(lambda: validator.validate_token(token, service_url), within=_SECONDS)
        except (jwt.PyJWKClientConnectionError, TimeoutError) as error:
            raise Unsure("the keys of the Bot Framework are not to be had") from error
        except (jwt.PyJWTError, ValueError) as error:
            log.warning("teams_token_not_ours", reason=type(error).__name__)
            return False
        return True


class Unsure(Exception):
    """Nobody can say just now whether a request is from Teams."""


class Connection:
    """One client for all tenants, and our token for it. Without a secret there is none, which only a rehearsal takes."""

    def __init__(self, *, client_id: str, secret: str, tenant_id: str) -> None:
        """`tenant_id` is that of the bot's own registration, "" where it is registered for every organisation."""
        credentials = ClientCredentials(
            client_id=client_id, client_secret=secret, tenant_id=tenant_id or PUBLIC.login_tenant
        )
        self._tokens = TokenManager(credentials, PUBLIC) if secret else None
        self._token: TokenProtocol | None = None
        self._client = Client(ClientOptions(timeout=_SECONDS))

    async def ask(self, method: str, url: str, **content: Any) -> Data:
        """Ask Teams, and return its answer. Raises `DeliveryFailed`."""
        token = await self._fresh_token()
        with translated():
            return _object(await self._client.request(method, url, token=token, **content))

    async def bare(self, method: str, url: str, **content: Any) -> None:
        """Ask where the address is its own permission: our token is not sent there. Raises `DeliveryFailed`."""
        with translated():
            await self._client.request(method, url, **content)

    @asynccontextmanager
    async def opened(self, url: str) -> AsyncIterator[httpx.Response]:
        """Open what stands at an address that is its own permission, piece by piece. Raises `DeliveryFailed`."""
        with translated():
            async with self._client.http.stream("GET", url) as answer:
                yield answer

    async def close(self) -> None:
        """Hang up."""
        await self._client.http.aclose()

    async def _fresh_token(self) -> str | None:
        tokens = self._tokens
        if tokens is None:
            return None
        if self._token is None or self._token.is_expired():
            try:
                self._token = await aside.done(tokens.get_bot_token, within=_SECONDS)
            except (ValueError, OSError, jwt.PyJWTError) as error:
                raise without_token(error) from error
        return str(self._token)


class Connector:
    """The connector of one tenant: what we may ask there."""

    def __init__(self, connection: Connection, *, service_url: str, tenant_id: str, bot_id: str) -> None:
        self._connection = connection
        self._conversations = f"{service_url.rstrip('/')}/v3/conversations"
        self._teams = f"{service_url.rstrip('/')}/v3/teams"
        self._tenant_id = tenant_id
        self._bot = {"id": bot_id}
        self.connection = connection
        self.service_url = service_url

    async def open(self, person: str) -> str:
        """Return the private conversation with somebody; Teams gives the same one each time. Raises `DeliveryFailed`."""
        answer = await self._connection.ask(
            "POST",
            self._conversations,
            json={
                "bot": self._bot,
                "members": [{"id": person}],
                "isGroup": False,
                "tenantId": self._tenant_id,
                "channelData": {"tenant": {"id": self._tenant_id}},
            },
        )
        return _name(answer)

    async def post(self, conversation: str, activity: Data) -> str:
        """Post an activity, and return what Teams calls it. Raises `DeliveryFailed`."""
        answer = await self._connection.ask(
            "POST", self._activities(conversation), json=self._from_us(conversation, activity)
        )
        return _name(answer)

    async def put(self, conversation: str, name: str, activity: Data) -> None:
        """Put an activity in the place of one that stands there. Raises `DeliveryFailed`."""
        place = f"{self._activities(conversation)}/{quote(name, safe='')}"
        await self._connection.ask("PUT", place, json={**self._from_us(conversation, activity), "id": name})

    async def members(self, conversation: str, *, page: int, after: str | None) -> Data:
        """Return one page of the people in a conversation. Raises `DeliveryFailed`."""
        asked = {"pageSize": page} | ({"continuationToken": after} if after else {})
        place = f"{self._conversations}/{quote(conversation, safe='')}/pagedMembers"
        return await self._connection.ask("GET", place, params=asked)

    async def channels(self, team: str) -> list[str]:
        """Return what Teams calls the channels of a team that we are in. Raises `DeliveryFailed`."""
        answer = await self._connection.ask("GET", f"{self._teams}/{quote(team, safe='')}/conversations")
        found = answer.get("conversations") or ()
        return [str(one["id"]) for one in found if isinstance(one, dict) and "id" in one]

    def _activities(self, conversation: str) -> str:
        return f"{self._conversations}/{quote(conversation, safe='')}/activities"

    def _from_us(self, conversation: str, activity: Data) -> Data:
        return {**activity, "from": self._bot, "conversation": {"id": conversation}}


def _name(answer: Data) -> str:
    """Return what Teams calls what it has made."""
    name = answer.get("id")
    if not isinstance(name, str) or not name:
        raise DeliveryFailed("unreadable_answer", unknown=True)
    return name


def _object(answer: httpx.Response) -> Data:
    """Return what an answer says; nothing where it is empty. Raises ValueError."""
    found = answer.json() if answer.content else {}
    if not isinstance(found, dict):
        raise ValueError("an answer that is no object")
    return found
