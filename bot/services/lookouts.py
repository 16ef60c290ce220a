"""Each morning, before anybody is written to, the dates of a partnership are looked at: who hears, and when (F7).

A schedule of each partnership says when it is looked at next, so that nobody else's rows are read.
"""

from datetime import datetime, time, timedelta
from typing import Final

from bot.domain.calendars import first_instant, local_date
from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.escalations import Hearing, What, Who, who_hears
from bot.domain.follow_ups import is_decided, needs_runner
from bot.domain.partnerships import PartnershipState
from bot.domain.permissions import ENGINE, Role, Viewer, engine_in
from bot.services import cases, criticals, escalations, help_out, keepers, last_safe, readers
from bot.services.cases import Followed, fact_of
from bot.services.checkins import planning as checkin_planning
from bot.services.checkins import summary_notices
from bot.services.looking_back import asking as looking_back
from bot.services.ports import Transaction, Transactions
from bot.services.stages import cards as stage_cards
from storage import deliveries as stored_deliveries
from storage import follow_ups as stored_follow_ups
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import schedules
from storage.schedules import Schedule

KIND: Final = "dates"
"""The kind of schedule."""

OWN: Final = "own"
"""How the step begins of what a deputy runner is told about the runner's own actions; the date follows."""

_AT: Final = time(5)
_AT_MOST: Final = 50
_PUSHED_AWAY: Final = timedelta(hours=1)


def begin(transaction: Transaction, *, viewer: Viewer, now: datetime) -> None:
    """Let the viewer's partnership be looked at from now on; again, it is looked at now."""
    schedules.begin(transaction, viewer=viewer, kind=KIND, person_id=viewer.person_id, next_at=now)


def due(*, database: Transactions, now: datetime) -> tuple[Schedule, ...]:
    """Return the partnerships that are to be looked at."""
    with database.read() as transaction:
        return schedules.due(transaction, viewer=ENGINE, kind=KIND, now=now, limit=_AT_MOST)


def look(*, database: Transactions, schedule: Schedule, now: datetime) -> None:
    """Look at one partnership, and again tomorrow. The second time does nothing."""
    with database.write() as transaction:
        if schedules.is_as_it_was(transaction, viewer=ENGINE, schedule=schedule):
            _look(transaction, schedule, now)


def push_away(*, database: Transactions, schedule: Schedule, now: datetime) -> None:
    """Let a partnership wait an hour, because something is wrong with it."""
    with database.write() as transaction:
        _next(transaction, schedule, now + _PUSHED_AWAY)


def _look(transaction: Transaction, schedule: Schedule, now: datetime) -> None:
    viewer = engine_in(schedule.partnership_id)
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    if partnership.state is PartnershipState.OPEN:
        is_deserted = keepers.look(transaction, viewer=viewer, now=now)
        _look_at_dates(transaction, viewer, now, is_deserted=is_deserted)
        checkin_planning.look_ahead(transaction, viewer=viewer, now=now)
        # While nobody looks after it, people get their own lists and nothing else.
        if not is_deserted:
            escalations.ask_partners(transaction, viewer=viewer, now=now)
            criticals.look(transaction, viewer=viewer, now=now)
            stage_cards.look(transaction, viewer=viewer, now=now)
            looking_back.ask_newcomers(transaction, viewer=viewer, now=now)
            summary_notices.look(transaction, viewer=viewer, now=now)
    tomorrow = local_date(now=now, zone=partnership.zone) + timedelta(days=1)
    _next(transaction, schedule, first_instant(on=tomorrow, at=_AT, zone=partnership.zone))


def _look_at_dates(transaction: Transaction, viewer: Viewer, now: datetime, *, is_deserted: bool) -> None:
    for followed in cases.of_partnership(transaction, viewer=viewer, now=now):
        heard = who_hears(followed.case)
        _follow(transaction, viewer, followed, heard, now)
        if not is_deserted:
            _ask_others(transaction, viewer, followed, heard, now)


def _follow(
    transaction: Transaction, viewer: Viewer, followed: Followed, heard: tuple[Hearing, ...], now: datetime
) -> None:
    """Note that whoever runs it is asked from today on."""
    asked = {one.who for one in heard if one.what in (What.ASKED, What.WAIT_OR_GO)}
    if not asked & {Who.RUNNER, Who.DEPUTY_RUNNER}:
        return
    share, zone = followed.share, stored_partnerships.get(transaction, viewer=viewer).zone
    today = local_date(now=now, zone=zone)
    stored_follow_ups.ask(transaction, viewer=viewer, share_id=share.id, due=followed.due, asked_on=today)
    if Who.DEPUTY_RUNNER in asked:
        _tell_deputy(transaction, viewer, followed, now)


def _ask_others(
    transaction: Transaction, viewer: Viewer, followed: Followed, heard: tuple[Hearing, ...], now: datetime
) -> None:
    seen, share = followed.follow_up, followed.share
    who = {one.who for one in heard}
    if seen is not None:
        help_out.give_up(transaction, viewer=viewer, share=share, follow_up=seen, now=now)
        told_first = help_out.can_forewarn(transaction, viewer=viewer, share=share, now=now)
        if Who.HELPER in who and seen.helper_id is None and told_first:
            help_out.begin(transaction, viewer=viewer, followed=followed, seen=seen, now=now)
    if Who.CHAIR in who and (seen is None or not is_decided(seen)):
        last_safe.ask_chair(transaction, viewer=viewer, commitment=followed.commitment, share=share, now=now)


def _tell_deputy(transaction: Transaction, viewer: Viewer, followed: Followed, now: datetime) -> None:
    """The runner's own action is the deputy runner's to follow up, each day on which it does not rest."""
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    today, seen = local_date(now=now, zone=zone), followed.follow_up
    if seen is not None and not needs_runner(
        seen, today=today, calendar=followed.partner.calendar, zone=zone
    ):
        return
    everybody = stored_members.all_of(transaction, viewer=viewer)
    deputy_id = next((one.person.id for one in everybody if one.role is Role.DEPUTY_RUNNER), None)
    to = readers.reader(transaction, viewer=viewer, person_id=deputy_id)
    if to is None:
        return
    owed = Owed(
        kind=DeliveryKind.WAIT_OR_GO,
        fact=fact_of(followed.share, followed.due),
        step=f"{OWN}:{today.isoformat()}",
        partnership_id=to.membership.partnership_id,
        due_on=local_date(now=now, zone=to.calendar.zone),
        due_at=now,
        person_id=to.person_id,
        share_id=followed.share.id,
    )
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def _next(transaction: Transaction, schedule: Schedule, next_at: datetime) -> None:
    schedules.begin(
        transaction,
        viewer=engine_in(schedule.partnership_id),
        kind=KIND,
        person_id=schedule.person_id,
        next_at=next_at,
    )
