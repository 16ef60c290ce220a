"""A date by which something is to be done: read as it was typed, and asked about where it looks odd.

What is asked about comes as a `Refused` once; the key in `confirmed` says that the person meant it.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from bot.domain.calendars import find_td
from bot.domain.partners import Partner
from bot.domain.series import open_day as open_for_all
from bot.errors import Refused
from bot.services.days import read_day

ASKED: Final = frozenset(
    {"date_passed", "date_earlier", "date_closed", "date_closed_for_some", "date_closed_till_then"}
)
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

    Raises `Refused`: date_ and a reason where it cannot be read; a key of ASKED where it is odd and that key
    is not in `confirmed`.
    """
    due = read_day(text=text, field=field, today=today)
    if due >= today:
        require_open(due=due, field=field, today=today, partners=partners, confirmed=confirmed)
    elif "date_passed" not in confirmed:
        raise Refused("date_passed", field=field, day=due)
    return due


def require_open(
    *,
    due: date,
    field: str,
    today: date,
    partners: Sequence[Partner],
    confirmed: Collection[str],
    later_than: date | None = None,
) -> None:
    """Ask about a date on which partners are closed, and offer the last day before it on which all are open.

    What is offered comes after `later_than`; for one partner the next open day is, where none before it does. Raises
    `Refused` (date_closed, date_closed_till_then, date_closed_for_some) unless that is in `confirmed`.
    """
    closed = [partner for partner in partners if not partner.calendar.is_open(due)]
    if not closed:
        return
    refused = (
        _about_one(closed[0], due, field, today, later_than)
        if len(partners) == 1
        else _about_several(closed, partners, due, field, today)
    )
    if refused.key not in confirmed:
        raise refused


def require_later(*, due: date, in_force: date, field: str, confirmed: Collection[str]) -> None:
    """Ask about a new date before the one in force. Raises `Refused` (date_earlier) unless that is in `confirmed`."""
    if due < in_force and "date_earlier" not in confirmed:
        raise Refused("date_earlier", field=field, day=in_force)


def _about_one(
    partner: Partner, due: date, field: str, today: date, later_than: date | None = None
) -> Refused:
    open_day = find_td(day=due, n=-1, calendar=partner.calendar)
    if later_than is not None and (open_day is None or open_day <= later_than):
        open_day = find_td(day=due, n=1, calendar=partner.calendar)
    if open_day is None or open_day <= today:
        return Refused("date_closed_till_then", field=field, partner=partner.name, day=due)
    return Refused("date_closed", field=field, partner=partner.name, day=due, open_day=open_day)


def _about_several(
    closed: Sequence[Partner], partners: Sequence[Partner], due: date, field: str, today: date
) -> Refused:
    suits = open_for_all(day=due, calendars=[partner.calendar for partner in partners])
    return Refused(
        "date_closed_for_some",
        field=field,
        day=due,
        count=len(closed),
        total=len(partners),
        open_day=suits if today < suits < due else None,
    )
