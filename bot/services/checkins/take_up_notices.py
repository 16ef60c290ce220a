"""What is said unasked about **May I take it up?**: to who wrote something, and to the runner what they said."""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.taking_up import Request, becomes_concern, meaning
from bot.errors import Refused
from bot.messages.checkins import take_up as wording
from bot.messages.notices import Notice
from bot.services import ringing
from bot.services.checkins import taking_up
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import members as stored_members
from storage import reach
from storage import take_ups as stored_take_ups

_FIRST_LOOK: Final = timedelta(days=7)


def write_notice(transaction: Transaction, reader: Reader, delivery: Delivery, _: datetime) -> Notice | None:
    """Ask who wrote it, while they haven't answered and whoever asked still runs it."""
    viewer = reader.membership.viewer
    number = int(delivery.owed.fact.removeprefix(taking_up.FACT))
    try:
        request = stored_take_ups.get(transaction, viewer=viewer, take_up_id=number)
        runner = stored_members.runner_of(transaction, viewer=viewer)
        if request.reply is not None or runner is None or runner.person.id != request.asked_by:
            return None
        first_name = runner.person.first_name
        return taking_up.asking(transaction, viewer=viewer, request=request, runner=first_name)
    except Refused:
        return None


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Tell whoever asked what was said or taken back since the last list, or in the week before the first one."""
    viewer = reader.membership.viewer
    last = reach.last_sent(transaction, viewer=viewer, kind=DeliveryKind.MORNING, person_id=viewer.person_id)
    since = last or now - _FIRST_LOOK
    requests = stored_take_ups.asked_by(transaction, viewer=viewer)
    found = (_heard(transaction, reader, one) for one in requests if _has_news(one, since=since))
    return tuple(one for one in found if one is not None)


def _has_news(request: Request, *, since: datetime) -> bool:
    return any(at is not None and at > since for at in (request.replied_at, request.taken_back_at))


def _heard(transaction: Transaction, reader: Reader, request: Request) -> Notice | None:
    viewer = reader.membership.viewer
    member = stored_members.member(transaction, viewer=viewer, person_id=request.person_id)
    if member is None:
        return None
    said = meaning(request)
    if request.taken_back_at is not None and becomes_concern(said) is None:
        return wording.taken_back(name=member.person.name)
    ring = ringing.way_to(transaction, viewer=viewer, membership=member)
    return wording.heard(name=member.person.name, said=said, number=ring.number if ring else "")
