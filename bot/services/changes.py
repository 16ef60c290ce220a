"""**Change**: what an action says, how much hangs on it, and what it waits for. Its date moves by asking."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment, EventKind, Share, ShareState, Wording, remaining
from bot.domain.deliveries import Rule
from bot.domain.importance import Importance
from bot.domain.items import ItemView
from bot.domain.milestones import Milestone
from bot.domain.permissions import Intent, Viewer
from bot.domain.transitions import Transition
from bot.errors import Refused
from bot.services import dependencies, fields, guard, items, milestones, planning, presses, telling
from bot.services.days import read_day
from bot.services.ports import Transaction, Transactions
from bot.services.presses import Outcome, Pressed
from storage import commitments as stored_commitments
from storage import dependencies as stored_dependencies
from storage import partnerships as stored_partnerships
from storage import series as stored_series
from storage import shares as stored_shares

_WORDS: Final = ("title", "done_when", "why", "if_not")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What the form **Change** holds, as typed or chosen. `later` asks for all later ones of a series as well."""

    what: str
    done_when: str = ""
    why: str = ""
    if_not: str = ""
    importance: str = ""
    last_safe: str = ""
    starts_on: str = ""
    milestone: str = ""
    needs: tuple[str, ...] = ()
    later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changeable:
    """An action as it stands, and what the form offers. `changed` says whether it is as it was seen."""

    view: ItemView
    changed: bool
    needs: tuple[int, ...]
    open_actions: tuple[Commitment, ...]
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    columns: Mapping[str, Any]
    needs: tuple[int, ...]


def look(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Changeable:
    """Return what can be changed. Raises `Refused` (action_gone, not_for_your_role)."""
    with database.read() as transaction:
        commitment, share = find(transaction, viewer=viewer, intent=Intent.CHANGE, pressed=pressed)
        return Changeable(
            view=items.view(transaction, viewer=viewer, share_id=share.id, now=now),
            changed=share.version == pressed.version,
            needs=stored_dependencies.needs_in(transaction, viewer=viewer).get(commitment.id, ()),
            open_actions=dependencies.choices(transaction, viewer=viewer, but=commitment.id),
            milestones=milestones.offered(transaction, viewer=viewer, kept=commitment.milestone_id),
        )


def change(
    *, database: Transactions, viewer: Viewer, pressed: Pressed, new: Changes, now: datetime
) -> Outcome:
    """Change an action, and tell the others who hold it.

    Raises `Refused` (action_gone, not_for_your_role, and whatever needs mending) before anything is written.
    """
    with database.write() as transaction:
        commitment, share = find(transaction, viewer=viewer, intent=Intent.CHANGE, pressed=pressed)
        read = _read(transaction, viewer, commitment, new, now)
        details = _details(commitment, read.columns)
        later: int | None = None
        changed = presses.make(
            transaction,
            viewer=viewer,
            pressed=pressed,
            transition=Transition(event=EventKind.CHANGED, details=details) if share.is_open else None,
            now=now,
        )
        if changed:
            _write(transaction, viewer, commitment, read.columns, now)
            if new.later:
                later = _write_later(transaction, viewer, commitment, read.columns, now)
            stored_dependencies.set_needs(
                transaction, viewer=viewer, commitment_id=commitment.id, needs_ids=read.needs
            )
            _tell_holders(transaction, viewer, commitment, but=share, details=details, now=now)
        outcome = presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=changed, now=now)
        return replace(outcome, later=later)


