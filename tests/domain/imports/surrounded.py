"""Partnerships, rows and people for the tests of what a workbook would change."""

from collections.abc import Mapping
from datetime import date

from bot.domain.calendars import PartnerCalendar
from bot.domain.imports.headings import Meaning
from bot.domain.imports.names import KnownPerson
from bot.domain.imports.owners import Owner, OwnerKind
from bot.domain.imports.readings import ImportedAction, ImportedContact, Problem, Reading, Unclear
from bot.domain.imports.repeats import ExistingAction
from bot.domain.imports.surroundings import KnownMember, Surroundings
from bot.domain.partners import PartnerKind
from bot.domain.permissions import Role

TODAY = date(2026, 9, 10)
OCTOBER = date(2026, 10, 1)
CELLS = {Meaning.WHAT: "A2", Meaning.ORGANISATION: "B2", Meaning.PERSON: "C2", Meaning.BY: "D2"}


def person(name: str, partner: str = "", *, email: str = "") -> Owner:
    return Owner(kind=OwnerKind.PERSON, name=name, partner=partner, email=email)


def role(name: str, partner: str = "") -> Owner:
    return Owner(kind=OwnerKind.ROLE, name=name, partner=partner)


def action(
    what: str = "Book a hall",
    *,
    partners: tuple[str, ...] = ("Castle College",),
    people: tuple[Owner, ...] = (),
    by: date | None = OCTOBER,
    row: int = 2,
    sheet: str = "Sheet1",
    all_partners: bool = False,
    done: bool = False,
    done_ahead: bool = False,
) -> ImportedAction:
    return ImportedAction(
        sheet=sheet,
        row=row,
        cells=CELLS,
        heading="",
        what=what,
        partners=() if all_partners else partners,
        all_partners=all_partners,
        people=people,
        by=by,
        done=done,
        done_ahead=done_ahead,
    )


def contact(
    organisation: str, coordinator: str = "", *, deputy: str = "", email: str = "", phone: str = ""
) -> ImportedContact:
    return ImportedContact(
        sheet="Contacts",
        row=2,
        cells={Meaning.ORGANISATION: "A2", Meaning.COORDINATOR: "B2"},
        organisation=organisation,
        coordinator=person(coordinator) if coordinator else None,
        deputy=person(deputy) if deputy else None,
        email=email,
        phone=phone,
    )


def unclear(found: ImportedAction, *reasons: str, cell: str = "D2") -> Unclear:
    problems = tuple(Problem(cell=cell, written="?", reason=reason) for reason in reasons)
    return Unclear(sheet=found.sheet, action=found, problems=problems)


def reading(*found: ImportedAction | ImportedContact | Unclear, guess: date | None = None) -> Reading:
    return Reading(
        title="",
        meeting_guess=guess,
        actions=tuple(one for one in found if isinstance(one, ImportedAction)),
        contacts=tuple(one for one in found if isinstance(one, ImportedContact)),
        unclear=tuple(one for one in found if isinstance(one, Unclear)),
        not_taken=(),
    )


def member(key: str, name: str, role: Role, partner: str = "", *, email: str = "") -> KnownMember:
    known = KnownPerson(key=f"person:{key}", name=name, email=email, partner=partner)
    return KnownMember(person=known, role=role)


def listed(key: str, name: str, *, email: str = "") -> KnownPerson:
    return KnownPerson(key=f"listed:{key}", name=name, email=email)


def around(
    *members: KnownMember,
    partners: Mapping[str, PartnerKind] | None = None,
    directory: tuple[KnownPerson, ...] = (),
    existing: tuple[ExistingAction, ...] = (),
) -> Surroundings:
    return Surroundings(
        today=TODAY,
        partners=partners if partners is not None else {"Castle College": PartnerKind.PARTNER},
        members=members,
        listed=directory,
        existing=existing,
        calendar=PartnerCalendar(),
    )
