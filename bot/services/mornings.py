"""The runner's mornings: one list each working day, at their hour."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bot.domain import slots
from bot.domain.calendars import local_date
from bot.domain.commitments import EventKind, ShareEvent
from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.items import ItemView
from bot.domain.mornings import (
    DECIDED,
    SAID,
    Line,
    Need,
    Surroundings,
    is_silent,
    more_pressing,
    need_of,
    ranked,
    said_of,
    stands_since,
)
from bot.domain.permissions import ENGINE, Role, Viewer, engine_in
from bot.services import hellos, items, keepers, readers, ringing
from bot.services.ports import Transaction, Transactions
from bot.services.readers import RUNNERS, Reader
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import follow_ups as stored_follow_ups
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import reach, schedules
from storage import shares as stored_shares
from storage.schedules import Schedule

MORNING: Final = "morning"
"""The kind of schedule."""

_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_AT_MOST: Final = 50
_PUSHED_AWAY: Final = timedelta(hours=1)
_FIRST_LOOK: Final = timedelta(days=7)
_ASKED: Final = (EventKind.PROPOSED, EventKind.HANDED_ON)


def begin(transaction: Transaction, *, viewer: Viewer, reader: Reader, now: datetime) -> None:
    """Let somebody who runs the viewer's partnership have their list from the next working day's hour on."""
    if reader.membership.role in RUNNERS:
        _next(transaction, viewer=viewer, reader=reader, earliest=now)


def due(*, database: Transactions, now: datetime) -> tuple[Schedule, ...]:
    """Return the schedules of runners whose hour has come."""
    with database.read() as transaction:
        return schedules.due(transaction, viewer=ENGINE, kind=MORNING, now=now, limit=_AT_MOST)


def write(*, database: Transactions, schedule: Schedule, now: datetime) -> None:
    """Owe a runner the list of this morning, and look again on their next working day. The second time does nothing."""
    with database.write() as transaction:
        if schedules.is_as_it_was(transaction, viewer=ENGINE, schedule=schedule):
            _write(transaction, schedule, now)


def push_away(*, database: Transactions, schedule: Schedule, now: datetime) -> None:
    """Let a runner's morning wait an hour, because something is wrong with it."""
    with database.write() as transaction:
        schedules.begin(
            transaction,
            viewer=engine_in(schedule.partnership_id),
            kind=MORNING,
            person_id=schedule.person_id,
            next_at=now + _PUSHED_AWAY,
        )


def lines(
    transaction: Transaction, *, reader: Reader, done: Sequence[ItemView], now: datetime
) -> tuple[Line, ...]:
    """Return the lines of a runner's list, the most pressing first.

    `done` has what others have finished since the last list.
    """
    viewer = reader.membership.viewer
    since = since_last(transaction, viewer=viewer, now=now)
    spoken = _spoken(transaction, viewer)
    commitments = stored_commitments.still_open(transaction, viewer=viewer, share_ids=spoken.keys())
    pairs = [
        (commitment, share)
        for commitment in commitments
        for share in commitment.shares
        if (share.is_open and share.person_id != viewer.person_id) or share.id in spoken
    ]
    views = items.views(transaction, viewer=viewer, pairs=pairs, now=now)
    found = _lines(transaction, viewer, views, spoken, since)
    return ranked([*found, *(Line(need=Need.DONE, view=view) for view in done)])


def _write(transaction: Transaction, schedule: Schedule, now: datetime) -> None:
    viewer = engine_in(schedule.partnership_id)
    found = {one.person_id: one for one in readers.runners(transaction, viewer=viewer)}
    reader = found.get(schedule.person_id)
    if reader is None:
        schedules.end(transaction, viewer=viewer, kind=MORNING, person_id=schedule.person_id)
        return
    hellos.reach_again(transaction, viewer=viewer)
    if reader.calendar.within_hours(now) and _is_asked(transaction, reader, found, now):
        _owe(transaction, viewer, reader, now)
    tomorrow = local_date(now=now, zone=reader.calendar.zone) + timedelta(days=1)
    _next(transaction, viewer=viewer, reader=reader, earliest=reader.calendar.instant(tomorrow))


def _is_asked(transaction: Transaction, reader: Reader, runners: Mapping[int, Reader], now: datetime) -> bool:
    """Whether this one gets today's list.

    A deputy does only while the runner is away or has pressed nothing for days, or with things of their own.
    """
    if reader.membership.role is Role.RUNNER:
        return True
    runner = next((one for one in runners.values() if one.membership.role is Role.RUNNER), None)
    if runner is None or not runner.calendar.is_working(local_date(now=now, zone=runner.calendar.zone)):
        return True
    if _is_silent(transaction, runner, now):
        return True
    pending = stored_deliveries.pending_of(transaction, viewer=ENGINE, person_id=reader.person_id)
    return any(one.owed.due_at <= now for one in pending)


def _is_silent(transaction: Transaction, runner: Reader, now: datetime) -> bool:
    zone, viewer = runner.calendar.zone, runner.membership.viewer
    pressed_at = keepers.last_sign(transaction, viewer=viewer, person=runner.membership.person)
    opened_at = stored_partnerships.get(transaction, viewer=runner.membership.viewer).opened_at or now
    return is_silent(
        pressed_on=local_date(now=pressed_at, zone=zone) if pressed_at else None,
        since=local_date(now=opened_at, zone=zone),
        today=local_date(now=now, zone=zone),
        calendar=runner.calendar.partner,
    )


