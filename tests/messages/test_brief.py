"""The lines of the chair's brief, as they are read on one particular day."""

from dataclasses import replace
from datetime import date

import pytest

from bot.messages.brief import Away, Brief, GoneBy, Stuck, lines

TODAY = date(2027, 2, 9)
MONDAY, FRIDAY = date(2027, 2, 15), date(2027, 2, 19)
BACK = date(2027, 2, 22)


def brief(*, away: tuple[Away, ...] = (), gone_by: tuple[GoneBy, ...] = ()) -> Brief:
    return Brief(
        partnership_id=1,
        partnership="Riverside",
        first_name="Grace",
        today=TODAY,
        away=away,
        gone_by=gone_by,
    )


def closed(*names: str, first: date = MONDAY, last: date = FRIDAY) -> tuple[Away, ...]:
    return tuple(Away(who=name, first=first, last=last, back=BACK, closed=True) for name in names)


def words(found: Brief) -> str:
    return " ".join(said for _, said in lines(found))


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (closed("A", "B", "C", "D"), "Four partners are closed from Monday 15 to Friday 19 February."),
        (closed("A", "B", "C"), "A, B and C are closed from Monday 15 to Friday 19 February."),
        (closed("A"), "A is closed from Monday 15 to Friday 19 February."),
        (closed("A", first=FRIDAY), "A is closed on Friday 19 February."),
        (
            closed("A", last=date(2027, 3, 5)),
            "A is closed from Monday 15 February to Friday 5 March.",
        ),
        (closed("A", first=date(2027, 2, 8)), "A is closed until Monday 22 February."),
        (
            (Away(who="Mina Iqbal", first=TODAY, last=FRIDAY, back=BACK), *closed("A")),
            "Mina Iqbal is away until Monday 22 February. A is closed from Monday 15 to Friday 19 February.",
        ),
    ],
)
def test_away_says_from_when_to_when_and_once_for_the_same_days(away: tuple[Away, ...], said: str) -> None:
    assert words(brief(away=away)) == said


def test_what_has_gone_by_stands_in_the_first_line() -> None:
    gone = GoneBy(title="Report to own board", due=date(2027, 1, 29), partners=2)

    assert lines(brief(gone_by=(gone,))) == (
        (
            "To do or decide",
            "Report to own board was for Friday 29 January, and two partners have not said how it is going.",
        ),
    )


@pytest.mark.parametrize("runner", ["Sam", ""])
def test_what_is_stuck_after_its_day_was_for_that_day_and_is_with_the_runner(runner: str) -> None:
    stuck = Stuck(title="Report to own board", due=date(2027, 1, 29), partner="Castle College")
    helps = {
        "Sam": "Sam has it; ask whether a word from you would help.",
        "": "A call is the best way to hear what would help.",
    }

    assert words(replace(brief(), stuck=(stuck,), runner=runner)) == (
        f"Report to own board, with Castle College, was for Friday 29 January. {helps[runner]}"
    )


def test_own_that_has_gone_by_was_for_its_day() -> None:
    own = (("Open the evening", date(2027, 2, 8)), ("Sign accord", date(2027, 2, 12)))

    assert words(replace(brief(), to_do=own)) == (
        "Yours: Open the evening, was for Monday 8 February and Sign accord, by Friday 12 February."
    )


def test_three_that_have_gone_by_are_named_and_the_others_counted() -> None:
    gone = tuple(GoneBy(title=f"Task {place}", due=date(2027, 1, 29), partners=1) for place in range(5))

    said = words(brief(gone_by=gone))

    assert said.count("one partner has not said") == 3
    assert said.endswith("And two more without a word.")
