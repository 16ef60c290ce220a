"""Somebody skips what the runner has asked to take up: nothing of it stays, and the runner hears that it is closed."""

import pytest

from bot.domain.question_answers import Answer, Typed
from bot.domain.rounds import Round
from bot.domain.taking_up import TakeUp
from bot.errors import Refused
from bot.messages import refusals
from bot.services.checkins import taking_up
from storage import answers, take_ups
from tests import asked_up, summed
from tests.asked_up import WORDS
from tests.checked_in import answer, open_round, texts
from tests.riverside import NOW, Riverside
from tests.summed import AFTER

TAKEN_BACK = "Rob Stone has taken back what you asked to take up, so your question about it is closed."


@pytest.fixture
def of(group: Riverside) -> Round:
    return summed.round_in(group, told={"rob": {"easier": Answer(line=WORDS)}})


def test_an_answer_changed_to_skip_is_gone_whatever_was_asked_about_it(group: Riverside) -> None:
    opened = open_round(group)
    sam, mina = group.viewer("sam"), group.members["mina"]
    answer(group, mina, opened, changed=Typed(option="Yes", line=WORDS), purpose=Typed(option="Mostly"))
    with group.database.write() as transaction:
        [told] = answers.named_to(transaction, viewer=sam, round_id=opened.id)
        [said] = answers.organisations_of(transaction, viewer=sam, round_id=opened.id)
        for one, for_organisation in ((told, False), (said, True)):
            take_ups.ask(
                transaction,
                viewer=sam,
                answer_id=one.id,
                for_organisation=for_organisation,
                person_id=mina.person.id,
                asked_on=NOW.date(),
            )

    answer(group, mina, opened)

    assert [name for name, text in texts(group).items() if WORDS in text] == []
    with group.database.read() as transaction:
        requests = take_ups.asked_by(transaction, viewer=sam)
        assert answers.named_to(transaction, viewer=sam) == ()
    assert [(one.answer_id, one.taken_back_at is not None) for one in requests] == [(None, True)] * 2


def test_the_runner_reads_once_that_it_is_taken_back(group: Riverside, of: Round) -> None:
    asked_up.asked_of(group, of)
    _skip(group, of)

    assert asked_up.heard(group) == [TAKEN_BACK]
    with pytest.raises(Refused, match="nothing_told"):
        taking_up.told(database=group.database, viewer=group.viewer("sam"), round_id=of.id)


def test_who_took_it_back_is_asked_no_more_and_makes_no_concern_of_it(group: Riverside, of: Round) -> None:
    number = asked_up.asked_of(group, of)
    _skip(group, of)

    assert asked_up.notice(group) is None
    with pytest.raises(Refused) as refused:
        asked_up.answer(group, number, TakeUp.WITH_MY_NAME)
    assert refusals.sentence(refused.value) == "You have taken that answer back, so nobody takes it up."
    assert asked_up.taken(group) == []


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (TakeUp.JUST_US, [TAKEN_BACK]),
        (TakeUp.RING_ME, [TAKEN_BACK]),
        (TakeUp.WITHOUT_MY_NAME, []),
    ],
)
def test_what_became_a_concern_speaks_for_itself(
    group: Riverside, of: Round, said: TakeUp, heard: list[str]
) -> None:
    asked_up.answer(group, asked_up.asked_of(group, of), said)

    _skip(group, of)

    assert asked_up.heard(group) == heard


def _skip(group: Riverside, of: Round) -> None:
    rob, sam = group.viewer("rob"), group.viewer("sam")
    with group.database.write() as transaction:
        answers.keep_named(
            transaction,
            viewer=rob,
            round_id=of.id,
            person_id=rob.person_id,
            to_id=sam.person_id,
            answers={},
            now=AFTER,
        )
