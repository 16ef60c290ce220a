"""What is said unasked about **May I take it up?**: to who wrote something, and to the runner what they said."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.kept_answers import OrganisationAnswer
from bot.domain.taking_up import Request
from bot.errors import Refused
from bot.messages.bank import worded
from bot.messages.checkins import take_up as wording
from bot.messages.notices import Notice
from bot.services import ringing
from bot.services.checkins import taking_up
from bot.services.concerns import reading as concern_reading
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import members as stored_members
from storage import partners as stored_partners
from storage import reach
from storage import take_ups as stored_take_ups

_FIRST_LOOK: Final = timedelta(days=7)


def write_notice(transaction: Transaction, reader: Reader, delivery: Delivery, _: datetime) -> Notice | None:
    """Ask who wrote it, while they haven't answered and whoever asked still runs it."""
    viewer = reader.membership.viewer
    number = int(delivery.owed.fact.removeprefix(taking_up.FACT))
    try:
        request = stored_take_ups.get(transaction, viewer=viewer, take_up_id=number)
        one = taking_up.written(transaction, viewer=viewer, request=request)
        question = taking_up.asked_in(transaction, viewer=viewer, one=one)
    except Refused:
        return None
    runner = stored_members.runner_of(transaction, viewer=viewer)
    if request.reply is not None or runner is None or runner.person.id != request.asked_by:
        return None
    partners = stored_partners.names(transaction, viewer=viewer)
    words, _why = worded(question, runner=runner.person.first_name)
    return wording.question(
        partnership_id=reader.membership.partnership_id,
        take_up_id=request.id,
        runner=runner.person.first_name,
        words=words,
        partner=partners.get(one.partner_id, "") if isinstance(one, OrganisationAnswer) else "",
        chair=_chair(transaction, reader),
    )


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Tell whoever asked what was said since the last list, or in the week before the first one."""
    viewer = reader.membership.viewer
    last = reach.last_sent(transaction, viewer=viewer, kind=DeliveryKind.MORNING, person_id=viewer.person_id)
    since = last or now - _FIRST_LOOK
    requests = stored_take_ups.asked_by(transaction, viewer=viewer)
    found = (
        _heard(transaction, reader, one) for one in requests if one.replied_at and one.replied_at > since
    )
    return tuple(one for one in found if one is not None)


def _heard(transaction: Transaction, reader: Reader, request: Request) -> Notice | None:
    viewer = reader.membership.viewer
    member = stored_members.member(transaction, viewer=viewer, person_id=request.person_id)
    if member is None or request.reply is None:
        return None
    ring = ringing.way_to(transaction, viewer=viewer, membership=member)
    return wording.heard(name=member.person.name, said=request.reply, number=ring.number if ring else "")


def _chair(transaction: Transaction, reader: Reader) -> str:
    """Who else would know of it by name: the chair, unless they work for a partner."""
    viewer = reader.membership.viewer
    keepers = concern_reading.keepers_of(transaction, viewer=viewer)
    chair_id = keepers.neutral_chair_id
    if chair_id is None or chair_id == reader.person_id:
        return ""
    member = stored_members.member(transaction, viewer=viewer, person_id=chair_id)
    return member.person.first_name if member else ""
