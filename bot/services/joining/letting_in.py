"""**Let them in** or **Not now**: the runner says who a room is that has used its code, and who speaks for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.ids import id_of
from bot.domain.invitations import Invitation, InvitationState, Used, Waiting
from bot.domain.partners import Partner, PartnerKind, Reach, name_key
from bot.domain.partnerships import Partnership, PartnershipState
from bot.domain.people import AddressKind, Person
from bot.domain.permissions import ENGINE, Intent, Role, Viewer
from bot.domain.rooms import Room
from bot.errors import Refused
from bot.messages import joining as wording
from bot.messages.model import Message
from bot.services import guard, welcome
from bot.services.joining import inviting, knocking, telling
from bot.services.lengths import NAME, require_room
from bot.services.people import Installed, find
from bot.services.ports import Transaction, Transactions
from bot.services.seats import Seat
from storage import audit
from storage import installations as stored_installations
from storage import invitations as stored_invitations
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage import rooms as stored_rooms

_REACH: Final = {AddressKind.SLACK: Reach.SLACK, AddressKind.TEAMS: Reach.TEAMS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the form **Let them in** says: a partner by its number or a new one by name, and who is co-ordinator.

    `is_typist`: whoever typed the code; `typed` is somebody else, in words.
    """

    partner: str
    organisation: str
    is_typist: bool
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is asked about a room that waits: the partners that have no room of their own, and which of them it may be."""

    partnership_id: int
    waiting: Waiting
    partners: tuple[tuple[int, str], ...]
    likely: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn:
    """A room that is in: whose it is, who was made what there (None for nobody), and who was co-ordinator before."""

    partnership: Partnership
    partner: Partner
    waiting: Waiting
    person: Person | None
    role: Role | None
    before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Somebody has decided that already."""

    state: InvitationState


def look(*, database: Transactions, viewer: Viewer, invitation_id: int) -> Look | Settled:
    """Return what is asked of the runner. Raises `Refused` (not_for_your_role, code_gone)."""
    guard.require(viewer=viewer, intent=Intent.LET_IN)
    with database.read() as transaction:
        invitation = _get(transaction, viewer, invitation_id)
        if invitation.used is None or invitation.state is not InvitationState.WAITING:
            return Settled(state=invitation.state)
        waiting = inviting.waiting(transaction, invitation_id=invitation.id, used=invitation.used)
        roomless = _roomless(transaction, viewer)
        called = name_key(waiting.organisation)
        return Look(
            partnership_id=viewer.partnership_id or 0,
            waiting=waiting,
            partners=tuple((one.id, one.name) for one in roomless),
            likely=next((one.id for one in roomless if name_key(one.name) == called), None),
        )


def let_in(
    *, database: Transactions, viewer: Viewer, invitation_id: int, answer: Answer, now: datetime
) -> LetIn | Settled:
    """Let a room in, whose it is and who speaks for it. Its welcome is owed, and whoever typed the code is told.

    Raises `Refused` with the field that needs mending, room_joined_elsewhere and room_without_me; nothing has been written then.
    """
    guard.require(viewer=viewer, intent=Intent.LET_IN)
    with database.write() as transaction:
        invitation = _get(transaction, viewer, invitation_id)
        state = InvitationState.CONFIRMED
        used = invitation.used
        if used is None or not stored_invitations.decide(
            transaction, viewer=viewer, invitation_id=invitation_id, state=state, now=now
        ):
            return Settled(state=_get(transaction, viewer, invitation_id).state)
        waiting = inviting.waiting(transaction, invitation_id=invitation_id, used=used)
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        partner = _partner(transaction, viewer, answer, _REACH[waiting.kind], now)
        room = _add_room(transaction, viewer, used, partner)
        installed = Installed(kind=waiting.kind, id=used.installation_id)
        seat = Seat(transaction=transaction, viewer=viewer, partner=partner, installed=installed, now=now)
        before = stored_members.co_ordinator_of(transaction, viewer=viewer, partner_id=partner.id)
        person = _person(seat, answer, used)
        role = _take(seat, person, is_led=before is not None and before.role is Role.CO_ORDINATOR)
        if partnership.state is PartnershipState.OPEN:
            welcome.plan(transaction, viewer=viewer, now=now, room_ids=[room.id])
        _note(transaction, viewer, invitation_id, "room_let_in", now)
        runner = stored_members.runner_of(transaction, viewer=viewer)
        content = wording.you_are_in(
            partnership=partnership,
            runner=runner.person.name if runner else "",
            partner=partner.name,
            role=role if person is not None and person.id == used.person_id else None,
        )
        _tell(transaction, viewer, used, content, now)
        return LetIn(
            partnership=partnership,
            partner=partner,
            waiting=waiting,
            person=person,
            role=role,
            before=before.person.name if before is not None and role is Role.DEPUTY else "",
        )


