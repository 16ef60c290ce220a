"""What one transaction has read already and would read again just the same."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from storage.database import Transaction

_Asked = ParamSpec("_Asked")
_Found = TypeVar("_Found")


def already(
    transaction: Transaction,
    read: Callable[Concatenate[Transaction, _Asked], _Found],
    *asked: _Asked.args,
    **named: _Asked.kwargs,
) -> _Found | None:
    """Return what a remembered function has found in this transaction, None where it was not asked or not since."""
    return transaction.known.get((read, asked, tuple(named.items())))


def remembered(
    read: Callable[Concatenate[Transaction, _Asked], _Found],
) -> Callable[Concatenate[Transaction, _Asked], _Found]:
    """Let a function that only reads be asked once a transaction, until that transaction writes something.

    What it is asked by must be hashable, and what it returns nobody changes. What is looked up again by each
    part of one message (who is in the partnership, who its partners are) is thus read once.
    """

    @wraps(read)
    def answer(transaction: Transaction, /, *asked: _Asked.args, **named: _Asked.kwargs) -> _Found:
        key = (answer, asked, tuple(named.items()))
        try:
            found: _Found = transaction.known[key]
        except KeyError:
            found = transaction.known[key] = read(transaction, *asked, **named)
        return found

    return answer
