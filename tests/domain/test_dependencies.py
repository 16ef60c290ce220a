"""Actions that wait for one another never go round in a circle."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dependencies import circle

NEEDS: Mapping[int, tuple[int, ...]] = {1: (2,), 2: (3,), 5: (4, 1)}


@pytest.mark.parametrize(
    ("commitment_id", "wanted", "round_trip"),
    [
        (3, (1,), (3, 1, 2)),
        (3, (4,), ()),
        (3, (4, 5), (3, 5, 1, 2)),
        (7, (7,), (7,)),
        (1, (3,), ()),
        (1, (), ()),
    ],
)
def test_circle_names_its_actions_in_order(
    commitment_id: int, wanted: tuple[int, ...], round_trip: tuple[int, ...]
) -> None:
    assert circle(needs=NEEDS, commitment_id=commitment_id, wanted=wanted) == round_trip


@given(pairs=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30))
def test_what_is_put_in_one_by_one_and_never_in_a_circle_has_an_order(pairs: list[tuple[int, int]]) -> None:
    needs: dict[int, tuple[int, ...]] = {}
    for one, other in pairs:
        if not circle(needs=needs, commitment_id=one, wanted=(other,)):
            needs[one] = (*needs.get(one, ()), other)

    left = set(needs)
    while left:
        free = {one for one in left if not left & set(needs[one])}
        assert free
        left -= free
