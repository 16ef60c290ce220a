"""The partnerships whose rooms are told before most partners close."""

from sqlalchemy import select

from bot.domain.partnerships import PartnershipState
from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction
from storage.tables import DeliveryRow, PartnershipRow, RoomRow


def meeting_in_rooms(transaction: Transaction, *, viewer: Viewer) -> tuple[int, ...]:
    """Return the open partnerships that meet in a room which can be posted to. A sweep's question."""
    if viewer is not ENGINE:
        raise PermissionError("only a sweep asks for all partnerships")
    found = transaction.connection.execute(
        select(PartnershipRow.id)
        .where(
            PartnershipRow.state == PartnershipState.OPEN,
            PartnershipRow.id.in_(select(RoomRow.partnership_id).where(RoomRow.usable)),
        )
        .order_by(PartnershipRow.id)
    )
    return tuple(number for (number,) in found)


def is_told(transaction: Transaction, *, viewer: Viewer, fact: str) -> bool:
    """Say whether anybody in the viewer's partnership has been owed what is known by this fact."""
    told = select(DeliveryRow.id).where(
        DeliveryRow.partnership_id == viewer.partnership_id, DeliveryRow.fact == fact
    )
    return transaction.connection.execute(told.limit(1)).first() is not None
