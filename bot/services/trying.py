"""**Try it on me**: any message, as somebody else would get it, shown to the runner. Nothing is written."""

from datetime import datetime
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment, Share, ShareState, due_of
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, MessageKind, Owed
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Viewer
from bot.domain.reminders import after, before
from bot.errors import Refused
from bot.messages.model import Message
from bot.messages.rehearsal import Tried
from bot.services import forecast, guard, letters, readers, tomorrow
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import commitments as stored_commitments
from storage import members as stored_members

_KINDS: Final = {
    Tried.HELLO: (DeliveryKind.HELLO, MessageKind.HELLO),
    Tried.ASK: (DeliveryKind.ASK, MessageKind.ENVELOPE),
    Tried.REMINDER: (DeliveryKind.REMINDER, MessageKind.ENVELOPE),
    Tried.AFTER: (DeliveryKind.AFTER, MessageKind.ENVELOPE),
}


def people(*, database: Transactions, viewer: Viewer) -> tuple[Membership, ...]:
    """Return whose messages can be tried on, by name. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.TRY_IT)
    with database.read() as transaction:
        everybody = stored_members.all_of(transaction, viewer=viewer)
    return tuple(sorted(everybody, key=lambda one: one.person.name.casefold()))


def show(
    *, database: Transactions, viewer: Viewer, person_id: int | None, what: Tried | None, now: datetime
) -> tuple[Membership, tuple[Message, ...]]:
    """Return messages as somebody would get them. Raises `Refused` (not_for_your_role, try_who, try_nothing)."""
    guard.require(viewer=viewer, intent=Intent.TRY_IT)
    with database.read() as transaction:
        member = stored_members.member(transaction, viewer=viewer, person_id=person_id or 0)
        if member is None:
            raise Refused("try_who", field="person")
        found = _messages(transaction, viewer, member, what or Tried.HELLO, now)
    if not found:
        raise Refused("try_nothing", field="what")
    return member, found


def _messages(
    transaction: Transaction, viewer: Viewer, member: Membership, what: Tried, now: datetime
) -> tuple[Message, ...]:
    if what is Tried.NEXT:
        return _next(transaction, viewer, member, now)
    to = readers.of_member(transaction, viewer=viewer, membership=member)
    kind, message = _KINDS[what]
    if what is Tried.HELLO:
        return (_compose(transaction, message, _owed(to, kind, None, now), now),)
    held = stored_commitments.held_by(transaction, viewer=viewer, person_id=member.person.id)
    wanted = ShareState.PROPOSED if what is Tried.ASK else ShareState.ACCEPTED
    for commitment, share in held:
        if share.state is wanted:
            at = _moment(what, to, commitment, share, now)
            return (_compose(transaction, message, _owed(to, kind, share, at), at),)
    return ()


def _next(transaction: Transaction, viewer: Viewer, member: Membership, now: datetime) -> tuple[Message, ...]:
    keep = tomorrow.still(transaction)
    going = forecast.next_of(transaction, viewer=viewer, member=member, now=now, keep=keep)
    if going is None:
        return ()
    return tuple(
        letters.compose(transaction, kind=one.kind, deliveries=one.deliveries, now=going.at)
        for one in going.letters
    )


def _moment(what: Tried, to: Reader, commitment: Commitment, share: Share, now: datetime) -> datetime:
    """The instant at which it would go: that of the first reminder ahead, or of the one after the date."""
    due, importance = due_of(commitment=commitment, share=share), commitment.importance
    today = local_date(now=now, zone=to.calendar.zone)
    if what is Tried.REMINDER:
        steps = before(due=due, importance=importance, calendar=to.calendar, from_day=today)
    else:
        last = after(due=due, importance=importance, calendar=to.calendar)
        steps = () if last is None or what is Tried.ASK else (last,)
    return to.calendar.instant(steps[0].on) if steps else now


def _compose(transaction: Transaction, kind: MessageKind, owed: Owed, at: datetime) -> Message:
    made_up = Delivery(id=0, owed=owed, state=DeliveryState.PENDING, rule=None, message_id=None)
    return letters.compose(transaction, kind=kind, deliveries=[made_up], now=at)


def _owed(to: Reader, kind: DeliveryKind, share: Share | None, at: datetime) -> Owed:
    return Owed(
        kind=kind,
        fact="tried",
        step="tried",
        partnership_id=to.membership.partnership_id,
        due_on=local_date(now=at, zone=to.calendar.zone),
        due_at=at,
        person_id=to.person_id,
        share_id=None if share is None else share.id,
    )
