"""What people can ask for at any time: the label of each, and whether a form opens."""

from collections.abc import Collection, Mapping
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
    Intent.CHECK_IN: "Check-in",
    Intent.CHECK_IN_RESULTS: "What came of it",
    Intent.SIDE_BY_SIDE: "Side by side",
    Intent.STAGE: "Where things stand",
    Intent.ADD_PARTNER: "Add a partner",
    Intent.INVITE: "Invite an organisation",
    Intent.CLOSED_DATES: "Closed dates",
    Intent.IMPORT: "Import",
    Intent.EXPORT: "Export",
    Intent.WORKBOOK_RHYTHM: "Workbook by itself",
    Intent.OPEN_DOORS: "Open the doors",
    Intent.BRIEF: "Brief",
    Intent.LOG: "Log a talk",
    Intent.CONCERN: "Raise a concern",
    Intent.WHO_HEARS: "Who hears, and when",
    Intent.ASK_FIRST: "Ask me first",
    Intent.NEW_LINK: "Their link",
    Intent.TOMORROWS_POST: "Tomorrow's post",
    Intent.REACHED: "Who was reached",
    Intent.TRY_IT: "Try it on me",
    Intent.NOT_THIS_WEEK: "Not this week",
    Intent.SETTINGS: "Choose when I write to you",
    Intent.START: "Start a partnership",
}

OPENS: Final = frozenset(
    {
        Intent.ADD,
        Intent.ADD_PARTNER,
        Intent.ASK_FIRST,
        Intent.CONCERN,
        Intent.IMPORT,
        Intent.LOG,
        Intent.NEW_LINK,
        Intent.NOT_THIS_WEEK,
        Intent.SETTINGS,
        Intent.START,
        Intent.TRY_IT,
        Intent.WHO_HEARS,
        Intent.WORKBOOK_RHYTHM,
    }
)
"""What opens a form; the rest answers with a message."""

FIRST: Final = (Intent.MINE, Intent.TIMETABLE, Intent.ADD, Intent.HOME)
"""What people need. The rest stands behind these, sorted."""

FIRST_OF_A_DRAFT: Final = (Intent.ADD_PARTNER, Intent.ADD, Intent.IMPORT, Intent.OPEN_DOORS)
"""What is needed before the doors are open."""

GROUPS: Final = {
    "The timetable": (
        Intent.MINE,
        Intent.TIMETABLE,
        Intent.ADD,
        Intent.HOME,
        Intent.MILESTONE,
        Intent.IMPORT,
        Intent.EXPORT,
        Intent.WORKBOOK_RHYTHM,
    ),
    "The partnership": (
        Intent.ADD_PARTNER,
        Intent.INVITE,
        Intent.CLOSED_DATES,
        Intent.OPEN_DOORS,
        Intent.WHO_HEARS,
        Intent.ASK_FIRST,
        Intent.NEW_LINK,
        Intent.CHECK_IN,
        Intent.CHECK_IN_RESULTS,
        Intent.SIDE_BY_SIDE,
        Intent.STAGE,
        Intent.BRIEF,
        Intent.LOG,
        Intent.CONCERN,
        Intent.START,
    ),
    "What I write": (
        Intent.TOMORROWS_POST,
        Intent.REACHED,
        Intent.TRY_IT,
        Intent.NOT_THIS_WEEK,
        Intent.SETTINGS,
    ),
}
"""All of it under the headings by which people look for it."""

_FEW: Final = 7
"""So many stand in one row; of more, the first ones."""

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


def leading(intents: Collection[Intent], *, is_draft: bool) -> tuple[Intent, ...]:
    """Return what stands first of these: all of a few, and of many what people need most."""
    if len(intents) <= _FEW:
        return tuple(intent for intent in LABELS if intent in intents)
    first = FIRST_OF_A_DRAFT if is_draft else FIRST
    return tuple(intent for intent in first if intent in intents)


def sorted_out(intents: Collection[Intent]) -> Mapping[str, tuple[Intent, ...]]:
    """Return these under their headings, without a heading that has none of them."""
    found = {
        heading: tuple(intent for intent in group if intent in intents) for heading, group in GROUPS.items()
    }
    return {heading: group for heading, group in found.items() if group}
