"""What is due becomes messages; one row with which something is wrong is pushed away, and the rest goes on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import structlog

from bot.domain.deliveries import Delivery
from bot.services import envelopes, mornings, outbox, room_posts
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
    try:
        return room_posts.post(database=database, now=now, limit=_ROOMS_AT_ONCE)
    except Exception as error:  # noqa: BLE001 - one room must not hold up all others; each is tried alone.
        _report("rooms_failed", error)
    due = room_posts.due(database=database, now=now, limit=_ROOMS_AT_ONCE)
    return sum(_post_in_room_alone(database, delivery, now) for delivery in due)


def post(*, database: Database, now: datetime) -> int:
    """Queue what is due to people, some in each transaction. Returns how many messages."""
    queued, after = 0, 0
    while people := envelopes.people_due(database=database, now=now, limit=_PEOPLE_AT_ONCE, after=after):
        queued += _post(database, people, now)
        after = people[-1]
    return queued


def claim(*, database: Database, now: datetime, limit: int) -> tuple[Outgoing, ...]:
    """Take what may be sent now in hand, each message in a transaction of its own."""
    found: list[Outgoing] = []
    for message_id in outbox.ready(database=database, now=now, limit=limit):
        found += claim_alone(database=database, message_id=message_id, now=now)
    return tuple(found)


def claim_alone(*, database: Database, message_id: int, now: datetime) -> tuple[Outgoing, ...]:
    """Take one message in hand, if it may still be sent; one that cannot be written is pushed away."""
    try:
        return outbox.claim(database=database, now=now, limit=1, only=message_id)
    except Exception as error:  # noqa: BLE001 - one message must not hold up all others; it is tried again later.
        _report("message_pushed_away", error, message_id=message_id)
        outbox.push_away(database=database, message_id=message_id, now=now)
        return ()


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


def _post_in_room_alone(database: Database, delivery: Delivery, now: datetime) -> int:
    try:
        return room_posts.post_one(database=database, delivery=delivery, now=now)
    except Exception as error:  # noqa: BLE001 - as above; it is looked at again in an hour.
        _report("room_pushed_away", error, delivery_id=delivery.id)
        room_posts.push_away(database=database, delivery=delivery, now=now)
        return 0


def _report(event: str, error: Exception, **which: object) -> None:
    log.error(event, exc_info=error, **which)
