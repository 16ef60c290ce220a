"""Rooms that several installations of ours see: such a room keeps its name in each, and belongs to the first."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction
from storage.tables import InstallationRow, RoomRow


def owner(transaction: Transaction, *, viewer: Viewer, installation_id: int, room: str) -> int | None:
    """Return the installation of the same platform through which we speak in a room, None where no partnership meets.

    `installation_id` sees the room. Names of rooms are unique on a whole platform, for a room that is shared keeps
    its own. Who writes is told what holds until the end of the transaction. For what a platform says.
    """
    if viewer is not ENGINE:
        raise PermissionError("only what a platform says asks through whom we speak in a room")
    _hold(transaction, installation_id)
    asking = aliased(InstallationRow)
    return transaction.connection.execute(
        select(RoomRow.installation_id)
        .join(InstallationRow, InstallationRow.id == RoomRow.installation_id)
        .join(asking, asking.kind == InstallationRow.kind)
        .where(RoomRow.external_id == room, RoomRow.usable.is_(True), asking.id == installation_id)
        .order_by(RoomRow.id)
        .limit(1)
    ).scalar_one_or_none()


def _hold(transaction: Transaction, installation_id: int) -> None:
    """Let nobody else who writes ask meanwhile: of two who did at once, each would find none and come in."""
    if transaction.locks_rows:
        kind = select(InstallationRow.kind).where(InstallationRow.id == installation_id).scalar_subquery()
        # The first of them stands for the platform. It may be named meanwhile, as every address does.
        first = select(InstallationRow.id).where(InstallationRow.kind == kind).order_by(InstallationRow.id)
        transaction.connection.execute(first.limit(1).with_for_update(key_share=True))
