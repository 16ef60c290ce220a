"""The workspace in which the bot is installed, and what the bot is called there."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.credentials import Held
from bot.domain.people import AddressKind
from bot.services import installations
from bot.services.ports import Database
from handlers.slack.failures import translated


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """One workspace: Slack's names for it and for the bot, and our own number of the installation.

    Where an organisation has installed us for all of its workspaces, `team_id` is "".
    """

    installation_id: int
    team_id: str
    bot_user_id: str
    bot_id: str
    enterprise_id: str = ""

    @property
    def is_organisation(self) -> bool:
        """Whether this stands for every workspace of an organisation."""
        return not self.team_id

    def is_home_of(self, team: str) -> bool:
        """Say whether somebody of this workspace is one of ours; "" where Slack does not say whose they are."""
        return team in ("", self.team_id) or (self.is_organisation and team == self.enterprise_id)


def of(held: Held) -> Workspace:
    """Return the workspace to which these credentials let us in."""
    return Workspace(
        installation_id=held.installation_id,
        team_id=held.tenant.team_id,
        bot_user_id=held.bot_user_id,
        bot_id="",
        enterprise_id=held.tenant.enterprise_id,
    )


async def recognise(*, client: AsyncWebClient, database: Database, now: datetime) -> Workspace:
    """Ask Slack whose token ours is, and keep the answer. Raises `DeliveryFailed`."""
    with translated():
        answer = await client.auth_test()
    installation_id = await asyncio.to_thread(
        installations.register,
        database=database,
        kind=AddressKind.SLACK,
        external_id=answer["team_id"],
        name=answer["team"],
        bot_id=answer["user_id"],
        now=now,
    )
    return Workspace(
        installation_id=installation_id,
        team_id=answer["team_id"],
        bot_user_id=answer["user_id"],
        bot_id=answer.get("bot_id") or "",
        enterprise_id=answer.get("enterprise_id") or "",
    )
