"""A commitment as everybody may read it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.commitments import Share, ShareState
from bot.domain.timetable_rows import rows_of
from bot.domain.timetables import TimetableRow
from tests.actions import COMMITMENT, DUE, SHARE, TODAY

PARTNERS = {1: "Castle College", 2: "Meadow College", 3: "Brook Lane Training"}
PEOPLE = {7: "Mina Iqbal", 8: "Kwame Boateng"}
AFTER = date(2026, 11, 30)

CASTLE = SHARE
MEADOW = replace(SHARE, id=13, partner_id=2, person_id=8)
BROOK_LANE = replace(SHARE, id=14, partner_id=3, person_id=None)


def _rows(*shares: Share, all_partners: bool = False, today: date = TODAY) -> tuple[TimetableRow, ...]:
    commitment = replace(COMMITMENT, shares=shares, all_partners=all_partners)
    return rows_of(commitment, partners=PARTNERS, people=PEOPLE, today=today)


def test_row_has_what_who_and_by_when() -> None:
    [row] = _rows(CASTLE)

    assert row == TimetableRow(
        what="Send course data (all level 3)",
        partners=("Castle College",),
        by=DUE,
        state="Agreed",
        people=("Mina Iqbal",),
        done_when="every level 3 course is in the shared sheet",
        why="the joint prospectus is made from it",
        ref=COMMITMENT.id,
    )


def test_partners_of_one_action_share_a_row_in_alphabetical_order() -> None:
    [row] = _rows(MEADOW, BROOK_LANE, CASTLE)

    assert row.partners == ("Brook Lane Training", "Castle College", "Meadow College")
    assert row.people == ("Kwame Boateng", "Mina Iqbal")


def test_share_with_its_own_date_has_a_row_of_its_own() -> None:
    first, second = _rows(CASTLE, replace(MEADOW, own_due=date(2026, 12, 4)))

    assert (first.partners, first.by) == (("Castle College",), DUE)
    assert (second.partners, second.by) == (("Meadow College",), date(2026, 12, 4))


def test_role_keeps_its_word() -> None:
    [row] = _rows(replace(CASTLE, role_word="Principal"))

    assert row.people == ("Principal",)


@pytest.mark.parametrize(
    ("castle", "meadow", "today", "state"),
    [
        (ShareState.ACCEPTED, ShareState.ACCEPTED, TODAY, "Agreed"),
        (ShareState.PROPOSED, ShareState.ACCEPTED, TODAY, "To confirm"),
        (ShareState.DONE, ShareState.DONE, TODAY, "Done"),
        (ShareState.DONE, ShareState.DECLINED, TODAY, "Done"),
        (ShareState.DONE, ShareState.ACCEPTED, TODAY, "Agreed"),
        (ShareState.ACCEPTED, ShareState.DONE, AFTER, "New date to agree"),
        (ShareState.PROPOSED, ShareState.PROPOSED, AFTER, "To confirm"),
        (ShareState.DONE, ShareState.DONE, AFTER, "Done"),
    ],
)
def test_state_is_one_word_for_all_in_the_row(
    castle: ShareState, meadow: ShareState, today: date, state: str
) -> None:
    [row] = _rows(replace(CASTLE, state=castle), replace(MEADOW, state=meadow), today=today)

    assert row.state == state


def test_all_partners_says_how_many_are_in_and_not_which() -> None:
    [row] = _rows(replace(CASTLE, state=ShareState.DONE), MEADOW, BROOK_LANE, all_partners=True)

    assert (row.partners, row.people, row.progress) == (("All partners",), (), "1 of 3 in")


@pytest.mark.parametrize("all_partners", [True, False])
def test_commitment_that_nobody_is_left_in_has_no_row(all_partners: bool) -> None:
    declined = replace(CASTLE, state=ShareState.DECLINED)

    assert _rows(declined, all_partners=all_partners) == ()
