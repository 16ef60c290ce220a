"""Matching the people of a table to people who can be reached. Between two it never guesses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.domain.imports.names import KnownPerson, fold, words_of
from bot.domain.imports.owners import Owner, OwnerKind
from bot.domain.imports.readings import ImportedAction, ImportedContact, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPerson:
    """Somebody named in a table, as written there."""

    name: str
    partner: str = ""
    email: str = ""
    phone: str = ""


class MatchedBy(Enum):
    EMAIL = "email"
    NAME = "name"
    INITIAL = "initial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Who somebody is, and how that was seen. Without `known` a person picks, from `candidates` first."""

    person: ImportedPerson
    known: KnownPerson | None
    by: MatchedBy | None = None
    candidates: tuple[KnownPerson, ...] = ()


def match(names: Sequence[ImportedPerson], *, known: Sequence[KnownPerson]) -> tuple[Match, ...]:
    """Match each by e-mail address, else by full name, else by initial and surname; always only if it is unique."""
    return tuple(_match(person, known=known) for person in names)


def people_of(reading: Reading) -> tuple[ImportedPerson, ...]:
    """Return everybody whom the table names, once each, with the partner, e-mail and telephone it gives for them."""
    found: dict[tuple[tuple[str, ...], str], ImportedPerson] = {}
    for contact in _contacts(reading):
        for person in _of_contact(contact):
            found.setdefault(_identity(person), person)
    for action in _actions(reading):
        for person in _of_action(action):
            if person.partner or not any(name == words_of(person.name) for name, _ in found):
                found.setdefault(_identity(person), person)
    return tuple(found.values())


def _contacts(reading: Reading) -> list[ImportedContact]:
    return [*reading.contacts, *(row.contact for row in reading.unclear if row.contact)]


def _actions(reading: Reading) -> list[ImportedAction]:
    return [*reading.actions, *(row.action for row in reading.unclear if row.action)]


def _of_contact(contact: ImportedContact) -> list[ImportedPerson]:
    holders = ((contact.coordinator, contact.email, contact.phone), (contact.deputy, "", ""))
    return [
        ImportedPerson(name=owner.name, partner=contact.organisation, email=email or owner.email, phone=phone)
        for owner, email, phone in holders
        if owner is not None and owner.kind is OwnerKind.PERSON
    ]


def _of_action(action: ImportedAction) -> list[ImportedPerson]:
    return [_plain(owner) for owner in action.people if owner.kind is OwnerKind.PERSON]


def _plain(owner: Owner) -> ImportedPerson:
    return ImportedPerson(name=owner.name, partner=owner.partner, email=owner.email)


def _identity(person: ImportedPerson) -> tuple[tuple[str, ...], str]:
    return words_of(person.name), fold(person.partner)


def _match(person: ImportedPerson, *, known: Sequence[KnownPerson]) -> Match:
    tests: dict[MatchedBy, Callable[[KnownPerson], bool]] = {
        MatchedBy.EMAIL: lambda other: bool(person.email) and _same_email(person.email, other.email),
        MatchedBy.NAME: lambda other: _same_name(person, other) and _may_share_partner(person, other),
        MatchedBy.INITIAL: lambda other: _same_surname(person, other) and _may_share_partner(person, other),
    }
    for by, test in tests.items():
        fitting = tuple(other for other in known if test(other))
        if len(fitting) == 1:
            return Match(person=person, known=fitting[0], by=by)
        if fitting:
            return Match(person=person, known=None, candidates=fitting)
    return Match(person=person, known=None)


def _same_email(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _same_name(person: ImportedPerson, other: KnownPerson) -> bool:
    return bool(words_of(person.name)) and words_of(person.name) == words_of(other.name)


def _same_surname(person: ImportedPerson, other: KnownPerson) -> bool:
    """Tell whether the surnames agree, and the first names as far as an initial says."""
    one, two = words_of(person.name), words_of(other.name)
    if len(one) < 2 or len(two) < 2 or one[-1] != two[-1]:
        return False
    return 1 in (len(one[0]), len(two[0])) and one[0][0] == two[0][0]


def _may_share_partner(person: ImportedPerson, other: KnownPerson) -> bool:
    return not (person.partner and other.partner) or fold(person.partner) == fold(other.partner)
