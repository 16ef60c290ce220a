"""Eight people who do the same thing at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Final

from sqlalchemy import event

from storage.database import Database, Transaction

EIGHT: Final = 8
_PATIENCE: Final = 20.0
_MOMENT: Final = 2.0


def together(database: Database, act: Callable[[Transaction, int], object]) -> list[object]:
    """Let each of them act in a transaction of their own, and return what each got: an outcome or an error.

    `act` is told which of them it is, from 0 on. Where they can write at once, they all wait for each other
    before they add their first row: each has found then that it is not there yet.
    """
    ready, adding = Barrier(EIGHT, timeout=_PATIENCE), Barrier(EIGHT, timeout=_MOMENT)

    def one(number: int) -> object:
        ready.wait()
        with database.write() as transaction:
            if transaction.locks_rows:
                _meet_before_adding(transaction, adding)
            return act(transaction, number)

    with ThreadPoolExecutor(max_workers=EIGHT) as pool:
        return [_outcome(one) for one in [pool.submit(one, number) for number in range(EIGHT)]]


def errors(outcomes: Sequence[object]) -> list[type[Exception]]:
    """Return the kinds of the errors among what they got."""
    return [type(one) for one in outcomes if isinstance(one, Exception)]


def _meet_before_adding(transaction: Transaction, others: Barrier) -> None:
    met = False

    def meet(_: object, __: object, statement: str, *___: object) -> None:
        nonlocal met
        if statement.startswith("INSERT") and not met:
            met = True
            with suppress(BrokenBarrierError):  # Some of them may have nothing to add.
                others.wait()

    event.listen(transaction.connection, "before_cursor_execute", meet)


def _outcome(future: Future[object]) -> object:
    error = future.exception()
    return future.result() if error is None else error
