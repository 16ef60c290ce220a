"""A message that seemed to have arrived and was sent back: what it carried is open again, and its hello was none."""

from sqlalchemy import exists, select, update

from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction
from storage.tables import DeliveryRow, MembershipRow


def take_back(transaction: Transaction, *, viewer: Viewer, message_id: int) -> None:
    """Let a message carry again what it seemed to have brought. For what a mail server says."""
    if viewer is not ENGINE:
        raise PermissionError("only a mail server says what has come back")
    brought = (DeliveryRow.message_id == message_id, DeliveryRow.state == DeliveryState.SENT)
    hello = exists(
        select(DeliveryRow.id).where(
            *brought,
            DeliveryRow.kind == DeliveryKind.HELLO,
            DeliveryRow.person_id == MembershipRow.person_id,
            DeliveryRow.partnership_id == MembershipRow.partnership_id,
        )
    )
    transaction.connection.execute(update(MembershipRow).where(hello).values(greeted_at=None))
    transaction.connection.execute(update(DeliveryRow).where(*brought).values(state=DeliveryState.CLAIMED))
