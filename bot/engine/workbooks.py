"""Workbooks that go by themselves: made and posted; one with which something is wrong keeps no other waiting."""

from datetime import datetime

import structlog

from bot.services import scheduled_workbooks, workbook_posts
from bot.services.ports import Database

log = structlog.get_logger()


def make(*, database: Database, now: datetime) -> int:
    """Make the workbooks whose day has come. Returns how many were looked at."""
    due = scheduled_workbooks.due(database=database, now=now)
    for snapshot in due:
        try:
            scheduled_workbooks.make(database=database, snapshot=snapshot, now=now)
        except Exception as error:  # noqa: BLE001 - one partnership must not keep all others; it is tried again.
            _report("workbook_not_made", error, snapshot_id=snapshot.id)
            scheduled_workbooks.fail(
                database=database, snapshot=snapshot, error=type(error).__name__, now=now
            )
    return len(due)


def post(*, database: Database, now: datetime) -> int:
    """Queue the workbooks that are due to people. Returns how many messages."""
    due = workbook_posts.due(database=database, now=now)
    queued = 0
    for delivery in due:
        try:
            queued += workbook_posts.post(database=database, delivery=delivery, now=now)
        except Exception as error:  # noqa: BLE001 - as above; it is looked at again in an hour.
            _report("workbook_pushed_away", error, delivery_id=delivery.id)
            workbook_posts.push_away(database=database, delivery=delivery, now=now)
    return queued


def _report(event: str, error: Exception, **which: object) -> None:
    log.error(event, exc_info=error, **which)
