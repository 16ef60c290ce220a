"""Closed dates read back: every day in full, overlapping ones made one, and read again as they were."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import Span
from bot.domain.closed_dates import LONGEST, MOST_SPANS, in_full, merged, read_closed_dates, shown, written
from bot.errors import Refused

_TODAY = date(2026, 9, 10)


def _span(first: tuple[int, int, int], last: tuple[int, int, int], name: str = "") -> Span:
    return Span(first=date(*first), last=date(*last), name=name)


HALF_TERM = _span((2026, 10, 26), (2026, 10, 30), "half-term")
CHRISTMAS = _span((2026, 12, 19), (2027, 1, 3), "Christmas")


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (HALF_TERM, "Monday 26 to Friday 30 October 2026"),
        (CHRISTMAS, "Saturday 19 December 2026 to Sunday 3 January 2027"),
        (
            _span((2026, 10, 30), (2026, 11, 2)),
            "Friday 30 October 2026 to Monday 2 November 2026",
        ),
        (_span((2026, 9, 4), (2026, 9, 4)), "Friday 4 September 2026"),
    ],
)
def test_days_in_full(span: Span, words: str) -> None:
    assert in_full(span) == words


def test_lines_have_their_names() -> None:
    assert written([HALF_TERM, _span((2027, 1, 4), (2027, 1, 4))]) == (
        "Monday 26 to Friday 30 October 2026: half-term\nMonday 4 January 2027"
    )


def test_name_from_a_file_stays_on_its_line() -> None:
    odd = Span(first=HALF_TERM.first, last=HALF_TERM.last, name="closed;\nall  week")

    assert written([odd]) == "Monday 26 to Friday 30 October 2026: closed, all week"


@pytest.mark.parametrize(
    ("spans", "result"),
    [
        ([], ()),
        ([HALF_TERM, HALF_TERM], (HALF_TERM,)),
        ([CHRISTMAS, HALF_TERM], (HALF_TERM, CHRISTMAS)),
        (
            [HALF_TERM, _span((2026, 10, 30), (2026, 11, 3), "INSET")],
            (_span((2026, 10, 26), (2026, 11, 3), "half-term, INSET"),),
        ),
        (
            [_span((2026, 10, 1), (2026, 10, 31)), _span((2026, 10, 5), (2026, 10, 6), "shut")],
            (_span((2026, 10, 1), (2026, 10, 31), "shut"),),
        ),
        (
            [HALF_TERM, _span((2026, 10, 31), (2026, 11, 3), "INSET")],
            (HALF_TERM, _span((2026, 10, 31), (2026, 11, 3), "INSET")),
        ),
        (
            [_span((2026, 7, 1), (2026, 10, 20)), _span((2026, 10, 1), (2026, 12, 20))],
            (_span((2026, 7, 1), (2026, 10, 20)), _span((2026, 10, 1), (2026, 12, 20))),
        ),
    ],
    ids=["nothing", "twice", "in order", "overlapping", "within", "one after the other", "too long for one"],
)
def test_overlapping_days_are_made_one(spans: list[Span], result: tuple[Span, ...]) -> None:
    assert merged(spans) == result


def test_form_leaves_what_is_over() -> None:
    summer = _span((2026, 7, 20), (2026, 9, 2), "summer")

    found = shown((summer, HALF_TERM), today=_TODAY)

    assert (found.text, found.left) == ("Monday 26 to Friday 30 October 2026: half-term", (summer,))


def test_form_shows_what_runs_today() -> None:
    assert shown((HALF_TERM,), today=HALF_TERM.last).text == written([HALF_TERM])


def test_form_shows_as_much_as_there_is_room_for() -> None:
    days = [_TODAY + timedelta(days=3 * number) for number in range(150)]
    spans = tuple(Span(first=day, last=day, name="shut") for day in days)

    found = shown(spans, today=_TODAY)

    lines = found.text.splitlines()
    assert len(found.text) <= 2500
    assert len(lines) + len(found.left) == len(spans)
    assert found.left == spans[len(lines) :]


def test_too_many_lines() -> None:
    with pytest.raises(Refused) as refused:
        read_closed_dates("4 Jan\n" * (MOST_SPANS + 1), today=_TODAY, field="busy_weeks")

    assert (refused.value.key, refused.value.field) == ("closed_dates_too_many", "busy_weeks")


@pytest.mark.parametrize("line", ["whenever", "30-26 Oct", "1 Jan 2026 to 1 Feb 2030"])
def test_refusal_stands_at_the_field_it_is_about(line: str) -> None:
    with pytest.raises(Refused) as refused:
        read_closed_dates(line, today=_TODAY, field="busy_weeks")

    assert refused.value.field == "busy_weeks"


_FIRST = st.dates(min_value=date(2026, 9, 1), max_value=date(2028, 6, 1))
_SPANS = st.builds(
    lambda first, days, name: Span(first=first, last=first + timedelta(days=days), name=name),
    _FIRST,
    st.integers(0, LONGEST.days),
    st.text(max_size=100) | st.text("ab ", min_size=79, max_size=90),
)


@given(st.lists(_SPANS, max_size=8))
def test_what_is_written_is_read_again_the_same(spans: list[Span]) -> None:
    words = written(merged(spans))

    assert written(merged(read_closed_dates(words, today=_TODAY))) == words


@given(st.lists(_SPANS, max_size=8))
def test_making_one_of_many_changes_no_day(spans: list[Span]) -> None:
    def days(found: tuple[Span, ...]) -> set[date]:
        return {
            span.first + timedelta(days=n) for span in found for n in range((span.last - span.first).days + 1)
        }

    assert days(merged(spans)) == days(tuple(spans))
    assert all(span.last - span.first <= LONGEST for span in merged(spans))
