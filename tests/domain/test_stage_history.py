"""With which stage a partnership begins."""

import pytest

from bot.domain.evidence import Stage
from bot.domain.partnerships import Worked
from bot.domain.stage_history import at_first


@pytest.mark.parametrize(
    ("going", "worked", "stage"),
    [
        (Stage.FRUSTRATION, Worked.NEW, Stage.FRUSTRATION),
        (None, Worked.YEARS, Stage.FUNCTIONING),
        (None, Worked.UNDER_A_YEAR, Stage.FORMING),
        (None, Worked.NEW, Stage.FORMING),
        (None, None, Stage.FORMING),
    ],
)
def test_group_begins_where_it_says_it_is(going: Stage | None, worked: Worked | None, stage: Stage) -> None:
    assert at_first(going=going, worked=worked) is stage
