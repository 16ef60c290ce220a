"""What the runner may press in each stage about a date that has gone by, as the table of the stages has it."""

from datetime import date
from typing import Final

import pytest

from bot.domain.deliveries import DeliveryKind
from bot.domain.escalations import FollowUpChoice
from bot.domain.evidence import Stage
from bot.domain.importance import Importance
from bot.errors import Refused
from bot.messages import plain
from bot.messages.model import Message
from bot.services import follow_ups, readers
from storage.database import Database
from tests import riverside
from tests.dates import Autumn, at
from tests.planned import pending
from tests.services.stages.staged import put_in_force

TUESDAY: Final = date(2026, 9, 29)
WEDNESDAY: Final = date(2026, 9, 30)
BY_PRESS: Final = [None, Stage.FORMING, Stage.FRUSTRATION, Stage.FUNCTIONING, Stage.FLYING]
CHAIR_TOO: Final = [None, Stage.FUNCTIONING, Stage.FLYING]


@pytest.fixture
def autumn(database: Database) -> Autumn:
    made = Autumn(riverside.build(database, opened=True))
    made.agreed_by_all()
    return made


def press(autumn: Autumn, stage: Stage | None, choice: FollowUpChoice) -> bool:
    """Let the runner be asked about a critical date whose holder has heard; then the stage is that, and they press."""
    commitment = autumn.promised(importance=Importance.CRITICAL)
    autumn.live(TUESDAY, WEDNESDAY)
    if stage is not None:
        put_in_force(autumn.group, stage)
    return follow_ups.press(
        database=autumn.group.database,
        viewer=autumn.group.viewer("sam"),
        pressed=autumn.pressed(commitment),
        word=choice.value,
        now=at(WEDNESDAY, 11),
    ).changed


def listed(autumn: Autumn) -> str:
    with autumn.group.database.read() as transaction:
        viewer = autumn.group.viewer("sam")
        reader = readers.reader(transaction, viewer=viewer, person_id=viewer.person_id)
        assert reader is not None
        found = follow_ups.of_morning(transaction, reader, at(WEDNESDAY, 11))
    return "".join(plain.text(Message(opening="", blocks=one.blocks)) for one in found)


def asked(autumn: Autumn, who: str) -> set[DeliveryKind]:
    return {one.kind for one in pending(autumn.group, who)}


@pytest.mark.parametrize("stage", BY_PRESS)
def test_press_of_the_runner_asks_the_co_ordinator_but_where_it_fails(
    autumn: Autumn, stage: Stage | None
) -> None:
    assert press(autumn, stage, FollowUpChoice.ASK_CO_ORDINATOR)
    assert asked(autumn, "rob") & {DeliveryKind.FOREWARNED} or asked(autumn, "mina") & {DeliveryKind.HELP_OUT}


@pytest.mark.parametrize("stage", CHAIR_TOO)
def test_press_of_the_runner_asks_the_chair_where_the_partners_have_agreed(
    autumn: Autumn, stage: Stage | None
) -> None:
    assert press(autumn, stage, FollowUpChoice.ASK_CHAIR)
    assert DeliveryKind.WAIT_OR_GO in asked(autumn, "grace")


@pytest.mark.parametrize("stage", [Stage.FORMING, Stage.FRUSTRATION, Stage.FAILING])
def test_no_press_asks_the_chair_while_it_is_new_hard_or_silent(autumn: Autumn, stage: Stage) -> None:
    with pytest.raises(Refused, match="chair_not_in_stage"):
        press(autumn, stage, FollowUpChoice.ASK_CHAIR)

    assert DeliveryKind.WAIT_OR_GO not in asked(autumn, "grace")
    assert "[Ask the chair]" not in listed(autumn)


def test_while_it_fails_somebody_rings_and_nobody_is_asked_in_writing(autumn: Autumn) -> None:
    with pytest.raises(Refused, match="help_not_in_stage"):
        press(autumn, Stage.FAILING, FollowUpChoice.ASK_CO_ORDINATOR)

    assert DeliveryKind.FOREWARNED not in asked(autumn, "rob")
    assert DeliveryKind.HELP_OUT not in asked(autumn, "mina")
    assert "[Ask the co-ordinator]" not in listed(autumn)
