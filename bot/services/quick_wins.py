"""Quick wins: gathered into one line on Fridays; the runner is asked to pick one when none is in sight."""

from collections import defaultdict
from datetime import datetime
from typing import Final

from bot.domain.calendars import PartnerCalendar, local_date
from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.milestones import Milestone, MilestoneState, is_week_of_asking, tells_itself_at, wanting_since
from bot.domain.mornings import Rank
from bot.domain.partnerships import PartnershipState
from bot.domain.permissions import ENGINE, engine_in
from bot.messages import quick_wins as wording
from bot.messages.model import Message
from bot.messages.notices import Notice
from bot.services import celebrations, in_force, keepers, milestone_notices, milestones
from bot.services.each import each
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import milestones as stored_milestones
from storage import partnerships as stored_partnerships
from storage import rooms as stored_rooms

_FACT: Final = "quick-wins:"


def gather(*, database: Transactions, now: datetime) -> int:
    """Tell the quick wins whose Friday has come, those of one partnership in one line. Returns how many. For a sweep."""
    with database.read() as transaction:
        found: dict[int, list[Milestone]] = defaultdict(list)
        for one in stored_milestones.reached_quick_wins(transaction, viewer=ENGINE):
            found[one.partnership_id].append(one)
    return each(found.items(), lambda one: _gather(database, *one, now))


def post(transaction: Transaction, delivery: Delivery, _: datetime) -> Message:
    """Word the line of one Friday."""
    viewer = engine_in(delivery.owed.partnership_id)
    ids = {int(one) for one in delivery.owed.fact.removeprefix(_FACT).split(",")}
    everything = stored_milestones.all_of(transaction, viewer=viewer)
    return wording.post([one.title for one in everything if one.id in ids])


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Ask the runner to pick a quick win where none is in sight, at most once in four weeks."""
    viewer = reader.membership.viewer
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    today = local_date(now=now, zone=reader.calendar.zone)
    if partnership.opened_at is None or not is_week_of_asking(
        opened_on=local_date(now=partnership.opened_at, zone=reader.calendar.zone),
        since=milestone_notices.last_list_on(transaction, reader=reader, today=today),
        today=today,
    ):
        return ()
    everything = stored_milestones.all_of(transaction, viewer=viewer)
    weeks = wanting_since(
        going=in_force.stage_of(transaction, viewer=viewer),
        quick_wins=[one for one in everything if one.is_quick_win],
        calendar=reader.calendar.partner,
        zone=partnership.zone,
        today=today,
    )
    if weeks is None:
        return ()
    blocks = wording.none_in_sight(partnership_id=partnership.id, weeks=weeks)
    return (Notice(blocks=blocks, rank=Rank.CAN_WAIT),)


def _gather(database: Transactions, partnership_id: int, found: list[Milestone], now: datetime) -> int:
    viewer = engine_in(partnership_id)
    with database.write() as transaction:
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        has_room = any(room.usable for room in stored_rooms.all_of(transaction, viewer=viewer))
        if partnership.state is not PartnershipState.OPEN or not has_room:
            return 0
        if keepers.is_left_alone(transaction, viewer=viewer, now=now):
            return 0
        calendar = PartnerCalendar(country=partnership.profile.country, region=partnership.profile.region)
        told = [
            one.id
            for one in found
            if (at := tells_itself_at(one, calendar=calendar, zone=partnership.zone)) is not None
            and at <= now
            and milestones.settle(
                transaction,
                viewer=viewer,
                milestone_id=one.id,
                since={MilestoneState.REACHED},
                act="milestone_told",
                now=now,
                state=MilestoneState.CELEBRATED,
                marked_at=now,
            ).changed
        ]
        if told:
            celebrations.owe_in_rooms(
                transaction,
                viewer=viewer,
                kind=DeliveryKind.QUICK_WINS,
                fact=f"{_FACT}{','.join(map(str, told))}",
                now=now,
            )
        return len(told)
