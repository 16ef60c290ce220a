"""Check-ins that a partner has not answered, one after the other."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.participations import Participation
from bot.domain.rounds import Round, RoundState, Standing
from bot.domain.silence import OVER, unanswered_in_a_row

ASKED, LATER, NO, YES = Standing.ASKED, Standing.LATER, Standing.NOT_THIS_TIME, Standing.ANSWERED
DAYS = (date(2026, 9, 22), date(2026, 11, 10), date(2027, 1, 19))
"""Tuesdays on which rounds open."""


def round_of(number: int, *, state: RoundState = RoundState.SUMMARISED) -> Round:
    return Round(id=number, partnership_id=9, bank=1, state=state, opens_on=DAYS[number], kinds={}, version=1)


def there(number: int, standing: Standing, *, person: int = 1, by_telephone: bool = False) -> Participation:
    return Participation(
        round_id=number,
        person_id=person,
        partner_id=2,
        kinds=frozenset(),
        by_telephone=by_telephone,
        standing=standing,
        at=datetime(2026, 9, 22, tzinfo=UTC),
        version=1,
    )


def count(
    *asked: Participation, states: dict[int, RoundState] | None = None, rung_on: tuple[date, ...] = ()
) -> int | None:
    known = states or {}
    rounds = [round_of(number, state=known.get(number, RoundState.SUMMARISED)) for number in range(3)]
    return unanswered_in_a_row(asked, rounds=rounds, rung_on=rung_on, fewest=2)


@pytest.mark.parametrize(
    ("standings", "found"),
    [
        ((ASKED, ASKED, ASKED), 3),
        ((YES, ASKED, LATER), 2),
        ((ASKED, YES, ASKED), 1),
        ((ASKED, NO, ASKED), 1),
        ((ASKED, ASKED, YES), 0),
        ((ASKED, ASKED, NO), 0),
    ],
)
def test_last_rounds_count_until_somebody_said_something(standings: tuple[Standing, ...], found: int) -> None:
    assert count(*(there(number, one) for number, one in enumerate(standings))) == found


def test_one_answer_is_enough_for_the_whole_partner() -> None:
    assert count(there(1, ASKED), there(2, ASKED), there(2, YES, person=7)) == 0


def test_fewer_rounds_than_needed_cannot_tell() -> None:
    assert count() is None
    assert count(there(2, ASKED)) is None


@pytest.mark.parametrize("state", [one for one in RoundState if one not in OVER])
def test_round_that_can_still_be_answered_counts_for_nothing(state: RoundState) -> None:
    asked = (there(0, ASKED), there(1, ASKED), there(2, ASKED))

    assert count(*asked, states={2: state}) == 2
    assert count(*asked[1:], states={2: state}) is None


def test_telephone_that_nobody_rang_is_no_silence() -> None:
    asked = [there(number, ASKED, by_telephone=True) for number in range(3)]

    assert count(*asked) is None
    assert count(*asked, rung_on=(DAYS[0], DAYS[2])) == 2
    assert count(*asked, rung_on=(date(2026, 10, 1), date(2026, 10, 2))) is None


def test_what_was_answered_on_the_telephone_was_answered() -> None:
    asked = (there(1, ASKED, by_telephone=True), there(2, YES, by_telephone=True))

    assert count(*asked, rung_on=(DAYS[1],)) == 0


@given(st.permutations([there(number, ASKED, person=who) for number in range(3) for who in (1, 2)]))
def test_order_in_which_people_are_looked_at_changes_nothing(asked: list[Participation]) -> None:
    assert count(*asked) == 3
