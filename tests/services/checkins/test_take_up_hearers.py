"""A yes to **May I take it up?** reaches those whom the question named, and is asked again where others would hear it now."""

import pytest
from sqlalchemy import update

from bot.domain.concerns import MayKnow
from bot.domain.question_answers import Answer
from bot.domain.rounds import Round
from bot.domain.taking_up import TakeUp
from bot.messages.model import Buttons
from bot.messages.notices import Notice
from storage import take_ups
from storage.tables import PartnershipRow
from tests import asked_up, summed
from tests.asked_up import WORDS
from tests.riverside import Riverside
from tests.worried import stored


@pytest.fixture
def of(group: Riverside) -> Round:
    return summed.round_in(group, told={"rob": {"easier": Answer(line=WORDS)}})


def _works_for_castle(group: Riverside, *, is_so: bool) -> None:
    """Whether the chair works for one of the partners, and so hears no concerns."""
    with group.database.write() as transaction:
        transaction.connection.execute(update(PartnershipRow).values(chair_works_for_partner=is_so))


def _named(notice: Notice | None) -> dict[str, str]:
    assert notice is not None
    [row] = [one for one in notice.blocks if isinstance(one, Buttons)]
    return {one.label: one.arg for one in row.buttons}


def test_each_answer_carries_those_who_would_hear_it(group: Riverside, of: Round) -> None:
    number = asked_up.asked_of(group, of)
    sam, grace = group.person("sam").id, group.person("grace").id

    assert _named(asked_up.notice(group)) == {
        "Yes, with my name": f"{number}.with_my_name.{sam}.{grace}",
        "Yes, without my name": f"{number}.without_my_name.{sam}",
        "Just you and me": f"{number}.just_us",
        "Please ring me": f"{number}.ring_me",
    }


def test_chair_who_was_not_named_hears_nothing_before_a_second_press(group: Riverside, of: Round) -> None:
    _works_for_castle(group, is_so=True)
    number = asked_up.asked_of(group, of)
    shown = asked_up.hearers(group, TakeUp.WITH_MY_NAME)
    _works_for_castle(group, is_so=False)

    heard = asked_up.answer(group, number, TakeUp.WITH_MY_NAME, shown=shown)

    assert "With your name, Sam and Grace will know it is yours." in asked_up.text(heard.again)
    assert asked_up.taken(group) == []
    with group.database.read() as transaction:
        assert take_ups.get(transaction, viewer=group.viewer("rob"), take_up_id=number).reply is None

    again = asked_up.answer(group, number, TakeUp.WITH_MY_NAME)
    assert (again.again, again.is_first) == (None, True)
    assert asked_up.taken(group) == [(WORDS, MayKnow.RUNNER_AND_CHAIR)]


@pytest.mark.parametrize("said", [TakeUp.WITHOUT_MY_NAME, TakeUp.JUST_US, TakeUp.RING_ME])
def test_what_the_chair_would_not_hear_counts_at_once(group: Riverside, of: Round, said: TakeUp) -> None:
    number = asked_up.asked_of(group, of)
    shown = asked_up.hearers(group, said)
    _works_for_castle(group, is_so=True)

    assert asked_up.answer(group, number, said, shown=shown).again is None


def test_what_was_answered_is_not_asked_again(group: Riverside, of: Round) -> None:
    number = asked_up.asked_of(group, of)
    asked_up.answer(group, number, TakeUp.JUST_US)

    heard = asked_up.answer(group, number, TakeUp.WITH_MY_NAME, shown=frozenset())

    assert (heard.again, heard.said, heard.is_first) == (None, TakeUp.JUST_US, False)


def test_runner_who_told_themselves_is_known_to_nobody_without_their_name(group: Riverside) -> None:
    of = summed.round_in(group, told={"sam": {"easier": Answer(line=WORDS)}})
    number = asked_up.asked_of(group, of)

    asked_up.answer(
        group,
        number,
        TakeUp.WITHOUT_MY_NAME,
        by="sam",
        shown=asked_up.hearers(group, TakeUp.WITHOUT_MY_NAME, by="sam"),
    )

    concern = stored(group, 1)
    assert concern.told == {group.person("grace").id}
    assert not concern.named
