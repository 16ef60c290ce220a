"""Milestones: put in, changed, filled with actions, and reached when those are done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.commitments import TITLE_LENGTH, Commitment, is_done
from bot.domain.milestones import Milestone, MilestoneState, counted, is_reached
from bot.domain.partnerships import Partnership
from bot.domain.permissions import ENGINE, Intent, Viewer, engine_in
from bot.errors import Refused
from bot.services import guard, milestone_days, reached_milestones
from bot.services.each import each
from bot.services.lengths import TEXT, require_room
from bot.services.ports import Transaction, Transactions
from storage import audit
from storage import commitments as stored_commitments
from storage import milestones as stored_milestones
from storage import partnerships as stored_partnerships
from storage import people as stored_people

OPEN: Final = frozenset({MilestoneState.PLANNED, MilestoneState.REACHED})
"""States in which a milestone may be changed and filled; what is marked stays as it was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMilestone:
    """What the form **Milestone** holds, as typed. `confirmed` holds the keys of questions answered with yes."""

    title: str
    by_when: str
    is_quick_win: bool = False
    makes_possible: str = ""
    what_next: str = ""
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneView:
    """A milestone as it stands: the actions that count for it, and who has marked it ("" for nobody).

    `others` are the open actions that belong to no milestone. `today` is the date of the partnership's calendar.
    """

    milestone: Milestone
    partnership: Partnership
    actions: tuple[Commitment, ...]
    others: tuple[Commitment, ...]
    marked_by: str
    today: date

    @property
    def done(self) -> int:
        return sum(map(is_done, self.actions))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a milestone stands after a press. `changed` is False where somebody was quicker."""

    view: MilestoneView
    changed: bool


def show(
    *, database: Transactions, viewer: Viewer, now: datetime
) -> tuple[Partnership, tuple[MilestoneView, ...]]:
    """Return every milestone, soonest first. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.MILESTONE)
    with database.read() as transaction:
        return stored_partnerships.get(transaction, viewer=viewer), views(transaction, viewer=viewer, now=now)


def look(*, database: Transactions, viewer: Viewer, milestone_id: int, now: datetime) -> MilestoneView:
    """Return one milestone as it stands. Raises `Refused` (not_for_your_role, milestone_gone)."""
    guard.require(viewer=viewer, intent=Intent.MILESTONE)
    with database.read() as transaction:
        return view(transaction, viewer=viewer, milestone_id=milestone_id, now=now)


def choices(transaction: Transaction, *, viewer: Viewer) -> tuple[Milestone, ...]:
    """Return the milestones that an action may belong to, soonest first."""
    return tuple(one for one in stored_milestones.all_of(transaction, viewer=viewer) if one.state in OPEN)


def offered(transaction: Transaction, *, viewer: Viewer, kept: int | None) -> tuple[Milestone, ...]:
    """Return what an action may belong to, with the one that it belongs to already, however that stands."""
    return tuple(
        one
        for one in stored_milestones.all_of(transaction, viewer=viewer)
        if one.state in OPEN or one.id == kept
    )


def next_one(transaction: Transaction, *, viewer: Viewer, today: date) -> Milestone | None:
    """Return the next milestone that lies ahead, None where there is none."""
    planned = (
        one
        for one in stored_milestones.all_of(transaction, viewer=viewer)
        if one.state is MilestoneState.PLANNED and one.due >= today
    )
    return next(planned, None)


def add(*, database: Transactions, viewer: Viewer, form: NewMilestone, now: datetime) -> MilestoneView:
    """Put a milestone in.

    Raises `Refused` (not_for_your_role, milestone_title_needed, too_long, and those of dates and of closed days).
    """
    guard.require(viewer=viewer, intent=Intent.MILESTONE)
    with database.write() as transaction:
        columns = _read(transaction, viewer, form, now)
        made = stored_milestones.add(transaction, viewer=viewer, now=now, **columns)  # type: ignore[arg-type]  # Columns by name.
        _note(transaction, viewer, "milestone_added", made.id, now)
        return view(transaction, viewer=viewer, milestone_id=made.id, now=now)


