"""Two people agree on a stage, or nothing changes."""

import pytest

from bot.domain.evidence import Stage
from bot.domain.stage_decisions import CardState, Choice, Outcome, Press, decide, is_as_seen

RUNNER, CHAIR, FORMER = 1, 2, 3
CONFIRM = Press(choice=Choice.CONFIRM, stage=Stage.FUNCTIONING)
KEEP = Press(choice=Choice.KEEP, stage=Stage.FRUSTRATION)
SAME = Press(choice=Choice.ANOTHER, stage=Stage.FUNCTIONING, because="I see it too.")


@pytest.mark.parametrize(
    ("presses", "deciders", "outcome"),
    [
        pytest.param({}, [RUNNER, CHAIR], Outcome(state=CardState.OPEN), id="nobody"),
        pytest.param({RUNNER: CONFIRM}, [RUNNER, CHAIR], Outcome(state=CardState.OPEN), id="one of two"),
        pytest.param(
            {RUNNER: CONFIRM, CHAIR: SAME},
            [RUNNER, CHAIR],
            Outcome(state=CardState.AGREED, stage=Stage.FUNCTIONING),
            id="the same stage by another button",
        ),
        pytest.param(
            {RUNNER: CONFIRM, CHAIR: KEEP}, [RUNNER, CHAIR], Outcome(state=CardState.APART), id="differently"
        ),
        pytest.param(
            {RUNNER: KEEP}, [RUNNER], Outcome(state=CardState.AGREED, stage=Stage.FRUSTRATION), id="no chair"
        ),
        pytest.param(
            {RUNNER: CONFIRM, CHAIR: KEEP},
            [RUNNER],
            Outcome(state=CardState.AGREED, stage=Stage.FUNCTIONING),
            id="the chair has gone",
        ),
        pytest.param(
            {FORMER: CONFIRM}, [RUNNER, CHAIR], Outcome(state=CardState.OPEN), id="by a runner of before"
        ),
        pytest.param({}, [], Outcome(state=CardState.OPEN), id="nobody to decide"),
    ],
)
def test_two_agree_or_nothing_changes(
    presses: dict[int, Press], deciders: list[int], outcome: Outcome
) -> None:
    assert decide(presses=presses, deciders=deciders) == outcome


@pytest.mark.parametrize(
    ("seen", "version", "others", "has_pressed", "stands"),
    [
        pytest.param(1, 1, 0, False, True, id="as it was seen"),
        pytest.param(2, 2, 1, True, True, id="after both have pressed, by who thinks again"),
        pytest.param(1, 2, 1, False, True, id="the other has pressed meanwhile"),
        pytest.param(1, 2, 0, True, False, id="a second press from an old message"),
        pytest.param(1, 3, 1, True, False, id="both have pressed meanwhile"),
        pytest.param(1, 2, 0, False, False, id="asked anew"),
        pytest.param(1, 3, 1, False, False, id="asked anew, and the other has pressed"),
        pytest.param(3, 2, 1, False, False, id="never shown"),
    ],
)
def test_press_counts_on_the_card_that_was_seen(
    seen: int, version: int, others: int, *, has_pressed: bool, stands: bool
) -> None:
    assert is_as_seen(seen=seen, version=version, others=others, has_pressed=has_pressed) is stands
