"""A workbook that somebody sent, and what has become of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

KEPT_FOR: Final = timedelta(days=7)
"""How long a workbook waits for a decision before its content is forgotten."""

FETCHED_WITHIN: Final = timedelta(hours=1)
"""How long a file that a platform holds is asked for before its sender is asked to send it again."""


class UploadState(Enum):
    """WAITING: it has to be fetched first. READ: it waits for a decision. In the others its content is gone."""

    WAITING = "waiting"
    READ = "read"
    MADE = "made"
    LEFT = "left"
    UNREADABLE = "unreadable"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One workbook. `content` holds its sheets once it is read, and is None once it is decided upon.

    `reference` says where its platform holds it, "" where it came along. `values` are the answers of the form
    **Match people** as they were chosen. `version` rises with every change and is what a button carries.
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
