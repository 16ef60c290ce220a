"""What a message says, made from the facts it carries at the moment it is sent, so that names and dates are current."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.calendars import add_td, local_date
from bot.domain.commitments import Commitment, Share, ShareState, due_of
from bot.domain.deliveries import CANNOT_WAIT, NOTICES, Delivery, DeliveryKind, MessageKind, StoredMessage
from bot.domain.folding import ITEMS, MOST_ITEMS
from bot.domain.items import ItemView
from bot.domain.people import Person
from bot.domain.permissions import engine_in
from bot.domain.quiet import back_on
from bot.domain.reminders import LAST_REMINDER
from bot.messages import envelope, hello, morning, urgent
from bot.messages.envelope import Section
from bot.messages.model import Block, Message
from bot.messages.morning import Part
from bot.messages.notices import Notice
from bot.services import (
    done_notices,
    fair_warnings,
    items,
    morning_parts,
    mornings,
    notices,
    posts,
    readers,
    scheduled_workbooks,
    stuck_help,
    unanswered,
    weeks,
)
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import commitments as stored_commitments
from storage import holding
from storage import members as stored_members
from storage import partnerships as stored_partnerships

HELD_FOR: Final = timedelta(days=7)
"""For how long an action stays out of a message of which the runner holds something."""

AHEAD_TD: Final = 10
"""An envelope also shows the reader's other actions of this many days in term."""


def write(
    transaction: Transaction, *, message: StoredMessage, deliveries: Sequence[Delivery], now: datetime
) -> Message:
    """Return what a message says that carries these deliveries (at least one)."""
    is_hastened = message.part.startswith(CANNOT_WAIT)
    # A call for help says itself that it is one.
    if is_hastened and any(one.owed.kind is not DeliveryKind.STUCK for one in deliveries):
        return _hastened(transaction, deliveries, now)
    return compose(transaction, kind=message.kind, deliveries=deliveries, now=now)


def compose(
    transaction: Transaction, *, kind: MessageKind, deliveries: Sequence[Delivery], now: datetime
) -> Message:
    """Return what a message of a kind says that carries these deliveries (at least one), sent at `now`."""
    return _WRITERS[kind](transaction, deliveries, now)


def _hello(transaction: Transaction, deliveries: Sequence[Delivery], now: datetime) -> Message:  # noqa: ARG001 - all writers are called alike.
    first = deliveries[0].owed
    reader = _reader(transaction, first.partnership_id, first.person_id)
    return hello.message(
        partnership=stored_partnerships.get(transaction, viewer=engine_in(first.partnership_id)),
        reader=reader.membership.person,
        runner=_runner(transaction, first.partnership_id),
    )


def _post(transaction: Transaction, deliveries: Sequence[Delivery], now: datetime) -> Message:
    return posts.write(transaction, delivery=deliveries[0], now=now)


def _urgent(transaction: Transaction, deliveries: Sequence[Delivery], now: datetime) -> Message:
    told = [(_view(transaction, one, now), stuck_help.step_said(transaction, one)) for one in deliveries]
    if deliveries[0].owed.kind is DeliveryKind.STUCK:
        return urgent.stuck(views=[view for view, _ in told])
    names = {view.partnership.name for view, _ in told}
    reader = _reader(transaction, deliveries[0].owed.partnership_id, deliveries[0].owed.person_id)
    return urgent.answers(
        answered=told,
        partnership=names.pop() if len(names) == 1 else "",
        first_name=reader.membership.person.first_name,
    )


def _hastened(transaction: Transaction, deliveries: Sequence[Delivery], now: datetime) -> Message:
    """What somebody has asked to be sent at once: that alone, and nothing else of its reader's."""
    owed = deliveries[0].owed
    section = _section(transaction, owed.partnership_id, deliveries, now)
    reader = _reader(transaction, owed.partnership_id, owed.person_id)
    answers = [one for one in deliveries if one.owed.kind is DeliveryKind.ANSWER]
    return urgent.cannot_wait(
        section=replace(section, also=(), more=0),
        answered=[(_view(transaction, one, now), stuck_help.step_said(transaction, one)) for one in answers],
        first_name=reader.membership.person.first_name,
    )


def _envelope(transaction: Transaction, deliveries: Sequence[Delivery], now: datetime) -> Message:
    sections = [
        _section(transaction, partnership_id, of_one, now)
        for partnership_id, of_one in _by_partnership(deliveries).items()
    ]
    first = _reader(transaction, deliveries[0].owed.partnership_id, deliveries[0].owed.person_id)
    local = now.astimezone(first.calendar.zone)
    return envelope.message(
        sections=sections,
        first_name=first.membership.person.first_name,
        is_morning=local.hour < 12,
        today=local.date(),
        until=_next_envelope(transaction, first, local.date()),
    )


