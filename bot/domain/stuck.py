"""What can be in the way of an action: the answers of the question "What gets in the way most?"."""

from typing import Final

SOMETHING_ELSE: Final = "Something else"

BECAUSE: Final = (
    "Not enough time",
    "Money",
    "I can't decide without asking",
    "Other things come first where I work",
    "We can't agree between us",
    "We hear too late",
    "It's not clear who does what",
    "Our systems or data don't fit",
    "People have changed",
    "Rules pull us different ways",
    SOMETHING_ELSE,
)
"""In the order in which they are offered. "Nothing much" is no answer of somebody who is stuck."""
