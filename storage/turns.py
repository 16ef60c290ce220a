"""Turns: who wants to write to SQLite waits in a queue, where SQLite itself would let in whoever asks at the right moment."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import Busy


class Turns:
    """Lets one thread in at a time, in the order in which they came.

    SQLite wakes a waiting writer at intervals that grow; a sweep that commits and begins again would be quicker
    each time, and a press would wait until it gave up.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    @contextmanager
    def taken(self, *, patience: float) -> Iterator[None]:
        """Take a turn for the length of the block. Raises `Busy` after `patience` seconds without one."""
        self._take(patience)
        try:
            yield
        finally:
            self._pass_on()

    def _take(self, patience: float) -> None:
        mine = threading.Event()
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            self._waiting.append(mine)
        if not mine.wait(patience):
            self._give_up(mine)

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False

    def _give_up(self, mine: threading.Event) -> None:
        with self._guard:
            if not mine.is_set():
                self._waiting.remove(mine)
                raise Busy("others have been writing all the time")