def _next_envelope(transaction: Transaction, reader: Reader, today: date) -> date | None:
    """The reader's next regular day; of next week where they are written to once a week."""
    if unanswered.is_once_a_week(transaction, person=reader.membership.person):
        return reader.calendar.regular_on_or_after(back_on(today))
    return _next_regular(reader, today)


def _morning(transaction: Transaction, deliveries: Sequence[Delivery], now: datetime) -> Message:
    parts = [
        _part(transaction, partnership_id, of_one, now)
        for partnership_id, of_one in _by_partnership(deliveries).items()
    ]
    first = _reader(transaction, deliveries[0].owed.partnership_id, deliveries[0].owed.person_id)
    local = now.astimezone(first.calendar.zone)
    return morning.message(
        parts=parts, first_name=first.membership.person.first_name, is_morning=local.hour < 12
    )


_WRITERS: Final[dict[MessageKind, Callable[[Transaction, Sequence[Delivery], datetime], Message]]] = {
    MessageKind.HELLO: _hello,
    MessageKind.ROOM: _post,
    MessageKind.URGENT: _urgent,
    MessageKind.ENVELOPE: _envelope,
    MessageKind.MORNING: _morning,
    MessageKind.WORKBOOK: scheduled_workbooks.letter,
}

WRITTEN: Final = frozenset(_WRITERS)
"""The kinds that are written when they are sent; the others say what they said when they were queued."""


def _part(
    transaction: Transaction, partnership_id: int, deliveries: Sequence[Delivery], now: datetime
) -> Part:
    reader = _reader(transaction, partnership_id, deliveries[0].owed.person_id)
    is_list = any(one.owed.kind is DeliveryKind.MORNING for one in deliveries)
    # A list comes every day, so it has only what is due of the runner's own.
    own = replace(_section(transaction, partnership_id, deliveries, now), also=(), more=0)
    today = local_date(now=now, zone=reader.calendar.zone)
    bare = Part(partnership_id=partnership_id, partnership=own.partnership, today=today, lines=(), own=own)
    return _listed(transaction, reader, own, now) if is_list else bare


def _listed(transaction: Transaction, reader: Reader, own: Section, now: datetime) -> Part:
    part = morning_parts.of_reader(transaction, reader=reader, own=own, now=now)
    week = weeks.of_reader(transaction, reader=reader, now=now)
    # In a new week all is told again.
    viewer = reader.membership.viewer
    told_at = None if week else mornings.told_at(transaction, viewer=viewer)
    return replace(part, week=week, told_at=told_at)


def _section(
    transaction: Transaction, partnership_id: int, deliveries: Sequence[Delivery], now: datetime
) -> Section:
    reader = _reader(transaction, partnership_id, deliveries[0].owed.person_id)
    views = {one.id: _view(transaction, one, now) for one in deliveries if one.owed.kind in _ABOUT_SHARES}
    shown = {views[one.id].share.id for one in deliveries if one.owed.kind in _SHOWN}
    also, more = _others(transaction, reader, shown, now, told=_of(deliveries, views, DeliveryKind.AGREED))
    partnership = stored_partnerships.get(transaction, viewer=engine_in(partnership_id))
    finished = _of(deliveries, views, DeliveryKind.EFFECT)
    own = tuple(view for view in finished if view.is_readers)
    warned = _of(deliveries, views, DeliveryKind.AFTER)
    until = _next_envelope(transaction, reader, local_date(now=now, zone=reader.calendar.zone))
    return Section(
        partnership_id=partnership_id,
        partnership=partnership.name,
        warned=warned,
        asked_next=fair_warnings.asked_after(transaction, views=warned, until=until, now=now),
        reminded=_of(deliveries, views, DeliveryKind.REMINDER),
        last=frozenset(views[one.id].share.id for one in deliveries if one.owed.step == LAST_REMINDER),
        also=also,
        asked=_of(deliveries, views, DeliveryKind.ASK),
        agreed=_of(deliveries, views, DeliveryKind.AGREED),
        finished=tuple(view for view in finished if not view.is_readers),
        more=more,
        hello=_hello_blocks(transaction, reader, deliveries),
        notices=(
            *done_notices.of_envelope(transaction, reader=reader, views=own),
            *_notices(transaction, reader, deliveries, now),
        ),
    )


