"""Closed dates as people paste them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import Span
from bot.domain.closed_dates import LONGEST, read_closed_dates
from bot.errors import Refused

_TODAY = date(2026, 9, 10)


def _span(first: tuple[int, int, int], last: tuple[int, int, int], name: str = "") -> Span:
    return Span(first=date(*first), last=date(*last), name=name)


@pytest.mark.parametrize(
    ("line", "span"),
    [
        ("26-30 Oct", _span((2026, 10, 26), (2026, 10, 30))),
        ("26 to 30 October 2026", _span((2026, 10, 26), (2026, 10, 30))),
        ("Mon 26 – Fri 30 Oct", _span((2026, 10, 26), (2026, 10, 30))),
        ("26th-30th October", _span((2026, 10, 26), (2026, 10, 30))),
        ("19 Dec to 3 Jan: Christmas", _span((2026, 12, 19), (2027, 1, 3), "Christmas")),
        ("Christmas: 19 Dec to 3 Jan", _span((2026, 12, 19), (2027, 1, 3), "Christmas")),
        ("Christmas holiday 19 Dec until 3 Jan", _span((2026, 12, 19), (2027, 1, 3), "Christmas holiday")),
        ("19 Dec - 3 Jan (Christmas  break)", _span((2026, 12, 19), (2027, 1, 3), "Christmas break")),
        ("25/12/2026", _span((2026, 12, 25), (2026, 12, 25))),
        ("26/10/26 - 30/10/26", _span((2026, 10, 26), (2026, 10, 30))),
        ("2026-10-26 to 2026-10-30", _span((2026, 10, 26), (2026, 10, 30))),
        ("1 Sep - 3 Nov 2026", _span((2026, 9, 1), (2026, 11, 3))),
        ("20 Dec - 3 Jan 2027", _span((2026, 12, 20), (2027, 1, 3))),
        ("INSET day: 4 Jan", _span((2027, 1, 4), (2027, 1, 4), "INSET day")),
        ("w/c 15 Feb", _span((2027, 2, 15), (2027, 2, 21))),
        ("Half-term: week commencing 15 Feb 2027", _span((2027, 2, 15), (2027, 2, 21), "Half-term")),
        ("• 28 May", _span((2027, 5, 28), (2027, 5, 28))),
        ("- 28 May", _span((2027, 5, 28), (2027, 5, 28))),
        ("20 Aug to 14 Sep", _span((2026, 8, 20), (2026, 9, 14))),
    ],
)
def test_line_as_people_write_it(line: str, span: Span) -> None:
    assert read_closed_dates(line, today=_TODAY) == (span,)


def test_lines_come_in_the_order_of_their_days() -> None:
    pasted = "19 Dec to 3 Jan: Christmas\r\n\r\n26-30 Oct\n  ; 25/12/2026"

    firsts = [span.first for span in read_closed_dates(pasted, today=_TODAY)]

    assert firsts == [date(2026, 10, 26), date(2026, 12, 19), date(2026, 12, 25)]


def test_nothing_pasted_is_nothing_closed() -> None:
    assert read_closed_dates(" \n;\n ", today=_TODAY) == ()


def test_name_is_kept_short() -> None:
    [span] = read_closed_dates(f"4 Jan: {'x' * 500}", today=_TODAY)

    assert span.name == "x" * 80


@pytest.mark.parametrize(
    ("pasted", "key", "line"),
    [
        ("26-30 Oct\nwhenever", "closed_dates_unreadable", "whenever"),
        ("31 Feb", "closed_dates_unreadable", "31 Feb"),
        ("31 - 30 Nov", "closed_dates_unreadable", "31 - 30 Nov"),
        ("26 - sometime", "closed_dates_unreadable", "26 - sometime"),
        ("sometime - 26 Nov", "closed_dates_unreadable", "sometime - 26 Nov"),
        ("26 Oct - sometime", "closed_dates_unreadable", "26 Oct - sometime"),
        ("30-26 Oct", "closed_dates_backwards", "30-26 Oct"),
        ("30 Oct 2026 to 26 Oct 2026", "closed_dates_backwards", "30 Oct 2026 to 26 Oct 2026"),
        ("1 Jan 2026 to 1 Feb 2030", "closed_dates_too_long", "1 Jan 2026 to 1 Feb 2030"),
        ("30 Oct to 26 Oct", "closed_dates_too_long", "30 Oct to 26 Oct"),
    ],
)
def test_line_that_needs_mending(pasted: str, key: str, line: str) -> None:
    with pytest.raises(Refused) as refused:
        read_closed_dates(pasted, today=_TODAY)

    assert (refused.value.key, refused.value.field, refused.value.parameters) == (
        key,
        "closed_dates",
        {"line": line},
    )


@given(st.text(alphabet="0123456789 -–/.:()toJanFebdecwc\n;", max_size=60))
def test_anything_is_spans_or_a_refusal(text: str) -> None:
    try:
        spans = read_closed_dates(text, today=_TODAY)
    except Refused:
        return
    assert all(span.first <= span.last <= span.first + LONGEST for span in spans)
