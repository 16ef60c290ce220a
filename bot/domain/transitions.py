"""What may happen to a share, one function each: from how it stands to what changes, or None where it cannot be.

None is no mistake: somebody was quicker, or the message is old. People are then shown how things stand now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from bot.domain.commitments import EventKind, Share, ShareState
from bot.domain.items import UNDO_WITHIN

NOTHING_IN_THE_WAY: Final[Mapping[str, object]] = {"stuck_because": "", "stuck_words": ""}
"""The columns of a share of which nobody is stuck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """What happened, the columns of the share that change with it, and what the event remembers of it."""

    event: EventKind
    changes: Mapping[str, object] = field(default_factory=dict)
    details: Mapping[str, object] = field(default_factory=dict)


def accept(share: Share) -> Transition | None:
    if share.state is not ShareState.PROPOSED:
        return None
    return Transition(event=EventKind.ACCEPTED, changes={"state": ShareState.ACCEPTED})


def decline(share: Share, *, because: str) -> Transition | None:
    """**Another partner** and **We can't take this on**; `because` remembers which."""
    if share.state is not ShareState.PROPOSED:
        return None
    return Transition(
        event=EventKind.DECLINED, changes={"state": ShareState.DECLINED}, details={"because": because}
    )


def hand_on(share: Share, *, person_id: int) -> Transition | None:
    """**Somebody else here**: the colleague is asked instead."""
    if share.state is not ShareState.PROPOSED or share.person_id == person_id:
        return None
    return Transition(
        event=EventKind.HANDED_ON,
        changes={"person_id": person_id, "role_word": ""},
        details={"from": share.person_id, "to": person_id},
    )


def ask_to_talk(share: Share) -> Transition | None:
    """**Let's talk**: it stays proposed, and the runner hears."""
    if share.state is not ShareState.PROPOSED:
        return None
    return Transition(event=EventKind.ASKED_TO_TALK)


def suggest_date(share: Share, *, new_due: date) -> Transition | None:
    """**Suggest another date**, before anything is agreed. It changes nothing until the runner agrees."""
    if share.state is not ShareState.PROPOSED:
        return None
    return Transition(event=EventKind.DATE_SUGGESTED, details={"new_due": new_due.isoformat()})


def ask_for_time(share: Share, *, new_due: date) -> Transition | None:
    """**Need more time** past the last safe date: the old date stands until the runner decides."""
    if share.state is not ShareState.ACCEPTED:
        return None
    return Transition(event=EventKind.DATE_SUGGESTED, details={"new_due": new_due.isoformat()})


def move(share: Share, *, old_due: date, new_due: date, shared: bool) -> Transition | None:
    """A new date that holds. Of a `shared` action only this share moves; else the commitment's own date does.

    Agreeing to the date of a proposed share is acceptance. Whoever was stuck has their answer with it.
    """
    if not share.is_open:
        return None
    return Transition(
        event=EventKind.DATE_MOVED,
        changes={
            "state": ShareState.ACCEPTED,
            "own_due": new_due if shared else None,
            "rested_on": None,
            **NOTHING_IN_THE_WAY,
        },
        details={"old_due": old_due.isoformat(), "new_due": new_due.isoformat()},
    )


def take_time(share: Share, *, old_due: date, new_due: date, shared: bool) -> Transition | None:
    """**Need more time** within the last safe date: as `move`, of somebody who has accepted."""
    if share.state is not ShareState.ACCEPTED:
        return None
    return move(share, old_due=old_due, new_due=new_due, shared=shared)


def keep_date(share: Share, *, due: date) -> Transition | None:
    """**Keep the date**: the runner's answer to a suggestion."""
    if not share.is_open:
        return None
    return Transition(event=EventKind.DATE_KEPT, details={"due": due.isoformat()})


def finish(share: Share, *, now: datetime) -> Transition | None:
    """**Done**. `now` is aware and in UTC."""
    if share.state is not ShareState.ACCEPTED:
        return None
    return Transition(event=EventKind.DONE, changes={"state": ShareState.DONE, "done_at": now})


