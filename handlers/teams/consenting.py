"""What happens when somebody takes or leaves a file that was offered to them."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.clock import Clock
from bot.errors import DeliveryFailed
from bot.messages import files as wording
from bot.services import answers, sent_files
from bot.services.answers import Asker
from bot.services.ports import Database
from handlers.teams import consent
from handlers.teams.consent import Consent
from handlers.teams.tenants import Tenant

log = structlog.get_logger()


class Consenting:
    """Puts a file among its reader's own, once they have said yes."""

    def __init__(self, *, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def take(self, asker: Asker, said: Consent, tenant: Tenant) -> Coroutine[Any, Any, None] | None:
        """Keep that somebody has answered, and return what is to be done after that; None where it was done before."""
        if said.upload is None:
            await asyncio.to_thread(
                answers.say, database=self._database, to=asker, content=wording.left(), now=self._clock()
            )
            return None
        file = await asyncio.to_thread(
            sent_files.take,
            database=self._database,
            to=asker,
            message_id=said.message_id,
            now=self._clock(),
        )
        return None if file is None else self._put(asker, said, tenant, file)

    async def _put(self, asker: Asker, said: Consent, tenant: Tenant, file: tuple[str, bytes]) -> None:
        name, content = file
        try:
            await tenant.files.put(address=said.address, content=content)
        except DeliveryFailed as failed:
            log.warning("teams_file_not_saved", message_id=said.message_id, reason=failed.reason)
            await asyncio.to_thread(
                sent_files.not_saved, database=self._database, to=asker, now=self._clock()
            )
            return
        await asyncio.to_thread(sent_files.saved, database=self._database, to=asker)
        try:
            await tenant.connector.post(asker.conversation or "", consent.shown(said, name=name))
        except DeliveryFailed as failed:
            # It is among their files, which is what they asked for.
            log.warning("teams_file_not_shown", message_id=said.message_id, reason=failed.reason)
