"""On which day somebody will be asked whether they accept, as whoever has put it in is told."""

from dataclasses import replace
from datetime import datetime

from bot.domain.asking import AskPlan
from bot.domain.commitments import Commitment
from bot.domain.deliveries import DeliveryKind
from bot.services import forecast, owing, readers
from bot.services.ports import Transaction
from bot.services.readers import Reader


def named(transaction: Transaction, *, to: Reader, commitment: Commitment, now: datetime) -> AskPlan:
    """Return when the holder of a new share is asked: the day on which their post will bring it.

    What is owed to them is written by now. It may come later than was planned: their week may be full, or quiet.
    Where that hangs on another partnership of theirs no day is named, for nobody is told of that.
    """
    to = readers.with_post(transaction, to=to, now=now)
    plan = owing.asking_plan(to, due=commitment.due, now=now)
    if plan.on is None or not forecast.is_reached(transaction, to=to):
        return plan
    shares = {share.id for share in commitment.shares}
    on = forecast.goes_on(
        transaction,
        to=to,
        wanted=lambda one: one.owed.kind is DeliveryKind.ASK and one.owed.share_id in shares,
        now=now,
    )
    if on is None:
        return replace(plan, is_certain=False)
    return replace(plan, on=on, late=plan.late or on >= commitment.due)
