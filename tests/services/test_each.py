"""What is wrong with one keeps none of the others waiting, and is heard of all the same."""

import pytest

from bot.services.each import each


def test_each_is_done_and_counted() -> None:
    assert each([1, 2, 3], lambda one: one) == 6
    assert each((), lambda _: 1) == 0


@pytest.mark.parametrize("wrong", [{1}, {2}, {1, 3}, {4}])
def test_what_fails_is_raised_after_all_the_others(wrong: set[int]) -> None:
    done: list[int] = []

    def do(one: int) -> int:
        if one in wrong:
            raise ValueError(one)
        done.append(one)
        return 1

    with pytest.raises(ValueError, match=str(max(wrong))):
        each([1, 2, 3, 4], do)

    assert done == [one for one in (1, 2, 3, 4) if one not in wrong]
