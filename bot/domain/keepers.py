"""Who looks after a partnership when its runner has pressed nothing for a while (F12, F31)."""

from typing import Final

from bot.domain.permissions import Role

LIST_AFTER: Final = 5
"""Working days without a press after which the deputy runner is asked in the runner's place."""

WHO_AFTER: Final = 10
"""Working days without a press of runner or deputy after which somebody is asked who is runner now."""

CHAIR_AFTER: Final = 2
"""Working days more after which the chair is asked too, where there is a deputy who was asked first."""


def is_deserted(*, silent: int) -> bool:
    """Say whether nobody looks after it, so that people get their own lists and nothing else."""
    return silent >= WHO_AFTER


def asked_who_runs(*, silent: int, has_deputy: bool) -> frozenset[Role]:
    """Return who is asked who is runner now: the deputy runner, then the chair."""
    if not is_deserted(silent=silent):
        return frozenset()
    if not has_deputy:
        return frozenset({Role.CHAIR})
    chair = {Role.CHAIR} if silent >= WHO_AFTER + CHAIR_AFTER else set()
    return frozenset({Role.DEPUTY_RUNNER} | chair)
