"""Letting a revision hold: the new date, holder, words or state of one share, and everything planned anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.domain.commitments import Commitment, EventKind, Share, ShareState, due_of
from bot.domain.deliveries import Rule
from bot.domain.permissions import Viewer
from bot.domain.renegotiations import RenegotiationKind, RenegotiationState
from bot.domain.revisions import DONE, DUE, HOLDER, WORDS, Value, day_in, restored
from bot.domain.transitions import NOTHING_IN_THE_WAY
from bot.errors import Busy
from bot.services import effects, planning
from bot.services.ports import Transaction
from bot.services.presses import ASKS, REMINDERS
from storage import audit
from storage import commitments as stored_commitments
from storage import renegotiations as stored_renegotiations
from storage import shares as stored_shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """How a revision is to hold. `whole` lets the action's own date move, else the share's alone does.

    `agreed_on` is the day of the meeting that agreed it, None without one.
    """

    values: Mapping[str, Value]
    whole: bool = True
    agreed_on: date | None = None


def hold(
    transaction: Transaction,
    *,
    viewer: Viewer,
    commitment: Commitment,
    share: Share,
    holding: Holding,
    now: datetime,
) -> int:
    """Let a revision of one share hold, and plan what follows. Returns the share's version then.

    Raises `Busy` where somebody changes the share just now; nothing may be committed then.
    """
    values = holding.values
    columns, events = _columns(commitment, share, holding)
    _change(transaction, viewer, share, columns)
    words = {name: value for name, value in values.items() if name in WORDS}
    if words:
        stored_commitments.change(transaction, viewer=viewer, commitment_id=commitment.id, **words)
    new_due = day_in(values)
    if new_due is not None:
        _move(transaction, viewer, commitment, share, new_due=new_due, whole=holding.whole, now=now)
    for event in events:
        _note(transaction, viewer, share, event, now)
    _plan(transaction, viewer, share, values, now)
    return share.version + 1


def put_back(
    transaction: Transaction,
    *,
    viewer: Viewer,
    commitment: Commitment,
    share: Share,
    old: Mapping[str, Value],
    now: datetime,
) -> None:
    """Let a share stand again as it did. Raises `Busy` as `hold` does."""
    columns = restored(old)
    _change(transaction, viewer, share, columns)
    words = {name: value for name, value in old.items() if name in WORDS}
    due = day_in(old)
    if due is not None and columns["own_due"] is None:
        stored_commitments.move(transaction, viewer=viewer, commitment_id=commitment.id, due=due)
    if words:
        stored_commitments.change(transaction, viewer=viewer, commitment_id=commitment.id, **words)
    _note(transaction, viewer, share, (EventKind.RESTORED, {}), now)
    _plan_anew(transaction, viewer, share, Rule.REPLANNED, now)


def drop(transaction: Transaction, *, viewer: Viewer, share: Share, now: datetime) -> None:
    """Take a share that came with a workbook out again. Raises `Busy` as `hold` does."""
    _change(transaction, viewer, share, {"state": ShareState.DROPPED})
    stored_renegotiations.withdraw(transaction, viewer=viewer, share_id=share.id, now=now)
    _note(transaction, viewer, share, (EventKind.DROPPED, {"was": share.state.value}), now)
    planning.withhold(transaction, viewer=viewer, share_id=share.id, rule=Rule.DROPPED, now=now)


Events = list[tuple[EventKind, dict[str, Any]]]


def _columns(commitment: Commitment, share: Share, holding: Holding) -> tuple[dict[str, object], Events]:
    """Return the columns of the share that change, and what happened to it."""
    columns: dict[str, object] = {}
    events: Events = []
    values, new_due = holding.values, day_in(holding.values)
    if new_due is not None:
        own_due = None if holding.whole else new_due
        columns |= {"own_due": own_due, "rested_on": None, **NOTHING_IN_THE_WAY}
        old_due = due_of(commitment=commitment, share=share)
        moved = {"old_due": old_due.isoformat(), "new_due": new_due.isoformat()}
        events.append((EventKind.DATE_MOVED, moved))
    if HOLDER in values:
        columns |= _handed(holding, person_id=values[HOLDER])
        events.append((EventKind.HANDED_ON, {"from": share.person_id, "to": values[HOLDER]}))
    if values.get(DONE):
        # What comes in from a workbook as done has no ten minutes in which it can be undone.
        columns |= {"state": ShareState.DONE, "done_at": None}
        events.append((EventKind.DONE, {}))
    words = sorted(name for name in values if name in WORDS)
    if words:
        events.append((EventKind.CHANGED, {"words": words}))
    return columns, events


def _handed(holding: Holding, *, person_id: Value) -> dict[str, object]:
    """Whoever takes it over is asked, unless a meeting agreed it."""
    state = ShareState.PROPOSED if holding.agreed_on is None else ShareState.ACCEPTED
    return {
        "person_id": person_id,
        "role_word": "",
        "state": state,
        "agreed_on": holding.agreed_on,
        "rested_on": None,
        **NOTHING_IN_THE_WAY,
    }


def _change(transaction: Transaction, viewer: Viewer, share: Share, columns: Mapping[str, object]) -> None:
    changed = stored_shares.change(
        transaction, viewer=viewer, share_id=share.id, version=share.version, **columns
    )
    if not changed:
        raise Busy


def _move(
    transaction: Transaction,
    viewer: Viewer,
    commitment: Commitment,
    share: Share,
    *,
    new_due: date,
    whole: bool,
    now: datetime,
) -> None:
    if whole:
        stored_commitments.move(transaction, viewer=viewer, commitment_id=commitment.id, due=new_due)
    stored_renegotiations.withdraw(transaction, viewer=viewer, share_id=share.id, now=now)
    move = stored_renegotiations.add(
        transaction,
        viewer=viewer,
        share_id=share.id,
        kind=RenegotiationKind.SUGGESTION,
        state=RenegotiationState.AGREED,
        old_due=due_of(commitment=commitment, share=share),
        new_due=new_due,
        reason="",
        now=now,
    )
    effects.tell_moved(transaction, viewer=viewer, commitment=commitment, share=share, move=move, now=now)


def _note(
    transaction: Transaction,
    viewer: Viewer,
    share: Share,
    event: tuple[EventKind, dict[str, Any]],
    now: datetime,
) -> None:
    kind, details = event
    stored_shares.note_event(
        transaction, viewer=viewer, share_id=share.id, kind=kind, now=now, details=details
    )
    audit.write(
        transaction,
        viewer=viewer,
        act=f"share_{kind.value}",
        subject=f"share:{share.id}",
        now=now,
        details=details,
    )


def _plan(
    transaction: Transaction, viewer: Viewer, share: Share, values: Mapping[str, Value], now: datetime
) -> None:
    if values.get(DONE):
        stored_renegotiations.withdraw(transaction, viewer=viewer, share_id=share.id, now=now)
        planning.withhold(transaction, viewer=viewer, share_id=share.id, rule=Rule.DONE, now=now)
        commitment, done = stored_commitments.of_share(transaction, viewer=viewer, share_id=share.id)
        planning.tell_effect(
            transaction, viewer=viewer, commitment=commitment, share=done, not_before=now, now=now
        )
    elif HOLDER in values:
        _plan_anew(transaction, viewer, share, Rule.NOT_THEIRS, now)
    elif DUE in values:
        _plan_anew(transaction, viewer, share, Rule.DATE_MOVED, now)


def _plan_anew(transaction: Transaction, viewer: Viewer, share: Share, rule: Rule, now: datetime) -> None:
    """Withhold what was planned about a share, and plan it as it stands now."""
    kinds = ASKS | REMINDERS
    planning.withhold(transaction, viewer=viewer, share_id=share.id, rule=rule, kinds=kinds, now=now)
    commitment, standing = stored_commitments.of_share(transaction, viewer=viewer, share_id=share.id)
    if standing.state is ShareState.PROPOSED:
        planning.plan_ask(transaction, viewer=viewer, commitment=commitment, share=standing, now=now)
    elif rule is Rule.NOT_THEIRS:
        planning.plan_agreed(transaction, viewer=viewer, commitment=commitment, share=standing, now=now)
    planning.plan_reminders(transaction, viewer=viewer, commitment=commitment, share=standing, now=now)
