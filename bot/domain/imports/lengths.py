"""Names that are too long to be one: a whole sentence in a column of organisations or people."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.domain.imports.headings import Meaning
from bot.domain.imports.owners import Owner
from bot.domain.imports.readings import ImportedAction, ImportedContact, Problem, Reading, Unclear

MOST: Final = 150
"""How many characters the name of an organisation or a person may have."""


def fitting(reading: Reading) -> Reading:
    """Return the reading with every row that holds such a name among those that are not clear."""
    actions = [(one, _in_action(one)) for one in reading.actions]
    contacts = [(one, _in_contact(one)) for one in reading.contacts]
    return replace(
        reading,
        actions=tuple(one for one, problem in actions if problem is None),
        contacts=tuple(one for one, problem in contacts if problem is None),
        unclear=(
            *reading.unclear,
            *(Unclear(sheet=one.sheet, action=one, problems=(long,)) for one, long in actions if long),
            *(Unclear(sheet=one.sheet, contact=one, problems=(long,)) for one, long in contacts if long),
        ),
    )


def _in_action(action: ImportedAction) -> Problem | None:
    return _problem(action, Meaning.ORGANISATION, action.partners) or _problem(
        action, Meaning.PERSON, _names(action.people)
    )


def _in_contact(contact: ImportedContact) -> Problem | None:
    people = [one for one in (contact.coordinator, contact.deputy) if one is not None]
    return _problem(contact, Meaning.ORGANISATION, (contact.organisation,)) or _problem(
        contact, Meaning.COORDINATOR, _names(people)
    )


def _names(owners: Iterable[Owner]) -> list[str]:
    return [owner.name for owner in owners]


def _problem(row: ImportedAction | ImportedContact, meaning: Meaning, names: Iterable[str]) -> Problem | None:
    longest = max(names, key=len, default="")
    if len(longest) <= MOST:
        return None
    cell = row.cells.get(meaning, f"{row.row}")
    return Problem(
        cell=cell, written=longest, reason="too_long", parameters={"length": len(longest), "most": MOST}
    )
