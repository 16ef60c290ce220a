"""E-mail addresses: whether letters can be sent, the page that goes with each, and what a mail server says of them."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, exists, insert, select, update
from sqlalchemy.orm import aliased

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Role, Viewer
from storage import acquainted
from storage.database import Transaction
from storage.tables import AddressRow, InstallationRow, MembershipRow

_NAME_BYTES: Final = 12
_RUNS: Final = (Role.RUNNER, Role.DEPUTY_RUNNER)
_SENDS: Final = select(InstallationRow.id).where(
    InstallationRow.kind == AddressKind.EMAIL, InstallationRow.removed_at.is_(None)
)
_PAGES: Final = select(InstallationRow.id).where(InstallationRow.kind == AddressKind.WEB)
_GIVE_PAGE: Final = insert(AddressRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An e-mail address of a member at which nobody is reached: `said` is what the mail server said, and since when."""

    person_id: int
    email: str
    said: str
    since: datetime


def sends(transaction: Transaction) -> bool:
    """Say whether this server can send letters. For storage itself."""
    return transaction.connection.execute(_SENDS).first() is not None


def give_page(transaction: Transaction, *, person_id: int) -> None:
    """Give somebody a page to which letters lead, unless they have one. For storage itself.

    Nothing is ever sent there by itself, for a page tells nobody that something stands on it: it is not usable.
    """
    installation_id = transaction.connection.execute(_PAGES).scalar()
    has_one = select(AddressRow.id).where(
        AddressRow.person_id == person_id, AddressRow.kind == AddressKind.WEB
    )
    if installation_id is None or transaction.connection.execute(has_one).first() is not None:
        return
    page = {
        "person_id": person_id,
        "kind": AddressKind.WEB,
        "installation_id": installation_id,
        "external_id": secrets.token_urlsafe(_NAME_BYTES),
        "usable": False,
        "preferred": False,
    }
    transaction.connection.execute(_GIVE_PAGE, page)


def begin(transaction: Transaction, *, viewer: Viewer) -> None:
    """Let every e-mail address be written to with which nothing is wrong, and give everybody who has one a page."""
    _must_be_engine(viewer)
    transaction.connection.execute(
        update(AddressRow)
        .where(AddressRow.kind == AddressKind.EMAIL, AddressRow.trouble == "", AddressRow.usable.is_(False))
        .values(usable=True)
    )
    page = aliased(AddressRow)
    has_page = exists().where(page.person_id == AddressRow.person_id, page.kind == AddressKind.WEB)
    without = select(AddressRow.person_id).where(AddressRow.kind == AddressKind.EMAIL, ~has_page).distinct()
    for person_id in transaction.connection.execute(without).scalars().all():
        give_page(transaction, person_id=person_id)


def end(transaction: Transaction, *, viewer: Viewer, now: datetime) -> None:
    """Keep that this server sends letters no more: nobody is reached at an e-mail address."""
    _must_be_engine(viewer)
    transaction.connection.execute(
        update(InstallationRow)
        .where(InstallationRow.kind == AddressKind.EMAIL, InstallationRow.removed_at.is_(None))
        .values(removed_at=now)
    )
    transaction.connection.execute(
        update(AddressRow)
        .where(AddressRow.kind == AddressKind.EMAIL, AddressRow.usable.is_(True))
        .values(usable=False)
    )


def page_of(transaction: Transaction, *, viewer: Viewer, email: str) -> str | None:
    """Return what our pages call whoever is reached at an e-mail address, None where nobody is."""
    _must_be_engine(viewer)
    whose = select(AddressRow.person_id).where(
        AddressRow.kind == AddressKind.EMAIL, AddressRow.external_id == bindparam("email")
    )
    found = select(AddressRow.external_id).where(
        AddressRow.kind == AddressKind.WEB, AddressRow.person_id == whose.scalar_subquery()
    )
    # Who was two people before may have two pages, which show the same.
    return transaction.connection.execute(found.order_by(AddressRow.id), {"email": email}).scalar()


def refuse(transaction: Transaction, *, viewer: Viewer, email: str, said: str, now: datetime) -> bool:
    """Keep that nobody is reached at an e-mail address. Returns whether that is news."""
    _must_be_engine(viewer)
    changed = transaction.connection.execute(
        update(AddressRow)
        .where(
            AddressRow.kind == AddressKind.EMAIL,
            AddressRow.external_id == email,
            AddressRow.trouble == "",
        )
        .values(usable=False, trouble=said, refused_at=now)
    )
    return changed.rowcount == 1


def put_right(transaction: Transaction, *, viewer: Viewer, person_id: int, email: str) -> None:
    """Let `email` of somebody be written to again, and tell of no other of theirs any more. For who runs it."""
    if viewer.role not in _RUNS:
        raise PermissionError("an address is put right by who runs the partnership")
    acquainted.require(transaction, viewer=viewer, person_id=person_id)
    theirs = update(AddressRow).where(AddressRow.kind == AddressKind.EMAIL, AddressRow.person_id == person_id)
    transaction.connection.execute(theirs.values(refused_at=None))
    transaction.connection.execute(
        theirs.where(AddressRow.external_id == email).values(usable=sends(transaction), trouble="")
    )


def refused(transaction: Transaction, *, viewer: Viewer) -> tuple[Refusal, ...]:
    """Return whose e-mail address in the viewer's partnership reaches nobody, the latest last."""
    found = (
        select(AddressRow.person_id, AddressRow.external_id, AddressRow.trouble, AddressRow.refused_at)
        .join(MembershipRow, MembershipRow.person_id == AddressRow.person_id)
        .where(
            MembershipRow.partnership_id == viewer.partnership_id,
            AddressRow.kind == AddressKind.EMAIL,
            AddressRow.refused_at.is_not(None),
        )
        .order_by(AddressRow.refused_at, AddressRow.id)
    )
    return tuple(
        Refusal(person_id=row.person_id, email=row.external_id, said=row.trouble, since=row.refused_at)
        for row in transaction.connection.execute(found)
    )


def _must_be_engine(viewer: Viewer) -> None:
    if viewer is not ENGINE:
        raise PermissionError("only a mail server says whether somebody is reached")
