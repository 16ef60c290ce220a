"""A workbook or a calendar that somebody sent, and what has become of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Final

KEPT_FOR: Final = timedelta(days=7)
"""How long a workbook waits for a decision before its content is forgotten."""

PUT_BACK_WITHIN: Final = timedelta(days=7)
"""How long what a workbook has changed can be put back."""

FETCHED_WITHIN: Final = timedelta(hours=1)
"""How long a file that a platform holds is asked for before its sender is asked to send it again."""


class UploadKind(Enum):
    """What was sent: a workbook with a timetable, or a calendar with closed dates."""

    WORKBOOK = "workbook"
    CALENDAR = "calendar"


class UploadState(Enum):
    """WAITING: it has to be fetched first. READ: it waits for a decision. In the others its content is gone.

    PUT_BACK was MADE before.
    """

    WAITING = "waiting"
    READ = "read"
    MADE = "made"
    PUT_BACK = "put_back"
    LEFT = "left"
    UNREADABLE = "unreadable"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One workbook. `content` holds its sheets once it is read, and is None once it is decided upon.

    `reference` says where its platform holds it, "" where it came along. `values` are the answers of the form
    **Match people** as they were chosen. `version` rises with every change and is what a button carries. `undo` says
    what it has put into the timetable, `done_at` (aware, UTC) when.
    """

    id: int
    partnership_id: int
    person_id: int
    name: str
    reference: str
    installation_id: int
    content: bytes | None
    state: UploadState
    values: Mapping[str, tuple[str, ...]]
    version: int
    created_at: datetime
    undo: Mapping[str, Any] | None = None
    done_at: datetime | None = None
    kind: UploadKind = UploadKind.WORKBOOK
