"""When too much is marked critical, people stop hearing it (F32)."""

from collections.abc import Collection
from typing import Final

from bot.domain.commitments import Commitment
from bot.domain.importance import Importance

ONE_IN: Final = 5
FEWEST: Final = 2
"""One alone is never too many, however few actions there are."""

ASK_EVERY: Final = 20
"""td that go by before the runner is asked again."""


def marked(commitments: Collection[Commitment]) -> tuple[Commitment, ...]:
    """Return what is marked critical. What a board must decide is so by its nature, and stays."""
    return tuple(one for one in commitments if one.importance is Importance.CRITICAL)


def are_too_many(*, critical: int, open_actions: int) -> bool:
    """Say whether more than one open action in five is marked critical."""
    return critical >= FEWEST and critical * ONE_IN > open_actions


def really(open_actions: int) -> int:
    """Return how many may be critical without wearing the word out."""
    return max(1, open_actions // ONE_IN)
