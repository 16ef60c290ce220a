"""One row of a table of contacts: a partner, its co-ordinator and deputy, and how to reach them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.domain.imports.headings import Header, Meaning
from bot.domain.imports.names import Roster
from bot.domain.imports.owners import Owner, OwnerKind, names_nobody, read_person, split_people
from bot.domain.imports.readings import ImportedContact, Problem, Unclear
from bot.domain.imports.sheets import Cell, Row

_ADDRESS: Final = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")


def read_contact(row: Row, *, sheet: str, header: Header, roster: Roster) -> ImportedContact | Unclear:
    """Read one row, and learn from it how its partner is spelt and who belongs to it."""
    written = " ".join(header.cell(row, Meaning.ORGANISATION).text.split())
    organisation = roster.add_partner(written) if written else ""
    coordinator = _people(_coordinator(row, header=header), roster=roster)
    deputy = _people(header.cell(row, Meaning.DEPUTY), roster=roster)
    contact = ImportedContact(
        sheet=sheet,
        row=row.number,
        cells={meaning: f"{column}{row.number}" for meaning, column in header.columns.items()},
        organisation=organisation,
        coordinator=_first(coordinator, partner=organisation),
        deputy=_first(deputy, partner=organisation),
        email=header.cell(row, Meaning.EMAIL).text.strip(),
        phone=header.cell(row, Meaning.PHONE).text.strip(),
    )
    _learn(contact, roster=roster)
    problems = tuple(_problems(contact, row=row, header=header, roster=roster))
    return Unclear(sheet=sheet, contact=contact, problems=problems) if problems else contact


def _coordinator(row: Row, *, header: Header) -> Cell:
    meaning = Meaning.COORDINATOR if Meaning.COORDINATOR in header.columns else Meaning.PERSON
    return header.cell(row, meaning)


def _people(cell: Cell, *, roster: Roster) -> list[Owner]:
    names = [name for name in split_people(cell.text, roster=roster) if not names_nobody(name)]
    return [read_person(name, roster=roster) for name in names]


def _first(people: list[Owner], *, partner: str) -> Owner | None:
    return replace(people[0], partner=partner) if people else None


def _learn(contact: ImportedContact, *, roster: Roster) -> None:
    for owner in (contact.coordinator, contact.deputy):
        if owner is not None and owner.kind is OwnerKind.PERSON and contact.organisation:
            roster.add_person(name=owner.name, partner=contact.organisation)


def _problems(contact: ImportedContact, *, row: Row, header: Header, roster: Roster) -> Iterator[Problem]:
    if not contact.organisation:
        yield _problem(header.cell(row, Meaning.ORGANISATION), "no_organisation")
    for cell in (_coordinator(row, header=header), header.cell(row, Meaning.DEPUTY)):
        if len(_people(cell, roster=roster)) > 1:
            yield _problem(cell, "one_person")
    if contact.email and not _ADDRESS.fullmatch(contact.email):
        yield _problem(header.cell(row, Meaning.EMAIL), "unreadable_email")


def _problem(cell: Cell, reason: str) -> Problem:
    return Problem(cell=cell.ref, written=cell.text.strip(), reason=reason)
