"""Rows that are not due: the deliveries of other partnerships, sent long ago or still to come."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import Final

from bench.world import World

_PER_SHARE: Final = 5
_PER_PERSON: Final = 20
_PER_PARTNERSHIP: Final = 500
_FIRST: Final = 1_000_000
"""Numbers from here on are the crowd's."""

_NUMBERS: Final = (
    "WITH RECURSIVE numbers(n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {count})"
)
_PEOPLE: Final = """
INSERT INTO people (id, name, regular_days, hour, hopes, created_at)
SELECT {first} + n, 'Somebody ' || n, '1,3', 'START_OF_DAY', '', '{then}' FROM numbers
"""
_PARTNERSHIPS: Final = """
INSERT INTO partnerships (id, name, zone, purpose, for_whom, runner_telephone, state, maker_id, created_at)
SELECT {first} + n, 'Partnership ' || n, 'Europe/London', '', '', '', 'open', {first}, '{then}' FROM numbers
"""
_PARTNERS: Final = """
INSERT INTO partners (id, partnership_id, name, kind, reach)
SELECT {first} + n, {first} + n, 'Partner', 'partner', 'not_yet' FROM numbers
"""
_COMMITMENTS: Final = """
INSERT INTO commitments (id, partnership_id, title, heading, done_when, why, if_not, due, importance,
                         all_partners, created_by, created_at)
SELECT {first} + n, {first} + n * {per_share} / {per_partnership}, 'Send the course data', '', '', '', '',
       '{later}', 'normal', 0, {first}, '{then}' FROM numbers
"""
_SHARES: Final = """
INSERT INTO shares (id, commitment_id, partner_id, person_id, role_word, state, stuck_because, stuck_words, version)
SELECT {first} + n, {first} + n, {first} + n * {per_share} / {per_partnership},
       {first} + n * {per_share} / {per_person}, '', 'accepted', '', '', 1 FROM numbers
"""
# Two of five are sent already, three lie ahead.
_DELIVERIES: Final = """
INSERT INTO deliveries (kind, fact, step, recipient, partnership_id, person_id, share_id, due_on, due_at,
                        off_day, state, created_at)
SELECT 'reminder', 'share:' || ({first} + n / {per_share}), 'lead-' || (n % {per_share}),
       'person:' || ({first} + n / {per_person}), {first} + n / {per_partnership}, {first} + n / {per_person},
       {first} + n / {per_share},
       CASE WHEN n % {per_share} < 2 THEN date('{then}') ELSE date('{later}') END,
       CASE WHEN n % {per_share} < 2 THEN '{then}' ELSE strftime('%Y-%m-%d %H:%M:%f000', '{later}', '+' || (n % 90) || ' days') END,
       0, CASE WHEN n % {per_share} < 2 THEN 'sent' ELSE 'pending' END, '{then}' FROM numbers
"""


def add(made: World, *, deliveries: int, now: datetime) -> None:
    """Add so many deliveries that are not due at `now`, with the people and the actions that they are about."""
    parts = (
        (_PEOPLE, deliveries // _PER_PERSON),
        (_PARTNERSHIPS, deliveries // _PER_PARTNERSHIP),
        (_PARTNERS, deliveries // _PER_PARTNERSHIP),
        (_COMMITMENTS, deliveries // _PER_SHARE),
        (_SHARES, deliveries // _PER_SHARE),
        (_DELIVERIES, deliveries),
    )
    with closing(sqlite3.connect(made.path)) as connection, connection:
        for insert, count in parts:
            connection.execute(_filled(insert, count, now))


def _filled(insert: str, count: int, now: datetime) -> str:
    # The columns stand between INSERT and SELECT, where SQLite takes the numbers.
    into, select = insert.split("\nSELECT", 1)
    return f"{into} {_NUMBERS} SELECT {select}".format(
        count=count,
        first=_FIRST,
        per_share=_PER_SHARE,
        per_person=_PER_PERSON,
        per_partnership=_PER_PARTNERSHIP,
        then=_stored(now - timedelta(days=90)),
        later=_stored(now + timedelta(days=7)),
    )


def _stored(instant: datetime) -> str:
    """Return an instant as SQLite keeps it."""
    return instant.strftime("%Y-%m-%d %H:%M:%S.%f")
