"""The rows of deliveries: which of them a viewer may see, and how they are written and read. For storage itself."""

from datetime import datetime
from enum import Enum
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, bindparam, or_, true
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.deliveries import Delivery, DeliveryState, Owed, Rule
from bot.domain.permissions import ENGINE, Viewer
from storage.tables import DeliveryRow

_REVIVED: Final = (DeliveryState.PENDING, DeliveryState.WITHHELD, DeliveryState.UNDELIVERABLE)
_SAME: Final = ("fact", "step", "recipient")


def _owing(kind: Any) -> Any:
    """Return the statement that writes what is owed, or plans it anew; `kind` makes the INSERT of a database."""
    written = kind(DeliveryRow)
    anew = {
        column.name: written.excluded[column.name]
        for column in DeliveryRow.__table__.columns
        if column.name not in (*_SAME, "id", "message_id", "created_at")
    }
    open_still = or_(*(DeliveryRow.state == state for state in _REVIVED))
    # What a runner holds stays held, however often it is planned anew.
    held = and_(DeliveryRow.state == DeliveryState.WITHHELD, DeliveryRow.rule == Rule.HELD)
    planned = and_(open_still, held.is_not(true()))
    return written.on_conflict_do_update(index_elements=_SAME, set_=anew, where=planned)


OWE: Final = {"sqlite": _owing(sqlite.insert), "postgresql": _owing(postgresql.insert)}
"""By database: writes what is owed, or plans the same anew unless it is on its way or sent."""


class Sight(Enum):
    """A sweep sees all partnerships, a viewer their own; somebody outside one what is theirs alone."""

    EVERYTHING = "everything"
    PARTNERSHIP = "partnership"
    PERSON = "person"


def sight_of(viewer: Viewer) -> Sight:
    """Return how far a viewer sees."""
    if viewer is ENGINE:
        return Sight.EVERYTHING
    return Sight.PERSON if viewer.partnership_id is None else Sight.PARTNERSHIP


def visible(sight: Sight) -> ColumnElement[bool]:
    """Return the condition of a statement that is built once; its value comes from `seen`."""
    match sight:
        case Sight.EVERYTHING:
            return true()
        case Sight.PARTNERSHIP:
            return DeliveryRow.partnership_id == bindparam("seen_in")
        case Sight.PERSON:
            return DeliveryRow.person_id == bindparam("seen_of")


def seen(viewer: Viewer) -> dict[str, Any]:
    """Return the value of what `visible` has left open."""
    match sight_of(viewer):
        case Sight.EVERYTHING:
            return {}
        case Sight.PARTNERSHIP:
            return {"seen_in": viewer.partnership_id}
        case Sight.PERSON:
            return {"seen_of": viewer.person_id}


def values_of(owed: Owed, *, now: datetime) -> dict[str, Any]:
    """Return the row in which something is owed from now on."""
    return {
        "recipient": f"person:{owed.person_id}" if owed.room_id is None else f"room:{owed.room_id}",
        "state": DeliveryState.PENDING,
        "rule": None,
        "created_at": now,
        "kind": owed.kind,
        "fact": owed.fact,
        "step": owed.step,
        "partnership_id": owed.partnership_id,
        "person_id": owed.person_id,
        "room_id": owed.room_id,
        "share_id": owed.share_id,
        "due_on": owed.due_on,
        "due_at": owed.due_at,
        "off_day": owed.off_day,
        "last_day": owed.last_day,
    }


def from_row(row: Row[Any]) -> Delivery:
    """Return the delivery that a row holds."""
    owed = Owed(
        kind=row.kind,
        fact=row.fact,
        step=row.step,
        partnership_id=row.partnership_id,
        due_on=row.due_on,
        due_at=row.due_at,
        person_id=row.person_id,
        room_id=row.room_id,
        share_id=row.share_id,
        off_day=row.off_day,
        last_day=row.last_day,
    )
    return Delivery(id=row.id, owed=owed, state=row.state, rule=row.rule, message_id=row.message_id)
