"""Installations: the Slack workspaces and Teams tenants that are connected, and the web page of this server."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, ScalarSelect, exists, select, update

from bot.domain.deliveries import Destination
from bot.domain.installations import Installation
from bot.domain.people import AddressKind
from bot.domain.permissions import Role, Viewer
from storage.conflicts import in_place_of
from storage.database import Transaction
from storage.tables import AddressRow, InstallationRow, RoomRow

_KEY: Final = ("kind", "external_id")
_CHATS: Final = (AddressKind.SLACK, AddressKind.TEAMS)
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
    service_url: str = "",
) -> int:
    """Keep an installation, or what is new about it, and return its id: we are there, removed before or not.

    For the edge that connects a platform.
    """
    _must_be_engine(viewer)
    row = {
        "kind": kind,
        "external_id": external_id,
        "name": name,
        "bot_id": bot_id,
        "service_url": service_url,
        "removed_at": None,
        "created_at": now,
    }
    registered: int = transaction.connection.execute(
        _REGISTER[transaction.connection.dialect.name], row
    ).scalar_one()
    return registered


def get(transaction: Transaction, *, viewer: Viewer, installation_id: int) -> Installation:
    """Return one installation. LookupError when there is none. For the engine."""
    _must_be_engine(viewer)
    row = transaction.connection.execute(
        select(InstallationRow.__table__).where(InstallationRow.id == installation_id)
    ).one_or_none()
    if row is None:
        raise LookupError(f"no installation {installation_id}")
    return _installation(row)


def hold(transaction: Transaction, *, viewer: Viewer, installation_id: int) -> Installation:
    """Return one installation, which nobody registers anew meanwhile. LookupError when there is none. For the engine."""
    _must_be_engine(viewer)
    if transaction.locks_rows:
        one = select(InstallationRow.id).where(InstallationRow.id == installation_id)
        transaction.connection.execute(one.with_for_update(key_share=True))
    return get(transaction, viewer=viewer, installation_id=installation_id)


def connected(transaction: Transaction, *, viewer: Viewer, kind: AddressKind) -> tuple[Installation, ...]:
    """Return the installations of a kind in which we are, in the order in which they came. For the engine."""
    _must_be_engine(viewer)
    rows = transaction.connection.execute(
        select(InstallationRow.__table__)
        .where(InstallationRow.kind == kind, InstallationRow.removed_at.is_(None))
        .order_by(InstallationRow.id)
    )
    return tuple(map(_installation, rows))


def note_name(transaction: Transaction, *, viewer: Viewer, installation_id: int, name: str) -> None:
    """Keep what an installation is called. For the engine."""
    _must_be_engine(viewer)
    transaction.connection.execute(
        update(InstallationRow).where(InstallationRow.id == installation_id).values(name=name)
    )


def note_removed(transaction: Transaction, *, viewer: Viewer, installation_id: int, now: datetime) -> None:
    """Keep that its people took us away. For what a platform says."""
    _must_be_engine(viewer)
    transaction.connection.execute(
        update(InstallationRow).where(InstallationRow.id == installation_id).values(removed_at=now)
    )


def reaches_anybody(transaction: Transaction, *, viewer: Viewer, installation_id: int) -> bool:
    """Say whether anybody, or any room, can still be written to through an installation. For the engine."""
    _must_be_engine(viewer)
    reached = exists().where(
        AddressRow.installation_id == installation_id,
        AddressRow.kind == InstallationRow.kind,
        AddressRow.usable.is_(True),
    )
    posted_in = exists().where(RoomRow.installation_id == installation_id, RoomRow.usable.is_(True))
    found = select(InstallationRow.id).where(InstallationRow.id == installation_id, reached | posted_in)
    return transaction.connection.execute(found).scalar_one_or_none() is not None


def note_reach(
    transaction: Transaction,
    *,
    viewer: Viewer,
    installation_id: int,
    external_id: str,
    trouble: str,
    conversation: str | None,
) -> None:
    """Keep why somebody cannot be written to there, "" where they can again. For what a platform says.

    `conversation` is the private one with them, None where it is not known or stays the same.
    """
    _must_be_engine(viewer)
    where = {} if conversation is None else {"conversation": conversation}
    transaction.connection.execute(
        update(AddressRow)
        .where(
            AddressRow.installation_id == installation_id,
            AddressRow.external_id == external_id,
            AddressRow.kind == _kind_of(installation_id),
        )
        .values(usable=trouble == "", trouble=trouble, refused_at=None, **where)
    )


def note_refused(
    transaction: Transaction, *, viewer: Viewer, at: Destination, since: datetime | None
) -> None:
    """Keep since when a platform takes nothing for somebody there, None where it does. For what a platform says."""
    _must_be_engine(viewer)
    transaction.connection.execute(
        update(AddressRow)
        .where(
            AddressRow.installation_id == at.installation_id,
            AddressRow.external_id == at.external_id,
            AddressRow.kind == at.kind,
            AddressRow.kind.in_(_CHATS),
            AddressRow.refused_at.is_distinct_from(since),
        )
        .values(refused_at=since)
    )


def _kind_of(installation_id: int) -> ScalarSelect[AddressKind]:
    return select(InstallationRow.kind).where(InstallationRow.id == installation_id).scalar_subquery()


def _must_be_engine(viewer: Viewer) -> None:
    if viewer.role is not Role.ENGINE:
        raise PermissionError("people see rooms and addresses, not installations")


def _installation(row: Row[Any]) -> Installation:
    return Installation(
        id=row.id,
        kind=row.kind,
        external_id=row.external_id,
        name=row.name,
        bot_id=row.bot_id,
        service_url=row.service_url,
        removed_at=row.removed_at,
    )