def find(
    transaction: Transaction, *, viewer: Viewer, intent: Intent, pressed: Pressed
) -> tuple[Commitment, Share]:
    """Return what was pressed, where the viewer may act for everybody who is in it.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    commitment, share = presses.find(transaction, viewer=viewer, intent=intent, pressed=pressed)
    for one in remaining(commitment):
        guard.require(viewer=viewer, intent=intent, partner_id=one.partner_id)
    return commitment, share


def later_ones(transaction: Transaction, *, viewer: Viewer, commitment: Commitment) -> tuple[Commitment, ...]:
    """Return the later actions of the same series, soonest first; none where it stands alone."""
    if commitment.series_id is None or commitment.original_due is None:
        return ()
    made = stored_series.made(transaction, viewer=viewer, series_id=commitment.series_id)
    later = sorted(day for day in made if day > commitment.original_due)
    return tuple(stored_commitments.get(transaction, viewer=viewer, commitment_id=made[day]) for day in later)


def _read(
    transaction: Transaction, viewer: Viewer, commitment: Commitment, new: Changes, now: datetime
) -> _Read:
    today = local_date(now=now, zone=stored_partnerships.get(transaction, viewer=viewer).zone)
    wording = fields.wording(
        what=new.what,
        done_when=new.done_when,
        why=new.why,
        if_not=new.if_not,
        heading=commitment.wording.heading,
    )
    return _Read(
        columns={
            **{name: getattr(wording, name) for name in _WORDS},
            "importance": fields.importance(new.importance),
            "last_safe": _last_safe(commitment, new.last_safe, today),
            "starts_on": _starts_on(commitment, new.starts_on, today),
            "milestone_id": fields.milestone(
                new.milestone,
                known=milestones.offered(transaction, viewer=viewer, kept=commitment.milestone_id),
            ),
        },
        needs=dependencies.read(transaction, viewer=viewer, chosen=new.needs, for_id=commitment.id),
    )


def _last_safe(commitment: Commitment, text: str, today: date) -> date | None:
    """What stands there already needs no mending, wherever the date has gone since."""
    kept = commitment.last_safe
    if kept is not None and text == kept.isoformat():
        return kept
    return fields.last_safe(text, due=commitment.due, today=today)


def _starts_on(commitment: Commitment, text: str, today: date) -> date | None:
    if not text.strip():
        return None
    starts_on = read_day(text=text, field="starts_on", today=today)
    if starts_on > commitment.due and starts_on != commitment.starts_on:
        raise Refused("starts_after_due", field="starts_on", day=starts_on, due=commitment.due)
    return starts_on


def _write(
    transaction: Transaction,
    viewer: Viewer,
    commitment: Commitment,
    columns: Mapping[str, Any],
    now: datetime,
) -> None:
    stored_commitments.change(transaction, viewer=viewer, commitment_id=commitment.id, **columns)
    milestones.take_back(transaction, viewer=viewer, milestone_id=columns.get("milestone_id"), now=now)
    if columns["importance"] is not commitment.importance:
        for share in remaining(commitment):
            _replan(transaction, viewer, share, now)


def _write_later(
    transaction: Transaction,
    viewer: Viewer,
    commitment: Commitment,
    columns: Mapping[str, Any],
    now: datetime,
) -> int:
    """Let all later ones say the same; their dates stay their own, and the series remembers it. Returns how many."""
    said = {name: columns[name] for name in (*_WORDS, "importance")}
    found = later_ones(transaction, viewer=viewer, commitment=commitment)
    for one in found:
        _write(transaction, viewer, one, said, now)
    if commitment.series_id is not None:
        stored_series.change(transaction, viewer=viewer, series_id=commitment.series_id, **said)
    return len(found)


def _replan(transaction: Transaction, viewer: Viewer, share: Share, now: datetime) -> None:
    planning.withhold(
        transaction, viewer=viewer, share_id=share.id, rule=Rule.REPLANNED, kinds=presses.REMINDERS, now=now
    )
    commitment, fresh = stored_commitments.of_share(transaction, viewer=viewer, share_id=share.id)
    planning.plan_reminders(transaction, viewer=viewer, commitment=commitment, share=fresh, now=now)


def _details(commitment: Commitment, columns: Mapping[str, Any]) -> dict[str, Any]:
    """What an event remembers: how it stood, and how it is to stand, where that differs."""
    old = _said(commitment.wording, commitment)
    new = {name: _plain(value) for name, value in columns.items()}
    differing = [name for name in old if old[name] != new[name]]
    return {
        "old": {name: old[name] for name in differing},
        "new": {name: new[name] for name in differing},
    }


def _said(wording: Wording, commitment: Commitment) -> dict[str, Any]:
    words = {name: getattr(wording, name) for name in _WORDS}
    rest = ("importance", "last_safe", "starts_on", "milestone_id")
    return words | {name: _plain(getattr(commitment, name)) for name in rest}


def _plain(value: object) -> object:
    match value:
        case Importance():
            return value.value
        case date():
            return value.isoformat()
        case _:
            return value


def _tell_holders(
    transaction: Transaction,
    viewer: Viewer,
    commitment: Commitment,
    *,
    but: Share,
    details: dict[str, Any],
    now: datetime,
) -> None:
    """Tell who has accepted it and did not change it; who is still to be asked is asked as it reads then.

    To which milestone it belongs is the runner's affair, and no news to its holder.
    """
    is_news = bool(details["new"].keys() - {"milestone_id"})
    for share in remaining(commitment):
        if share.id != but.id and share.is_open:
            stored_shares.note_event(
                transaction,
                viewer=viewer,
                share_id=share.id,
                kind=EventKind.CHANGED,
                now=now,
                details=details,
            )
        if share.state is ShareState.ACCEPTED and is_news:
            step = f"changed:{now.isoformat()}"
            telling.changed(transaction, viewer=viewer, share=share, step=step, now=now)
