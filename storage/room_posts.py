"""On which days something was posted in a room."""

from datetime import date

from sqlalchemy import select

from bot.domain.deliveries import Destination, MessageKind, MessageState
from bot.domain.permissions import Role, Viewer
from storage.database import Transaction
from storage.tables import MessageRow


def days_posted(
    transaction: Transaction, *, viewer: Viewer, to: Destination, room_id: int, since: date
) -> tuple[date, ...]:
    """Return the local date of each post of ours in a room since a date, also of one that is on its way."""
    if viewer.role is not Role.ENGINE:
        raise PermissionError("posts in rooms are counted by the engine alone")
    posts = select(MessageRow.local_date).where(
        MessageRow.recipient == str(to),
        MessageRow.room_id == room_id,
        MessageRow.kind == MessageKind.ROOM,
        MessageRow.state != MessageState.DEAD,
        MessageRow.local_date >= since,
    )
    return tuple(transaction.connection.execute(posts).scalars())
