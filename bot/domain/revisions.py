"""A revision: what a workbook changes about one share that stands in the timetable already.

It holds at once, or its holder is asked first; whoever holds what they accepted decides upon it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Final

from bot.domain.commitments import Commitment, Share, ShareState, Wording, due_of

DUE: Final = "due"
HOLDER: Final = "person_id"
DONE: Final = "done"
WORDS: Final = ("title", "heading", "done_when", "why")
"""What a revision can change, as its values name it."""

ADDED: Final = "added"
"""Stands among the new values of a share that came with the workbook."""

Value = str | int | bool | None


class RevisionState(Enum):
    """MADE holds and is told; ASKED waits for the holder; the rest is what became of it."""

    MADE = "made"
    ASKED = "asked"
    AGREED = "agreed"
    KEPT = "kept"
    PUT_BACK = "put_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRevision:
    """A revision about to be written. `old` and `new` hold the same names; dates are ISO dates.

    `person_id` is who is told or asked, None where nobody is. `version` is the share's once it holds.
    """

    share_id: int
    commitment_id: int
    person_id: int | None
    state: RevisionState
    old: Mapping[str, Value]
    new: Mapping[str, Value] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A revision as stored. `asked_by` sent the workbook."""

    id: int
    upload_id: int
    share_id: int
    commitment_id: int
    person_id: int | None
    state: RevisionState
    old: Mapping[str, Value]
    new: Mapping[str, Value]
    version: int
    asked_by: int
    asked_at: datetime

    @property
    def old_due(self) -> date | None:
        return day_in(self.old)

    @property
    def new_due(self) -> date | None:
        return day_in(self.new)

    @property
    def is_new(self) -> bool:
        """Whether the share came with the workbook."""
        return bool(self.new.get(ADDED))

    @property
    def words(self) -> Mapping[str, str]:
        """The new words, by name."""
        return {name: str(self.new[name]) for name in WORDS if name in self.new}


def day_in(values: Mapping[str, Value]) -> date | None:
    """Return the date among such values."""
    return date.fromisoformat(str(values[DUE])) if DUE in values else None


def standing(*, commitment: Commitment, share: Share) -> Mapping[str, Value]:
    """Return how everything that a revision can change stands now."""
    words: Wording = commitment.wording
    return {
        DUE: due_of(commitment=commitment, share=share).isoformat(),
        HOLDER: share.person_id,
        DONE: share.state is ShareState.DONE,
        **{name: getattr(words, name) for name in WORDS},
    }


def columns_of(share: Share) -> Mapping[str, Value]:
    """Return what else of a share has to be known to put it back as it was."""
    return {
        "state": share.state.value,
        "role_word": share.role_word,
        "own_due": share.own_due.isoformat() if share.own_due else None,
        "agreed_on": share.agreed_on.isoformat() if share.agreed_on else None,
    }


def restored(old: Mapping[str, Value]) -> Mapping[str, object]:
    """Return the columns of a share as they were, from what a revision keeps of it."""
    return {
        "state": ShareState(old["state"]),
        "person_id": old[HOLDER],
        "role_word": old["role_word"],
        "own_due": _day(old["own_due"]),
        "agreed_on": _day(old["agreed_on"]),
        "done_at": None,
    }


def still(values: Mapping[str, Value], *, commitment: Commitment, share: Share) -> bool:
    """Whether everything that a revision can change, as far as it is named, stands as these values have it."""
    now = standing(commitment=commitment, share=share)
    return all(now[name] == value for name, value in values.items() if name in now)


def is_untouched(revision: Revision, *, commitment: Commitment, share: Share) -> bool:
    """Whether nobody has changed anything about the share since the workbook did."""
    return share.version == revision.version and still(revision.new, commitment=commitment, share=share)


def may_wait(revision: Revision, *, commitment: Commitment, share: Share) -> bool:
    """Whether its holder can still answer it: it is theirs, it is open, and it stands as it was."""
    return (
        revision.state is RevisionState.ASKED
        and share.is_open
        and share.person_id == revision.person_id
        and still({name: revision.old[name] for name in revision.new}, commitment=commitment, share=share)
    )


def _day(value: Value) -> date | None:
    return date.fromisoformat(str(value)) if value else None
