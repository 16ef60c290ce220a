"""Moving a date: asked, agreed, refused or withdrawn. Asked before the date, it never counts as late (R04)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class RenegotiationState(Enum):
    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RenegotiationKind(Enum):
    """**Need more time** of somebody who accepted, or **Suggest another date** of somebody who has not."""

    MORE_TIME = "more_time"
    SUGGESTION = "suggestion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Renegotiation:
    """One move of one share's date. `reason` goes to the runner alone."""

    id: int
    share_id: int
    kind: RenegotiationKind
    state: RenegotiationState
    old_due: date
    new_due: date
    reason: str
    asked_by: int
    asked_at: datetime


def applies_at_once(*, new_due: date, last_safe: date | None, others_wait: bool) -> bool:
    """Whether a move applies without asking the runner.

    Within the last safe date always; without one where nobody's start depends on it. Past it never.
    """
    return not others_wait if last_safe is None else new_due <= last_safe