def change(
    *,
    database: Transactions,
    viewer: Viewer,
    milestone_id: int,
    version: int,
    form: NewMilestone,
    now: datetime,
) -> Outcome:
    """Change what a milestone says, while nobody has marked it and it is as it was seen.

    Raises as `add`, and `Refused` (milestone_gone).
    """
    guard.require(viewer=viewer, intent=Intent.MILESTONE)
    with database.write() as transaction:
        standing = stored_milestones.get(transaction, viewer=viewer, milestone_id=milestone_id)
        columns = _read(transaction, viewer, form, now, kept=standing.due)
        return settle(
            transaction,
            viewer=viewer,
            milestone_id=milestone_id,
            since=OPEN,
            act="milestone_changed",
            now=now,
            version=version,
            **columns,
        )


def choose(
    *,
    database: Transactions,
    viewer: Viewer,
    milestone_id: int,
    version: int,
    commitment_ids: Collection[int],
    now: datetime,
) -> Outcome:
    """Let these actions, and no others, belong to a milestone that nobody has marked and that is as it was seen.

    With something still to do it is planned again. Raises `Refused` (not_for_your_role, milestone_gone).
    """
    guard.require(viewer=viewer, intent=Intent.MILESTONE)
    with database.write() as transaction:
        before = view(transaction, viewer=viewer, milestone_id=milestone_id, now=now)
        if not stored_milestones.change(
            transaction, viewer=viewer, milestone_id=milestone_id, since=OPEN, version=version
        ):
            return Outcome(view=before, changed=False)
        offered = {one.id for one in (*before.actions, *before.others)}
        wanted = offered & set(commitment_ids)
        gone = [one.id for one in before.actions if one.id not in wanted]
        stored_milestones.put_in(transaction, viewer=viewer, milestone_id=None, commitment_ids=gone)
        stored_milestones.put_in(
            transaction, viewer=viewer, milestone_id=milestone_id, commitment_ids=sorted(wanted)
        )
        _take_back(transaction, viewer, milestone_id, now)
        _note(transaction, viewer, "milestone_filled", milestone_id, now)
        return Outcome(
            view=view(transaction, viewer=viewer, milestone_id=milestone_id, now=now), changed=True
        )


def join(
    transaction: Transaction, *, viewer: Viewer, milestone_id: int | None, commitment_id: int, now: datetime
) -> None:
    """Let one action belong to a milestone, or to none.

    Raises `Refused` (milestone_gone) where it is marked already, or not there.
    """
    if milestone_id is not None and milestone_id not in {
        one.id for one in choices(transaction, viewer=viewer)
    }:
        raise Refused("milestone_gone", field="milestone")
    stored_milestones.put_in(
        transaction, viewer=viewer, milestone_id=milestone_id, commitment_ids=[commitment_id]
    )
    take_back(transaction, viewer=viewer, milestone_id=milestone_id, now=now)


def take_back(transaction: Transaction, *, viewer: Viewer, milestone_id: int | None, now: datetime) -> None:
    """What was reached, and not marked yet, is planned again once something of it is open again."""
    if milestone_id is not None:
        _take_back(transaction, viewer, milestone_id, now)


def reach_by_hand(*, database: Transactions, viewer: Viewer, milestone_id: int, now: datetime) -> Outcome:
    """**Mark it reached**: whatever its actions say. Raises `Refused` (not_for_your_role, milestone_gone)."""
    guard.require(viewer=viewer, intent=Intent.MILESTONE)
    with database.write() as transaction:
        return settle(
            transaction,
            viewer=viewer,
            milestone_id=milestone_id,
            since={MilestoneState.PLANNED},
            act="milestone_reached",
            now=now,
            state=MilestoneState.REACHED,
            reached_at=now,
        )


def reach(*, database: Transactions, now: datetime) -> int:
    """Find what has been reached ten minutes ago or more, and tell the chair. Returns how many. For a sweep."""
    with database.read() as transaction:
        found = stored_milestones.perhaps_reached(transaction, viewer=ENGINE)
    return each(found, lambda one: _reach(database, one, now))


