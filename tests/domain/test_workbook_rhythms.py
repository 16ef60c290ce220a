"""On which day the workbook goes by itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.workbook_rhythms import TERM_ENDS_WITH, WorkbookRhythm, next_day

HALF_TERM = Span(first=date(2026, 10, 26), last=date(2026, 10, 30))
CHRISTMAS = Span(first=date(2026, 12, 19), last=date(2027, 1, 3))
SPRING_HALF_TERM = Span(first=date(2027, 2, 15), last=date(2027, 2, 19))
EASTER = Span(first=date(2027, 3, 25), last=date(2027, 4, 11))
OPEN = PartnerCalendar(
    country="GB", region="ENG", closed=(HALF_TERM, CHRISTMAS, SPRING_HALF_TERM, EASTER)
).is_open

WEEKLY, MONTHLY, TERMLY = WorkbookRhythm.WEEKLY, WorkbookRhythm.MONTHLY, WorkbookRhythm.TERMLY


@pytest.mark.parametrize(
    ("rhythm", "after", "expected"),
    [
        pytest.param(WEEKLY, date(2026, 9, 10), date(2026, 9, 11), id="the next Friday"),
        pytest.param(WEEKLY, date(2026, 9, 11), date(2026, 9, 18), id="not the same Friday again"),
        pytest.param(WEEKLY, date(2026, 9, 12), date(2026, 9, 18), id="from a Saturday"),
        pytest.param(WEEKLY, date(2026, 10, 23), date(2026, 11, 6), id="no copy in half-term"),
        pytest.param(WEEKLY, date(2026, 12, 18), date(2027, 1, 8), id="no copy at Christmas"),
        pytest.param(WEEKLY, date(2027, 3, 19), date(2027, 3, 24), id="Good Friday and the day before"),
        pytest.param(MONTHLY, date(2026, 9, 10), date(2026, 10, 5), id="the first Monday"),
        pytest.param(MONTHLY, date(2026, 10, 4), date(2026, 10, 5), id="from the day before"),
        pytest.param(MONTHLY, date(2026, 10, 5), date(2026, 11, 2), id="not the same Monday again"),
        pytest.param(MONTHLY, date(2027, 4, 1), date(2027, 4, 30), id="a bank holiday: the Friday before"),
        pytest.param(MONTHLY, date(2027, 3, 1), date(2027, 4, 30), id="Easter has none"),
        pytest.param(TERMLY, date(2026, 9, 10), date(2026, 12, 18), id="past half-term to Christmas"),
        pytest.param(TERMLY, date(2026, 12, 17), date(2026, 12, 18), id="on the eve"),
        pytest.param(TERMLY, date(2026, 12, 18), date(2027, 3, 24), id="the spring term"),
        pytest.param(TERMLY, date(2027, 3, 24), date(2027, 6, 18), id="no end in sight: twelve weeks on"),
    ],
)
def test_next_day(rhythm: WorkbookRhythm, after: date, expected: date) -> None:
    assert next_day(rhythm=rhythm, after=after, is_open=OPEN) == expected


def test_not_by_itself_has_no_day() -> None:
    assert next_day(rhythm=WorkbookRhythm.NEVER, after=date(2026, 9, 10), is_open=OPEN) is None


@pytest.mark.parametrize("rhythm", [WEEKLY, MONTHLY, TERMLY])
def test_where_nobody_is_ever_open_there_is_no_day(rhythm: WorkbookRhythm) -> None:
    assert next_day(rhythm=rhythm, after=date(2026, 9, 10), is_open=lambda _: False) is None


def test_an_end_of_term_beyond_the_longest_term_is_not_in_sight() -> None:
    after = date(2026, 9, 10)
    closes = after + timedelta(weeks=20, days=2)

    found = next_day(rhythm=TERMLY, after=after, is_open=lambda day: day < closes)

    assert found == date(2026, 12, 4)


CLOSURES = st.lists(st.tuples(st.dates(date(2026, 8, 1), date(2028, 2, 1)), st.integers(0, 50)), max_size=8)


@given(
    rhythm=st.sampled_from([WEEKLY, MONTHLY, TERMLY]),
    after=st.dates(date(2026, 8, 1), date(2027, 8, 1)),
    closures=CLOSURES,
)
def test_the_day_is_a_working_day_after_the_last(
    rhythm: WorkbookRhythm, after: date, closures: list[tuple[date, int]]
) -> None:
    closed = tuple(Span(first=first, last=first + timedelta(days=length)) for first, length in closures)
    is_open = PartnerCalendar(closed=closed).is_open

    found = next_day(rhythm=rhythm, after=after, is_open=is_open)

    assert found is None or (found > after and is_open(found))
    if found is not None and rhythm is WEEKLY:
        assert not any(is_open(found + timedelta(days=n)) for n in range(1, 5 - found.weekday()))


def test_a_half_term_ends_no_term_and_a_fortnight_does() -> None:
    assert (HALF_TERM.last - HALF_TERM.first).days + 5 < TERM_ENDS_WITH.days
    assert (CHRISTMAS.last - CHRISTMAS.first).days + 1 >= TERM_ENDS_WITH.days
