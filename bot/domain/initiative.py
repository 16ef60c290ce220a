"""Who starts things and who does them: whether one organisation pushes everything (R41). For the runner alone, in words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from bot.domain.commitments import Commitment, ShareState

WINDOW: Final = timedelta(days=90)
ENOUGH: Final = 5
"""Of fewer things nothing can be said: one busy week would make it look like a habit."""

_NEARLY_ALL: Final = 0.8
_MORE: Final = 0.5
"""A runner normally has the most to do; it is a sign only when the others have nearly none."""


class Weight(Enum):
    """How much of something is the runner's own organisation's."""

    NEARLY_ALL = "nearly_all"
    MORE = "more"
    SHARED = "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """How much of what was done in the window, and of what was begun, is one organisation's. None: too little to say."""

    done: Weight | None
    begun: Weight | None

    @property
    def is_one_sided(self) -> bool:
        """Whether they do nearly everything: then there are remedies to offer. To put actions in is a runner's job."""
        return self.done is Weight.NEARLY_ALL


def done_by(commitments: Iterable[Commitment], *, days: Mapping[int, date], today: date) -> tuple[int, ...]:
    """Return the partner of each share that was done in the window. `days` has the day of each share that is done."""
    return tuple(
        share.partner_id
        for commitment in commitments
        for share in commitment.shares
        if share.state is ShareState.DONE and share.id in days and today - WINDOW < days[share.id] <= today
    )


def weight(own: int | None, partners: Collection[int | None]) -> Weight | None:
    """Return how much of these is one organisation's. `partners` has one entry a thing."""
    if own is None or len(partners) < ENOUGH:
        return None
    share = sum(one == own for one in partners) / len(partners)
    if share >= _NEARLY_ALL:
        return Weight.NEARLY_ALL
    return Weight.MORE if share > _MORE else Weight.SHARED