def settle(
    transaction: Transaction,
    *,
    viewer: Viewer,
    milestone_id: int,
    since: Collection[MilestoneState],
    act: str,
    now: datetime,
    version: int | None = None,
    **columns: object,
) -> Outcome:
    """Change a milestone that still is in one of these states, and in this version; else say how it stands."""
    stored_milestones.get(transaction, viewer=viewer, milestone_id=milestone_id)
    changed = stored_milestones.change(
        transaction, viewer=viewer, milestone_id=milestone_id, since=since, version=version, **columns
    )
    if changed:
        _note(transaction, viewer, act, milestone_id, now)
    return Outcome(view=view(transaction, viewer=viewer, milestone_id=milestone_id, now=now), changed=changed)


def views(transaction: Transaction, *, viewer: Viewer, now: datetime) -> tuple[MilestoneView, ...]:
    """Return every milestone as it stands, soonest first."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    belongs = stored_milestones.action_ids(transaction, viewer=viewer)
    actions = counted(stored_commitments.all_of(transaction, viewer=viewer))
    names = stored_people.names(transaction, viewer=viewer)
    return tuple(
        MilestoneView(
            milestone=one,
            partnership=partnership,
            actions=_of(one.id, actions, belongs),
            others=tuple(each for each in actions if each.id not in belongs and not is_done(each)),
            marked_by=names.get(one.marked_by or 0, ""),
            today=local_date(now=now, zone=partnership.zone),
        )
        for one in stored_milestones.all_of(transaction, viewer=viewer)
    )


def view(transaction: Transaction, *, viewer: Viewer, milestone_id: int, now: datetime) -> MilestoneView:
    """Return one milestone as it stands. Raises `Refused` (milestone_gone)."""
    found = (one for one in views(transaction, viewer=viewer, now=now) if one.milestone.id == milestone_id)
    one = next(found, None)
    if one is None:
        raise Refused("milestone_gone")
    return one


def _of(
    milestone_id: int, actions: tuple[Commitment, ...], belongs: Mapping[int, int]
) -> tuple[Commitment, ...]:
    return tuple(one for one in actions if belongs.get(one.id) == milestone_id)


def _reach(database: Transactions, found: Milestone, now: datetime) -> int:
    viewer = engine_in(found.partnership_id)
    with database.write() as transaction:
        seen = view(transaction, viewer=viewer, milestone_id=found.id, now=now)
        if not is_reached(seen.actions, now=now):
            return 0
        outcome = settle(
            transaction,
            viewer=viewer,
            milestone_id=found.id,
            since={MilestoneState.PLANNED},
            act="milestone_reached",
            now=now,
            state=MilestoneState.REACHED,
            reached_at=now,
        )
        reached_milestones.tell_chair(transaction, viewer=viewer, milestone_id=found.id, now=now)
        return int(outcome.changed)


def _take_back(transaction: Transaction, viewer: Viewer, milestone_id: int, now: datetime) -> None:
    """What has something to do again is planned again."""
    seen = view(transaction, viewer=viewer, milestone_id=milestone_id, now=now)
    if seen.done < len(seen.actions):
        stored_milestones.change(
            transaction,
            viewer=viewer,
            milestone_id=milestone_id,
            since={MilestoneState.REACHED},
            state=MilestoneState.PLANNED,
            reached_at=None,
        )


def _read(
    transaction: Transaction, viewer: Viewer, form: NewMilestone, now: datetime, *, kept: date | None = None
) -> dict[str, object]:
    title = require_room(form.title, field="title", most=TITLE_LENGTH)
    if not title:
        raise Refused("milestone_title_needed", field="title")
    return {
        "title": title,
        "due": milestone_days.read(
            transaction, viewer=viewer, text=form.by_when, confirmed=form.confirmed, kept=kept, now=now
        ),
        "is_quick_win": form.is_quick_win,
        "makes_possible": require_room(form.makes_possible, field="makes_possible", most=TEXT),
        "what_next": require_room(form.what_next, field="what_next", most=TEXT),
    }


def _note(transaction: Transaction, viewer: Viewer, act: str, milestone_id: int, now: datetime) -> None:
    subject = f"milestone:{milestone_id}"
    audit.write(transaction, viewer=viewer, act=act, subject=subject, now=now)
