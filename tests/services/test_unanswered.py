"""Envelopes that nobody answers: one a week from then on, and a call for the runner."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.contacts import ContactKind
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from bot.services import identity, planning, progress, readers, ringing, unanswered
from bot.services.presses import Pressed
from storage import contacts
from storage.database import Database
from tests import calls, pressing, riverside
from tests.office import Office, openings
from tests.planned import add, plan
from tests.riverside import Riverside

BEGINS = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
FIRST = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
"""Tuesday 3 November 2026."""

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DUE = (3, 6, 10, 13, 17, 20, 24, 27)


@pytest.fixture
def group(database: Database) -> Riverside:
    group = riverside.build(database, opened=True)
    for day in DUE:
        plan(group, planning.plan_reminders, add(group, due=date(2026, 11, day)), now=BEGINS)
    return group


def live(office: Office, days: int, *, start: datetime = FIRST - 7 * DAY) -> list[date]:
    """Let days pass, and return those on which Mina got something."""
    sent = office.live(start, start + days * DAY, step=timedelta(hours=24))
    return [at.date() for at, one in sent if openings([one])[0][0] == "mina"]


def is_weekly(group: Riverside) -> bool:
    with group.database.read() as transaction:
        member = readers.reader(transaction, viewer=group.viewer("sam"), person_id=group.person("mina").id)
        assert member is not None
        return unanswered.is_once_a_week(transaction, person=member.membership.person)


def told(group: Riverside) -> list[str]:
    with group.database.write() as transaction:
        reader = readers.reader(transaction, viewer=group.viewer("sam"), person_id=group.person("sam").id)
        assert reader is not None
        return [one.person.name for one in unanswered.silent(transaction, reader=reader)]


def press(group: Riverside, now: datetime, who: str = "U-MINA") -> None:
    sent = calls.press(group.installation_id, who, Intent.NOT_THIS_WEEK, arg="again")
    pressing.answer(group, sent, now=now)


def test_after_four_without_a_word_there_is_one_a_week(group: Riverside, office: Office) -> None:
    days = live(office, 28)

    weeks = [day.isocalendar().week for day in days]
    assert len(days) >= 5
    assert is_weekly(group)
    assert all(weeks.count(week) == 1 for week in weeks[4:])


def test_press_begins_the_count_anew(group: Riverside, office: Office) -> None:
    live(office, 14)
    assert is_weekly(group)

    press(group, FIRST + 7 * DAY)

    assert not is_weekly(group)


def test_something_done_begins_it_anew(group: Riverside, office: Office) -> None:
    live(office, 14)
    share = office.ledger()[0].owed.share_id or 0

    pressed = Pressed(share_id=share, version=1)
    progress.done(database=group.database, viewer=group.viewer("sam"), pressed=pressed, now=FIRST + 8 * DAY)

    assert not is_weekly(group)


def test_runner_is_asked_to_ring_in_the_next_list(group: Riverside, office: Office) -> None:
    live(office, 14)

    assert told(group) == ["Mina Iqbal"]


def test_nobody_is_rung_who_has_pressed(group: Riverside, office: Office) -> None:
    live(office, 14)
    press(group, FIRST + 7 * DAY)

    assert told(group) == []


def test_nobody_is_rung_after_three(group: Riverside, office: Office) -> None:
    live(office, 7)

    assert told(group) == []


@pytest.mark.parametrize("person", ["mina", None])
def test_nobody_is_rung_who_has_been_rung(group: Riverside, office: Office, person: str | None) -> None:
    live(office, 14)
    with group.database.write() as transaction:
        contacts.add(
            transaction,
            viewer=group.viewer("sam"),
            partner_id=group.castle_id,
            person_id=group.person(person).id if person else None,
            kind=ContactKind.SPOKE,
            on=(FIRST + 8 * DAY).date(),
            now=FIRST + 8 * DAY,
        )

    assert told(group) == []


def test_who_would_rather_be_rung_stands_there_already(group: Riverside, office: Office) -> None:
    live(office, 14)
    ringing.choose(
        database=group.database,
        caller=_caller(group),
        partnership_id=group.partnership_id,
        rings=True,
        now=BEGINS,
    )

    assert told(group) == []


def test_sign_is_kept_once_an_hour(group: Riverside) -> None:
    seen = []
    for minutes in (0, 30, 61):
        press(group, FIRST + minutes * HOUR / 60)
        person = _caller(group).person
        assert person is not None
        seen.append(person.pressed_at)

    assert seen == [FIRST, FIRST, FIRST + 61 * HOUR / 60]


def test_nothing_is_kept_of_a_stranger(group: Riverside) -> None:
    unanswered.note_sign(database=group.database, caller=_caller(group, "U-NOBODY"), now=FIRST)

    assert _caller(group, "U-NOBODY").person is None


def _caller(group: Riverside, external_id: str = "U-MINA") -> identity.Caller:
    return identity.recognise(
        database=group.database,
        kind=AddressKind.SLACK,
        installation_id=group.installation_id,
        external_id=external_id,
        room=None,
    )
