"""Before most partners close, the rooms and the runner read when everybody is back; in between nothing is posted."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendars import Span
from bot.domain.deliveries import DeliveryKind
from bot.domain.permissions import ENGINE
from bot.messages import plain
from bot.messages.model import Message
from bot.services import back_on, readers, room_posts
from storage import members, partners, rooms
from storage.database import Database
from tests import riverside
from tests.office import Office
from tests.riverside import Riverside
from tests.services.test_room_posts import celebrate, posts

FRIDAY = datetime(2026, 10, 23, 8, tzinfo=UTC)
"""Nine in London, on the last day before the half-term."""

HALF_TERM = Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="half-term")
DAY = timedelta(days=1)


@pytest.fixture
def group(database: Database) -> Riverside:
    made = riverside.build(database, opened=True)
    _close(made, HALF_TERM)
    return made


def _close(group: Riverside, span: Span) -> None:
    with group.database.write() as transaction:
        for partner_id in (group.castle_id, group.brook_lane_id):
            partners.keep_days(
                transaction, viewer=group.viewer("sam"), partner_id=partner_id, closed=[span], busy=[]
            )


def _owed(group: Riverside, now: datetime) -> list[DeliveryKind]:
    due = room_posts.due(database=group.database, now=now, limit=9)
    return [one.owed.kind for one in due]


def test_rooms_are_owed_the_note_once(group: Riverside) -> None:
    told = [back_on.tell(database=group.database, now=now) for now in (FRIDAY, FRIDAY + DAY / 24)]

    assert told == [1, 0]
    assert _owed(group, FRIDAY) == [DeliveryKind.QUIET]


@pytest.mark.parametrize("now", [FRIDAY - DAY, FRIDAY + DAY, FRIDAY + 5 * DAY, FRIDAY + 10 * DAY])
def test_on_other_days_nobody_is_owed_anything(group: Riverside, now: datetime) -> None:
    assert back_on.tell(database=group.database, now=now) == 0


def test_while_fewer_than_half_close_nothing_is_said(group: Riverside) -> None:
    with group.database.write() as transaction:
        partners.keep_days(
            transaction, viewer=group.viewer("sam"), partner_id=group.castle_id, closed=[], busy=[]
        )

    assert back_on.tell(database=group.database, now=FRIDAY) == 0


def test_draft_and_rooms_that_are_closed_are_left_alone(database: Database) -> None:
    draft = riverside.build(database)
    _close(draft, HALF_TERM)

    assert back_on.tell(database=database, now=FRIDAY) == 0


def test_room_that_cannot_be_posted_to_is_owed_nothing(group: Riverside) -> None:
    with group.database.write() as transaction:
        rooms.note_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_id=riverside.ROOM,
            usable=False,
        )

    assert back_on.tell(database=group.database, now=FRIDAY) == 0


def test_what_the_room_reads(group: Riverside) -> None:
    back_on.tell(database=group.database, now=FRIDAY)

    assert posts(Office(group.database), FRIDAY, FRIDAY + DAY / 4) == [
        ("Friday 08.00", "Back on Monday 2 November.")
    ]


def test_nothing_is_posted_until_most_are_back(group: Riverside) -> None:
    celebrate(group, "The fair is over", now=FRIDAY + 2 * DAY)

    assert posts(Office(group.database), FRIDAY + 2 * DAY, FRIDAY + 14 * DAY) == [
        ("Monday 08.30", "The fair is over.")
    ]


def test_note_that_has_no_place_in_its_week_is_not_posted_later(group: Riverside) -> None:
    for number, day in enumerate((2, 1)):
        celebrate(group, f"Number {number} is done", now=FRIDAY - day * DAY)
        posts(Office(group.database), FRIDAY - day * DAY, FRIDAY - day * DAY + DAY / 3)
    back_on.tell(database=group.database, now=FRIDAY)

    room_posts.post(database=group.database, now=FRIDAY, limit=9)

    assert _owed(group, FRIDAY + 20 * DAY) == []


def _of_morning(group: Riverside, now: datetime) -> str:
    with group.database.read() as transaction:
        sam = members.member(transaction, viewer=group.viewer("sam"), person_id=group.person("sam").id)
        assert sam is not None
        reader = readers.of_member(transaction, viewer=group.viewer("sam"), membership=sam)
        found = back_on.of_morning(transaction, reader, now)
    blocks = tuple(block for notice in found for block in notice.blocks)
    return plain.text(Message(opening="", blocks=blocks))


def test_runner_reads_it_that_day(group: Riverside) -> None:
    assert _of_morning(group, FRIDAY) == (
        "Most partners close after today, and are back on Monday 2 November. "
        "Until then I write to nobody who is closed."
    )
    assert _of_morning(group, FRIDAY - DAY) == ""
