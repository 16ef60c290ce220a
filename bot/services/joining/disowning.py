"""**That wasn't me**: somebody else has used a code for one's other address, and what came by it goes again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.deliveries import MessageKind
from bot.domain.invitations import Whereabouts
from bot.domain.people import Address, AddressKind, Person
from bot.domain.permissions import ENGINE, engine_in, myself
from bot.errors import Refused
from bot.messages import elsewhere as wording
from bot.services import detours
from bot.services.identity import Caller
from bot.services.joining import elsewhere, telling
from bot.services.ports import Transaction, Transactions
from storage import audit, disowning
from storage import invitations as stored_invitations
from storage import members as stored_members
from storage import messages as stored_messages
from storage import partnerships as stored_partnerships
from storage import people as stored_people

NOT_THEIRS: Final = "somebody else's address"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAway:
    """What is somebody's no more, and whether a runner hears of it."""

    places: tuple[Whereabouts, ...]
    is_told: bool


def not_me(*, database: Transactions, caller: Caller, invitation_id: int, now: datetime) -> TakenAway:
    """Take from the caller what came by this code, and by codes made later, for whoever used it may have made them.

    What is on its way there goes to the caller's own addresses. Raises `Refused` (address_gone, address_newer).
    """
    if caller.person is None:
        raise Refused("address_gone")
    viewer = caller.alone()
    with database.write() as transaction:
        theirs = stored_people.addresses_of(transaction, viewer=viewer, person_id=viewer.person_id)
        came = disowning.came_since(transaction, viewer=viewer, invitation_id=invitation_id)
        taken = [one for one in theirs if one.id in came]
        if not taken:
            raise Refused("address_gone")
        at = (caller.kind, caller.installation_id, caller.external_id)
        if any((one.kind, one.installation_id, one.external_id) == at for one in taken):
            raise Refused("address_newer")
        places = _places(transaction, taken)
        waiting = disowning.take_away(transaction, viewer=viewer, address_ids=[one.id for one in taken])
        _send_elsewhere(transaction, waiting, now)
        stored_invitations.take_back_own(transaction, viewer=viewer, now=now)
        subject = f"invitation:{invitation_id}"
        details = {"addresses": [one.id for one in taken]}
        audit.write(
            transaction, viewer=viewer, act="address_disowned", subject=subject, now=now, details=details
        )
        is_told = _tell_runners(transaction, caller.person, places, subject, now)
        return TakenAway(places=places, is_told=is_told)


def _places(transaction: Transaction, taken: list[Address]) -> tuple[Whereabouts, ...]:
    has_letters = any(one.kind is AddressKind.EMAIL for one in taken)
    unsaid = {AddressKind.TELEPHONE, AddressKind.WEB} if has_letters else {AddressKind.TELEPHONE}
    shown = [one for one in taken if one.kind not in unsaid]
    return tuple(
        Whereabouts(
            address_id=one.id,
            kind=one.kind,
            name=elsewhere.name_of(transaction, one),
            is_here=False,
            is_preferred=False,
        )
        for one in shown
    )


def _send_elsewhere(transaction: Transaction, waiting: tuple[int, ...], now: datetime) -> None:
    for message_id in waiting:
        message = stored_messages.get(transaction, viewer=ENGINE, message_id=message_id)
        if message.kind is MessageKind.EDIT:  # What it would change stays there as it is.
            detours.drop(transaction, message=message, since=message.state, reason=NOT_THEIRS)
        else:
            detours.give_up(transaction, message=message, since=message.state, reason=NOT_THEIRS, now=now)


def _tell_runners(
    transaction: Transaction,
    person: Person,
    places: tuple[Whereabouts, ...],
    subject: str,
    now: datetime,
) -> bool:
    """Tell whoever runs a partnership of theirs, once. Returns whether anybody is told."""
    content = wording.not_theirs(person=person.name, places=places)
    is_told = False
    for membership in stored_partnerships.memberships_of(transaction, viewer=myself(person.id)):
        engine = engine_in(membership.partnership_id)
        runner = stored_members.runner_of(transaction, viewer=engine)
        if runner is None or runner.person.id == person.id:
            continue
        addresses = stored_people.addresses_of(transaction, viewer=engine, person_id=runner.person.id)
        to = next((one for one in addresses if one.carries), None)
        if to is not None:
            part = f"not me:{subject}"
            telling.say(transaction, to=to, content=content, part=part, now=now, membership=runner)
            is_told = True
    return is_told
