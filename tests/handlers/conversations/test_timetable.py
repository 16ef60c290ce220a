"""The timetable and mine, in private and in a room."""

import pytest

from bot.domain.permissions import Intent
from handlers.conversations.incoming import Place
from handlers.conversations.replies import Replace, Reply, Say
from storage.database import Database
from tests import calls
from tests.pressing import answer
from tests.promised import accepted
from tests.riverside import ROOM, Riverside, build

_IN_ROOM = Place(conversation=ROOM, private=False, name="#riverside")


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


@pytest.mark.parametrize(
    ("words", "place", "in_room", "opening"),
    [
        ("timetable", calls.PRIVATE, False, "the next eight weeks."),
        ("timetable everything", calls.PRIVATE, False, "the whole timetable."),
        ("timetable My organisation", calls.PRIVATE, False, "what your organisation has in the timetable."),
        ("timetable", _IN_ROOM, True, "the next eight weeks."),
        ("timetable date passed", _IN_ROOM, False, "where a new date would help."),
    ],
)
def test_room_reads_only_what_everybody_may(
    riverside: Riverside, words: str, place: Place, in_room: bool, opening: str
) -> None:
    sent = calls.command(riverside.installation_id, "U-SAM", words, place=place)

    reply = answer(riverside, sent)

    assert isinstance(reply, Say)
    assert reply.in_room is in_room
    assert reply.message.opening == f"Riverside Progression Group: {opening}"


@pytest.mark.parametrize(
    ("arg", "place", "kind"),
    [
        ("passed", calls.PRIVATE, Replace),
        ("passed", _IN_ROOM, Say),
        ("", calls.PRIVATE, Say),
        ("nonsense", calls.PRIVATE, Replace),
    ],
)
def test_another_part_takes_the_place_of_the_one_that_was_pressed(
    riverside: Riverside, arg: str, place: Place, kind: type[Reply]
) -> None:
    sent = calls.press(riverside.installation_id, "U-SAM", Intent.TIMETABLE, arg=arg, place=place)

    reply = answer(riverside, sent)

    assert isinstance(reply, kind)
    assert not getattr(reply, "in_room", False)


def test_mine_is_answered_in_private_wherever_it_is_asked(riverside: Riverside) -> None:
    accepted(riverside)
    sent = calls.command(riverside.installation_id, "U-MINA", "mine", place=_IN_ROOM)

    reply = answer(riverside, sent)

    assert isinstance(reply, Say)
    assert (reply.in_room, reply.message.opening) == (
        False,
        "Riverside Progression Group: one thing is yours at the moment.",
    )
