"""Which rows a viewer may see: those of their partnership, and of no other."""

from typing import Any

from sqlalchemy import ColumnElement, false, true
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
