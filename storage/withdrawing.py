"""What is queued, and is to be said no more."""

from sqlalchemy import delete

from bot.domain.deliveries import Destination, MessageKind, MessageState
from bot.domain.permissions import Role, Viewer
from storage.database import Transaction
from storage.tables import MessageRow


def answer(transaction: Transaction, *, viewer: Viewer, to: Destination, part: str) -> None:
    """Take an answer back that waits to be sent; one that is on its way goes."""
    if viewer.role is not Role.ENGINE:
        raise PermissionError("messages are queued and taken back by the engine alone")
    transaction.connection.execute(
        delete(MessageRow).where(
            MessageRow.recipient == str(to),
            MessageRow.kind == MessageKind.ANSWER,
            MessageRow.part == part,
            MessageRow.state == MessageState.PENDING,
        )
    )
