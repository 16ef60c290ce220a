"""What a platform says about the rooms in which partnerships meet."""

from bot.services import rooms
from storage import rooms as stored_rooms
from storage.database import Database
from tests.riverside import ROOM, Riverside, build


def _room(riverside: Riverside) -> tuple[str, bool]:
    with riverside.database.read() as transaction:
        [room] = stored_rooms.all_of(transaction, viewer=riverside.viewer("sam"))
    return room.name, room.usable


def test_new_name_of_a_room_is_kept(database: Database) -> None:
    riverside = build(database)

    rooms.renamed(database=database, installation_id=riverside.installation_id, room=ROOM, name="progression")

    assert _room(riverside)[0] == "progression"


def test_room_is_usable_while_we_can_post_there(database: Database) -> None:
    riverside = build(database)
    usable = []

    for can_post in (False, True):
        rooms.usable(
            database=database, installation_id=riverside.installation_id, room=ROOM, can_post=can_post
        )
        usable.append(_room(riverside)[1])

    assert usable == [False, True]


def test_room_in_which_no_partnership_meets_is_none_of_ours(database: Database) -> None:
    riverside = build(database)
    before = _room(riverside)

    rooms.renamed(database=database, installation_id=riverside.installation_id, room="C-OTHER", name="other")
    rooms.usable(database=database, installation_id=riverside.installation_id, room="C-OTHER", can_post=False)

    assert _room(riverside) == before
