"""What is asked of the database does not grow with what is in it: thirty rows cost as many statements as a few."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.calendars import Span
from bot.domain.commitments import EventKind
from bot.domain.people import AddressKind, Rhythm
from bot.domain.permissions import ENGINE, Role, myself
from bot.services import envelopes, outbox, planning, timetable
from bot.services.timetable import Shown
from storage import commitments, deliveries, members, partners, partnerships, people, renegotiations, shares
from tests import planned
from tests.riverside import LONDON, NOW, Riverside
from tests.storage.conftest import Counted

MANY = 30
LOOKING_AGAIN = 5
"""Statements: the member, the partner, what they run, the share, and the move that it waits for."""

FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
DAY = timedelta(days=1)

Ask = Callable[[Riverside], object]


def fill(group: Riverside, rows: int) -> None:
    """Put so many actions in, of Mina and two others."""
    for _ in range(rows):
        planned.add(group, holders=("mina", "sam", "dee"))


def crowd(group: Riverside, numbers: range) -> None:
    """Let these people join, each of an organisation of their own, who are all away twice."""
    sam = group.viewer("sam")
    away = tuple(Span(first=NOW.date() + DAY * n, last=NOW.date() + DAY * n) for n in (7, 21))
    with group.database.write() as transaction:
        for number in numbers:
            partner = partners.add(transaction, viewer=sam, name=f"School {number}", closed=away)
            person = people.create(transaction, viewer=sam, name=f"Nia {number}", zone=LONDON, now=NOW)
            people.give_address(
                transaction,
                viewer=sam,
                person_id=person.id,
                kind=AddressKind.SLACK,
                installation_id=group.installation_id,
                external_id=f"U-{number}",
            )
            people.set_rhythm(
                transaction, viewer=myself(person.id), person_id=person.id, rhythm=Rhythm(leave=away)
            )
            members.add(transaction, viewer=sam, person_id=person.id, role=Role.MEMBER, partner_id=partner.id)


def _show(name: str, shown: Shown) -> Ask:
    return lambda group: timetable.show(
        database=group.database, viewer=group.viewer(name), shown=shown, now=TUESDAY
    )


def _read(read: Callable[..., object], name: str = "sam", **asked: object) -> Ask:
    def ask(group: Riverside) -> object:
        with group.database.read() as transaction:
            return read(transaction, viewer=group.viewer(name), **asked)

    return ask


def _mine(group: Riverside) -> object:
    return timetable.mine(database=group.database, viewers=[group.viewer("mina")], now=TUESDAY)


def _held(group: Riverside) -> object:
    return _read(commitments.held_by, person_id=group.person("mina").id)(group)


@pytest.mark.parametrize(
    "ask",
    [
        *(pytest.param(_show("mina", shown), id=f"timetable {shown.value}") for shown in Shown),
        pytest.param(_show("sam", Shown.DATE_PASSED), id="timetable of the runner, dates that have passed"),
        pytest.param(_mine, id="mine"),
        pytest.param(_held, id="held"),
        pytest.param(_read(commitments.all_of), id="commitments"),
        pytest.param(_read(renegotiations.all_of), id="moves"),
        pytest.param(_read(shares.events_in, kinds=tuple(EventKind), since=NOW - DAY), id="what happened"),
        pytest.param(_read(deliveries.ledger), id="ledger"),
    ],
)
def test_actions_are_asked_for_all_together(group: Riverside, counted: Counted, ask: Ask) -> None:
    fill(group, 3)
    with counted() as few:
        ask(group)
    fill(group, MANY)
    with counted() as many:
        ask(group)

    assert len(many) == len(few), "\n".join(many)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(_read(members.all_of), id="members"),
        pytest.param(_read(partners.all_of), id="partners"),
        pytest.param(_read(members.runner_of), id="runner"),
        pytest.param(_read(partnerships.memberships_of), id="memberships"),
        pytest.param(_show("sam", Shown.EVERYTHING), id="timetable"),
        pytest.param(_mine, id="mine"),
    ],
)
def test_people_and_partners_are_asked_for_all_together(group: Riverside, counted: Counted, ask: Ask) -> None:
    fill(group, 3)
    crowd(group, range(1))
    with counted() as few:
        ask(group)
    crowd(group, range(1, MANY))
    with counted() as many:
        ask(group)

    assert len(many) == len(few), "\n".join(many)


def remind(group: Riverside, rows: int) -> None:
    for _ in range(rows):
        planned.plan(group, planning.plan_reminders, planned.add(group), now=FRIDAY)


def test_envelope_costs_no_more_for_each_delivery_than_looking_at_it_again(
    group: Riverside, counted: Counted
) -> None:
    """Each is looked at again when it is sorted and when it is sent; the letter itself is written all at once."""
    mina = group.person("mina").id
    remind(group, MANY)

    with counted() as sorting:
        envelopes.post(database=group.database, person_ids=[mina], now=TUESDAY)
    with counted() as writing:
        outbox.claim(database=group.database, now=TUESDAY, limit=9)

    assert len(sorting) <= LOOKING_AGAIN * MANY + 15
    assert len(writing) <= LOOKING_AGAIN * MANY + 80


def test_many_deliveries_wait_by_one_statement(group: Riverside, counted: Counted) -> None:
    remind(group, MANY)
    with group.database.write() as transaction:
        ids = [one.id for one in deliveries.ledger(transaction, viewer=ENGINE)]
        with counted() as sent:
            deliveries.postpone(transaction, viewer=ENGINE, ids=ids, due_on=TUESDAY.date(), due_at=TUESDAY)

    assert len(sent) == 1
