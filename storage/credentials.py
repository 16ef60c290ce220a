"""Credentials: what lets us in where we were installed, encrypted before it comes here. For the edge that connects."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Update, delete, or_, select, update

from bot.domain.credentials import Sealed, Tenant
from bot.domain.permissions import ENGINE, Viewer
from storage.conflicts import unless_there
from storage.database import Transaction
from storage.tables import CredentialRow, InstallationRow

_ADD: Final = {
    name: add.returning(CredentialRow.id)
    for name, add in unless_there(CredentialRow, key=("enterprise_id", "team_id")).items()
}
_ALL: Final = (
    select(
        CredentialRow.installation_id,
        CredentialRow.enterprise_id,
        CredentialRow.team_id,
        InstallationRow.bot_id,
        CredentialRow.secret,
        CredentialRow.expires_at,
        CredentialRow.version,
        CredentialRow.updated_at,
    )
    .join(InstallationRow, InstallationRow.id == CredentialRow.installation_id)
    .order_by(CredentialRow.id)
)


def keep(
    transaction: Transaction,
    *,
    viewer: Viewer,
    installation_id: int,
    tenant: Tenant,
    secret: bytes,
    expires_at: datetime | None,
    now: datetime,
) -> None:
    """Keep the credentials of an installation, in place of those of before."""
    _must_be_engine(viewer)
    row = {
        "installation_id": installation_id,
        "enterprise_id": tenant.enterprise_id,
        "team_id": tenant.team_id,
        "secret": secret,
        "expires_at": expires_at,
        "updated_at": now,
    }
    # A workspace that has joined an organisation since has another name, and is the same installation.
    transaction.connection.execute(
        delete(CredentialRow).where(
            CredentialRow.installation_id == installation_id,
            or_(
                CredentialRow.enterprise_id != tenant.enterprise_id,
                CredentialRow.team_id != tenant.team_id,
            ),
        )
    )
    added = transaction.connection.execute(_ADD[transaction.connection.dialect.name], row)
    if added.scalar_one_or_none() is None:
        same = (
            CredentialRow.enterprise_id == tenant.enterprise_id,
            CredentialRow.team_id == tenant.team_id,
        )
        transaction.connection.execute(
            update(CredentialRow).where(*same).values(**row, version=CredentialRow.version + 1)
        )


def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Sealed, ...]:
    """Return all that there are, in the order in which they came."""
    _must_be_engine(viewer)
    return tuple(_sealed(row) for row in transaction.connection.execute(_ALL))


def claim(
    transaction: Transaction,
    *,
    viewer: Viewer,
    installation_id: int,
    version: int,
    before: datetime,
    now: datetime,
) -> bool:
    """Take the renewal upon us: False where somebody else has since `version`, or not long `before` now."""
    _must_be_engine(viewer)
    ours = _of(installation_id, version).where(CredentialRow.updated_at < before)
    values = {"version": version + 1, "updated_at": now}
    return transaction.connection.execute(ours.values(values)).rowcount == 1


def renew(
    transaction: Transaction,
    *,
    viewer: Viewer,
    installation_id: int,
    version: int,
    secret: bytes,
    expires_at: datetime | None,
    now: datetime,
) -> bool:
    """Keep what a renewal brought: False where the credentials are of another version by now."""
    _must_be_engine(viewer)
    values = {"secret": secret, "expires_at": expires_at, "version": version + 1, "updated_at": now}
    return transaction.connection.execute(_of(installation_id, version).values(values)).rowcount == 1


def encrypt_anew(
    transaction: Transaction, *, viewer: Viewer, installation_id: int, version: int, secret: bytes
) -> bool:
    """Keep the same credentials under another key: False where they are of another version by now."""
    _must_be_engine(viewer)
    return transaction.connection.execute(_of(installation_id, version).values(secret=secret)).rowcount == 1


def forget(transaction: Transaction, *, viewer: Viewer, installation_id: int, version: int | None) -> bool:
    """Forget what let us in, unless it is of another version by now. Returns whether nothing is left that lets us in."""
    _must_be_engine(viewer)
    theirs = CredentialRow.installation_id == installation_id
    transaction.connection.execute(delete(CredentialRow).where(theirs, CredentialRow.version == version))
    return transaction.connection.execute(select(CredentialRow.id).where(theirs)).first() is None


def _of(installation_id: int, version: int) -> Update:
    return update(CredentialRow).where(
        CredentialRow.installation_id == installation_id, CredentialRow.version == version
    )


def _must_be_engine(viewer: Viewer) -> None:
    if viewer is not ENGINE:
        raise PermissionError("only what connects a platform sees its credentials")


def _sealed(row: Row[*tuple[Any, ...]]) -> Sealed:
    return Sealed(
        installation_id=row.installation_id,
        tenant=Tenant(enterprise_id=row.enterprise_id, team_id=row.team_id),
        bot_user_id=row.bot_id,
        secret=row.secret,
        expires_at=row.expires_at,
        version=row.version,
        updated_at=row.updated_at,
    )
