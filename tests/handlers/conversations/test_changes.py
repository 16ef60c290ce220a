"""What changed on the platform: kept, once, and nobody is answered."""

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from handlers.conversations.incoming import Change, ChangeKind, Place, Sender
from handlers.conversations.replies import Nothing
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage import messages as stored_messages
from storage import rooms as stored_rooms
from storage.database import Database
from tests.riverside import NOW, ROOM, Riverside, build


def _change(riverside: Riverside, kind: ChangeKind, *, name: str = "") -> Change:
    sender = Sender(kind=AddressKind.SLACK, installation_id=riverside.installation_id, external_id="")
    place = Place(conversation=ROOM, private=False)
    return Change(sender=sender, place=place, key=kind.value, change=kind, subject=ROOM, name=name)


@pytest.mark.parametrize(
    ("kind", "name", "usable"),
    [
        (ChangeKind.RENAMED, "progression", True),
        (ChangeKind.ARCHIVED, "riverside", False),
        (ChangeKind.REMOVED, "riverside", False),
        (ChangeKind.JOINED, "riverside", True),
        (ChangeKind.LEFT, "riverside", True),
    ],
)
def test_change_of_a_room_is_kept_and_not_answered(
    database: Database, kind: ChangeKind, name: str, usable: bool
) -> None:
    riverside = build(database)
    router = Router(routes=ROUTES, database=database)

    reply = router.answer(_change(riverside, kind, name="progression"), now=NOW, rides=frozenset())

    with database.write() as transaction:
        [room] = stored_rooms.all_of(transaction, viewer=riverside.viewer("sam"))
        queued = stored_messages.claimable(transaction, viewer=ENGINE, now=NOW, limit=10)
    assert (room.name.removeprefix("#"), room.usable) == (name, usable)
    assert (reply, queued) == (Nothing(), ())
