"""The timetable and mine, in private and in a room."""

import pytest

from bot.domain.partnerships import Profile
from bot.domain.permissions import Intent, Role, Viewer, myself
from handlers.conversations.incoming import Place
from handlers.conversations.replies import Replace, Reply, Say
from storage import members, partnerships, rooms
from storage.database import Database
from tests import calls
from tests.pressing import answer
from tests.promised import accepted
from tests.riverside import LONDON, NOW, ROOM, Riverside, build

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


@pytest.mark.parametrize("words", ["timetable", "timetable everything"])
@pytest.mark.parametrize("opened", [True, False], ids=["open", "a draft"])
def test_room_of_nobody_reads_no_timetable(database: Database, words: str, opened: bool) -> None:
    elsewhere = Place(conversation="C-ELSEWHERE", private=False, name="#elsewhere", overheard=True)
    riverside = build(database, opened=opened)

    reply = answer(riverside, calls.command(riverside.installation_id, "U-SAM", words, place=elsewhere))

    assert isinstance(reply, Say)
    assert not reply.in_room


def test_room_reads_nothing_before_the_doors_are_open(database: Database) -> None:
    draft = build(database)

    reply = answer(draft, calls.command(draft.installation_id, "U-SAM", "timetable", place=_IN_ROOM))

    assert isinstance(reply, Say)
    assert not reply.in_room


def test_room_of_a_draft_that_is_none_of_the_callers_reads_nothing(riverside: Riverside) -> None:
    add_draft_room(riverside, "C-VALLEY")
    there = Place(conversation="C-VALLEY", private=False, name="#valley", overheard=True)

    reply = answer(riverside, calls.command(riverside.installation_id, "U-MINA", "timetable", place=there))

    assert isinstance(reply, Say)
    assert not reply.in_room


def add_draft_room(riverside: Riverside, external_id: str) -> None:
    """Rob prepares another partnership, which is to meet in this room."""
    rob = riverside.person("rob").id
    with riverside.database.write() as transaction:
        profile = Profile(name="Valley Link", zone=LONDON)
        made = partnerships.create(transaction, viewer=myself(rob), profile=profile, now=NOW)
        runner = Viewer(person_id=rob, partnership_id=made.id, role=Role.RUNNER)
        members.add(transaction, viewer=runner, person_id=rob, role=Role.RUNNER, partner_id=None)
        rooms.add(
            transaction,
            viewer=runner,
            installation_id=riverside.installation_id,
            external_id=external_id,
            name="#valley",
        )


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
