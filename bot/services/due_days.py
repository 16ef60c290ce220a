"""A date by which something is to be done: read as it was typed, and asked about where it looks odd.

What is asked about comes as a `Refused` once; the key in `confirmed` says that the person meant it.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from bot.domain.calendars import find_td
from bot.domain.partners import Partner
from bot.errors import Refused
from bot.services.days import read_day

ASKED: Final = frozenset({"date_passed", "date_closed", "date_closed_for_some"})
"""The keys that are questions: answered by another date, or by **Yes, keep this date**."""


def read_due(
    *,
    text: str,
    field: str,
    today: date,
    partners: Sequence[Partner],
    confirmed: Collection[str],
) -> date:
    """Return the date that is meant, for something that these partners are to do.

    Raises `Refused`: date_ and a reason where it cannot be read; date_passed, date_closed or
    date_closed_for_some where it is odd and not in `confirmed`.
    """
    due = read_day(text=text, field=field, today=today)
    if due < today:
        if "date_passed" not in confirmed:
            raise Refused("date_passed", field=field, day=due)
        return due
    require_open(due=due, field=field, partners=partners, confirmed=confirmed)
    return due


def require_open(*, due: date, field: str, partners: Sequence[Partner], confirmed: Collection[str]) -> None:
    """Ask about a date on which partners are closed, and offer the last open day before it.

    Raises `Refused` (date_closed, date_closed_for_some) unless it is in `confirmed`.
    """
    closed = [partner for partner in partners if not partner.calendar.is_open(due)]
    if not closed:
        return
    key = "date_closed" if len(partners) == 1 else "date_closed_for_some"
    if key in confirmed:
        return
    raise Refused(
        key,
        field=field,
        partner=closed[0].name,
        partners=tuple(partner.name for partner in closed),
        count=len(closed),
        total=len(partners),
        day=due,
        open_day=_open_before(due, closed[0]),
    )


def _open_before(due: date, partner: Partner) -> date | None:
    return find_td(day=due, n=-1, calendar=partner.calendar)
