"""Thanks that people say in their own words: to whom, how they get there, and what the runner reads out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.ids import id_of
from bot.domain.milestones import Thanks
from bot.domain.mornings import Rank
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Viewer
from bot.domain.slots import Slot, regular
from bot.errors import Refused
from bot.messages import thanks as wording
from bot.messages.notices import Notice
from bot.services import guard, readers, ringing
from bot.services.lengths import require_room
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import audit, reach
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import milestones as stored_milestones
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage import thanks as stored_thanks

LONGEST: Final = 600
_FIRST_LOOK: Final = timedelta(days=7)
_PARTNER: Final = "partner:"
_PERSON: Final = "person:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What becomes of thanks. `to` is whom they are for; `by_runner` who reads them out, "" where they are sent."""

    partnership: str
    to: str
    by_runner: str


def choices(*, database: Transactions, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Return whom the viewer may thank: partners, then people, each by what a form sends back."""
    guard.require(viewer=viewer, intent=Intent.THANK)
    with database.read() as transaction:
        names = stored_partners.names(transaction, viewer=viewer)
        members = stored_members.all_of(transaction, viewer=viewer)
    others = ((id_, name) for id_, name in names.items() if id_ != viewer.partner_id)
    partners = sorted(others, key=lambda one: one[1].casefold())
    people = [
        (f"{_PERSON}{one.person.id}", f"{one.person.name}, {names[one.partner_id]}")
        for one in sorted(members, key=lambda one: one.person.name.casefold())
        if one.partner_id is not None and one.person.id != viewer.person_id
    ]
    return (*((f"{_PARTNER}{partner_id}", name) for partner_id, name in partners), *people)


def say(
    *, database: Transactions, viewer: Viewer, whom: str, words: str, milestone_id: int | None, now: datetime
) -> Passed:
    """Pass somebody's thanks on, in their own words: in the next envelope, or by the runner's voice.

    `whom` is one of `choices`. Raises `Refused` (not_for_your_role, thanks_to_whom, thanks_words_needed,
    too_long, milestone_gone).
    """
    guard.require(viewer=viewer, intent=Intent.THANK)
    with database.write() as transaction:
        partner_id, member = _whom(transaction, viewer, whom)
        said = require_room(words, field="words", most=LONGEST)
        if not said:
            raise Refused("thanks_words_needed", field="words")
        if milestone_id is not None:
            stored_milestones.get(transaction, viewer=viewer, milestone_id=milestone_id)
        is_named = whom.startswith(_PERSON) and member is not None
        thanks_id = stored_thanks.add(
            transaction,
            viewer=viewer,
            milestone_id=milestone_id,
            partner_id=partner_id,
            person_id=member.person.id if member and is_named else None,
            words=said,
            now=now,
        )
        audit.write(transaction, viewer=viewer, act="thanks_said", subject=f"thanks:{thanks_id}", now=now)
        is_sent = _owe(transaction, viewer, thanks_id, member, now)
        return _passed(transaction, viewer, partner_id, member if is_named else None, is_sent=is_sent)


def write_notice(transaction: Transaction, reader: Reader, delivery: Delivery, _: datetime) -> Notice | None:
    """Word thanks for whom they are for."""
    viewer = reader.membership.viewer
    thanks_id = int(delivery.owed.fact.rsplit(":", 1)[-1])
    found = stored_thanks.get(transaction, viewer=viewer, thanks_id=thanks_id)
    sender = stored_people.names(transaction, viewer=viewer).get(found.from_id)
    if sender is None:
        return None
    return Notice(blocks=wording.told(sender=sender, words=found.words), asks=False)


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return what a runner is asked to read out since the last list, or in the week before the first one."""
    viewer = reader.membership.viewer
    last = reach.last_sent(transaction, viewer=viewer, kind=DeliveryKind.MORNING, person_id=viewer.person_id)
    found = stored_thanks.since(transaction, viewer=viewer, at=last or now - _FIRST_LOOK)
    return tuple(notice for one in found if (notice := _to_read_out(transaction, viewer, one)) is not None)


def _to_read_out(transaction: Transaction, viewer: Viewer, said: Thanks) -> Notice | None:
    member = _member_of(transaction, viewer, said.partner_id, said.person_id)
    if _reader_of(transaction, viewer, member) is not None:
        return None
    names = stored_people.names(transaction, viewer=viewer)
    partner = stored_partners.names(transaction, viewer=viewer)[said.partner_id]
    return Notice(
        blocks=wording.to_read_out(
            sender=names.get(said.from_id, partner),
            to=f"{member.person.name} at {partner}" if member else partner,
            words=said.words,
            is_own=said.from_id == viewer.person_id,
        ),
        rank=Rank.CALL,
    )


def _whom(transaction: Transaction, viewer: Viewer, whom: str) -> tuple[int, Membership | None]:
    """Return the partner that is thanked, and who there hears it. Raises `Refused` (thanks_to_whom)."""
    number = id_of(whom.partition(":")[2]) or 0
    if whom.startswith(_PERSON):
        member = stored_members.member(transaction, viewer=viewer, person_id=number)
        if member is not None and member.partner_id is not None:
            return member.partner_id, member
    elif number in stored_partners.names(transaction, viewer=viewer):
        return number, _member_of(transaction, viewer, number, None)
    raise Refused("thanks_to_whom", field="whom")


def _member_of(
    transaction: Transaction, viewer: Viewer, partner_id: int, person_id: int | None
) -> Membership | None:
    if person_id is not None:
        return stored_members.member(transaction, viewer=viewer, person_id=person_id)
    return stored_members.co_ordinator_of(transaction, viewer=viewer, partner_id=partner_id)


def _reader_of(transaction: Transaction, viewer: Viewer, member: Membership | None) -> Reader | None:
    """Return who can be written to; None where the runner reads it out."""
    if member is None or ringing.way_to(transaction, viewer=viewer, membership=member) is not None:
        return None
    addresses = stored_people.addresses_of(transaction, viewer=viewer, person_id=member.person.id)
    if not any(one.carries for one in addresses):
        return None
    return readers.reader(transaction, viewer=viewer, person_id=member.person.id)


def _owe(
    transaction: Transaction, viewer: Viewer, thanks_id: int, member: Membership | None, now: datetime
) -> bool:
    to = _reader_of(transaction, viewer, member)
    slot: Slot | None = None if to is None else regular(calendar=to.calendar, earliest=now)
    if to is None or slot is None:
        return False
    owed = Owed(
        kind=DeliveryKind.THANKS,
        fact=f"thanks:{thanks_id}",
        step="told",
        partnership_id=to.membership.partnership_id,
        due_on=slot.on,
        due_at=slot.at,
        person_id=to.person_id,
    )
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
    return True


def _passed(
    transaction: Transaction, viewer: Viewer, partner_id: int, member: Membership | None, *, is_sent: bool
) -> Passed:
    runner = stored_members.runner_of(transaction, viewer=viewer)
    to = member.person.name if member else stored_partners.names(transaction, viewer=viewer)[partner_id]
    return Passed(
        partnership=stored_partnerships.get(transaction, viewer=viewer).name,
        to=to,
        by_runner="" if is_sent else (runner.person.first_name if runner else ""),
    )
