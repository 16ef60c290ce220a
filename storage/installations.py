"""Installations: the Slack workspaces that are connected, and the web page of this server."""

from datetime import datetime

from sqlalchemy import insert, select, update

from bot.domain.installations import Installation
from bot.domain.people import AddressKind
from bot.domain.permissions import Role, Viewer
from storage.database import Transaction
from storage.tables import InstallationRow


def register(
    transaction: Transaction,
    *,
    viewer: Viewer,
    kind: AddressKind,
    external_id: str,
    name: str,
    bot_id: str,
    now: datetime,
) -> int:
    """Keep an installation, or its new name, and return its id. For the edge that connects a platform."""
    if viewer.role is not Role.ENGINE:
        raise PermissionError("only a platform registers an installation")
    changed = transaction.connection.execute(
        update(InstallationRow)
        .where(InstallationRow.kind == kind, InstallationRow.external_id == external_id)
        .values(name=name, bot_id=bot_id)
        .returning(InstallationRow.id)
    ).scalar_one_or_none()
    if changed is not None:
        return changed
    row = {"kind": kind, "external_id": external_id, "name": name, "bot_id": bot_id, "created_at": now}
    return transaction.connection.execute(
        insert(InstallationRow).values(row).returning(InstallationRow.id)
    ).scalar_one()


def get(transaction: Transaction, *, viewer: Viewer, installation_id: int) -> Installation:
    """Return one installation. LookupError when there is none. For the engine."""
    if viewer.role is not Role.ENGINE:
        raise PermissionError("people see rooms and addresses, not installations")
    row = transaction.connection.execute(
        select(InstallationRow.__table__).where(InstallationRow.id == installation_id)
    ).one_or_none()
    if row is None:
        raise LookupError(f"no installation {installation_id}")
    return Installation(
        id=row.id, kind=row.kind, external_id=row.external_id, name=row.name, bot_id=row.bot_id
    )
