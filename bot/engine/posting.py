"""What is due becomes messages; one row with which something is wrong is pushed away, and the rest goes on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import structlog

from bot.services import envelopes, mornings, outbox
from bot.services.ports import Database, Outgoing

log = structlog.get_logger()

_PEOPLE_AT_ONCE: Final = 5
"""In one transaction: a sweep lets others write every 50 rows, or every 50 milliseconds, at the latest."""

_ROOMS_AT_ONCE: Final = 50


def write_mornings(*, database: Database, now: datetime) -> int:
    """Owe the runners whose hour has come their list. Returns how many were looked at."""
    due = mornings.due(database=database, now=now)
    for schedule in due:
        try:
            mornings.write(database=database, schedule=schedule, now=now)
        except Exception as error:  # noqa: BLE001 - one partnership must not keep the mornings of all others.
            _report("morning_pushed_away", error, schedule_id=schedule.id)
            mornings.push_away(database=database, schedule=schedule, now=now)
    return len(due)


def post_in_rooms(*, database: Database, now: datetime) -> int:
    """Queue what is due in rooms. Returns how many messages."""
    return envelopes.post_in_rooms(database=database, now=now, limit=_ROOMS_AT_ONCE)


def post(*, database: Database, now: datetime) -> int:
    """Queue what is due to people, some in each transaction. Returns how many messages."""
    queued, after = 0, 0
    while people := envelopes.people_due(database=database, now=now, limit=_PEOPLE_AT_ONCE, after=after):
        queued += _post(database, people, now)
        after = people[-1]
    return queued


def claim(*, database: Database, now: datetime, limit: int) -> tuple[Outgoing, ...]:
    """Take what may be sent now in hand; a message that cannot be written is pushed away."""
    try:
        return outbox.claim(database=database, now=now, limit=limit)
    except Exception as error:  # noqa: BLE001 - one message must not hold up all others; each is tried alone.
        _report("claim_failed", error)
    found: list[Outgoing] = []
    for message_id in outbox.ready(database=database, now=now, limit=limit):
        found += _claim_alone(database, message_id, now)
    return tuple(found)


def _post(database: Database, people: Sequence[int], now: datetime) -> int:
    try:
        return envelopes.post(database=database, person_ids=people, now=now)
    except Exception as error:  # noqa: BLE001 - one person's post must not hold up all others; each is tried alone.
        _report("post_failed", error)
    return sum(_post_alone(database, person_id, now) for person_id in people)


def _post_alone(database: Database, person_id: int, now: datetime) -> int:
    try:
        return envelopes.post(database=database, person_ids=[person_id], now=now)
    except Exception as error:  # noqa: BLE001 - as above; it is looked at again in an hour.
        _report("person_pushed_away", error, person_id=person_id)
        envelopes.push_away(database=database, person_id=person_id, now=now)
        return 0


def _claim_alone(database: Database, message_id: int, now: datetime) -> tuple[Outgoing, ...]:
    try:
        return outbox.claim(database=database, now=now, limit=1, only=message_id)
    except Exception as error:  # noqa: BLE001 - as above; it is tried again later.
        _report("message_pushed_away", error, message_id=message_id)
        outbox.push_away(database=database, message_id=message_id, now=now)
        return ()


def _report(event: str, error: Exception, **which: object) -> None:
    log.error(event, exc_info=error, **which)
