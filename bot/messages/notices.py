"""A notice: something of its own in an envelope or in a runner's list, beside the reader's actions."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.mornings import Rank
from bot.messages.model import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Some blocks that say one thing. `asks` says that the reader is asked for something, which counts.

    `rank` is its place in a runner's list; an envelope keeps the order of the kinds. `once`: it stands in one list
    only, so however full that is there is room for it. `alone` is what the first
    sentence says of an envelope that holds nothing else, "" for what every envelope says. `since` is when it came to
    stand as it does; what a list has told rests from then on, None for what stands in every list. `covers` are the
    shares of which no other line need say that there was no word.
    """

    blocks: tuple[Block, ...]
    rank: Rank = Rank.CAN_WAIT
    asks: bool = True
    alone: str = ""
    once: bool = False
    since: datetime | None = None
    covers: frozenset[int] = frozenset()
