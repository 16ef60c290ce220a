"""What a whole room has overheard: where it is answered."""

import pytest

from bot.domain.permissions import ENGINE
from bot.messages.model import Message
from handlers.conversations import queueing
from handlers.conversations.incoming import Command, Place
from handlers.conversations.replies import Nothing, Reply, Say
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage import messages
from storage.database import Database
from tests import calls
from tests.riverside import NOW, ROOM, Riverside, build

BETWEEN_US = "That's one for the two of us. I've opened it in our private chat."
HELLO = Say(message=Message(opening="Hello, everybody."), in_room=True)


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


def _mention(riverside: Riverside, who: str, room: str, words: str = "timetable") -> Command:
    place = Place(conversation=room, private=False, overheard=True)
    return calls.command(riverside.installation_id, who, words, place=place)


def _waiting(riverside: Riverside) -> list[tuple[str, str]]:
    """To whom each message goes that waits to be sent, and how it begins."""
    with riverside.database.write() as transaction:
        found = messages.claimable(transaction, viewer=ENGINE, now=NOW, limit=10)
    return [(one.to.external_id, (one.content or {})["opening"]) for one in found]


def _queued(riverside: Riverside, mention: Command, reply: Reply) -> list[tuple[str, str]]:
    queueing.queue(riverside.database, mention, reply, NOW)
    return _waiting(riverside)


def test_own_room_reads_what_everybody_may(riverside: Riverside) -> None:
    assert _queued(riverside, _mention(riverside, "U-MINA", ROOM), HELLO) == [(ROOM, "Hello, everybody.")]


@pytest.mark.parametrize(("who", "room"), [("U-MINA", "C-ELSEWHERE"), ("U-NOBODY", ROOM)])
def test_room_of_others_hears_that_it_is_between_two(riverside: Riverside, who: str, room: str) -> None:
    queued = _queued(riverside, _mention(riverside, who, room), HELLO)

    assert sorted(queued) == [(room, BETWEEN_US), (who, "Hello, everybody.")]


def test_room_hears_nothing_where_there_is_nothing_to_say(riverside: Riverside) -> None:
    assert _queued(riverside, _mention(riverside, "U-MINA", ROOM), Nothing()) == []


def test_mention_in_a_room_of_nobody_is_answered_in_private(riverside: Riverside) -> None:
    router = Router(routes=ROUTES, database=riverside.database)

    router.answer(_mention(riverside, "U-SAM", "C-ELSEWHERE"), now=NOW, rides=frozenset())

    assert sorted(_waiting(riverside)) == [
        ("C-ELSEWHERE", BETWEEN_US),
        ("U-SAM", "Riverside Progression Group: the next eight weeks."),
    ]


def test_mention_in_the_own_room_is_answered_there(riverside: Riverside) -> None:
    router = Router(routes=ROUTES, database=riverside.database)

    router.answer(_mention(riverside, "U-SAM", ROOM), now=NOW, rides=frozenset())

    assert _waiting(riverside) == [(ROOM, "Riverside Progression Group: the next eight weeks.")]
