import threading
import time

import pytest

from bot.errors import Busy
from storage.turns import Turns


def test_turns_are_taken_in_the_order_in_which_they_were_asked_for() -> None:
    turns = Turns()
    order: list[int] = []
    threads = [threading.Thread(target=_take, args=(turns, order, number)) for number in range(6)]

    with turns.taken(patience=1):
        for thread in threads:
            thread.start()
            _until_waiting(turns, len(order) + threads.index(thread) + 1)
    for thread in threads:
        thread.join()

    assert order == [0, 1, 2, 3, 4, 5]


def test_turn_is_passed_on_to_who_waits_before_who_comes_back() -> None:
    turns = Turns()
    order: list[int] = []
    other = threading.Thread(target=_take, args=(turns, order, 1))

    with turns.taken(patience=1):
        other.start()
        _until_waiting(turns, 1)
    with turns.taken(patience=1):
        order.append(0)
    other.join()

    assert order == [1, 0]


def test_turn_is_free_again_after_an_error() -> None:
    turns = Turns()

    with pytest.raises(ZeroDivisionError), turns.taken(patience=1):
        raise ZeroDivisionError
    with turns.taken(patience=0):
        was_free = True

    assert was_free


def test_turn_that_does_not_come_in_time_is_given_up() -> None:
    turns = Turns()

    with turns.taken(patience=1), pytest.raises(Busy), turns.taken(patience=0.01):
        pass
    with turns.taken(patience=0):
        was_free = True

    assert was_free


def _take(turns: Turns, order: list[int], number: int) -> None:
    with turns.taken(patience=5):
        order.append(number)


def _until_waiting(turns: Turns, count: int) -> None:
    while len(turns._waiting) < count:
        time.sleep(0.001)
