"""The dates of each partnership are looked at once a day; one with which something is wrong is pushed away."""

from datetime import datetime

import structlog

from bot.services import lookouts
from bot.services.ports import Database
from storage.schedules import Schedule

log = structlog.get_logger()


def look_at_dates(*, database: Database, now: datetime) -> int:
    """Look at every partnership whose hour has come. Returns how many were looked at."""
    due = lookouts.due(database=database, now=now)
    for schedule in due:
        try:
            lookouts.look(database=database, schedule=schedule, now=now)
        except Exception as error:  # noqa: BLE001 - one partnership must not keep the dates of all others.
            _report(error, schedule)
            lookouts.push_away(database=database, schedule=schedule, now=now)
    return len(due)


def _report(error: Exception, schedule: Schedule) -> None:
    log.error("dates_pushed_away", exc_info=error, schedule_id=schedule.id)
