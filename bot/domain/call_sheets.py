"""The call sheet: one call a partner a week, and what can be heard on it."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum
from typing import Final

from bot.domain.calendars import PartnerCalendar, find_td
from bot.domain.commitments import ShareState
from bot.domain.contacts import TRIED, Contact
from bot.domain.items import ItemView

AHEAD: Final = 10
"""What is due within so many td stands on the sheet."""


class Heard(Enum):
    """What somebody says about one action."""

    DONE = "done"
    ON_TRACK = "on_track"
    MORE_TIME = "more_time"
    STUCK = "stuck"
    ACCEPTS = "accepts"
    NOT_FOR_THEM = "not_for_them"
    NOT_DISCUSSED = "not_discussed"


_ASKED: Final = (Heard.ACCEPTS, Heard.MORE_TIME, Heard.NOT_FOR_THEM, Heard.NOT_DISCUSSED)
_PROMISED: Final = (Heard.DONE, Heard.ON_TRACK, Heard.MORE_TIME, Heard.STUCK, Heard.NOT_DISCUSSED)


def answers_to(state: ShareState) -> tuple[Heard, ...]:
    """Return what can be said about an open share, in the order in which it is offered."""
    return _ASKED if state is ShareState.PROPOSED else _PROMISED


def stands_on_sheet(view: ItemView, *, calendar: PartnerCalendar) -> bool:
    """Say whether an action is talked about this week: to be accepted, or due soon, or its date has gone by."""
    if not view.share.is_open:
        return False
    until = find_td(day=view.today, n=AHEAD, calendar=calendar) or view.today
    return view.share.state is ShareState.PROPOSED or view.due <= until


def rung_this_week(contacts: Iterable[Contact], *, today: date) -> date | None:
    """Return the day of the last call of this week, Monday to Sunday; None where nobody has rung yet."""
    monday = today - timedelta(days=today.weekday())
    days = [one.on for one in contacts if one.kind in TRIED and monday <= one.on <= today]
    return max(days, default=None)
