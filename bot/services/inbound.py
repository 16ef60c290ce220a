"""One inbound key, one transaction, one answer: a retry gets the kept answer and changes nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from storage import inbox
from storage.database import Database, Joined, Transactions

Kept = dict[str, Any]
"""An answer in the form in which it is kept for a retry."""


def once(
    *, database: Database, source: str, key: str, now: datetime, act: Callable[[Joined], Kept]
) -> Kept | None:
    """Run `act` in one transaction, at most once per key of a source, and keep what it answers.

    When the key came before, nothing is run and the kept answer is returned: None where it is kept no
    longer. Whatever `act` raises undoes everything, the key too, so that a retry tries again.
    """
    try:
        with database.write() as transaction:
            inbox.take(transaction, source=source, key=key, at=now)
            answer = act(Joined(transaction))
            inbox.keep_reply(transaction, source=source, key=key, reply=answer)
            return answer
    except inbox.CameBefore:
        with database.read() as transaction:
            return inbox.kept_reply(transaction, source=source, key=key)


def is_first(*, database: Transactions, source: str, key: str, now: datetime) -> bool:
    """Take a key that works once. Says whether it was us who took it."""
    try:
        with database.write() as transaction:
            inbox.take(transaction, source=source, key=key, at=now)
    except inbox.CameBefore:
        return False
    return True
