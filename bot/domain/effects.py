"""What it means to those who wait that a date moves: they hear of it only if their own start moves (F22)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.calendars import PartnerCalendar, find_td

WORK_TD: Final = 5
"""How many days in term before its date an action is begun, where nobody has said when it starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One share whose start a move has moved. `is_fine` None: asked, and not answered."""

    id: int
    renegotiation_id: int
    share_id: int
    is_fine: bool | None
    answered_by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedStart:
    """When work could begin at the earliest. `said` is whether it had a start that somebody had given."""

    on: date
    said: bool


def moved_start(
    *, starts_on: date | None, due: date, new_due: date, calendar: PartnerCalendar
) -> MovedStart | None:
    """Return when something could start that waits for what now comes on `new_due`; None where its start stands.

    With a start of its own, that moves once what is needed comes on that day or after it: to the next day in term.
    Without one, work is taken to begin WORK_TD days in term before `due`. `calendar` is that of who waits.
    """
    next_td = find_td(day=new_due, n=1, calendar=calendar)
    if next_td is None:
        return None
    if starts_on is not None:
        return MovedStart(on=next_td, said=True) if new_due >= starts_on else None
    begins = find_td(day=due, n=-WORK_TD, calendar=calendar)
    if begins is not None and new_due <= begins:
        return None
    return MovedStart(on=next_td, said=False)
