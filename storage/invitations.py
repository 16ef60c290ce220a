"""Invitations: codes that let another room or another address in. Of a code only its hash is kept."""

import hashlib
import secrets
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, func, insert, or_, select, update

from bot.domain.invitations import (
    CODE_BITS,
    LASTS,
    Invitation,
    InvitationKind,
    InvitationState,
    Used,
    code_of,
)
from bot.domain.permissions import Viewer, myself
from storage import audit
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import AuditRow, InvitationRow

_ALL: Final = select(InvitationRow.__table__)
_WRONG: Final = "code_wrong"

# Slow on purpose: who has our tables and tries every code for one of them is busy for centuries.
_SALT: Final = b"bywhen: invitations"
_COST: Final = 2**13
_BLOCK: Final = 8


def hash_of(code: str) -> str:
    """Return what is kept of a code."""
    return hashlib.scrypt(code.encode(), salt=_SALT, n=_COST, r=_BLOCK, p=1, dklen=32).hex()


def make(
    transaction: Transaction, *, viewer: Viewer, kind: InvitationKind, now: datetime
) -> tuple[Invitation, str]:
    """Make an invitation to the viewer's partnership, or for another address of the viewer's own. Returns it with its code."""
    is_room = kind is InvitationKind.ROOM
    if is_room and viewer.partnership_id is None:
        raise PermissionError("a room is invited into a partnership")
    code = code_of(secrets.randbits(CODE_BITS))
    row = {
        "kind": kind,
        "code_hash": hash_of(code),
        "partnership_id": viewer.partnership_id if is_room else None,
        "maker_id": viewer.person_id,
        "made_at": now,
        "expires_at": now + LASTS[kind],
        "state": InvitationState.OPEN,
    }
    made = insert(InvitationRow).values(row).returning(*InvitationRow.__table__.columns)
    return _invitation(transaction.connection.execute(made).one()), code


def behind_code(transaction: Transaction, *, code: str) -> Invitation | None:
    """Return the invitation that a code belongs to, whatever has become of it; None where we have made no such code."""
    row = transaction.connection.execute(_ALL.where(InvitationRow.code_hash == hash_of(code))).one_or_none()
    return None if row is None else _invitation(row)


def get(transaction: Transaction, *, viewer: Viewer, invitation_id: int) -> Invitation:
    """Return one of the viewer's partnership. LookupError where there is none."""
    row = transaction.connection.execute(_here(viewer).where(InvitationRow.id == invitation_id)).one_or_none()
    if row is None:
        raise LookupError(f"no invitation {invitation_id} for {viewer}")
    return _invitation(row)


def outstanding(transaction: Transaction, *, viewer: Viewer, now: datetime) -> tuple[Invitation, ...]:
    """Return those of the viewer's partnership that can still be used, and the rooms that wait, oldest first."""
    is_waiting = InvitationRow.state == InvitationState.WAITING
    is_open = (InvitationRow.state == InvitationState.OPEN) & (InvitationRow.expires_at > now)
    rows = transaction.connection.execute(
        _here(viewer).where(or_(is_waiting, is_open)).order_by(InvitationRow.id)
    )
    return tuple(map(_invitation, rows))


def use(
    transaction: Transaction, *, invitation_id: int, used: Used, state: InvitationState, now: datetime
) -> bool:
    """Use an open invitation once: a room WAITS from now on, an address is CONFIRMED. Returns whether it was open.

    For whoever has typed its code.
    """
    changed = transaction.connection.execute(
        update(InvitationRow)
        .where(
            InvitationRow.id == invitation_id,
            InvitationRow.state == InvitationState.OPEN,
            InvitationRow.expires_at > now,
        )
        .values(
            state=state,
            used_by=used.person_id,
            used_at=now,
            installation_id=used.installation_id,
            room=used.room,
            room_name=used.room_name,
            organisation=used.organisation,
        )
    )
    return changed.rowcount == 1


def decide(
    transaction: Transaction, *, viewer: Viewer, invitation_id: int, state: InvitationState, now: datetime
) -> bool:
    """Let in a room of the viewer's partnership that waits, or don't. Returns whether it did wait."""
    return _settle(transaction, viewer, invitation_id, since=InvitationState.WAITING, state=state, now=now)


def take_back(transaction: Transaction, *, viewer: Viewer, invitation_id: int, now: datetime) -> bool:
    """Let an open code of the viewer's partnership be worth nothing any more. Returns whether it was open."""
    state = InvitationState.REVOKED
    return _settle(transaction, viewer, invitation_id, since=InvitationState.OPEN, state=state, now=now)


def take_back_own(transaction: Transaction, *, viewer: Viewer, now: datetime) -> None:
    """Let the open codes for another address of the viewer's be worth nothing any more."""
    transaction.connection.execute(
        update(InvitationRow)
        .where(
            InvitationRow.maker_id == viewer.person_id,
            InvitationRow.kind == InvitationKind.ADDRESS,
            InvitationRow.state == InvitationState.OPEN,
        )
        .values(state=InvitationState.REVOKED, decided_by=viewer.person_id, decided_at=now)
    )


def waits_from(transaction: Transaction, *, partnership_id: int, installation_id: int) -> Invitation | None:
    """Return the room of an installation that waits to be let in to a partnership. For whoever has typed its code."""
    waiting = _ALL.where(
        InvitationRow.partnership_id == partnership_id,
        InvitationRow.installation_id == installation_id,
        InvitationRow.state == InvitationState.WAITING,
    ).order_by(InvitationRow.id)
    row = transaction.connection.execute(waiting).first()
    return None if row is None else _invitation(row)


def note_wrong(transaction: Transaction, *, address: str, now: datetime) -> None:
    """Note that a code which we have not made was typed at an address."""
    audit.write(transaction, viewer=myself(0), act=_WRONG, subject=address, now=now)


def wrong_since(transaction: Transaction, *, address: str, since: datetime) -> int:
    """Return how many codes which we have not made were typed at an address since an instant (aware, UTC)."""
    found = select(func.count()).where(
        AuditRow.partnership_id.is_(None),
        AuditRow.act == _WRONG,
        AuditRow.subject == address,
        AuditRow.at > since,
    )
    return transaction.connection.execute(found).scalar_one()


def _here(viewer: Viewer) -> Select[Any]:
    return _ALL.where(seen_by(viewer, InvitationRow.partnership_id))


def _settle(
    transaction: Transaction,
    viewer: Viewer,
    invitation_id: int,
    *,
    since: InvitationState,
    state: InvitationState,
    now: datetime,
) -> bool:
    changed = transaction.connection.execute(
        update(InvitationRow)
        .where(
            InvitationRow.id == invitation_id,
            seen_by(viewer, InvitationRow.partnership_id),
            InvitationRow.state == since,
        )
        .values(state=state, decided_by=viewer.person_id, decided_at=now)
    )
    return changed.rowcount == 1


def _invitation(row: Row[Any]) -> Invitation:
    used = Used(
        person_id=row.used_by,
        installation_id=row.installation_id,
        room=row.room,
        room_name=row.room_name,
        organisation=row.organisation,
    )
    return Invitation(
        id=row.id,
        kind=row.kind,
        partnership_id=row.partnership_id,
        maker_id=row.maker_id,
        made_at=row.made_at,
        expires_at=row.expires_at,
        state=row.state,
        used=used if row.used_by is not None else None,
    )
