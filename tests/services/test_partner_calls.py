"""One line a partner among the calls of a morning, the most useful one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.contacts import ContactKind
from bot.domain.mornings import Line, Need, Ring
from bot.messages import plain
from bot.services import items, partner_calls, planning, readers
from storage import contacts
from tests.office import Office
from tests.planned import add, plan
from tests.riverside import NOW, Riverside

LATER = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
"""Tuesday 10 November 2026: more than thirty days in term after the doors were opened."""

DAY = timedelta(days=1)


def _said(group: Riverside, now: datetime = LATER) -> list[str]:
    """The first words of each notice."""
    with group.database.read() as transaction:
        [reader] = readers.runners(transaction, viewer=group.engine)
        found = partner_calls.of_morning(transaction, reader, now)
    return [plain.of_block(one.blocks[0]).split("\n", 1)[0] for one in found]


def _left_alone(group: Riverside, *names: str) -> None:
    """Four envelopes to each of these, and no word from them."""
    for name in names:
        for day in (3, 6, 10, 13):
            plan(
                group,
                planning.plan_reminders,
                add(group, due=date(2026, 11, day), holders=(name,)),
                now=NOW,
            )
    start = datetime(2026, 10, 27, 9, 0, tzinfo=UTC)
    Office(group.database).live(start, start + 14 * DAY, step=DAY)


def _spoke(group: Riverside, partner_id: int, on: date) -> None:
    with group.database.write() as transaction:
        contacts.add(
            transaction,
            viewer=group.viewer("sam"),
            partner_id=partner_id,
            person_id=None,
            kind=ContactKind.SPOKE,
            on=on,
            now=NOW,
        )


def test_call_sheet_stands_for_the_partner(group: Riverside) -> None:
    assert len(_said(group)) == 1
    add(group, due=date(2026, 11, 13), holders=(None, None, "dee"))

    [said] = _said(group)

    assert "Brook Lane Training (Dee Frame, 01632 960 118)" in said


def test_call_worth_making_stands_for_the_partner_whose_envelopes_go_unanswered(group: Riverside) -> None:
    _spoke(group, group.brook_lane_id, LATER.date())
    _left_alone(group, "mina")

    [said] = _said(group, LATER + DAY)

    assert said.startswith("Castle College")


def test_people_of_one_partner_stand_in_one_line(group: Riverside) -> None:
    for partner_id in (group.brook_lane_id, group.castle_id):
        _spoke(group, partner_id, date(2026, 10, 20))
    _left_alone(group, "mina", "rob")

    [said] = _said(group, LATER + DAY)

    assert said.startswith("I've heard nothing from Mina Iqbal and Rob Stone lately")


@pytest.mark.parametrize(("ring", "left"), [(None, 1), (Ring(chosen=False, number="01632 960 118"), 0)])
def test_what_stands_on_a_sheet_is_no_line_as_well(group: Riverside, ring: Ring | None, left: int) -> None:
    commitment = add(group, due=date(2026, 11, 13), holders=(None, None, "dee"))
    share = commitment.shares[2]

    assert len(_lines(group, share.id, ring)) == left


def test_what_stands_on_no_sheet_stays_a_line(group: Riverside) -> None:
    far = add(group, due=date(2027, 2, 26), holders=(None, None, "dee"))

    assert len(_lines(group, far.shares[2].id, Ring(chosen=False))) == 1


def _lines(group: Riverside, share_id: int, ring: Ring | None) -> tuple[Line, ...]:
    with group.database.read() as transaction:
        [reader] = readers.runners(transaction, viewer=group.engine)
        view = items.view(transaction, viewer=group.viewer("sam"), share_id=share_id, now=LATER)
        line = Line(need=Need.NOT_REACHED, view=view, ring=ring)
        return partner_calls.without_sheets(transaction, reader=reader, lines=(line,), now=LATER)
