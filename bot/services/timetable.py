"""The timetable as one person asks for it, and everything that is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment, Share, has_passed
from bot.domain.findable import may_open_any
from bot.domain.items import ItemView
from bot.domain.milestones import Milestone
from bot.domain.partnerships import Partnership
from bot.domain.permissions import Intent, Role, Viewer
from bot.domain.timetable_rows import DONE, rows_of
from bot.domain.timetables import TimetableRow, by_date
from bot.services import guard, items, milestones
from bot.services.ports import Transactions
from storage import commitments as stored_commitments
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage.database import Transaction

COMING_UP: Final = timedelta(weeks=8)
ROWS_AT_MOST: Final = 40
ITEMS_AT_MOST: Final = 12
WAITING_AT_MOST: Final = 8
"""A message holds fifty blocks; the rest is counted."""

_RUNS: Final = frozenset({Role.RUNNER, Role.DEPUTY_RUNNER})


class Shown(Enum):
    """What of the timetable somebody asks for."""

    MINE = "mine"
    ORGANISATION = "organisation"
    COMING_UP = "coming"
    EVERYTHING = "everything"
    DATE_PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableView:
    """Part of a timetable: rows that everybody may read, or items with buttons. `more` were left out.

    `next_milestone` is what all is working towards, given with what is coming up. `may_open` says whether the
    viewer acts for anything in it.
    """

    partnership: Partnership
    shown: Shown
    today: date
    rows: tuple[TimetableRow, ...] = ()
    items: tuple[ItemView, ...] = ()
    more: int = 0
    next_milestone: Milestone | None = None
    may_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """What is one person's in one partnership, and what they wait for. `more` items were left out."""

    partnership: Partnership
    today: date
    items: tuple[ItemView, ...]
    waiting: tuple[TimetableRow, ...]
    more: int


def show(*, database: Transactions, viewer: Viewer, shown: Shown, now: datetime) -> TimetableView:
    """Return the part of the timetable that is asked for. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.TIMETABLE)
    with database.read() as transaction:
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        view = TimetableView(
            partnership=partnership,
            shown=shown,
            today=local_date(now=now, zone=partnership.zone),
            may_open=may_open_any(viewer),
        )
        match shown:
            case Shown.MINE:
                return _with_items(transaction, viewer, view, _held(transaction, viewer), now)
            case Shown.DATE_PASSED:
                pairs = _passed(transaction, viewer, view.today)
                return _with_items(transaction, viewer, view, pairs, now)
            case Shown.COMING_UP:
                following = milestones.next_one(transaction, viewer=viewer, today=view.today)
                coming = replace(view, next_milestone=following)
                return _with_rows(coming, _rows_shown(transaction, viewer, view))
            case _:
                return _with_rows(view, _rows_shown(transaction, viewer, view))


def mine(*, database: Transactions, viewers: Sequence[Viewer], now: datetime) -> tuple[Mine, ...]:
    """Return what is somebody's in each of their partnerships."""
    with database.read() as transaction:
        return tuple(_mine(transaction, viewer, now) for viewer in viewers)


def rows(
    transaction: Transaction, *, viewer: Viewer, commitments: Sequence[Commitment], today: date
) -> tuple[TimetableRow, ...]:
    """Return commitments as everybody may read them, soonest first."""
    partners = stored_partners.names(transaction, viewer=viewer)
    people = stored_people.names(transaction, viewer=viewer)
    return by_date(
        tuple(
            row
            for commitment in commitments
            for row in rows_of(commitment, partners=partners, people=people, today=today)
        )
    )


def _mine(transaction: Transaction, viewer: Viewer, now: datetime) -> Mine:
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    today = local_date(now=now, zone=partnership.zone)
    held = _held(transaction, viewer)
    waited_for = [_of_others(commitment, share) for commitment, share in held]
    waiting = rows(transaction, viewer=viewer, commitments=waited_for, today=today)
    return Mine(
        partnership=partnership,
        today=today,
        items=items.views(transaction, viewer=viewer, pairs=held[:ITEMS_AT_MOST], now=now),
        waiting=waiting[:WAITING_AT_MOST],
        more=max(0, len(held) - ITEMS_AT_MOST),
    )


def _of_others(commitment: Commitment, own: Share) -> Commitment:
    """What the others still have open in an action; of all partners' nobody waits for one another."""
    others = [share for share in commitment.shares if share.id != own.id and share.is_open]
    return replace(commitment, shares=() if commitment.all_partners else tuple(others))


def _held(transaction: Transaction, viewer: Viewer) -> tuple[tuple[Commitment, Share], ...]:
    return stored_commitments.held_by(transaction, viewer=viewer, person_id=viewer.person_id)


def _passed(transaction: Transaction, viewer: Viewer, today: date) -> tuple[tuple[Commitment, Share], ...]:
    """What was for a day before today: everybody's for the runner, else one's own."""
    if viewer.role in _RUNS:
        until = today - timedelta(days=1)
        pairs = [
            (commitment, share)
            for commitment in stored_commitments.all_of(transaction, viewer=viewer, until=until)
            for share in commitment.shares
        ]
    else:
        pairs = list(_held(transaction, viewer))
    return tuple(
        (commitment, share)
        for commitment, share in pairs
        if has_passed(commitment=commitment, share=share, today=today)
    )


def _rows_shown(transaction: Transaction, viewer: Viewer, view: TimetableView) -> tuple[TimetableRow, ...]:
    match view.shown:
        case Shown.COMING_UP:
            last = view.today + COMING_UP
            found = stored_commitments.all_of(transaction, viewer=viewer, since=view.today, until=last)
            shown = rows(transaction, viewer=viewer, commitments=found, today=view.today)
            return tuple(row for row in shown if view.today <= row.by <= last and row.state != DONE)
        case Shown.ORGANISATION:
            found = tuple(
                commitment
                for commitment in stored_commitments.all_of(transaction, viewer=viewer)
                if any(share.partner_id == viewer.partner_id for share in commitment.shares)
            )
            shown = rows(transaction, viewer=viewer, commitments=found, today=view.today)
            return tuple(row for row in shown if row.state != DONE)
        case _:
            found = stored_commitments.all_of(transaction, viewer=viewer)
            return rows(transaction, viewer=viewer, commitments=found, today=view.today)


def _with_rows(view: TimetableView, found: Sequence[TimetableRow]) -> TimetableView:
    return replace(view, rows=tuple(found[:ROWS_AT_MOST]), more=max(0, len(found) - ROWS_AT_MOST))


def _with_items(
    transaction: Transaction,
    viewer: Viewer,
    view: TimetableView,
    pairs: Sequence[tuple[Commitment, Share]],
    now: datetime,
) -> TimetableView:
    return replace(
        view,
        items=items.views(transaction, viewer=viewer, pairs=pairs[:ITEMS_AT_MOST], now=now),
        more=max(0, len(pairs) - ITEMS_AT_MOST),
    )
