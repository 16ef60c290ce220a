"""How another workspace installs us: a page with a link to Slack, and the page to which Slack leads back.

What Slack brings back is believed only from the browser that went out, within ten minutes, once.
"""

import asyncio
import hashlib
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode, urlsplit

import structlog
from itsdangerous import BadSignature, URLSafeSerializer
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bot.clock import Clock
from bot.errors import Busy, DeliveryFailed
from bot.messages import installing as wording
from bot.services import inbound
from bot.services.ports import Database
from handlers.slack import installs, manifest, pages
from handlers.slack.installs import RETURN_PATH, Granted, Installs

log = structlog.get_logger()

PATH: Final = "/slack/install"
Installed = Callable[[Granted], Awaitable[None]]
"""Told what somebody has allowed."""

_COOKIE: Final = "bywhen_slack"
_LIFE: Final = timedelta(minutes=10)
_SOURCE: Final = "slack-install"
_DENIED: Final = "access_denied"
_AGAIN: Final = (wording.AGAIN, PATH)


class NotOurs(Exception):
    """What came back is not what went out from this browser, or it came too late or twice."""


class OAuth:
    """The two pages."""

    def __init__(
        self,
        *,
        client: AsyncWebClient,
        database: Database,
        clock: Clock,
        settings: Installs,
        installed: Installed,
    ) -> None:
        self._client = client
        self._database = database
        self._clock = clock
        self._settings = settings
        self._installed = installed
        self._states = URLSafeSerializer(settings.secret, salt="slack install")
        self.routes = [
            Route(PATH, self._invite, methods=["GET"]),
            Route(RETURN_PATH, self._come_back, methods=["GET"]),
        ]

    async def _invite(self, request: Request) -> HTMLResponse:
        """Show the link to Slack; nothing is changed."""
        browser = request.cookies.get(_COOKIE) or secrets.token_urlsafe(24)
        page = pages.page(wording.INVITATION, link=(wording.ADD, self._address(browser)))
        page.set_cookie(
            _COOKIE,
            browser,
            max_age=int(_LIFE.total_seconds()),
            path="/slack",
            secure=self._settings.public_url.startswith("https:"),
            httponly=True,
            samesite="lax",
        )
        return page

    async def _come_back(self, request: Request) -> HTMLResponse:
        """Take what Slack brings back. Each way in which that may end has a sentence."""
        asked = request.query_params
        try:
            await self._take(asked.get("state", ""), browser=request.cookies.get(_COOKIE, ""))
            if asked.get("error"):
                return self._refuse(asked["error"])
            granted = await installs.exchange(
                self._client, self._settings, code=asked.get("code", ""), now=self._clock()
            )
            await self._installed(granted)
        except NotOurs:
            return pages.page(wording.NOT_FROM_HERE, link=_AGAIN, status=400)
        except Busy:
            return pages.page(wording.WENT_WRONG, link=_AGAIN, status=503)
        except DeliveryFailed as failed:
            return self._not_let_in(failed)
        return pages.page(wording.added(granted.name), link=(wording.OPEN, self._slack()))

    async def _take(self, state: str, *, browser: str) -> None:
        """Take a state, which works once. Raises `NotOurs`."""
        now = self._clock()
        try:
            owner, nonce, issued = self._states.loads(state)
            age = now.timestamp() - float(issued)
        except (BadSignature, TypeError, ValueError) as error:
            raise NotOurs("not signed here") from error
        if (
            age >= _LIFE.total_seconds()
            or not browser
            or not secrets.compare_digest(str(owner), _hashed(browser))
        ):
            raise NotOurs("of another browser, or of long ago")
        first = await asyncio.to_thread(
            inbound.is_first, database=self._database, source=_SOURCE, key=str(nonce), now=now
        )
        if not first:
            raise NotOurs("used before")

    def _refuse(self, error: str) -> HTMLResponse:
        log.info("slack_install_refused", is_denied=error == _DENIED)
        return pages.page(wording.NOT_ALLOWED, link=_AGAIN, status=403)

    def _not_let_in(self, failed: DeliveryFailed) -> HTMLResponse:
        log.warning("slack_install_failed", reason=failed.reason)
        if failed.permanent:
            return pages.page(wording.NOT_TAKEN, link=_AGAIN, status=400)
        return pages.page(wording.NOT_REACHED, link=_AGAIN, status=503)

    def _address(self, browser: str) -> str:
        """Return where Slack asks whether we may come in."""
        issued = int(self._clock().timestamp())
        asked = {
            "client_id": self._settings.client_id,
            "scope": ",".join((*manifest.SCOPES, *manifest.OPTIONAL_SCOPES)),
            "redirect_uri": self._settings.return_url,
            "state": self._states.dumps([_hashed(browser), secrets.token_urlsafe(12), issued]),
        }
        return f"{self._slack()}oauth/v2/authorize?{urlencode(asked)}"

    def _slack(self) -> str:
        """Return Slack itself, or the server that stands in for it."""
        api = urlsplit(self._client.base_url)
        return f"{api.scheme}://{api.netloc}/"


def _hashed(browser: str) -> str:
    return hashlib.sha256(browser.encode("utf-8", "surrogatepass")).hexdigest()
