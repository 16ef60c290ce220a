"""Somebody's words are taken up only when they say so, by the runner whom they told, and by nobody who comes later."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.domain.calendars import Span
from bot.domain.concerns import MayKnow
from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.kept_answers import NamedAnswer, OrganisationAnswer
from bot.domain.people import Rhythm
from bot.domain.permissions import Role, Viewer
from bot.domain.question_answers import Answer
from bot.domain.questions import Passing
from bot.domain.rounds import Round
from bot.domain.taking_up import TakeUp
from bot.errors import Refused
from bot.messages import plain
from bot.messages.model import Message
from bot.messages.notices import Notice
from bot.services import notices, readers
from bot.services.checkins import take_up_notices, taking_up
from bot.services.checkins.taking_up import Asked, Heard
from storage import answers, audit, concerns, deliveries, members, people, succession, take_ups
from storage.database import Database
from storage.tables import MembershipRow
from tests import checked_in, riverside, summed
from tests.riverside import Riverside
from tests.summed import AFTER

WORDS = "Fewer forms in the first week"
CHANGE = "Our principal is leaving at Easter"


@pytest.fixture
def group(database: Database) -> Riverside:
    return riverside.build(database, opened=True)


@pytest.fixture
def of(group: Riverside) -> Round:
    return summed.round_in(
        group,
        sides={group.castle_id: {"changed": Answer(value=2, line=CHANGE), "worth_it": summed.EVEN}},
        told={"rob": {"easier": Answer(line=WORDS)}, "dee": {"easier": Answer(line="Ring me less")}},
    )


def _ask(group: Riverside, of: Round, *chosen: str) -> Asked:
    return taking_up.ask(
        database=group.database, viewer=group.viewer("sam"), round_id=of.id, chosen=chosen, now=AFTER
    )


def _args(group: Riverside, of: Round) -> dict[str, str]:
    _, told = taking_up.told(database=group.database, viewer=group.viewer("sam"), round_id=of.id)
    return {one.words: one.arg for one in told}


def _owed(group: Riverside) -> list[Delivery]:
    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=group.engine)
    return [one for one in ledger if one.owed.kind is DeliveryKind.TAKE_UP]


def _asked_of(group: Riverside, of: Round, words: str = WORDS) -> int:
    _ask(group, of, _args(group, of)[words])
    [owed] = _owed(group)
    return int(owed.owed.fact.removeprefix(taking_up.FACT))


def _answer(group: Riverside, number: int, said: TakeUp, *, by: str = "rob") -> Heard:
    return taking_up.answer(
        database=group.database, viewer=group.viewer(by), take_up_id=number, said=said, now=AFTER
    )


def _notice(group: Riverside, name: str = "rob") -> Notice | None:
    [owed] = _owed(group)
    with group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=group.engine, person_id=group.person(name).id)
        assert reader is not None
        return notices.write(transaction, reader=reader, delivery=owed, now=AFTER)


def _concerns(group: Riverside) -> list[tuple[str, MayKnow]]:
    with group.database.read() as transaction:
        kept = concerns.kept_by(transaction, viewer=group.engine, person_id=group.person("sam").id)
    return [(one.words, one.may_know) for one in kept]


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
    number = _asked_of(group, of)
    _succeed(group, "mina")

    with pytest.raises(Refused) as refused:
        taking_up.told(database=group.database, viewer=_viewer(group, "sam"), round_id=of.id)
    assert refused.value.key == "not_for_your_role"
    _, told = taking_up.told(database=group.database, viewer=_viewer(group, "mina"), round_id=of.id)
    assert WORDS not in {one.words for one in told}
    assert _notice(group) is None
    with pytest.raises(Refused) as gone:
        _answer(group, number, TakeUp.WITH_MY_NAME)
    assert gone.value.key == "take_up_gone"
    assert _concerns(group) == []


def test_who_wrote_it_is_asked_in_their_next_message_without_its_words(group: Riverside, of: Round) -> None:
    asked = _ask(group, of, _args(group, of)[WORDS])

    assert (asked.whom, asked.by_hand) == (("Rob Stone",), ())
    words = _text(_notice(group))
    assert "Sam asks you: May I take it up?" in words
    assert "What one thing would make your part easier?" in words
    assert "No answer means: just you and me." in words
    assert WORDS not in words


def test_an_organisations_words_are_asked_of_who_wrote_them(group: Riverside, of: Round) -> None:
    number = _asked_of(group, of, f"Yes. {CHANGE}")

    assert "wrote something to Sam for Castle College" in _text(_notice(group, "mina"))
    _answer(group, number, TakeUp.WITHOUT_MY_NAME, by="mina")
    assert _concerns(group) == [(f"Yes. {CHANGE}", MayKnow.WITHOUT_MY_NAME)]


def test_who_has_only_a_telephone_is_asked_by_the_runner(group: Riverside, of: Round) -> None:
    asked = _ask(group, of, _args(group, of)["Ring me less"])

    assert (asked.whom, asked.by_hand) == ((), ("Dee Frame",))
    assert _owed(group) == []


def test_nobody_is_asked_twice(group: Riverside, of: Round) -> None:
    arg = _args(group, of)[WORDS]
    _ask(group, of, arg)
    _ask(group, of, arg)

    assert len(_owed(group)) == 1
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
    number = _asked_of(group, of)

    first = _answer(group, number, said)
    again = _answer(group, number, TakeUp.WITH_MY_NAME)

    assert (first.said, first.is_first) == (said, True)
    assert (again.said, again.is_first) == (said, False)
    assert _concerns(group) == kept
    assert _notice(group) is None


def test_no_answer_means_just_you_and_me(group: Riverside, of: Round) -> None:
    _asked_of(group, of)

    assert _concerns(group) == []
    assert _heard(group) == []


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
    _answer(group, _asked_of(group, of), said)

    assert [one.strip() for one in _heard(group)] == words


def test_nobody_answers_for_somebody_else(group: Riverside, of: Round) -> None:
    number = _asked_of(group, of)

    with pytest.raises(Refused) as refused:
        _answer(group, number, TakeUp.WITH_MY_NAME, by="mina")

    assert refused.value.key == "take_up_gone"


def test_what_is_nobodys_answer_is_not_asked_about(group: Riverside, of: Round) -> None:
    asked = _ask(group, of, "named.99", "rubbish")

    assert (asked.whom, asked.by_hand) == ((), ())
    assert _owed(group) == []


def test_words_stand_nowhere_but_in_the_answer_and_the_concern(group: Riverside, of: Round) -> None:
    _answer(group, _asked_of(group, of), TakeUp.WITHOUT_MY_NAME)

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


def _heard(group: Riverside) -> list[str]:
    with group.database.read() as transaction:
        sam = readers.reader(transaction, viewer=group.engine, person_id=group.person("sam").id)
        assert sam is not None
        return [_text(one) for one in take_up_notices.of_morning(transaction, sam, AFTER)]


def _text(notice: Notice | None) -> str:
    assert notice is not None
    return plain.text(Message(opening="", blocks=notice.blocks))


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
    number = _asked_of(group, of, f"Yes. {CHANGE}")
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
    args = _args(group, of)
    with group.database.write() as transaction:
        away = Rhythm(leave=(Span(first=AFTER.date(), last=AFTER.date() + timedelta(days=3000)),))
        people.set_rhythm(
            transaction, viewer=group.viewer("rob"), person_id=group.person("rob").id, rhythm=away
        )

    assert _ask(group, of, args[WORDS]).by_hand == ("Rob Stone",)


def test_the_chair_who_wrote_it_is_not_told_that_the_chair_will_know(group: Riverside) -> None:
    of = summed.round_in(group, told={"grace": {"easier": Answer(line=WORDS)}})
    _asked_of(group, of)

    assert "With your name, Sam will know it is yours." in _text(_notice(group, "grace"))


def test_what_is_gone_is_asked_about_no_more(group: Riverside, of: Round) -> None:
    _asked_of(group, of)
    [owed] = _owed(group)
    gone = replace(owed, owed=replace(owed.owed, fact=f"{taking_up.FACT}99"))

    with group.database.read() as transaction:
        rob = readers.reader(transaction, viewer=group.engine, person_id=group.person("rob").id)
        assert rob is not None
        assert notices.write(transaction, reader=rob, delivery=gone, now=AFTER) is None


def test_of_who_has_left_nothing_is_said(group: Riverside, of: Round) -> None:
    _answer(group, _asked_of(group, of), TakeUp.RING_ME)
    with group.database.write() as transaction:
        rob = MembershipRow.person_id == group.person("rob").id
        transaction.connection.execute(delete(MembershipRow).where(rob))

    assert _heard(group) == []
