"""What people can ask for at any time: the label of each, and whether a form opens."""

from functools import cache
from typing import Final

from bot.domain.permissions import Intent, Permission, Role, permission
from bot.messages.model import Button

LABELS: Final = {
    Intent.MINE: "What is mine",
    Intent.HOME: "Home",
    Intent.TIMETABLE: "Timetable",
    Intent.ADD: "Add to the timetable",
    Intent.MILESTONE: "Milestones",
    Intent.ADD_PARTNER: "Add a partner",
    Intent.IMPORT: "Import",
    Intent.EXPORT: "Export",
    Intent.WORKBOOK_RHYTHM: "Workbook by itself",
    Intent.OPEN_DOORS: "Open the doors",
    Intent.BRIEF: "Brief",
    Intent.LOG: "Log a talk",
    Intent.WHO_HEARS: "Who hears, and when",
    Intent.TOMORROWS_POST: "Tomorrow's post",
    Intent.TRY_IT: "Try it on me",
    Intent.NOT_THIS_WEEK: "Not this week",
    Intent.SETTINGS: "Choose when I write to you",
    Intent.START: "Start a partnership",
}

OPENS: Final = frozenset(
    {
        Intent.ADD,
        Intent.ADD_PARTNER,
        Intent.IMPORT,
        Intent.LOG,
        Intent.NOT_THIS_WEEK,
        Intent.SETTINGS,
        Intent.START,
        Intent.TRY_IT,
        Intent.WHO_HEARS,
        Intent.WORKBOOK_RHYTHM,
    }
)
"""What opens a form; the rest answers with a message."""

_FOR_OTHERS: Final = {Intent.NOT_THIS_WEEK: Intent.HOLD}
"""What the menu offers for somebody else, and the intent that says who may."""


def button(intent: Intent, *, partnership_id: int | None = None, primary: bool = False) -> Button:
    """Return the button of the menu for this intent."""
    return Button(
        label=LABELS[intent],
        intent=intent,
        partnership_id=partnership_id,
        opens=intent in OPENS,
        primary=primary,
    )


@cache
def may_ask_for(role: Role) -> tuple[Intent, ...]:
    """Return what of the menu this role may do in a partnership, in the order of the menu."""
    return tuple(
        intent
        for intent in LABELS
        if permission(intent=_FOR_OTHERS.get(intent, intent), role=role) is not Permission.REFUSED
    )
