"""Every word that anybody types in a shared room, by every role: no private word appears there (Manners 5, F1)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.domain.deliveries import StoredMessage
from bot.domain.permissions import ENGINE, Role
from bot.messages import plain
from bot.services.answers import CONTENT
from handlers.conversations.commands import WORDS
from handlers.conversations.incoming import Incoming, Place, Text
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage import members, messages
from storage.database import Database
from tests import calls, promised
from tests.riverside import NOW, ROOM, Riverside, build

BETWEEN_US = "That's one for the two of us. I've opened it in our private chat."
SECRET = "the principal is off sick"
PUBLIC = ("", "help", "timetable", "timetable everything", f"timetable {SECRET}")
ROLES = (
    Role.RUNNER,
    Role.DEPUTY_RUNNER,
    Role.CHAIR,
    Role.CO_ORDINATOR,
    Role.DEPUTY,
    Role.MEMBER,
    Role.SPONSOR,
    Role.OBSERVER,
    Role.GUEST,
)
NEVER = ("Sam Hallam", "Grace", "is yours", "are yours", "waiting for you", SECRET, "off sick")
"""What no room may read: names beside the timetable, what is somebody's own, the words typed."""

_ROOM = Place(conversation=ROOM, private=False, overheard=True)
_TIMETABLES = ("timetable mine", "timetable organisation", "timetable passed", "timetable everything")
_UNKNOWN = (f"handover {SECRET}", SECRET)


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a room has read, and what the asker has, in private."""

    room: tuple[str, ...]
    asker: tuple[str, ...]


@pytest.fixture
def riverside(database: Database) -> Riverside:
    group = build(database, opened=True)
    promised.accepted(group)
    promised.proposed(group, what="Sign the accord", by_when="1 December 2026")
    return group


def _typed() -> Iterator[str]:
    yield from sorted(WORDS)
    yield from (f"{word} {SECRET}" for word in sorted(WORDS) if word)
    yield from _TIMETABLES
    yield from _UNKNOWN


def _become(group: Riverside, role: Role) -> None:
    """Let Mina be this in the partnership."""
    with group.database.write() as transaction:
        members.take_role(
            transaction, viewer=group.viewer("sam"), person_id=group.person("mina").id, role=role
        )


def _hear(group: Riverside, incoming: Incoming) -> Heard:
    before = len(_all(group))
    Router(routes=ROUTES, database=group.database).answer(incoming, now=NOW, rides=frozenset())
    read = [(one.to.external_id, _words(one)) for one in _all(group)[before:]]
    return Heard(
        room=tuple(words for to, words in read if to == ROOM),
        asker=tuple(words for to, words in read if to == "U-MINA"),
    )


def _all(group: Riverside) -> list[StoredMessage]:
    found: list[StoredMessage] = []
    with group.database.read() as transaction:
        while True:
            try:
                found.append(messages.get(transaction, viewer=ENGINE, message_id=len(found) + 1))
            except LookupError:
                return found


def _words(message: StoredMessage) -> str:
    return plain.text(CONTENT.validate_python(message.content))


def _said_in_room(group: Riverside, words: str) -> Heard:
    return _hear(group, calls.command(group.installation_id, "U-MINA", words, place=_ROOM))


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.value)
def test_room_reads_the_sentence_and_nothing_else(riverside: Riverside, role: Role) -> None:
    _become(riverside, role)

    for words in _typed():
        heard = _said_in_room(riverside, words)
        print(f"{role.value:14} {words[:40]:42} {_first(heard.room):66} {_first(heard.asker)}")
        assert [secret for said in heard.room for secret in NEVER if secret in said] == [], words
        assert _is_public(words) or heard.room == (BETWEEN_US,), words
        assert bool(heard.asker) is (heard.room == (BETWEEN_US,)), words


@pytest.mark.parametrize(
    "words", ["log Castle", f"concern {SECRET}", SECRET, "mine", "settings", "add Castle"]
)
def test_words_of_somebody_nobody_knows_stay_out_of_the_room_too(riverside: Riverside, words: str) -> None:
    heard = _hear(riverside, calls.command(riverside.installation_id, "U-NOBODY", words, place=_ROOM))

    assert heard.room == (BETWEEN_US,)


def test_words_that_are_no_command_are_not_said_again(riverside: Riverside) -> None:
    said = calls.command(riverside.installation_id, "U-MINA", SECRET, place=_ROOM)
    text = Text(sender=said.sender, place=_ROOM, key="text:1", words=SECRET)

    assert _hear(riverside, text).room == (BETWEEN_US,)


def _is_public(words: str) -> bool:
    return words in PUBLIC


def _first(said: tuple[str, ...]) -> str:
    return said[0].split("\n", 1)[0][:64] if said else ""
