"""Somebody's words are taken up only when they say so, by the runner whom they told, and by nobody who comes later."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.domain.calendars import Span
from bot.domain.concerns import MayKnow
from bot.domain.kept_answers import NamedAnswer, OrganisationAnswer
from bot.domain.people import Rhythm
from bot.domain.permissions import Role, Viewer
from bot.domain.question_answers import Answer
from bot.domain.questions import Passing
from bot.domain.rounds import Round
from bot.domain.taking_up import TakeUp
from bot.errors import Refused
from bot.services import notices, readers
from bot.services.checkins import taking_up
from storage import answers, audit, members, people, succession, take_ups
from storage.tables import MembershipRow
from tests import asked_up, checked_in, summed
from tests.asked_up import WORDS
from tests.riverside import Riverside
from tests.summed import AFTER

CHANGE = "Our principal is leaving at Easter"


@pytest.fixture
def of(group: Riverside) -> Round:
    return summed.round_in(
        group,
        sides={group.castle_id: {"changed": Answer(value=2, line=CHANGE), "worth_it": summed.EVEN}},
        told={"rob": {"easier": Answer(line=WORDS)}, "dee": {"easier": Answer(line="Ring me less")}},
    )


def test_the_runner_reads_what_was_told_to_them_by_name(group: Riverside, of: Round) -> None:
    round_id, told = taking_up.told(database=group.database, viewer=group.viewer("sam"), round_id=None)

    assert round_id == of.id
    assert {(one.who, one.words, one.of) for one in told} == {
        ("Rob Stone", WORDS, ""),
        ("Dee Frame", "Ring me less", ""),
        ("Mina Iqbal", f"Yes. {CHANGE}", "Castle College"),
    }
    assert not any(one.asked for one in told)


def test_what_may_be_passed_on_is_said(group: Riverside) -> None:
    answer = Answer(person="Priya", line="Lifts to the fair", passing=Passing.WITHOUT_NAME)
    kinds = {**summed.KINDS, "thanks": summed.NAMED}
    of = summed.round_in(group, kinds=kinds, told={"rob": {"thanks": answer}})

    _, [told] = taking_up.told(database=group.database, viewer=group.viewer("sam"), round_id=of.id)

    assert (told.words, told.may_pass) == ("Priya. Lifts to the fair", Passing.WITHOUT_NAME)


def test_a_new_runner_reads_none_of_it(group: Riverside, of: Round) -> None:
    number = asked_up.asked_of(group, of)
    _succeed(group, "mina")

    with pytest.raises(Refused) as refused:
        taking_up.told(database=group.database, viewer=_viewer(group, "sam"), round_id=of.id)
    assert refused.value.key == "not_for_your_role"
    with pytest.raises(Refused) as nothing:
        taking_up.told(database=group.database, viewer=_viewer(group, "mina"), round_id=of.id)
    assert nothing.value.key == "nothing_told"
    assert asked_up.notice(group) is None
    with pytest.raises(Refused) as gone:
        asked_up.answer(group, number, TakeUp.WITH_MY_NAME)
    assert gone.value.key == "take_up_gone"
    assert asked_up.taken(group) == []


def test_what_is_said_anew_to_the_next_runner_may_be_asked_about_anew(group: Riverside, of: Round) -> None:
    asked_up.asked_of(group, of, f"Yes. {CHANGE}")
    _succeed(group, "rob")
    rob, mina = _viewer(group, "rob"), group.viewer("mina")
    with group.database.write() as transaction:
        answers.keep_for_organisation(
            transaction,
            viewer=mina,
            round_id=of.id,
            partner_id=group.castle_id,
            person_id=mina.person_id,
            answers={"changed": Answer(value=2, line=CHANGE)},
            now=AFTER,
            runner_id=rob.person_id,
        )

    _, [told] = taking_up.told(database=group.database, viewer=rob, round_id=of.id)
    asked = taking_up.ask(database=group.database, viewer=rob, round_id=of.id, chosen=[told.arg], now=AFTER)

    assert (told.who, told.words, told.asked) == ("Mina Iqbal", f"Yes. {CHANGE}", False)
    assert asked.whom == ("Mina Iqbal",)


def test_who_was_asked_before_is_not_said_to_be_asked(group: Riverside, of: Round) -> None:
    arg = asked_up.args(group, of)[WORDS]
    asked_up.ask(group, of, arg)

    again = asked_up.ask(group, of, arg)

    assert (again.whom, again.by_hand, again.before) == ((), (), ("Rob Stone",))
    assert len(asked_up.all_owed(group)) == 1


def test_who_wrote_it_is_asked_in_their_next_message_without_its_words(group: Riverside, of: Round) -> None:
    asked = asked_up.ask(group, of, asked_up.args(group, of)[WORDS])

    assert (asked.whom, asked.by_hand) == (("Rob Stone",), ())
    words = asked_up.text(asked_up.notice(group))
    assert "Sam asks you: May I take it up?" in words
    assert "What one thing would make your part easier?" in words
    assert "No answer means: just the two of you." in words
    assert WORDS not in words


def test_an_organisations_words_are_asked_of_who_wrote_them(group: Riverside, of: Round) -> None:
    number = asked_up.asked_of(group, of, f"Yes. {CHANGE}")

    assert "wrote something to Sam for Castle College" in asked_up.text(asked_up.notice(group, "mina"))
    asked_up.answer(group, number, TakeUp.WITHOUT_MY_NAME, by="mina")
    assert asked_up.taken(group) == [(f"Yes. {CHANGE}", MayKnow.WITHOUT_MY_NAME)]


def test_who_has_only_a_telephone_is_asked_by_the_runner(group: Riverside, of: Round) -> None:
    asked = asked_up.ask(group, of, asked_up.args(group, of)["Ring me less"])

    assert (asked.whom, asked.by_hand) == ((), ("Dee Frame",))
    assert asked_up.all_owed(group) == []


def test_nobody_is_asked_twice(group: Riverside, of: Round) -> None:
    arg = asked_up.args(group, of)[WORDS]
    asked_up.ask(group, of, arg)
    asked_up.ask(group, of, arg)

    assert len(asked_up.all_owed(group)) == 1
    _, told = taking_up.told(database=group.database, viewer=group.viewer("sam"), round_id=of.id)
    assert [one.asked for one in told if one.arg == arg] == [True]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (TakeUp.WITH_MY_NAME, [(WORDS, MayKnow.RUNNER_AND_CHAIR)]),
        (TakeUp.WITHOUT_MY_NAME, [(WORDS, MayKnow.WITHOUT_MY_NAME)]),
        (TakeUp.JUST_US, []),
        (TakeUp.RING_ME, []),
    ],
    ids=lambda one: one.value if isinstance(one, TakeUp) else "",
)
def test_it_becomes_a_concern_only_by_a_yes(
    group: Riverside, of: Round, said: TakeUp, kept: list[tuple[str, MayKnow]]
) -> None:
    number = asked_up.asked_of(group, of)

    first = asked_up.answer(group, number, said)
    again = asked_up.answer(group, number, TakeUp.WITH_MY_NAME)

    assert (first.said, first.is_first) == (said, True)
    assert (again.said, again.is_first) == (said, False)
    assert asked_up.taken(group) == kept
    assert asked_up.notice(group) is None


def test_no_answer_means_just_you_and_me(group: Riverside, of: Round) -> None:
    asked_up.asked_of(group, of)

    assert asked_up.taken(group) == []
    assert asked_up.heard(group) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (TakeUp.RING_ME, ["Rob Stone asks you to ring, about what they wrote in the check-in."]),
        (
            TakeUp.JUST_US,
            ["Rob Stone would rather keep what they wrote in the check-in between the two of you."],
        ),
        (TakeUp.WITH_MY_NAME, []),
    ],
    ids=lambda one: one.value if isinstance(one, TakeUp) else "",
)
def test_the_runner_hears_what_they_said(group: Riverside, of: Round, said: TakeUp, words: list[str]) -> None:
    asked_up.answer(group, asked_up.asked_of(group, of), said)

    assert [one.strip() for one in asked_up.heard(group)] == words


def test_nobody_answers_for_somebody_else(group: Riverside, of: Round) -> None:
    number = asked_up.asked_of(group, of)

    with pytest.raises(Refused) as refused:
        asked_up.answer(group, number, TakeUp.WITH_MY_NAME, by="mina")

    assert refused.value.key == "take_up_gone"


def test_what_is_nobodys_answer_is_not_asked_about(group: Riverside, of: Round) -> None:
    asked = asked_up.ask(group, of, "named.99", "rubbish")

    assert (asked.whom, asked.by_hand) == ((), ())
    assert asked_up.all_owed(group) == []


def test_words_stand_nowhere_but_in_the_answer_and_the_concern(group: Riverside, of: Round) -> None:
    asked_up.answer(group, asked_up.asked_of(group, of), TakeUp.WITHOUT_MY_NAME)

    found = {table for table, text in checked_in.texts(group).items() if WORDS in text}

    assert found == {"named_answers", "concerns"}
    with group.database.read() as transaction:
        since = AFTER - timedelta(days=1)
        assert audit.subjects_of(transaction, viewer=group.viewer("sam"), act="take_up_answered", since=since)


@pytest.mark.parametrize("name", ["grace", "mina", "rob"])
def test_nobody_but_the_runner_reads_or_asks(group: Riverside, of: Round, name: str) -> None:
    viewer = group.viewer(name)
    for act in (
        lambda: taking_up.told(database=group.database, viewer=viewer, round_id=of.id),
        lambda: taking_up.ask(database=group.database, viewer=viewer, round_id=of.id, chosen=[], now=AFTER),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.key == "not_for_your_role"


def test_where_nothing_was_told_it_says_so(group: Riverside) -> None:
    summed.round_in(group)

    with pytest.raises(Refused) as refused:
        taking_up.told(database=group.database, viewer=group.viewer("sam"), round_id=None)

    assert refused.value.key == "nothing_told"


def _succeed(group: Riverside, name: str) -> None:
    with group.database.write() as transaction:
        succession.succeed(
            transaction,
            viewer=group.viewer("grace"),
            from_id=group.person("sam").id,
            to_id=group.person(name).id,
            then=Role.MEMBER,
            now=AFTER,
        )


def _viewer(group: Riverside, name: str) -> Viewer:
    with group.database.read() as transaction:
        found = members.member(transaction, viewer=group.engine, person_id=group.person(name).id)
    assert found is not None
    return found.viewer


def test_what_was_asked_after_a_milestone_or_is_gone_is_asked_about_no_more(
    group: Riverside, of: Round
) -> None:
    number = asked_up.asked_of(group, of, f"Yes. {CHANGE}")
    with group.database.write() as transaction:
        mina = group.viewer("mina")
        request = take_ups.get(transaction, viewer=mina, take_up_id=number)
        one = taking_up.written(transaction, viewer=mina, request=request)
        assert isinstance(one, OrganisationAnswer)
        after_milestone = NamedAnswer(
            id=9,
            round_id=None,
            milestone_id=1,
            key="easier",
            person_id=mina.person_id,
            to_id=group.person("sam").id,
            answer=one.answer,
            by_phone=False,
            at=AFTER,
        )
        for changed in (after_milestone, replace(one, key="own_9")):
            with pytest.raises(Refused):
                taking_up.asked_in(transaction, viewer=mina, one=changed)
        answers.keep_for_organisation(
            transaction,
            viewer=mina,
            round_id=of.id,
            partner_id=group.castle_id,
            person_id=mina.person_id,
            answers={},
            now=AFTER,
            only=["worth_it"],
        )
        with pytest.raises(Refused):
            taking_up.written(transaction, viewer=group.viewer("rob"), request=request)


def test_who_never_comes_to_work_is_not_written_to(group: Riverside, of: Round) -> None:
    args = asked_up.args(group, of)
    with group.database.write() as transaction:
        away = Rhythm(leave=(Span(first=AFTER.date(), last=AFTER.date() + timedelta(days=3000)),))
        people.set_rhythm(
            transaction, viewer=group.viewer("rob"), person_id=group.person("rob").id, rhythm=away
        )

    assert asked_up.ask(group, of, args[WORDS]).by_hand == ("Rob Stone",)


def test_the_chair_who_wrote_it_is_not_told_that_the_chair_will_know(group: Riverside) -> None:
    of = summed.round_in(group, told={"grace": {"easier": Answer(line=WORDS)}})
    asked_up.asked_of(group, of)

    assert "With your name, Sam will know it is yours." in asked_up.text(asked_up.notice(group, "grace"))


def test_what_is_gone_is_asked_about_no_more(group: Riverside, of: Round) -> None:
    asked_up.asked_of(group, of)
    [owed] = asked_up.all_owed(group)
    gone = replace(owed, owed=replace(owed.owed, fact=f"{taking_up.FACT}99"))

    with group.database.read() as transaction:
        rob = readers.reader(transaction, viewer=group.engine, person_id=group.person("rob").id)
        assert rob is not None
        assert notices.write(transaction, reader=rob, delivery=gone, now=AFTER) is None


def test_of_who_has_left_nothing_is_said(group: Riverside, of: Round) -> None:
    asked_up.answer(group, asked_up.asked_of(group, of), TakeUp.RING_ME)
    with group.database.write() as transaction:
        rob = MembershipRow.person_id == group.person("rob").id
        transaction.connection.execute(delete(MembershipRow).where(rob))

    assert asked_up.heard(group) == []
