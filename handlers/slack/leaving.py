"""A workspace that takes us away is let go, once Slack itself says that it lets us in no more."""

import asyncio
from typing import Final

import structlog

from bot.clock import Clock
from bot.errors import DeliveryFailed
from bot.services import removals
from bot.services.ports import Database
from handlers.slack.failures import translated
from handlers.slack.keeping import Keeping
from handlers.slack.workspaces import Connected, Workspaces

log = structlog.get_logger()

_TAKEN_BACK: Final = frozenset({"account_inactive", "token_revoked"})
_LET_IN_NO_MORE: Final = _TAKEN_BACK | {"invalid_auth", "not_authed", "token_expired"}
"""What is a clear no once people have said that they took us away. By itself the rest may pass: a server that has moved
is not known to Slack at its new place, and access that has run out may be renewed."""


class Leaving:
    """Lets go of workspaces. `keeping` is None where the operator's own is the only one."""

    def __init__(
        self, *, database: Database, clock: Clock, workspaces: Workspaces, keeping: Keeping | None
    ) -> None:
        self._database = database
        self._clock = clock
        self._workspaces = workspaces
        self._keeping = keeping

    async def taken_away(self, installation_id: int) -> None:
        """Let go of a workspace whose people say that they took us away. It may be of before they added us again.

        Raises `DeliveryFailed` where Slack does not say whether it lets us in.
        """
        await self._let_go(installation_id, _LET_IN_NO_MORE)

    async def ask_all(self) -> None:
        """Ask whether every workspace lets us in still: nobody told us, if we were not there when it ended."""
        for number in self._workspaces.numbers:
            try:
                await self._let_go(number, _TAKEN_BACK)
            except DeliveryFailed as failed:
                log.warning("slack_access_not_known", installation_id=number, reason=failed.reason)

    async def _let_go(self, installation_id: int, noes: frozenset[str]) -> None:
        async with self._workspaces.changing:
            if not await self._is_shut_out(installation_id, noes):
                return
            is_gone = await asyncio.to_thread(
                removals.removed,
                database=self._database,
                installation_id=installation_id,
                version=self._keeping.version_of(installation_id) if self._keeping else None,
                now=self._clock(),
            )
            self._workspaces.disconnect(installation_id)
            if self._keeping is not None:
                self._keeping.forget(installation_id)
                # Somebody may have added us again this very moment, or beside the operator's own token.
                await self._keeping.look_now()
        if is_gone:
            log.info("slack_taken_away", installation_id=installation_id)

    async def _is_shut_out(self, installation_id: int, noes: frozenset[str]) -> bool:
        connected = self._workspaces.get(installation_id)
        if connected is None or await _lets_us_in(connected, noes):
            return False
        if self._keeping is None:
            return True
        # That was the token that we know of. Another process may have been given a new one since we looked.
        refused = connected.client.token
        await self._keeping.look_now()
        connected = self._workspaces.get(installation_id)
        if connected is None:
            return False
        return connected.client.token == refused or not await _lets_us_in(connected, noes)


async def _lets_us_in(connected: Connected, noes: frozenset[str]) -> bool:
    """Say whether a workspace lets us in, as Slack sees it now. Raises `DeliveryFailed` where it does not say."""
    try:
        with translated():
            await connected.client.auth_test()
    except DeliveryFailed as failed:
        if failed.reason in noes:
            return False
        raise
    return True
