"""The table of notices: what is owed beside actions, who words it, and whether it is still to be said.

A topic's service gives a `Writer`, which returns None for what should not be said any more; it is then withheld.
For the runner's list a topic gives a `Source`, which looks at how things stand this morning.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.domain.deliveries import Delivery, DeliveryKind
from bot.messages.notices import Notice
from bot.services import (
    asked_calls,
    back_on,
    change_notices,
    comebacks,
    coming_post,
    criticals,
    drop_notices,
    effect_notices,
    escalations,
    follow_ups,
    granted_time,
    hand_over_notices,
    help_out,
    kept,
    leavers,
    milestone_notices,
    partner_calls,
    questions,
    quick_wins,
    rooms,
    scheduled_workbooks,
    stuck_help,
    suggestions,
    thanks,
)
from bot.services.checkins import asking as checkin_asking
from bot.services.checkins import planning as checkin_planning
from bot.services.checkins import siding, summary_notices, take_up_notices
from bot.services.concerns import notices as concern_notices
from bot.services.looking_back import asking as looking_back_asking
from bot.services.looking_back import reading as looking_back_reading
from bot.services.mail import telling as mail_telling
from bot.services.ports import Transaction
from bot.services.readers import Reader
from bot.services.stages import steps as stage_steps
from bot.services.stages import telling as stage_telling

Writer = Callable[[Transaction, Reader, Delivery, datetime], Notice | None]
"""Words one notice for its reader at `now` (aware, UTC)."""

Source = Callable[[Transaction, Reader, datetime], tuple[Notice, ...]]
"""Finds what a runner should know this morning, at `now` (aware, UTC)."""


def _changed(transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime) -> Notice | None:
    """A change by hand is about one share; those of a workbook go together."""
    by_hand = delivery.owed.fact.startswith("share:")
    writer = change_notices.write_notice if by_hand else suggestions.write_notice
    return writer(transaction, reader, delivery, now)


def _help(transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime) -> Notice | None:
    """Help is asked for with what is stuck, or with a date that has gone by."""
    writer = stuck_help.write_request if stuck_help.is_about(delivery) else help_out.write_request
    return writer(transaction, reader, delivery, now)


WRITERS: Final[Mapping[DeliveryKind, Writer]] = {
    DeliveryKind.HELP_OUT: _help,
    DeliveryKind.FOREWARNED: help_out.write_forewarning,
    DeliveryKind.WAIT_OR_GO: questions.write_notice,
    DeliveryKind.CONCERN: concern_notices.write_notice,
    DeliveryKind.TAKE_UP: take_up_notices.write_notice,
    DeliveryKind.UNTOLD: summary_notices.write_to_chair,
    DeliveryKind.SIDE: siding.write_notice,
    DeliveryKind.WHO_HEARS: escalations.write_notice,
    DeliveryKind.HAND_OVER: hand_over_notices.write_notice,
    DeliveryKind.MOVED: effect_notices.write_notice,
    DeliveryKind.CHANGED: _changed,
    DeliveryKind.CHECKIN: checkin_asking.write_notice,
    DeliveryKind.MILESTONE: milestone_notices.write_reached,
    DeliveryKind.LOOK_BACK: looking_back_asking.write_notice,
    DeliveryKind.STAGE: stage_telling.write_notice,
    DeliveryKind.THANKS: thanks.write_notice,
    DeliveryKind.NEWS: milestone_notices.write_news,
    DeliveryKind.KEPT: kept.write_notice,
}

SOURCES: Final[tuple[Source, ...]] = (
    concern_notices.of_morning,
    effect_notices.of_morning,
    asked_calls.of_morning,
    stuck_help.of_morning,
    follow_ups.of_morning,
    granted_time.of_morning,
    drop_notices.of_morning,
    escalations.of_morning,
    criticals.of_morning,
    comebacks.source,
    coming_post.source,
    partner_calls.of_morning,
    milestone_notices.of_morning,
    looking_back_reading.of_morning,
    quick_wins.of_morning,
    stage_telling.of_morning,
    stage_steps.of_morning,
    checkin_planning.of_morning,
    back_on.of_morning,
    thanks.of_morning,
    leavers.of_morning,
    rooms.of_morning,
    summary_notices.of_morning,
    take_up_notices.of_morning,
    scheduled_workbooks.of_morning,
    mail_telling.of_morning,
)


def write(transaction: Transaction, *, reader: Reader, delivery: Delivery, now: datetime) -> Notice | None:
    """Word one notice; None when it should not be said any more."""
    return WRITERS[delivery.owed.kind](transaction, reader, delivery, now)


def of_morning(transaction: Transaction, *, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return what stands in a runner's list beside shares, in no order."""
    return tuple(notice for source in SOURCES for notice in source(transaction, reader, now))
