"""What is said unasked about concerns, and whether it is still to be said."""

from datetime import date, datetime
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.concerns import Concern, ConcernState, Step, could_pass_to, day_of
from bot.domain.deliveries import Delivery
from bot.domain.people import Membership
from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from bot.messages.concerns import notices as wording
from bot.messages.concerns import replies
from bot.messages.model import Block
from bot.messages.notices import Notice
from bot.services.concerns import reading, telling
from bot.services.concerns.telling import Told
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import concerns as stored_concerns
from storage import partnerships as stored_partnerships

_WITH_ANSWER: Final = (ConcernState.ANSWERED, ConcernState.ASKED)


def write_notice(
    transaction: Transaction,
    reader: Reader,
    delivery: Delivery,
    now: datetime,  # noqa: ARG001 - all are alike.
) -> Notice | None:
    """Word one notice; None once things have moved on, or where the reader may read it no more.

    Its days have the version that they began with: as long as that stands, so does what is to be said of them.
    """
    said = telling.read(delivery.owed)
    try:
        concern = reading.readable(transaction, viewer=reader.membership.viewer, concern_id=said.concern_id)
    except Refused:
        return None
    if said.step == telling.INHERITED:
        return _pass_on(transaction, reader, concern, said)
    if said.step == telling.KNOWN:
        return _to_know(transaction, reader, concern)
    states = _WITH_ANSWER if said.step == telling.ANSWERED else (ConcernState.OPEN,)
    if concern.begun != said.of or concern.state not in states:
        return None
    if reader.person_id == concern.raiser_id:
        return _to_raiser(transaction, reader, concern, said)
    return _to_hearer(transaction, reader, concern, said)


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return what waits for an answer of the runner's; whoever else hears one is written to."""
    if reader.membership.role is not Role.RUNNER:
        return ()
    viewer = reader.membership.viewer
    today = local_date(now=now, zone=reader.calendar.zone)
    return tuple(
        wording.to_answer(
            reading.seen(transaction, viewer=viewer, concern=one),
            step=Step.OWNER_REMINDED
            if today >= day_of(one, step=Step.OWNER_REMINDED, calendar=reader.calendar.partner)
            else None,
        )
        for one in _to_answer(transaction, viewer)
    )


def of_home(
    transaction: Transaction, membership: Membership, *, is_listed: bool, now: datetime
) -> tuple[Block, ...]:
    """Return what somebody raised, what waits for an answer of theirs, and what they have answered and isn't sorted yet.

    `is_listed`: what waits for an answer stands in their list. What could not be written to them is found here all the same.
    """
    viewer = membership.viewer
    today = local_date(now=now, zone=stored_partnerships.get(transaction, viewer=viewer).zone)
    kept = stored_concerns.kept_by(transaction, viewer=viewer, person_id=viewer.person_id)
    heard = [] if is_listed else [one for one in kept if one.state is ConcernState.OPEN]
    told = [one for one in kept if one.state is not ConcernState.OPEN]
    own = stored_concerns.raised_by(transaction, viewer=viewer, person_id=viewer.person_id)
    asked = [
        wording.to_answer(reading.seen(transaction, viewer=viewer, concern=one), step=None) for one in heard
    ]
    blocks = [block for notice in asked for block in notice.blocks]
    waiting = [replies.waiting(reading.seen(transaction, viewer=viewer, concern=one)) for one in told]
    return (*blocks, *waiting, *(_own(transaction, viewer, one, today) for one in own))


def _own(transaction: Transaction, viewer: Viewer, concern: Concern, today: date) -> Block:
    """How it stands; from the sixth day on with **Somebody else**."""
    seen = reading.seen(transaction, viewer=viewer, concern=concern)
    if concern.state is ConcernState.OPEN and today > seen.by:
        return wording.not_yet(seen).blocks[0]
    return replies.standing(seen)


def _to_answer(transaction: Transaction, viewer: Viewer) -> list[Concern]:
    found = stored_concerns.kept_by(transaction, viewer=viewer, person_id=viewer.person_id)
    return [one for one in found if one.state is ConcernState.OPEN]


def _to_raiser(transaction: Transaction, reader: Reader, concern: Concern, said: Told) -> Notice:
    seen = reading.seen(transaction, viewer=reader.membership.viewer, concern=concern)
    return wording.answered(seen) if said.step == telling.ANSWERED else wording.not_yet(seen)


def _to_hearer(transaction: Transaction, reader: Reader, concern: Concern, said: Told) -> Notice | None:
    """A concern whose owner has become runner meanwhile stands in their list."""
    if reader.membership.role is Role.RUNNER or concern.owner_id != reader.person_id:
        return None
    seen = reading.seen(transaction, viewer=reader.membership.viewer, concern=concern)
    return wording.to_answer(seen, step=Step.OWNER_REMINDED if said.step == telling.REMINDED else None)


def _to_know(transaction: Transaction, reader: Reader, concern: Concern) -> Notice | None:
    """What waits for an answer of theirs by now is said in another way."""
    is_theirs = concern.state is ConcernState.OPEN and concern.owner_id == reader.person_id
    if concern.state is ConcernState.SORTED or is_theirs:
        return None
    return wording.to_know(reading.seen(transaction, viewer=reader.membership.viewer, concern=concern))


def _pass_on(transaction: Transaction, reader: Reader, concern: Concern, said: Told) -> Notice | None:
    """It is asked while such things are theirs to hear, and the concern isn't settled."""
    viewer = reader.membership.viewer
    keepers = reading.keepers_of(transaction, viewer=viewer)
    if concern.state is ConcernState.SORTED or said.of not in could_pass_to(concern, keepers=keepers):
        return None
    to = reading.next_of(transaction, viewer=viewer, concern=concern, person_id=said.of)
    seen = reading.seen(transaction, viewer=viewer, concern=concern)
    return wording.pass_on(seen, to=to)