def not_now(
    *, database: Transactions, viewer: Viewer, invitation_id: int, now: datetime
) -> Waiting | Settled:
    """Don't let a room in. Whoever typed the code hears that it is good for nothing, and nothing else.

    Raises `Refused` (not_for_your_role, code_gone).
    """
    guard.require(viewer=viewer, intent=Intent.LET_IN)
    with database.write() as transaction:
        invitation = _get(transaction, viewer, invitation_id)
        state = InvitationState.REFUSED
        used = invitation.used
        if used is None or not stored_invitations.decide(
            transaction, viewer=viewer, invitation_id=invitation_id, state=state, now=now
        ):
            return Settled(state=_get(transaction, viewer, invitation_id).state)
        _note(transaction, viewer, invitation_id, "room_not_let_in", now)
        _tell(transaction, viewer, used, wording.not_good(), now)
        return inviting.waiting(transaction, invitation_id=invitation_id, used=used)


def _get(transaction: Transaction, viewer: Viewer, invitation_id: int) -> Invitation:
    try:
        return stored_invitations.get(transaction, viewer=viewer, invitation_id=invitation_id)
    except LookupError:
        raise Refused("code_gone") from None


def _roomless(transaction: Transaction, viewer: Viewer) -> tuple[Partner, ...]:
    """The partners that have no room of their own in which we can post."""
    rooms = stored_rooms.all_of(transaction, viewer=viewer)
    roomed = {one.partner_id for one in rooms if one.usable}
    everybody = stored_partners.all_of(transaction, viewer=viewer)
    return tuple(one for one in everybody if one.kind is PartnerKind.PARTNER and one.id not in roomed)


def _partner(
    transaction: Transaction, viewer: Viewer, answer: Answer, reach: Reach, now: datetime
) -> Partner:
    """The partner that was chosen, who is reached there from now on; else a new one of that name."""
    if answer.partner == wording.NEW:
        name = require_room(answer.organisation, field="organisation", most=NAME)
        if not name:
            raise Refused("name_needed", field="organisation")
        added = stored_partners.add(transaction, viewer=viewer, name=name, reach=reach)
        audit.write(transaction, viewer=viewer, act="partner_added", subject=f"partner:{added.id}", now=now)
        return added
    chosen_id = id_of(answer.partner)
    chosen = next((one for one in _roomless(transaction, viewer) if one.id == chosen_id), None)
    if chosen is None:
        raise Refused("partner_not_listed", field="partner")
    stored_partners.reach_by(transaction, viewer=viewer, partner_id=chosen.id, reach=reach)
    return chosen


def _add_room(transaction: Transaction, viewer: Viewer, used: Used, partner: Partner) -> Room:
    at = stored_installations.get(transaction, viewer=ENGINE, installation_id=used.installation_id)
    if at.removed_at is not None:
        raise Refused("room_without_me", organisation=partner.name)
    there = knocking.room_at(transaction, installation_id=used.installation_id, room=used.room or "")
    if there is not None or knocking.has_room_at(
        transaction, viewer=viewer, installation_id=used.installation_id
    ):
        raise Refused("room_joined_elsewhere")
    return stored_rooms.add(
        transaction,
        viewer=viewer,
        installation_id=used.installation_id,
        external_id=used.room or "",
        name=used.room_name,
        partner_id=partner.id,
    )


def _person(seat: Seat, answer: Answer, used: Used) -> Person | None:
    """Who speaks for the organisation: who was typed, else whoever typed the code, if they were chosen."""
    if answer.typed.strip():
        found = find(
            seat.transaction,
            viewer=seat.viewer,
            text=answer.typed,
            field="typed",
            installed=seat.installed,
            makes=True,
            now=seat.now,
        )
        if not stored_people.addresses_of(seat.transaction, viewer=ENGINE, person_id=found.id):
            raise Refused("reach_needed", field="typed")  # Nobody would ever know that they weren't asked.
        return found
    if not answer.is_typist:
        return None
    return stored_people.get(seat.transaction, viewer=ENGINE, person_id=used.person_id)


def _take(seat: Seat, person: Person | None, *, is_led: bool) -> Role | None:
    """A partner that has its co-ordinator keeps them; somebody new is the deputy then."""
    if person is None:
        return None
    seat.join(Role.DEPUTY if is_led else Role.CO_ORDINATOR, person, field="person")
    member = stored_members.member(seat.transaction, viewer=seat.viewer, person_id=person.id)
    return member.role if member else None


def _note(transaction: Transaction, viewer: Viewer, invitation_id: int, act: str, now: datetime) -> None:
    audit.write(transaction, viewer=viewer, act=act, subject=f"invitation:{invitation_id}", now=now)


def _tell(transaction: Transaction, viewer: Viewer, used: Used, content: Message, now: datetime) -> None:
    """Tell whoever typed the code, where they did."""
    addresses = stored_people.addresses_of(transaction, viewer=ENGINE, person_id=used.person_id)
    to = next((one for one in addresses if one.carries and one.installation_id == used.installation_id), None)
    if to is not None:
        member = stored_members.member(transaction, viewer=viewer, person_id=used.person_id)
        part = f"let in:{now.isoformat()}"
        telling.say(transaction, to=to, content=content, part=part, now=now, membership=member)
