"""**Invite an organisation**: a code for its room, and what has become of those made before."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.calendars import local_date
from bot.domain.invitations import (
    Code,
    Invitation,
    InvitationKind,
    Unused,
    Used,
    Waiting,
)
from bot.domain.permissions import ENGINE, Intent, Viewer
from bot.errors import Refused
from bot.services import guard
from bot.services.ports import Transaction, Transactions
from storage import audit
from storage import installations as stored_installations
from storage import invitations as stored_invitations
from storage import partnerships as stored_partnerships
from storage import people as stored_people


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Whom the viewer's partnership has invited: a new code, the other open ones, and the rooms that wait."""

    partnership_id: int
    partnership: str
    new: Code | None
    unused: tuple[Unused, ...]
    waiting: tuple[Waiting, ...]


def invite(*, database: Transactions, viewer: Viewer, another: bool, now: datetime) -> Invited:
    """Make a code where nothing else is outstanding, or where `another` is asked for; and return what is.

    Raises `Refused` (not_for_your_role).
    """
    guard.require(viewer=viewer, intent=Intent.INVITE)
    with database.write() as transaction:
        before = stored_invitations.outstanding(transaction, viewer=viewer, now=now)
        zone = stored_partnerships.get(transaction, viewer=viewer).zone
        new = _make(transaction, viewer, zone, now) if another or not before else None
        return _invited(transaction, viewer, before, new)


def take_back(*, database: Transactions, viewer: Viewer, invitation_id: int, now: datetime) -> Invited:
    """Let an open code be worth nothing any more, and return what is left. Raises `Refused` (code_gone)."""
    guard.require(viewer=viewer, intent=Intent.INVITE)
    with database.write() as transaction:
        if not stored_invitations.take_back(transaction, viewer=viewer, invitation_id=invitation_id, now=now):
            raise Refused("code_gone")
        subject = f"invitation:{invitation_id}"
        audit.write(transaction, viewer=viewer, act="invitation_taken_back", subject=subject, now=now)
        left = stored_invitations.outstanding(transaction, viewer=viewer, now=now)
        return _invited(transaction, viewer, left, None)


def waiting(transaction: Transaction, *, invitation_id: int, used: Used) -> Waiting:
    """Return a room that has used its code, as the runner is told of it."""
    at = stored_installations.get(transaction, viewer=ENGINE, installation_id=used.installation_id)
    return Waiting(
        id=invitation_id,
        room=used.room_name,
        kind=at.kind,
        organisation=used.organisation,
        who=stored_people.get(transaction, viewer=ENGINE, person_id=used.person_id).name,
    )


def _make(transaction: Transaction, viewer: Viewer, zone: ZoneInfo, now: datetime) -> Code:
    made, code = stored_invitations.make(transaction, viewer=viewer, kind=InvitationKind.ROOM, now=now)
    subject = f"invitation:{made.id}"
    audit.write(transaction, viewer=viewer, act="invitation_made", subject=subject, now=now)
    return Code(id=made.id, code=code, until=local_date(now=made.expires_at, zone=zone))


def _invited(
    transaction: Transaction, viewer: Viewer, outstanding: tuple[Invitation, ...], new: Code | None
) -> Invited:
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    return Invited(
        partnership_id=partnership.id,
        partnership=partnership.name,
        new=new,
        unused=tuple(_unused(transaction, one, partnership.zone) for one in outstanding if one.used is None),
        waiting=tuple(
            waiting(transaction, invitation_id=one.id, used=one.used)
            for one in outstanding
            if one.used is not None
        ),
    )


def _unused(transaction: Transaction, invitation: Invitation, zone: ZoneInfo) -> Unused:
    return Unused(
        id=invitation.id,
        maker=stored_people.get(transaction, viewer=ENGINE, person_id=invitation.maker_id).name,
        made_on=local_date(now=invitation.made_at, zone=zone),
        until=local_date(now=invitation.expires_at, zone=zone),
    )
