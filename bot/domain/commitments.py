"""A commitment, one row of the timetable, and the share that each partner has promised of it.

People read "action" for a commitment. Reminders, Accept and Done act on a share; the date belongs to
the commitment, unless one share was granted a later date of its own (R02, R03).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from bot.domain.importance import Importance

TITLE_LENGTH: Final = 150


class ShareState(Enum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"
    DROPPED = "dropped"


OPEN_STATES: Final = frozenset({ShareState.PROPOSED, ShareState.ACCEPTED})
GONE_STATES: Final = frozenset({ShareState.DECLINED, ShareState.DROPPED})


class EventKind(Enum):
    """What can happen to a share. Events are only ever added, with their actor."""

    PROPOSED = "proposed"
    AGREED_AT_MEETING = "agreed_at_meeting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DATE_SUGGESTED = "date_suggested"
    DATE_MOVED = "date_moved"
    DATE_KEPT = "date_kept"
    ON_TRACK = "on_track"
    NOT_TODAY = "not_today"
    STUCK = "stuck"
    RING_PROMISED = "ring_promised"
    RUNG = "rung"
    HELP_WANTED = "help_wanted"
    HELP_ANSWERED = "help_answered"
    DONE = "done"
    UNDONE = "undone"
    HANDED_ON = "handed_on"
    ASKED_TO_TALK = "asked_to_talk"
    DISPUTED = "disputed"
    HAND_OVER_ASKED = "hand_over_asked"
    HANDED_OVER = "handed_over"
    CALL_ASKED = "call_asked"
    REMINDER_CHOSEN = "reminder_chosen"
    CHANGED = "changed"
    DROPPED = "dropped"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is to be done, and why. Empty strings are simply not shown."""

    title: str
    heading: str = ""
    done_when: str = ""
    why: str = ""
    if_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One row of the timetable. Its dates are those of the partnership's calendar.

    `starts_on` is when work on it begins, None where nobody has said. `original_due` is its place in its series.
    """

    id: int
    partnership_id: int
    wording: Wording
    due: date
    importance: Importance
    last_safe: date | None
    all_partners: bool
    shares: tuple["Share", ...]
    starts_on: date | None = None
    milestone_id: int | None = None
    series_id: int | None = None
    original_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one partner promised of a commitment.

    `person_id` holds the share; `role_word` keeps a role such as "Principal" until a person is matched.
    `own_due` is the later date that was granted to this share alone. `version` rises with every change
    and is what a button carries, so that a second press finds that things have moved on.
    """

    id: int
    commitment_id: int
    partner_id: int
    person_id: int | None
    role_word: str
    state: ShareState
    own_due: date | None
    agreed_on: date | None
    stuck_because: str
    stuck_words: str
    rested_on: date | None
    done_at: datetime | None
    version: int

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_stuck(self) -> bool:
        return bool(self.stuck_because) and self.is_open


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShare:
    """A share about to be written. `agreed_on` is the date of the meeting that agreed it, None without one."""

    partner_id: int
    person_id: int | None
    role_word: str = ""
    state: ShareState = ShareState.PROPOSED
    agreed_on: date | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCommitment:
    """A row of the timetable about to be written. `notes` are the runner's alone."""

    wording: Wording
    due: date
    shares: tuple[NewShare, ...]
    importance: Importance = Importance.NORMAL
    last_safe: date | None = None
    all_partners: bool = False
    notes: tuple[str, ...] = ()
    starts_on: date | None = None
    milestone_id: int | None = None
    series_id: int | None = None
    original_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareEvent:
    """One thing that happened to a share, and who did it. `at` is aware and in UTC."""

    share_id: int
    kind: EventKind
    actor_id: int
    at: datetime
    details: Mapping[str, Any]


def due_of(*, commitment: Commitment, share: Share) -> date:
    """Return the date that holds for this share."""
    return share.own_due or commitment.due


def remaining(commitment: Commitment) -> tuple[Share, ...]:
    """Return the shares that count: declined and dropped ones do not."""
    return tuple(share for share in commitment.shares if share.state not in GONE_STATES)


def is_shared(commitment: Commitment) -> bool:
    """Whether several partners are in it, so that a date granted to one is that one's own."""
    return commitment.all_partners or len(remaining(commitment)) > 1


def is_done(commitment: Commitment) -> bool:
    """A commitment is done when every remaining share is."""
    left = remaining(commitment)
    return bool(left) and all(share.state is ShareState.DONE for share in left)


def has_passed(*, commitment: Commitment, share: Share, today: date) -> bool:
    """Late means that the date has ended in the partnership's calendar; a proposed share is never late."""
    return share.state is ShareState.ACCEPTED and due_of(commitment=commitment, share=share) < today
