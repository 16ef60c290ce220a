"""When the runner's list tells by itself what goes out next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.previews import shows_tomorrow
from tests.actions import PARTNERSHIP
from tests.riverside import NOW


@pytest.mark.parametrize(
    ("chosen", "days", "shown"),
    [
        (None, 0, True),
        (None, 13, True),
        (None, 14, False),
        (True, 300, True),
        (False, 1, False),
    ],
)
def test_it_does_for_two_weeks_or_as_the_runner_chooses(chosen: bool | None, days: int, shown: bool) -> None:
    group = replace(PARTNERSHIP, opened_at=NOW, shows_tomorrow=chosen)

    assert shows_tomorrow(group, now=NOW + timedelta(days=days)) is shown


def test_draft_has_nothing_to_tell() -> None:
    assert not shows_tomorrow(replace(PARTNERSHIP, opened_at=None), now=NOW)
