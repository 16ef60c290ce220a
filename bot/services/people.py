"""Who is meant by what a form says of a person: somebody picked, an e-mail address, or a name."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.ids import id_of
from bot.domain.imports.names import words_of
from bot.domain.installations import Entry
from bot.domain.mail import email_address
from bot.domain.people import AddressKind, Person
from bot.domain.permissions import Viewer
from bot.errors import Refused
from bot.services.lengths import NAME, require_room
from storage import directory as stored_directory
from storage import members as stored_members
from storage import people as stored_people
from storage.database import Transaction

_PICKED: Final = re.compile(r"(?P<kind>slack|teams|web|person):(?P<id>\S+)")
_EMAIL: Final = re.compile(r"[^\s<>,;:()]+@[^\s<>,;:()]+\.[^\s<>,;:()]+")
_TELEPHONE: Final = re.compile(r"\+?[\d(][\d\s()/.-]{5,}\d")
_NEARLY: Final = re.compile(r"\S+@\S*|@\S+\.\S+")
_AROUND: Final = " \t\n,;:<>()[]–—-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """The installation in which somebody was picked: the one that the asker's form was shown in."""

    kind: AddressKind
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Somebody typed in words: a name, with an e-mail address or a telephone number beside it."""

    name: str
    email: str = ""
    telephone: str = ""


def read_typed(text: str) -> Typed:
    """Take apart "Dee Frame, 01632 960 118" or "Mina Iqbal <m.iqbal@castle.example>". A lone address gives the name."""
    email = _EMAIL.search(text)
    rest = text.replace(email[0], " ") if email else text
    telephone = _TELEPHONE.search(rest)
    rest = rest.replace(telephone[0], " ") if telephone else rest
    name = " ".join(rest.split()).strip(_AROUND)
    if not name and email:
        name = email[0].partition("@")[0].replace(".", " ").replace("_", " ").title()
    return Typed(
        name=name,
        email=email[0].lower().rstrip(".") if email else "",
        telephone=telephone[0].strip() if telephone else "",
    )


def find(
    transaction: Transaction,
    *,
    viewer: Viewer,
    text: str,
    field: str,
    installed: Installed,
    makes: bool,
    now: datetime,
) -> Person:
    """Return the person who was picked or typed.

    `makes` allows somebody new, without a chat, to be made from a typed name; otherwise a name that is
    neither a member's nor in the directory is `Refused` (person_unknown, person_needed). Who has left, what is
    an app and what was picked from a list that has changed is refused either way (person_left,
    person_is_app, person_not_listed), and so is a new person's address to which no letter could go (email_wrong).
    """
    picked = _PICKED.fullmatch(text.strip())
    try:
        if picked is None:
            return _typed(transaction, viewer, text, installed=installed, makes=makes, now=now)
        if picked["kind"] == "person":
            return _known(transaction, viewer, picked["id"])
        return _listed(transaction, viewer, picked["id"], installed, now)
    except Refused as refused:
        raise Refused(refused.key, field=field, **refused.parameters) from refused


def _known(transaction: Transaction, viewer: Viewer, reference: str) -> Person:
    person_id = id_of(reference)
    if person_id is None:
        raise Refused("person_not_listed")
    try:
        return stored_people.get(transaction, viewer=viewer, person_id=person_id)
    except LookupError:
        raise Refused("person_not_listed") from None


def _listed(
    transaction: Transaction, viewer: Viewer, external_id: str, installed: Installed, now: datetime
) -> Person:
    if stored_directory.entry(transaction, installation_id=installed.id, external_id=external_id) is None:
        raise Refused("person_not_listed")
    return stored_people.from_directory(
        transaction,
        viewer=viewer,
        kind=installed.kind,
        installation_id=installed.id,
        external_id=external_id,
        now=now,
    )


def _typed(
    transaction: Transaction,
    viewer: Viewer,
    text: str,
    *,
    installed: Installed,
    makes: bool,
    now: datetime,
) -> Person:
    typed = read_typed(require_room(text, field="", most=NAME))
    if not typed.name:
        raise Refused("person_needed")
    found = _member(transaction, viewer, typed) or _behind_email(transaction, viewer, typed)
    if found is not None:
        return found
    found_at = _listed_as(transaction, viewer, typed, installed)
    if found_at is not None:
        return _listed(transaction, viewer, found_at[1].external_id, found_at[0], now)
    if not makes:
        raise Refused("person_unknown", name=typed.name)
    return _made(transaction, viewer, typed, now)


def _member(transaction: Transaction, viewer: Viewer, typed: Typed) -> Person | None:
    if viewer.partnership_id is None or typed.email:
        return None
    members = stored_members.all_of(transaction, viewer=viewer)
    same = [one.person for one in members if words_of(one.person.name) == words_of(typed.name)]
    return same[0] if len(same) == 1 else None


def _behind_email(transaction: Transaction, viewer: Viewer, typed: Typed) -> Person | None:
    if not typed.email:
        return None
    return stored_people.behind_email(transaction, viewer=viewer, email=typed.email)


def _listed_as(
    transaction: Transaction, viewer: Viewer, typed: Typed, installed: Installed
) -> tuple[Installed, Entry] | None:
    """The one line that fits of the asker's own directory, else of those of the partnership's other rooms."""
    own = stored_directory.all_of(transaction, viewer=viewer, installation_id=installed.id)
    found = [(installed, entry) for entry in own if _fits(typed, entry)]
    if not found:
        listed = stored_directory.of_rooms(transaction, viewer=viewer)
        far = [(Installed(kind=kind, id=at), entry) for kind, at, entry in listed if _fits(typed, entry)]
        found = [one for one in far if one[0] == installed] or far
    return found[0] if len(found) == 1 else None


def _fits(typed: Typed, entry: Entry) -> bool:
    """By the e-mail address where there is one, else by the name."""
    if typed.email:
        return (entry.email or "").lower() == typed.email
    return words_of(entry.name) == words_of(typed.name)


def _made(transaction: Transaction, viewer: Viewer, typed: Typed, now: datetime) -> Person:
    email = _email(typed)
    if email:
        person = stored_people.create_at(
            transaction,
            viewer=viewer,
            name=typed.name,
            zone=None,
            kind=AddressKind.EMAIL,
            installation_id=None,
            external_id=email,
            now=now,
        )
    else:
        person = stored_people.create(transaction, viewer=viewer, name=typed.name, zone=None, now=now)
    if typed.telephone:
        stored_people.give_address(
            transaction,
            viewer=viewer,
            person_id=person.id,
            kind=AddressKind.TELEPHONE,
            installation_id=None,
            external_id=typed.telephone,
        )
    return person


def _email(typed: Typed) -> str:
    """Return the address of somebody new as mail has it, "" where none was typed. Raises `Refused` (email_wrong)."""
    if not typed.email:
        nearly = _NEARLY.search(typed.name)
        if nearly is not None:
            raise Refused("email_wrong", text=nearly[0])
        return ""
    address = email_address(typed.email)
    if address is None:
        raise Refused("email_wrong", text=typed.email)
    return address
