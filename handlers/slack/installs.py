"""What an operator has set so that other workspaces may install us, and what Slack gives us when one does."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.credentials import Tenant, Tokens
from bot.errors import DeliveryFailed
from handlers.slack import connection
from handlers.slack.failures import translated

if TYPE_CHECKING:
    from bot.services.vault import Vault

RETURN_PATH: Final = "/slack/oauth_redirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installs:
    """The app as Slack knows it, and where it leads people back to. `secret` signs, `vault` encrypts."""

    client_id: str
    client_secret: str
    public_url: str
    secret: str
    vault: "Vault"

    @property
    def return_url(self) -> str:
        """Where Slack sends people back to."""
        return self.public_url.rstrip("/") + RETURN_PATH


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What somebody allowed: where, under what name, and what lets us in."""

    tenant: Tenant
    name: str
    bot_user_id: str
    tokens: Tokens


async def exchange(client: AsyncWebClient, installs: Installs, *, code: str, now: datetime) -> Granted:
    """Return what stands behind a code, which works once. Raises `DeliveryFailed`."""
    answer = await _access(client, installs, code=code, redirect_uri=installs.return_url)
    where = _where(answer)
    if not answer.get("bot_user_id") or where is None:
        raise DeliveryFailed("no_bot_was_granted", permanent=True)
    tenant, name = where
    return Granted(tenant=tenant, name=name, bot_user_id=answer["bot_user_id"], tokens=_tokens(answer, now))


async def renew(client: AsyncWebClient, installs: Installs, *, refresh: str, now: datetime) -> Tokens:
    """Return what lets us in from now on. `refresh` works once. Raises `DeliveryFailed`."""
    answer = await _access(client, installs, grant_type="refresh_token", refresh_token=refresh)
    return _tokens(answer, now)


async def _access(client: AsyncWebClient, installs: Installs, **asked: str) -> Any:
    ours = {"client_id": installs.client_id, "client_secret": installs.client_secret}
    with translated():
        return await connection.ask(client, "oauth.v2.access", **ours, **asked)


def _where(answer: Any) -> tuple[Tenant, str] | None:
    team, enterprise = answer.get("team") or {}, answer.get("enterprise") or {}
    everywhere = answer.get("is_enterprise_install") is True
    found = enterprise if everywhere else team
    if not found.get("id"):
        return None
    tenant = Tenant(enterprise_id=enterprise.get("id") or "", team_id="" if everywhere else team["id"])
    return tenant, found.get("name") or found["id"]


def _tokens(answer: Any, now: datetime) -> Tokens:
    lasts = answer.get("expires_in")
    return Tokens(
        access=answer["access_token"],
        refresh=answer.get("refresh_token") or "",
        expires_at=now + timedelta(seconds=int(lasts)) if lasts else None,
    )
