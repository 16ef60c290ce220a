"""When too much is marked critical."""

from dataclasses import replace

import pytest

from bot.domain.criticals import are_too_many, marked, really
from bot.domain.importance import Importance
from tests.actions import COMMITMENT


@pytest.mark.parametrize(
    ("critical", "open_actions", "expected"),
    [
        (6, 25, True),
        (5, 25, False),
        (1, 4, False),
        (2, 9, True),
        (2, 10, False),
        (0, 0, False),
        (3, 3, True),
    ],
)
def test_more_than_one_in_five_is_too_many(critical: int, open_actions: int, expected: bool) -> None:
    assert are_too_many(critical=critical, open_actions=open_actions) is expected


@pytest.mark.parametrize(("open_actions", "expected"), [(3, 1), (9, 1), (10, 2), (25, 5)])
def test_a_fifth_may_be(open_actions: int, expected: int) -> None:
    assert really(open_actions) == expected


def test_what_a_board_must_decide_is_not_counted() -> None:
    found = [replace(COMMITMENT, importance=importance) for importance in Importance]

    assert [one.importance for one in marked(found)] == [Importance.CRITICAL]
