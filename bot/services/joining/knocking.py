"""**join**: somebody types a code. A room waits for the runner's word; an address becomes another one of its maker's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.invitations import MOST_WRONG, Invitation, InvitationKind, InvitationState, Used, read_code
from bot.domain.people import Address, AddressKind, Membership
from bot.domain.permissions import ENGINE, Viewer, engine_in
from bot.domain.rooms import Room
from bot.errors import Refused
from bot.messages import joining as wording
from bot.services import identity
from bot.services.identity import Caller
from bot.services.joining import elsewhere, inviting, telling
from bot.services.joining.elsewhere import OnePerson
from bot.services.ports import Transaction, Transactions
from storage import audit, shared_rooms
from storage import installations as stored_installations
from storage import invitations as stored_invitations
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage import rooms as stored_rooms
from storage.database import Joined

_HAVE_ROOMS: Final = frozenset({AddressKind.SLACK, AddressKind.TEAMS})
_FIELD: Final = "code"
_CLOSED: Final = {
    InvitationState.OPEN: "code_expired",
    InvitationState.WAITING: "code_used",
    InvitationState.CONFIRMED: "code_used",
    InvitationState.REFUSED: "code_used",
    InvitationState.REVOKED: "code_taken_back",
}
"""What is said of a code that isn't open any more; one that still says so has done its time."""
_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where a code was typed: the room as its platform calls it, None in private, and the name that people read."""

    room: str | None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """The room has used its code. Whoever typed it learns nothing more before it is let in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """We have made no such code, and `left` more may be tried today."""

    left: int


Found = Waits | OnePerson | Wrong
"""What has come of a code."""


def join(*, database: Transactions, caller: Caller, typed: str, door: Door, now: datetime) -> Found:
    """Use a code. A wrong one counts, and everything else is kept.

    Raises `Refused`: code_ask_runner, code_unreadable, code_used, code_waits, code_expired, code_taken_back,
    code_in_room, code_room_is_in, code_room_taken, code_organisation_in, code_same_address, two_partners.
    """
    with database.write() as transaction:
        address = f"{caller.kind.value}:{caller.installation_id}:{caller.external_id}"
        wrong = stored_invitations.wrong_since(transaction, address=address, since=now - _A_DAY)
        if wrong >= MOST_WRONG:
            raise Refused("code_ask_runner", field=_FIELD)
        code = read_code(typed)
        if code is None:
            raise Refused("code_unreadable", field=_FIELD)
        invitation = stored_invitations.behind_code(transaction, code=code)
        if invitation is None:
            stored_invitations.note_wrong(transaction, address=address, now=now)
            return Wrong(left=MOST_WRONG - wrong - 1)
        _require_open(invitation, caller, door, now)
        if invitation.kind is InvitationKind.ADDRESS:
            return elsewhere.join(transaction, caller=caller, invitation=invitation, now=now)
        _knock(transaction, caller, invitation, door, now)
        return Waits()


def _require_open(invitation: Invitation, caller: Caller, door: Door, now: datetime) -> None:
    if invitation.is_open(now=now):
        return
    if invitation.state is InvitationState.WAITING and _is_there(invitation, caller, door):
        raise Refused("code_waits", field=_FIELD)
    raise Refused(_CLOSED[invitation.state], field=_FIELD)


def _is_there(invitation: Invitation, caller: Caller, door: Door) -> bool:
    used = invitation.used
    return used is not None and (used.installation_id, used.room) == (caller.installation_id, door.room)


def _knock(
    transaction: Transaction, caller: Caller, invitation: Invitation, door: Door, now: datetime
) -> None:
    if invitation.partnership_id is None or door.room is None or caller.kind not in _HAVE_ROOMS:
        raise Refused("code_in_room", field=_FIELD)
    viewer = engine_in(invitation.partnership_id)
    _require_free(transaction, viewer, caller, door.room)
    person = identity.settle_person(database=Joined(transaction), caller=caller, now=now)
    at = stored_installations.get(transaction, viewer=ENGINE, installation_id=caller.installation_id)
    used = Used(
        person_id=person.id,
        installation_id=at.id,
        room=door.room,
        room_name=door.name,
        organisation=at.name,
    )
    state = InvitationState.WAITING
    if not stored_invitations.use(transaction, invitation_id=invitation.id, used=used, state=state, now=now):
        raise Refused("code_used", field=_FIELD)
    subject = f"invitation:{invitation.id}"
    audit.write(transaction, viewer=viewer, act="invitation_used", subject=subject, now=now)
    _ask_runner(transaction, viewer, invitation, used, now)


def _require_free(transaction: Transaction, viewer: Viewer, caller: Caller, room: str) -> None:
    """One room holds one partnership, and one organisation comes in by one room."""
    there = room_at(transaction, installation_id=caller.installation_id, room=room)
    if there is not None:
        is_ours = there.partnership_id == viewer.partnership_id
        raise Refused("code_room_is_in" if is_ours else "code_room_taken", field=_FIELD)
    if has_room_at(transaction, viewer=viewer, installation_id=caller.installation_id):
        raise Refused("code_organisation_in", field=_FIELD)
    if stored_invitations.waits_from(
        transaction, partnership_id=viewer.partnership_id or 0, installation_id=caller.installation_id
    ):
        raise Refused("code_waits", field=_FIELD)


def room_at(transaction: Transaction, *, installation_id: int, room: str) -> Room | None:
    """Return the room of a partnership that a platform calls so; two workspaces may share it, and one of us speaks there."""
    owner = shared_rooms.owner(transaction, viewer=ENGINE, installation_id=installation_id, room=room)
    return stored_rooms.called(
        transaction, viewer=ENGINE, installation_id=owner or installation_id, external_id=room
    )


def has_room_at(transaction: Transaction, *, viewer: Viewer, installation_id: int) -> bool:
    """Say whether the viewer's partnership has a room at an installation in which we can post."""
    rooms = stored_rooms.all_of(transaction, viewer=viewer)
    return any(one.usable and one.installation_id == installation_id for one in rooms)


def _ask_runner(
    transaction: Transaction, viewer: Viewer, invitation: Invitation, used: Used, now: datetime
) -> None:
    """Ask the runner, or whoever made the code where no message reaches the runner; it stands under `invite` as well."""
    reached = _reached(transaction, viewer, invitation.maker_id)
    if reached is None:
        return
    member, address = reached
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    maker = stored_people.get(transaction, viewer=ENGINE, person_id=invitation.maker_id)
    content = wording.knocks(
        partnership_id=partnership.id,
        partnership=partnership.name,
        waiting=inviting.waiting(transaction, invitation_id=invitation.id, used=used),
        maker="" if maker.id == member.person.id else maker.name,
    )
    part = f"knocks:{invitation.id}"
    telling.say(transaction, to=address, content=content, part=part, now=now, membership=member)


def _reached(transaction: Transaction, viewer: Viewer, maker_id: int) -> tuple[Membership, Address] | None:
    runner = stored_members.runner_of(transaction, viewer=viewer)
    maker = stored_members.member(transaction, viewer=viewer, person_id=maker_id)
    for member in (one for one in (runner, maker) if one is not None):
        addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=member.person.id)
        address = next((one for one in addresses if one.carries), None)
        if address is not None:
            return member, address
    return None
