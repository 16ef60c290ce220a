"""Check-ins, concerns and the stage, pressed by every role: who is answered, and who hears that it is not theirs."""

from collections.abc import Mapping
from typing import Final

import pytest

from bot.domain.evidence import Stage
from bot.domain.permissions import Intent, Role
from bot.domain.question_answers import Answer
from bot.messages import plain, refusals
from handlers.conversations.replies import Say
from storage import members
from tests import calls, summed
from tests.pressing import answer
from tests.riverside import Riverside
from tests.services.stages.staged import put_in_force
from tests.summed import AFTER

EVERYBODY: Final = (
    Role.RUNNER,
    Role.DEPUTY_RUNNER,
    Role.CHAIR,
    Role.CO_ORDINATOR,
    Role.DEPUTY,
    Role.MEMBER,
    Role.SPONSOR,
    Role.OBSERVER,
    Role.GUEST,
)
RUN: Final = {Role.RUNNER, Role.DEPUTY_RUNNER}
LEAD: Final = RUN | {Role.CHAIR}
TWO: Final = {Role.RUNNER, Role.CHAIR}
WORK: Final = LEAD | {Role.CO_ORDINATOR, Role.DEPUTY, Role.MEMBER}

MAY: Final[Mapping[Intent, set[Role]]] = {
    # The check-in is the partnership's: who leads asks, who works answers and sees there what is theirs; who only
    # reads is asked nothing.
    Intent.CHECK_IN: WORK,
    Intent.ADD_QUESTION: LEAD,
    Intent.ANSWER_CHECK_IN: WORK,
    Intent.LOOK_BACK: WORK,
    # The whole group's figures are for those who lead it; what was told to the runner is the runner's alone.
    Intent.CHECK_IN_RESULTS: LEAD,
    Intent.TELL_SUMMARY: RUN,
    Intent.TAKE_UP: {Role.RUNNER},
    Intent.ANSWER_TAKE_UP: WORK,
    # Each organisation speaks for itself, by its co-ordinator; the runner for whom nobody can write to.
    Intent.SIDE_BY_SIDE: WORK,
    Intent.SHOW_SIDE: {Role.RUNNER, Role.CO_ORDINATOR},
    # Anybody can be worried; who hears it has been chosen by whoever raised it.
    Intent.CONCERN: set(EVERYBODY),
    Intent.FOLLOW_CONCERN: set(EVERYBODY),
    Intent.ANSWER_CONCERN: WORK,
    # "Only you two see this."
    Intent.STAGE: TWO,
    Intent.DECIDE_STAGE: TWO,
    Intent.STAGE_STEP: TWO,
}
ARGS: Final = {
    Intent.FOLLOW_CONCERN: "read.1",
    Intent.ANSWER_CONCERN: "1",
    Intent.ANSWER_TAKE_UP: "1.just_us",
    Intent.DECIDE_STAGE: "keep.1.1",
    Intent.STAGE_STEP: "done.ring_all",
}
NOT_THEIRS: Final = refusals.SENTENCES["not_for_your_role"]


@pytest.fixture
def busy(group: Riverside) -> Riverside:
    """A partnership with something to press on: a check-in that is in, and a stage."""
    summed.round_in(group, sides={group.castle_id: {"worth_it": Answer(value=1)}})
    put_in_force(group, Stage.FRUSTRATION)
    return group


def _is_answered(group: Riverside, role: Role, intent: Intent, arg: str) -> bool:
    with group.database.write() as transaction:
        members.take_role(transaction, viewer=group.engine, person_id=group.person("rob").id, role=role)
    reply = answer(group, calls.press(group.installation_id, "U-ROB", intent, arg=arg), now=AFTER)
    return not (
        isinstance(reply, Say)
        and reply.message is not None
        and NOT_THEIRS.split(".")[0] in plain.text(reply.message)
    )


@pytest.mark.parametrize("intent", MAY, ids=lambda one: one.value)
def test_each_press_is_for_those_roles_alone(busy: Riverside, intent: Intent) -> None:
    arg = str(busy.castle_id) if intent is Intent.SHOW_SIDE else ARGS.get(intent, "1")

    answered = {role for role in EVERYBODY if _is_answered(busy, role, intent, arg)}

    assert answered == MAY[intent]
