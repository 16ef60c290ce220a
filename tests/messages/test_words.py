"""Small turns of phrase."""

from datetime import date

import pytest

from bot.messages.words import and_list, begin, by, coming, near, number


@pytest.mark.parametrize(
    ("words", "text"),
    [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")],
)
def test_list_ends_with_and(words: tuple[str, ...], text: str) -> None:
    assert and_list(words) == text


@pytest.mark.parametrize(("count", "text"), [(0, "no"), (1, "one"), (12, "twelve"), (13, "13")])
def test_number_is_in_words_up_to_twelve(count: int, text: str) -> None:
    assert number(count) == text


@pytest.mark.parametrize(
    ("text", "begun"), [("six rows are in it.", "Six rows are in it."), ("24 rows", "24 rows"), ("", "")]
)
def test_beginning_of_a_sentence_has_a_capital(text: str, begun: str) -> None:
    assert begin(text) == begun


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 12, 4), "Friday 4 December"),
        (date(2027, 6, 4), "Friday 4 June 2027"),
        (date(2026, 3, 6), "Friday 6 March 2026"),
    ],
)
def test_near_day_needs_no_year(day: date, text: str) -> None:
    assert near(day, today=date(2026, 11, 10)) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2026, 11, 12), "Thursday"), (date(2026, 11, 17), "Tuesday 17 November")],
)
def test_day_ahead_is_a_weekday_within_a_week(day: date, text: str) -> None:
    assert coming(day, today=date(2026, 11, 10)) == text


@pytest.mark.parametrize(
    ("day", "in_full", "text"),
    [
        (date(2026, 11, 10), False, "by Tuesday 10 November"),
        (date(2026, 12, 4), True, "by Friday 4 December 2026"),
        (date(2026, 11, 9), False, "was for Monday 9 November"),
        (date(2026, 11, 9), True, "was for Monday 9 November 2026"),
    ],
)
def test_day_that_has_gone_by_is_not_one_to_keep(day: date, in_full: bool, text: str) -> None:
    assert by(day, today=date(2026, 11, 10), in_full=in_full) == text
