"""What a platform says about a room: it has another name, or can no longer be posted to, or can again."""

from bot.domain.permissions import ENGINE
from bot.services.ports import Transactions
from storage import rooms as stored_rooms


def renamed(*, database: Transactions, installation_id: int, room: str, name: str) -> None:
    """Keep a room's new name. A room in which no partnership meets is none of ours."""
    with database.write() as transaction:
        stored_rooms.note_name(
            transaction, viewer=ENGINE, installation_id=installation_id, external_id=room, name=name
        )


def usable(*, database: Transactions, installation_id: int, room: str, can_post: bool) -> None:
    """Keep whether we can post in a room."""
    with database.write() as transaction:
        stored_rooms.note_usable(
            transaction, viewer=ENGINE, installation_id=installation_id, external_id=room, usable=can_post
        )
