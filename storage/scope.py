"""Which rows a viewer may see: those of their partnership, and of no other."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, false, true
from sqlalchemy.orm import InstrumentedAttribute

from bot.domain.permissions import ENGINE, Viewer


def seen_by(viewer: Viewer, partnership_id: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Return the condition that keeps a query inside the viewer's partnership.

    Only the sweeps' ENGINE sees every partnership; a viewer of no partnership sees none.
    """
    if viewer == ENGINE:
        return true()
    if viewer.partnership_id is None:
        return false()
    return partnership_id == viewer.partnership_id


def within(partnership_id: InstrumentedAttribute[Any], *, everywhere: bool) -> ColumnElement[bool]:
    """Return the same condition for a statement that is built once, in two forms. Its value comes from `sight`."""
    return true() if everywhere else partnership_id == bindparam("seen_in")


def sees_everywhere(viewer: Viewer) -> bool:
    """Say which form of a statement is this viewer's."""
    return viewer == ENGINE


def sight(viewer: Viewer) -> dict[str, Any]:
    """Return the value of what `within` has left open. A viewer of no partnership sees nothing by it."""
    return {} if sees_everywhere(viewer) else {"seen_in": viewer.partnership_id}
