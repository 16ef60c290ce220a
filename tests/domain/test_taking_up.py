"""What somebody wrote becomes a concern only if they say so."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.concerns import MayKnow
from bot.domain.taking_up import Request, TakeUp, becomes_concern, meaning

ASKED = Request(id=1, answer_id=2, person_id=3, asked_on=date(2026, 11, 27))


@pytest.mark.parametrize(
    ("reply", "may_know"),
    [
        (TakeUp.WITH_MY_NAME, MayKnow.RUNNER_AND_CHAIR),
        (TakeUp.WITHOUT_MY_NAME, MayKnow.WITHOUT_MY_NAME),
        (TakeUp.JUST_US, None),
        (TakeUp.RING_ME, None),
    ],
)
def test_only_a_yes_makes_a_concern(reply: TakeUp, may_know: MayKnow | None) -> None:
    assert becomes_concern(reply) is may_know
    assert meaning(replace(ASKED, reply=reply)) is reply


def test_silence_means_just_us() -> None:
    assert meaning(ASKED) is TakeUp.JUST_US
    assert becomes_concern(meaning(ASKED)) is None
