"""The runner's mornings: one list each working day, at their hour."""

from datetime import datetime
from typing import Final

from bot.domain import slots
from bot.domain.permissions import Viewer
from bot.services.ports import Transaction
from bot.services.readers import RUNNERS, Reader
from storage import schedules

MORNING: Final = "morning"
"""The kind of schedule."""


def begin(transaction: Transaction, *, viewer: Viewer, reader: Reader, now: datetime) -> None:
    """Let somebody who runs the viewer's partnership have their list from the next working day's hour on."""
    if reader.membership.role not in RUNNERS:
        return
    slot = slots.working(calendar=reader.calendar, earliest=now)
    if slot is not None:
        schedules.begin(transaction, viewer=viewer, kind=MORNING, person_id=reader.person_id, next_at=slot.at)
