"""How often something may be asked for: so much within a moving window, counted in this process."""

from typing import Final

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.messages import entry as wording

PER_ADDRESS: Final = RateLimitItemPerMinute(120)
"""The ways in and the files, by the address from which they are asked for: a whole office may have one address."""

PER_LINK: Final = RateLimitItemPerMinute(20)
"""The way in, by whose it is."""

PER_PAGE: Final = RateLimitItemPerMinute(120)
"""What is pressed or sent on one page."""

NEW_LINKS: Final = RateLimitItemPerHour(3)
"""The letters with a new link, by whom they go to."""


class TooOften(Exception):
    """Somebody has to wait. `seconds` is how long at most."""

    def __init__(self, sentences: tuple[str, str], *, seconds: int) -> None:
        super().__init__(sentences[0])
        self.sentences = sentences
        self.seconds = seconds


class Limits:
    """Counts. Each process has its own; what is counted is gone when it ends."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(
        self, most: RateLimitItem, what: str, *, sentences: tuple[str, str] = wording.TOO_OFTEN
    ) -> None:
        """Count one more of `what`. Raises `TooOften`."""
        if not self._limiter.hit(most, what):
            raise TooOften(sentences, seconds=most.get_expiry())