def _owe(transaction: Transaction, viewer: Viewer, reader: Reader, now: datetime) -> None:
    today = local_date(now=now, zone=reader.calendar.zone)
    owed = Owed(
        kind=DeliveryKind.MORNING,
        fact=f"morning:{reader.membership.partnership_id}:{today.isoformat()}",
        step="list",
        partnership_id=reader.membership.partnership_id,
        due_on=today,
        due_at=now,
        person_id=reader.person_id,
        last_day=today,
    )
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def _next(transaction: Transaction, *, viewer: Viewer, reader: Reader, earliest: datetime) -> None:
    slot = slots.working(calendar=reader.calendar, earliest=earliest)
    # Somebody without any working day in sight is looked at again tomorrow: their calendar may change.
    next_at = earliest + timedelta(days=1) if slot is None else slot.at
    schedules.begin(transaction, viewer=viewer, kind=MORNING, person_id=reader.person_id, next_at=next_at)


def since_last(transaction: Transaction, *, viewer: Viewer, now: datetime) -> datetime:
    """Return the instant of the reader's last list; before the first one, a week ago."""
    return told_at(transaction, viewer=viewer) or now - _FIRST_LOOK


def told_at(transaction: Transaction, *, viewer: Viewer) -> datetime | None:
    """Return the instant of the reader's last list, None before the first one."""
    return reach.last_sent(transaction, viewer=viewer, kind=DeliveryKind.MORNING, person_id=viewer.person_id)


def _spoken(transaction: Transaction, viewer: Viewer) -> Mapping[int, ShareEvent]:
    """Return by share what somebody else has said last, while nothing has been decided since."""
    found: dict[int, ShareEvent] = {}
    kinds = (*SAID, *DECIDED)
    for event in stored_shares.events_in(transaction, viewer=viewer, kinds=kinds, since=_EVER):
        if event.kind in DECIDED or event.actor_id == viewer.person_id:
            found.pop(event.share_id, None)
        else:
            found[event.share_id] = event
    return found


def _lines(
    transaction: Transaction,
    viewer: Viewer,
    views: Sequence[ItemView],
    spoken: Mapping[int, ShareEvent],
    since: datetime,
) -> list[Line]:
    partners = {one.id: one for one in stored_partners.all_of(transaction, viewer=viewer)}
    unreached = reach.unreached(transaction, viewer=viewer, since=since)
    opened = stored_partnerships.get(transaction, viewer=viewer).opened_at
    history = _history(transaction, viewer, views)
    asked = reach.asked(transaction, viewer=viewer)
    members = {one.person.id: one for one in stored_members.all_of(transaction, viewer=viewer)}
    follow_ups = stored_follow_ups.all_of(transaction, viewer=viewer)
    followed = {(one.share_id, one.due) for one in follow_ups}
    found: list[Line] = []
    for view in views:
        share = view.share
        around = _around(
            view,
            history.get(share.id, ()),
            _asked_at(view, history.get(share.id, ()), asked, opened),
            was_reached=share.id not in unreached,
            is_followed=(share.id, view.due) in followed,
        )
        calendar = partners[share.partner_id].calendar
        stands = need_of(view, around=around, calendar=calendar) if share.is_open else None
        event = spoken.get(share.id)
        # A date that has gone by is told instead.
        is_said = event is not None and view.today <= view.due
        said = said_of(event.kind, state=share.state) if event and is_said else None
        need = more_pressing(stands, said)
        if need is not None:
            words = _words(view, event) if event and need is said else ""
            member = members.get(share.person_id or 0) if need is Need.NOT_REACHED else None
            ring = ringing.way_to(transaction, viewer=viewer, membership=member) if member else None
            new = stands_since(need, view=view, around=around, calendar=calendar)
            found.append(Line(need=need, view=view, words=words, ring=ring, since=new))
    return found


def _words(view: ItemView, event: ShareEvent) -> str:
    """What somebody has said, to a runner who was it then: it does not pass to the next."""
    since = view.partnership.runner_since
    return str(event.details.get("words", "")) if since is None or event.at >= since else ""


def _history(
    transaction: Transaction, viewer: Viewer, views: Sequence[ItemView]
) -> Mapping[int, Sequence[ShareEvent]]:
    """Return by share when it was asked about, and what was said about help."""
    wanted = [view.share.id for view in views]
    kinds = (*_ASKED, EventKind.STUCK, EventKind.RING_PROMISED)
    found: dict[int, list[ShareEvent]] = {}
    for event in stored_shares.events_about(transaction, viewer=viewer, share_ids=wanted, kinds=kinds):
        found.setdefault(event.share_id, []).append(event)
    return found


def _asked_at(
    view: ItemView,
    events: Sequence[ShareEvent],
    asked: Mapping[tuple[int, int], datetime],
    opened: datetime | None,
) -> datetime | None:
    """Return when the holder was really asked; where nobody holds it, since when it waits for somebody."""
    if view.share.person_id is not None:
        return asked.get((view.share.id, view.share.person_id))
    waits = [max(event.at, opened or event.at) for event in events if event.kind in _ASKED]
    return waits[-1] if waits else None


def _around(
    view: ItemView,
    events: Sequence[ShareEvent],
    asked_at: datetime | None,
    *,
    was_reached: bool,
    is_followed: bool,
) -> Surroundings:
    zone = view.partnership.zone
    ring_on: date | None = None
    for event in events:
        if event.kind is EventKind.STUCK:
            ring_on = None
        elif event.kind is EventKind.RING_PROMISED:
            ring_on = date.fromisoformat(str(event.details["on"]))
    return Surroundings(
        asked_on=local_date(now=asked_at, zone=zone) if asked_at else None,
        ring_on=ring_on,
        was_reached=was_reached,
        is_followed=is_followed,
    )
