"""A snapshot: the workbook as it was on one day, kept so that what changed since can be told."""

from enum import Enum


class SnapshotKind(Enum):
    """SCHEDULED is sent by itself on a rhythm; SHARED and PRIVATE were asked for."""

    SCHEDULED = "scheduled"
    SHARED = "shared"
    PRIVATE = "private"


class SnapshotState(Enum):
    """FAILED ones are tried again, and told to the runner when they fail for good."""

    PENDING = "pending"
    MADE = "made"
    FAILED = "failed"
