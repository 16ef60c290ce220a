"""Names as people type them, and what of them is known before a table is read."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "cllr", "councillor"})


def fold(text: str) -> str:
    """Return the text as it is compared: without case, accents or more than one space at a time."""
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(bare.casefold().split())


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a person's name as they are compared: "Dr M. Iqbal" is ("m", "iqbal")."""
    words = re.sub(r"[.,]", " ", fold(name)).split()
    return tuple(word for word in words if word not in TITLES)


def is_initialled(name: str) -> bool:
    """Whether a name begins with nothing but an initial: nobody can be greeted by that."""
    words = words_of(name)
    return len(words) > 1 and len(words[0]) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Somebody who can be recognised. `key` is the caller's own, such as a person's or a directory's id."""

    key: str
    name: str
    email: str = ""
    partner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNames:
    """The partners and people that a partnership has already."""

    partners: tuple[str, ...] = ()
    people: tuple[KnownPerson, ...] = ()


@dataclass(slots=True)
class Roster:
    """What is known and what the table itself teaches: how partners are spelt, and whose each person is.

    A person whom two rows place with two partners is placed with neither.
    """

    spellings: dict[str, str] = field(default_factory=dict)
    homes: dict[tuple[str, ...], set[str]] = field(default_factory=dict)

    def add_partner(self, name: str) -> str:
        """Remember a partner, and return the spelling that came first."""
        return self.spellings.setdefault(fold(name), " ".join(name.split()))

    def add_person(self, *, name: str, partner: str) -> None:
        """Remember a person, with their partner when it is known ("" when not)."""
        homes = self.homes.setdefault(words_of(name), set())
        if partner:
            homes.add(self.add_partner(partner))

    def knows_partner(self, name: str) -> bool:
        return fold(name) in self.spellings

    def knows_person(self, name: str) -> bool:
        return words_of(name) in self.homes

    def partner_of(self, name: str) -> str:
        """Return the one partner this person was seen with, "" if there is none or more than one."""
        homes = self.homes.get(words_of(name), set())
        return next(iter(homes)) if len(homes) == 1 else ""


def roster_of(known: KnownNames) -> Roster:
    """Return a roster of what is known before the table is read."""
    roster = Roster()
    _add_partners(roster, known.partners)
    for person in known.people:
        roster.add_person(name=person.name, partner=person.partner)
    return roster


def _add_partners(roster: Roster, names: Iterable[str]) -> None:
    for name in names:
        roster.add_partner(name)