def _notices(
    transaction: Transaction, reader: Reader, deliveries: Sequence[Delivery], now: datetime
) -> tuple[Notice, ...]:
    """Return what stands beside the reader's actions, in the order of the kinds."""
    owed = [one for one in deliveries if one.owed.kind in NOTICES]
    owed.sort(key=lambda one: (NOTICES.index(one.owed.kind), one.id))
    found = [notices.write(transaction, reader=reader, delivery=one, now=now) for one in owed]
    return tuple(notice for notice in found if notice is not None)


_ABOUT_SHARES: Final = (*ITEMS, DeliveryKind.EFFECT, DeliveryKind.STUCK)
_SHOWN: Final = (DeliveryKind.AFTER, DeliveryKind.REMINDER, DeliveryKind.ASK, DeliveryKind.AGREED)


def _hello_blocks(
    transaction: Transaction, reader: Reader, deliveries: Sequence[Delivery]
) -> tuple[Block, ...]:
    """A second hello that waited for the envelope stands in it."""
    if not any(one.owed.kind is DeliveryKind.HELLO for one in deliveries):
        return ()
    partnership_id = reader.membership.partnership_id
    return hello.blocks(
        partnership=stored_partnerships.get(transaction, viewer=engine_in(partnership_id)),
        reader=reader.membership.person,
        runner=_runner(transaction, partnership_id),
    )


def _others(
    transaction: Transaction, reader: Reader, shown: set[int], now: datetime, told: Sequence[ItemView]
) -> tuple[tuple[ItemView, ...], int]:
    """Return the reader's other actions of the next days, up to five items in all, and how many more there are.

    In a message that tells of a meeting everything else that is theirs counts as more, whenever it is due. What comes
    on another than a regular day has only what it comes for: the rest stood in the last one, and will in the next.
    """
    viewer = reader.membership.viewer
    today = local_date(now=now, zone=reader.calendar.zone)
    until = add_td(day=today, n=AHEAD_TD, calendar=reader.calendar.partner)
    held = [
        pair
        for pair in stored_commitments.held_by(transaction, viewer=viewer, person_id=viewer.person_id)
        if pair[1].id not in shown
    ]
    if held:
        kept_back = _kept_back(transaction, reader, today)
        held = [pair for pair in held if pair[1].id not in kept_back]
    is_regular = reader.calendar.is_regular(today)
    near = [pair for pair in held if is_regular and _is_coming(pair, today, until)]
    also = near[: max(0, MOST_ITEMS - len(shown))]
    more = len(held if told else near) - len(also)
    return items.views(transaction, viewer=viewer, pairs=also, now=now), more


def _kept_back(transaction: Transaction, reader: Reader, today: date) -> set[int | None]:
    """The actions of which the runner holds something: nothing else brings them up in these days."""
    found = holding.held(transaction, viewer=reader.membership.viewer, since=today - HELD_FOR)
    return {one.owed.share_id for one in found if one.owed.person_id == reader.person_id}


def _is_coming(pair: tuple[Commitment, Share], today: date, until: date) -> bool:
    commitment, share = pair
    due = due_of(commitment=commitment, share=share)
    return share.state is ShareState.ACCEPTED and today - timedelta(days=1) < due <= until


def _of(
    deliveries: Sequence[Delivery], views: dict[int, ItemView], kind: DeliveryKind
) -> tuple[ItemView, ...]:
    found = [views[one.id] for one in deliveries if one.owed.kind is kind]
    return tuple(sorted(found, key=lambda view: (view.due, view.share.id)))


def _view(transaction: Transaction, delivery: Delivery, now: datetime) -> ItemView:
    owed = delivery.owed
    reader = _reader(transaction, owed.partnership_id, owed.person_id)
    return items.view(transaction, viewer=reader.membership.viewer, share_id=owed.share_id or 0, now=now)


def _reader(transaction: Transaction, partnership_id: int, person_id: int | None) -> Reader:
    viewer = engine_in(partnership_id)
    membership = stored_members.member(transaction, viewer=viewer, person_id=person_id or 0)
    if membership is None:
        raise LookupError(f"person {person_id} is in partnership {partnership_id} no more")
    return readers.of_member(transaction, viewer=viewer, membership=membership)


def _runner(transaction: Transaction, partnership_id: int) -> Person | None:
    runner = stored_members.runner_of(transaction, viewer=engine_in(partnership_id))
    return runner.person if runner else None


def _next_regular(reader: Reader, today: date) -> date | None:
    return reader.calendar.regular_on_or_after(today + timedelta(days=1))


def _by_partnership(deliveries: Sequence[Delivery]) -> dict[int, list[Delivery]]:
    found: dict[int, list[Delivery]] = {}
    for one in sorted(deliveries, key=lambda one: one.owed.partnership_id):
        found.setdefault(one.owed.partnership_id, []).append(one)
    return found