def undo(share: Share, *, now: datetime) -> Transition | None:
    """**Undo**, within ten minutes of **Done**; what comes in from a workbook as done has no such minutes."""
    if share.state is not ShareState.DONE or share.done_at is None or now >= share.done_at + UNDO_WITHIN:
        return None
    return Transition(event=EventKind.UNDONE, changes={"state": ShareState.ACCEPTED, "done_at": None})


def rest(share: Share, *, today: date) -> Transition | None:
    """**On track**: it rests from this day, a date of the partnership, and nothing is in the way any more."""
    if share.state is not ShareState.ACCEPTED:
        return None
    return Transition(event=EventKind.ON_TRACK, changes={"rested_on": today, **NOTHING_IN_THE_WAY})


def get_stuck(share: Share, *, because: str, words: str) -> Transition | None:
    """**Stuck**, with what is in the way and a line for the runner."""
    if share.state is not ShareState.ACCEPTED:
        return None
    return Transition(
        event=EventKind.STUCK,
        changes={"stuck_because": because, "stuck_words": words},
        details={"because": because},
    )


def promise_to_ring(share: Share, *, on: date) -> Transition | None:
    """**I'll ring today** or **I'll ring tomorrow**: the runner's answer to somebody who is stuck."""
    if not share.is_stuck:
        return None
    return Transition(event=EventKind.RING_PROMISED, details={"on": on.isoformat()})


def rung(share: Share) -> Transition | None:
    """**I've rung**: the two have talked, and it takes its ordinary course again."""
    if not share.is_stuck:
        return None
    return Transition(event=EventKind.RUNG, changes=dict(NOTHING_IN_THE_WAY))


def dispute(share: Share, *, words: str) -> Transition | None:
    """**Put it right**: agreed at a meeting or by another, and remembered otherwise.

    It stays, and the runner reads the words.
    """
    if not share.is_open or (share.agreed_on is None and share.state is ShareState.PROPOSED):
        return None
    return Transition(event=EventKind.DISPUTED, details={"words": words})


def ask_to_take_over(share: Share, *, to_id: int) -> Transition | None:
    """**Hand over**: a colleague is asked; until they accept, it stays with whoever holds it."""
    if share.state is not ShareState.ACCEPTED or share.person_id == to_id:
        return None
    return Transition(event=EventKind.HAND_OVER_ASKED, details={"from": share.person_id, "to": to_id})


def take_over(share: Share, *, person_id: int) -> Transition | None:
    """The colleague has accepted: it's theirs, and neither answers nor words of the giver's go with it."""
    if share.state is not ShareState.ACCEPTED or share.person_id == person_id:
        return None
    return Transition(
        event=EventKind.HANDED_OVER,
        changes={"person_id": person_id, "role_word": "", "rested_on": None, **NOTHING_IN_THE_WAY},
        details={"from": share.person_id, "to": person_id},
    )


def ask_for_call(share: Share) -> Transition | None:
    """**Please ring me**, in place of a third new date."""
    return Transition(event=EventKind.CALL_ASKED) if share.state is ShareState.ACCEPTED else None


def choose_reminder(share: Share, *, on: date) -> Transition | None:
    """A day that its holder has picked after **Accept**."""
    if share.state is not ShareState.ACCEPTED:
        return None
    return Transition(event=EventKind.REMINDER_CHOSEN, details={"on": on.isoformat()})


def drop(share: Share) -> Transition | None:
    """**Drop**: out of the timetable, and how it stood is remembered."""
    if not share.is_open:
        return None
    return Transition(
        event=EventKind.DROPPED, changes={"state": ShareState.DROPPED}, details={"was": share.state.value}
    )


def restore(share: Share, *, was: ShareState) -> Transition | None:
    """**Put it back**, as it stood."""
    if share.state is not ShareState.DROPPED:
        return None
    return Transition(event=EventKind.RESTORED, changes={"state": was})
