"""What goes with an installation when its people take us away, and comes back with it."""

from typing import Any

from sqlalchemy import ColumnElement, select, update

from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction
from storage.tables import AddressRow, InstallationRow, RoomRow


def close(transaction: Transaction, *, viewer: Viewer, installation_id: int, trouble: str) -> None:
    """Keep that nobody can be written to there any more, and why. For what a platform says."""
    _must_be_engine(viewer)
    _change(transaction, installation_id, AddressRow.usable.is_(True), {"usable": False, "trouble": trouble})


def reopen(transaction: Transaction, *, viewer: Viewer, installation_id: int, trouble: str) -> None:
    """Keep that everybody can be written to again who could not for this reason. For what a platform says."""
    _must_be_engine(viewer)
    _change(
        transaction,
        installation_id,
        AddressRow.trouble == trouble,
        {"usable": True, "trouble": "", "refused_at": None},
    )


def rooms_at(transaction: Transaction, *, viewer: Viewer, installation_id: int, usable: bool) -> list[str]:
    """Return what the platform calls the rooms there that we can post in, or those that we can't."""
    _must_be_engine(viewer)
    found = (
        select(RoomRow.external_id)
        .where(RoomRow.installation_id == installation_id, RoomRow.usable.is_(usable))
        .order_by(RoomRow.id)
    )
    return [*transaction.connection.execute(found).scalars()]


def _change(
    transaction: Transaction, installation_id: int, which: ColumnElement[bool], values: dict[str, Any]
) -> None:
    # The number that stands beside a telephone is that of a person.
    kind = select(InstallationRow.kind).where(InstallationRow.id == installation_id).scalar_subquery()
    transaction.connection.execute(
        update(AddressRow)
        .where(AddressRow.installation_id == installation_id, AddressRow.kind == kind, which)
        .values(values)
    )


def _must_be_engine(viewer: Viewer) -> None:
    if viewer is not ENGINE:
        raise PermissionError("only a platform says where we are")
