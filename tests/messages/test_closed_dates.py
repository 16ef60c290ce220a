"""What a partner's line says of its closed dates and busy weeks, and what the rooms read before a break."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.calendars import PartnerCalendar, Span
from bot.messages import back_on, closed_dates, plain
from bot.messages.model import Item
from tests.messages.cast import SAMPLE

MONDAY = date(2026, 10, 26)


def _spans(count: int) -> tuple[Span, ...]:
    days = [MONDAY + timedelta(weeks=ahead) for ahead in range(count)]
    return tuple(Span(first=day, last=day) for day in days)


@pytest.mark.parametrize(
    ("closed", "busy", "said"),
    [
        (0, 0, "No closed dates yet, no busy weeks."),
        (1, 0, "Closed once, no busy weeks."),
        (2, 1, "Closed twice, busy once."),
        (3, 14, "Closed three times, busy 14 times."),
        (0, 2, "No closed dates yet, busy twice."),
    ],
)
def test_line_of_a_partner_counts_in_plain_words(closed: int, busy: int, said: str) -> None:
    partner = replace(SAMPLE.organisation, calendar=PartnerCalendar(closed=_spans(closed), busy=_spans(busy)))

    message = closed_dates.partners(partnership=SAMPLE.group, found=[partner])

    [item] = [block for block in message.blocks if isinstance(block, Item)]
    assert [plain.line(one) for one in item.lines] == [said]


def test_rooms_read_who_is_left_in_peace() -> None:
    words = plain.text(back_on.post(back=date(2026, 11, 2)))

    assert "Most of us are closed until then. I write to nobody who is closed." in words
