"""Files that a platform holds, workbooks and calendars: fetched outside any transaction, then read, and their sender answered."""

import asyncio
from collections.abc import Mapping

import structlog

from bot.clock import Clock
from bot.domain.imports.sheets import Sheet
from bot.domain.uploads import UploadKind
from bot.errors import DeliveryFailed, Refused
from bot.services import calendar_uploads
from bot.services.imports import uploads
from bot.services.imports.uploads import Waiting
from bot.services.ports import Database, FileSource

log = structlog.get_logger()

FileSources = Mapping[int, FileSource]
"""Where files are fetched, by the id of the installation that holds them."""


async def fetch(*, database: Database, files: FileSources, clock: Clock) -> int:
    """Fetch what people have sent, and answer them. Returns how many were answered; the others are tried again."""
    waiting = await asyncio.to_thread(uploads.waiting, database=database, now=clock())
    answered = [await _fetch_one(one, database, files, clock) for one in waiting]
    return sum(answered)


async def _fetch_one(waiting: Waiting, database: Database, files: FileSources, clock: Clock) -> bool:
    try:
        return await _try_one(waiting, database, files, clock)
    except Exception as error:  # noqa: BLE001 - one workbook must not keep the others waiting; it is tried for an hour.
        _report("workbook_not_answered", waiting, error)
    if waiting.stale:
        return await _give_up(waiting, database, Refused("workbook_unreachable"), clock)
    return False


async def _try_one(waiting: Waiting, database: Database, files: FileSources, clock: Clock) -> bool:
    try:
        content = await _content(waiting, files)
        if content is None:
            return False
        if waiting.kind is UploadKind.CALENDAR:
            return await asyncio.to_thread(
                calendar_uploads.answer,
                database=database,
                upload_id=waiting.upload_id,
                content=content,
                now=clock(),
            )
        sheets = await _opened(waiting, content)
        return await asyncio.to_thread(
            uploads.answer, database=database, upload_id=waiting.upload_id, sheets=sheets, now=clock()
        )
    except Refused as refused:
        return await _give_up(waiting, database, refused, clock)


async def _opened(waiting: Waiting, content: bytes) -> tuple[Sheet, ...]:
    """Return what is in a workbook. Raises `Refused` for whatever is wrong with reading it."""
    try:
        return await asyncio.to_thread(uploads.opened, content=content)
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a reader stumbles over, its sender can save it anew.
        _report("workbook_not_read", waiting, error)
    raise Refused("workbook_damaged")


def _report(event: str, waiting: Waiting, error: Exception) -> None:
    log.error(event, upload_id=waiting.upload_id, exc_info=error)


async def _give_up(waiting: Waiting, database: Database, refused: Refused, clock: Clock) -> bool:
    return await asyncio.to_thread(
        uploads.give_up, database=database, upload_id=waiting.upload_id, refused=refused, now=clock()
    )


async def _content(waiting: Waiting, files: FileSources) -> bytes | None:
    """Return the file, None where it is worth another try. Raises `Refused` where it is not."""
    source = files.get(waiting.installation_id)
    if source is None:
        raise Refused("workbook_unreachable")
    largest = calendar_uploads.LARGEST if waiting.kind is UploadKind.CALENDAR else uploads.LARGEST_UPLOAD
    try:
        return await source.fetch(reference=waiting.reference, limit=largest)
    except DeliveryFailed as failure:
        log.warning("workbook_not_fetched", upload_id=waiting.upload_id, reason=failure.reason)
        if failure.permanent or waiting.stale:
            raise Refused("workbook_unreachable") from failure
        return None
