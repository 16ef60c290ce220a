"""Who is asked when nobody looks after a partnership."""

import pytest

from bot.domain.keepers import asked_who_runs, is_deserted
from bot.domain.permissions import Role

DEPUTY, CHAIR = Role.DEPUTY_RUNNER, Role.CHAIR


@pytest.mark.parametrize(
    ("silent", "has_deputy", "expected"),
    [
        (0, True, set()),
        (9, True, set()),
        (9, False, set()),
        (10, True, {DEPUTY}),
        (11, True, {DEPUTY}),
        (12, True, {DEPUTY, CHAIR}),
        (10, False, {CHAIR}),
        (99, False, {CHAIR}),
    ],
)
def test_deputy_is_asked_and_then_the_chair(silent: int, has_deputy: bool, expected: set[Role]) -> None:
    assert asked_who_runs(silent=silent, has_deputy=has_deputy) == expected
    assert is_deserted(silent=silent) is bool(expected)
