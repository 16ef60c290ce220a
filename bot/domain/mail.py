"""What a mail server's answer means, in the codes of RFC 5321 and RFC 3463."""

import re
from enum import Enum
from typing import Final

_ENHANCED: Final = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_NOBODY: Final = frozenset({(1, 0), (1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 1), (4, 4)})
"""Subject and detail of a status that says that nobody is reached there: no such mailbox or domain, moved, shut."""

_NOBODY_PLAIN: Final = frozenset({550, 551, 553})
"""What a server that knows no other codes says of an address with nobody behind it."""


class Answer(Enum):
    """What becomes of a letter, and of its address: to be tried again, not taken, or nobody is reached there at all."""

    LATER = "later"
    NOT_TAKEN = "not taken"
    NOBODY = "nobody"


def answer_of(*, code: int, said: str) -> Answer:
    """Return what a mail server means that has answered with this code and these words."""
    status = _ENHANCED.search(said)
    if status is not None and status[1] != "2":
        return of_status(status[0])
    if code < 500:
        return Answer.LATER
    return Answer.NOBODY if code in _NOBODY_PLAIN else Answer.NOT_TAKEN


def of_status(status: str) -> Answer:
    """Return what a status such as "5.1.1" means."""
    found = _ENHANCED.search(status)
    if found is None or found[1] != "5":
        return Answer.LATER
    is_nobody = (int(found[2]), int(found[3])) in _NOBODY
    return Answer.NOBODY if is_nobody else Answer.NOT_TAKEN
