"""Who has left our envelopes unanswered: they get one a week, and the runner is asked to ring (F6)."""

from datetime import datetime

from bot.domain import unanswered as rules
from bot.domain.contacts import TRIED
from bot.domain.deliveries import DeliveryKind
from bot.domain.people import Membership, Person
from bot.domain.permissions import ENGINE, Viewer, myself
from bot.services import ringing
from bot.services.identity import Caller
from bot.services.ports import Transaction, Transactions
from bot.services.readers import RUNNERS, Reader
from storage import contacts as stored_contacts
from storage import manners as stored_manners
from storage import members as stored_members
from storage import reach


def note_sign(*, database: Transactions, caller: Caller, now: datetime) -> None:
    """Note that something has come from the caller, once an hour at most; of a stranger there is nothing to note."""
    person = caller.person
    if person is None or not rules.is_old(person.pressed_at, now=now):
        return
    with database.write() as transaction:
        stored_manners.note_sign(
            transaction,
            viewer=myself(person.id),
            person_id=person.id,
            now=now,
            before=now - rules.SIGN_EVERY,
        )


def is_once_a_week(transaction: Transaction, *, person: Person) -> bool:
    """Say whether somebody has had so many envelopes, with no sign from them and nothing done, that one a week is enough."""
    count = _envelopes_since(transaction, person, person.pressed_at)
    if not rules.is_once_a_week(count):
        return False
    sign = _last_sign(transaction, person)
    return rules.is_once_a_week(_envelopes_since(transaction, person, sign))


def silent(transaction: Transaction, *, reader: Reader) -> tuple[Membership, ...]:
    """Return who leaves our envelopes unanswered and may want a ring: news for the runner after each such envelope.

    Only envelopes about their own partnership count, so that nobody learns who is in another one. Whoever has
    been spoken to since the last one is left out.
    """
    viewer = reader.membership.viewer
    everybody = stored_members.all_of(transaction, viewer=viewer)
    by_id = {one.person.id: one for one in everybody if one.role not in RUNNERS and one.doors_open}
    listed = reach.last_sent(
        transaction, viewer=viewer, kind=DeliveryKind.MORNING, person_id=viewer.person_id
    )
    found: list[Membership] = []
    for person_id, sent in reach.envelopes(transaction, viewer=viewer).items():
        member = by_id.get(person_id)
        is_news = listed is None or sent[-1] > listed
        if member is not None and is_news and _is_silent(transaction, member, sent):
            ring = ringing.way_to(transaction, viewer=viewer, membership=member)
            if ring is None and not _was_rung(transaction, viewer, member, sent[-1]):
                found.append(member)
    return tuple(found)


def _is_silent(transaction: Transaction, member: Membership, sent: tuple[datetime, ...]) -> bool:
    if not rules.is_once_a_week(len(sent)):
        return False
    sign = _last_sign(transaction, member.person)
    return rules.is_once_a_week(sum(sign is None or at > sign for at in sent))


def _was_rung(transaction: Transaction, viewer: Viewer, member: Membership, since: datetime) -> bool:
    """Whether somebody has rung them, or their organisation, since an envelope that went unanswered."""
    called = [one for one in stored_contacts.all_of(transaction, viewer=viewer) if one.kind in TRIED]
    them = [one for one in called if member.person.id == one.person_id]
    their_partner = [one for one in called if one.person_id is None and one.partner_id == member.partner_id]
    return any(one.on >= since.date() for one in (*them, *their_partner))


def _envelopes_since(transaction: Transaction, person: Person, since: datetime | None) -> int:
    return stored_manners.envelopes_since(transaction, viewer=ENGINE, person_id=person.id, since=since)


def _last_sign(transaction: Transaction, person: Person) -> datetime | None:
    acted = stored_manners.last_act(transaction, viewer=ENGINE, person_id=person.id)
    return max((at for at in (acted, person.pressed_at) if at is not None), default=None)
