"""Installations: the Slack workspaces that are connected, and the web page of this server."""

from datetime import datetime
from typing import Final

from sqlalchemy import select

from bot.domain.installations import Installation
from bot.domain.people import AddressKind
from bot.domain.permissions import Role, Viewer
from storage.conflicts import in_place_of
from storage.database import Transaction
from storage.tables import InstallationRow

_KEY: Final = ("kind", "external_id")
_REGISTER: Final = {
    name: put.returning(InstallationRow.id)
    for name, put in in_place_of(InstallationRow, key=_KEY, kept=("created_at",)).items()
}


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
    row = {"kind": kind, "external_id": external_id, "name": name, "bot_id": bot_id, "created_at": now}
    registered: int = transaction.connection.execute(
        _REGISTER[transaction.connection.dialect.name], row
    ).scalar_one()
    return registered


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
