"""What runner, chair and whoever has no room hear about milestones, in their lists and envelopes."""

from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import slots
from bot.domain.calendars import local_date
from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.milestones import Asking, MilestoneState, asked_between
from bot.domain.mornings import Rank
from bot.errors import Refused
from bot.messages import celebration as celebration_wording
from bot.messages import milestone as wording
from bot.messages import thanks as thanks_wording
from bot.messages.notices import Notice
from bot.messages.words import and_list
from bot.services import celebrations, milestones, ringing
from bot.services.milestones import MilestoneView
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import members as stored_members
from storage import reach

_FIRST_LOOK: Final = timedelta(days=7)


def write_reached(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Tell the chair that a milestone is reached, while nobody has marked it."""
    viewer = reader.membership.viewer
    milestone_id = celebrations.milestone_of(delivery)
    view = milestones.view(transaction, viewer=viewer, milestone_id=milestone_id, now=now)
    return _notice(view, Asking.REACHED) if view.milestone.state is MilestoneState.REACHED else None


def write_news(transaction: Transaction, reader: Reader, delivery: Delivery, _: datetime) -> Notice | None:
    """Tell somebody who has no room what was celebrated."""
    viewer = reader.membership.viewer
    milestone_id = celebrations.milestone_of(delivery)
    try:
        found = celebrations.celebration(transaction, viewer=viewer, milestone_id=milestone_id)
    except Refused:
        return None
    return Notice(blocks=celebration_wording.news(found), asks=False)


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return what is reached and waits to be marked, and what was celebrated and not seen by all."""
    viewer = reader.membership.viewer
    today = local_date(now=now, zone=reader.calendar.zone)
    since = last_list_on(transaction, reader=reader, today=today)
    found: list[Notice] = []
    for view in milestones.views(transaction, viewer=viewer, now=now):
        asking = _asking(view, reader, since, today)
        if asking is not None:
            found.append(_notice(view, asking))
        elif _was_celebrated(view, reader, since, today):
            found += _unseen(transaction, reader, view)
    return tuple(found)


def last_list_on(transaction: Transaction, *, reader: Reader, today: date) -> date:
    """Return the date of the reader's last list; before the first one, that of a week ago."""
    viewer = reader.membership.viewer
    last = reach.last_sent(transaction, viewer=viewer, kind=DeliveryKind.MORNING, person_id=viewer.person_id)
    return today - _FIRST_LOOK if last is None else local_date(now=last, zone=reader.calendar.zone)


def _asking(view: MilestoneView, reader: Reader, since: date, today: date) -> Asking | None:
    reached_at = view.milestone.reached_at
    if reached_at is None:
        return None
    asking = asked_between(
        view.milestone,
        calendar=reader.calendar.partner,
        first_asked_on=slots.first_day(calendar=reader.calendar, earliest=reached_at),
        since=since,
        today=today,
    )
    rests = view.milestone.is_quick_win and view.milestone.put_off_on is None
    return None if rests and asking is not Asking.REACHED else asking


def _was_celebrated(view: MilestoneView, reader: Reader, since: date, today: date) -> bool:
    """Whether it was celebrated after the last list; what is gathered on a Friday speaks for itself."""
    marked_at = view.milestone.marked_at
    if marked_at is None or view.milestone.state is not MilestoneState.CELEBRATED or not view.marked_by:
        return False
    return since < slots.first_day(calendar=reader.calendar, earliest=marked_at) <= today


def _unseen(transaction: Transaction, reader: Reader, view: MilestoneView) -> list[Notice]:
    """Who has a telephone only has not seen it: the picture can be printed and posted to them."""
    viewer = reader.membership.viewer
    everybody = stored_members.all_of(transaction, viewer=viewer)
    rung = [
        one.person.name
        for one in everybody
        if (way := ringing.way_to(transaction, viewer=viewer, membership=one)) is not None and not way.chosen
    ]
    if not rung:
        return []
    title = celebration_wording.sentence(view.milestone.title)
    blocks = thanks_wording.photo_to_post(title=title, who=and_list(rung), is_one=len(rung) == 1)
    buttons = celebration_wording.share_buttons(view.milestone)
    return [Notice(blocks=(*blocks, buttons), rank=Rank.CAN_WAIT, asks=False)]


def _notice(view: MilestoneView, asking: Asking) -> Notice:
    item = wording.item(
        view.milestone,
        done=view.done,
        actions=len(view.actions),
        marked_by=view.marked_by,
        today=view.today,
        asking=asking,
    )
    return Notice(blocks=(item,), rank=Rank.CELEBRATE)
