"""Those who wait hear of a moved date only if their own start moves."""

from datetime import date

import pytest

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.effects import MovedStart, moved_start

ENGLAND = PartnerCalendar(country="GB", region="ENG")
DUE = date(2026, 12, 11)
"""Friday 11 December 2026; five days in term before it is Friday 4 December."""


@pytest.mark.parametrize(
    ("new_due", "starts_on", "moved"),
    [
        (date(2026, 12, 4), date(2026, 12, 7), None),
        (date(2026, 12, 7), date(2026, 12, 7), MovedStart(on=date(2026, 12, 8), said=True)),
        (date(2026, 12, 11), date(2026, 12, 7), MovedStart(on=date(2026, 12, 14), said=True)),
        (date(2026, 12, 4), None, None),
        (date(2026, 12, 5), None, MovedStart(on=date(2026, 12, 7), said=False)),
        (date(2026, 12, 7), None, MovedStart(on=date(2026, 12, 8), said=False)),
    ],
)
def test_start_moves_only_when_what_is_needed_comes_too_close(
    new_due: date, starts_on: date | None, moved: MovedStart | None
) -> None:
    assert moved_start(starts_on=starts_on, due=DUE, new_due=new_due, calendar=ENGLAND) == moved


def test_partner_closed_for_good_has_no_start_to_move() -> None:
    shut = PartnerCalendar(closed=(Span(first=date(2020, 1, 1), last=date(2030, 1, 1)),))

    assert moved_start(starts_on=DUE, due=DUE, new_due=DUE, calendar=shut) is None


def test_partner_that_has_just_opened_hears_of_every_move() -> None:
    new = PartnerCalendar(closed=(Span(first=date(2020, 1, 1), last=date(2026, 12, 10)),))

    moved = moved_start(starts_on=None, due=DUE, new_due=date(2026, 11, 1), calendar=new)

    assert moved == MovedStart(on=date(2026, 12, 11), said=False)
