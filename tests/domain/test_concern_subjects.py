"""Whom a concern may be about by name, and who would hear each."""

import pytest

from bot.domain.concern_hearers import subjects
from bot.domain.concerns import About, Keepers

RUNNER, CHAIR, THIRD, MINA = 1, 3, 6, 7
NEUTRAL = Keepers(runner_id=RUNNER, chair_id=CHAIR, chair_is_neutral=True)
OF_A_PARTNER = Keepers(runner_id=RUNNER, chair_id=CHAIR)
WITH_THIRD = Keepers(runner_id=RUNNER, chair_id=CHAIR, chair_is_neutral=True, third_id=THIRD)
NO_CHAIR = Keepers(runner_id=RUNNER)
ONE_AS_BOTH = Keepers(runner_id=RUNNER, chair_id=RUNNER, chair_is_neutral=True)
BOTH_WITH_THIRD = Keepers(runner_id=RUNNER, chair_id=RUNNER, chair_is_neutral=True, third_id=THIRD)


@pytest.mark.parametrize(
    ("keepers", "raiser_id", "heard_by"),
    [
        (NEUTRAL, MINA, {About.RUNNER: CHAIR, About.CHAIR: RUNNER, About.BOTH: None}),
        (NEUTRAL, RUNNER, {About.CHAIR: None}),
        (NEUTRAL, CHAIR, {About.RUNNER: None}),
        (OF_A_PARTNER, MINA, {About.RUNNER: None, About.CHAIR: RUNNER, About.BOTH: None}),
        (OF_A_PARTNER, CHAIR, {About.RUNNER: None}),
        (WITH_THIRD, MINA, {About.RUNNER: CHAIR, About.CHAIR: RUNNER, About.BOTH: THIRD}),
        (WITH_THIRD, RUNNER, {About.CHAIR: THIRD}),
        (WITH_THIRD, CHAIR, {About.RUNNER: THIRD}),
        (WITH_THIRD, THIRD, {About.RUNNER: CHAIR, About.CHAIR: RUNNER, About.BOTH: None}),
        (NO_CHAIR, MINA, {About.RUNNER: None}),
        (NO_CHAIR, RUNNER, {}),
        (ONE_AS_BOTH, MINA, {About.RUNNER: None}),
        (ONE_AS_BOTH, RUNNER, {}),
        (BOTH_WITH_THIRD, MINA, {About.RUNNER: THIRD}),
    ],
)
def test_nobody_is_named_twice_or_to_themselves(
    keepers: Keepers, raiser_id: int, heard_by: dict[About, int | None]
) -> None:
    found = subjects(raiser_id=raiser_id, keepers=keepers)

    assert {one.about: one.owner_id for one in found} == heard_by
    assert len({one.people for one in found}) == len(found)
    assert not [one for one in found if raiser_id in one.people or one.owner_id in one.people]
