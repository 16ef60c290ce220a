"""Who owns a row: several names in one cell, all partners at once, and roles that are not people."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.domain.imports.names import Roster, fold


class OwnerKind(Enum):
    PERSON = "person"
    ROLE = "role"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """One name out of a cell. A role ("Principal") keeps its word and is never taken for a person.

    `partner` is the organisation they belong to, "" where the table does not say. `note` is what stood
    beside the name ("Admissions" of "Admissions – T Lund").
    """

    kind: OwnerKind
    name: str
    partner: str = ""
    note: str = ""
    email: str = ""


_EVERYONE: Final = re.compile(
    r"(all|everyone|everybody|all of us|(all|each|every) (the )?(partners?|members?|organisations?|organizations?))"
)

_NOBODY: Final = frozenset({"", "n/a", "na", "none", "tbc", "tba", "tbd", "?", "??", "-", "–", "—", "x"})

_ROLES: Final = frozenset(
    "admissions board boards ceo chair chairs chairperson clerk coordinator coordinators deputies deputy director "
    "directors estates exams facilities finance governor governors head heads headteacher headteachers hr lead leads "
    "legal manager managers marketing mis office officer officers principal principals registrar registry runner "
    "secretary sponsor staff team teams treasurer tutor tutors vice".split()
)

_OF_THE_PARTNERSHIP: Final = frozenset({"chair", "runner"})

_BESIDE_A_ROLE: Final = frozenset("a all and each every for in of own the their to".split())

_ORGANISATIONS: Final = frozenset(
    "academy agency association authority business centre charity college company council county department federation "
    "foundation group hospital institute limited ltd museum nhs partnership plc school schools service services "
    "society sixth surgery training trust union university".split()
)

_STRONG: Final = re.compile(r"\s*[/;\n,]\s*")
_WEAK: Final = re.compile(r"\s*&\s*|\s+and\s+", re.IGNORECASE)
_BESIDE: Final = re.compile(r"\s+[-–—]\s+|\s*[–—]\s*|:\s+")
_BRACKETED: Final = re.compile(r"\s*\(([^()]*)\)\s*")
_EMAIL: Final = re.compile(r"<?\b([\w.+'-]+@[\w-]+(?:\.[\w-]+)+)>?")
_INITIALS: Final = re.compile(r"((?:[^\W\d_][. -]+){1,3}|[^\W\d_]{2} )[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?")


def means_everyone(text: str) -> bool:
    """Tell whether the cell says all partners: "All", "each partner", "Every partner"."""
    return _EVERYONE.fullmatch(fold(text)) is not None


def names_nobody(text: str) -> bool:
    """Tell whether the cell says that nobody is named yet."""
    return fold(text).strip("()") in _NOBODY


def names_some_partners(text: str) -> bool:
    """Tell whether the words stand for several partners without saying which: "All colleges", "all but Castle"."""
    words = _plain_words(text)
    return words[:1] in (["all"], ["each"], ["every"]) and not _ORGANISATIONS & set(words)


def is_role(text: str) -> bool:
    """Tell whether every word is of a role: "Principal", "Chair to lead", "Co-ordinators", "legal leads"."""
    words = _plain_words(text)
    return any(word in _ROLES for word in words) and all(word in _ROLES | _BESIDE_A_ROLE for word in words)


def is_of_the_partnership(owner: Owner) -> bool:
    """Tell whether the role is the partnership's own (its chair, its runner), so that no partner is needed."""
    return owner.kind is OwnerKind.ROLE and bool(_OF_THE_PARTNERSHIP & set(_plain_words(owner.name)))


def split_organisations(text: str, *, roster: Roster) -> tuple[str, ...]:
    """Return the organisations of a cell. "Health and Care Trust" stays whole; two names of two words do not."""
    return _split(text, known=roster.knows_partner, apart=_reads_apart)


def split_people(text: str, *, roster: Roster) -> tuple[str, ...]:
    """Return the people of a cell, as written."""
    return _split(text, known=roster.knows_person, apart=lambda pieces: not is_role(" ".join(pieces)))


def read_organisation(text: str, *, roster: Roster) -> Owner:
    """Read one name out of a column of organisations."""
    if roster.knows_partner(text):
        return Owner(kind=OwnerKind.ORGANISATION, name=roster.add_partner(text))
    if is_role(text):
        return Owner(kind=OwnerKind.ROLE, name=text)
    person = _person(text, roster=roster)
    if _is_surely_person(person.name, roster=roster):
        return person
    return Owner(kind=OwnerKind.ORGANISATION, name=" ".join(text.split()))


def read_person(text: str, *, roster: Roster) -> Owner:
    """Read one name out of a column of people, where a role or an organisation may stand as well."""
    person = _person(text, roster=roster)
    if _is_surely_person(person.name, roster=roster):
        return person
    if roster.knows_partner(text) or _ORGANISATIONS & set(_plain_words(text)):
        return Owner(kind=OwnerKind.ORGANISATION, name=" ".join(text.split()))
    if _ROLES & set(_plain_words(person.name)):
        return Owner(kind=OwnerKind.ROLE, name=" ".join(text.split()))
    return person


def _split(text: str, *, known: Callable[[str], bool], apart: Callable[[list[str]], bool]) -> tuple[str, ...]:
    if known(text):
        return (" ".join(text.split()),)
    names: list[str] = []
    for piece in filter(None, _STRONG.split(text.strip())):
        parts = [part for part in _WEAK.split(piece) if part]
        divided = not known(piece) and (any(map(known, parts)) or apart(parts))
        names.extend(parts if divided else [piece])
    return tuple(" ".join(name.split()) for name in names)


def _reads_apart(pieces: list[str]) -> bool:
    return all(len(piece.split()) > 1 for piece in pieces)


def _person(text: str, *, roster: Roster) -> Owner:
    email = _EMAIL.search(text)
    words = _EMAIL.sub("", text).strip() if email else text
    bracketed = _BRACKETED.search(words)
    pieces = [piece for piece in _BESIDE.split(_BRACKETED.sub(" ", words).strip()) if piece]
    name = _likeliest(pieces, roster=roster) or (email.group(1) if email else text)
    beside = [piece for piece in pieces if piece != name] + ([bracketed.group(1)] if bracketed else [])
    return Owner(
        kind=OwnerKind.PERSON,
        name=" ".join(name.split()),
        note=", ".join(beside),
        email=email.group(1) if email else "",
    )


def _likeliest(pieces: list[str], *, roster: Roster) -> str:
    sure = [piece for piece in pieces if _is_surely_person(piece, roster=roster)]
    likely = [piece for piece in pieces if not _ROLES & set(_plain_words(piece))]
    return next(iter([*sure, *likely, *pieces]), "")


def _is_surely_person(name: str, *, roster: Roster) -> bool:
    """Tell whether somebody of this name is known, or it has initials ("M Iqbal") and is no body's ("HE Board")."""
    initials = _INITIALS.fullmatch(name)
    spoken = initials is not None and initials[1].isupper()
    return roster.knows_person(name) or (spoken and not (_ORGANISATIONS | _ROLES) & set(_plain_words(name)))


def _plain_words(text: str) -> list[str]:
    # "Co-ordinators" is one word.
    return re.sub(r"[^\w ]", " ", fold(text).replace("co-", "co")).split()
