"""What the organisations say: who gives no answer is never counted as fine, and of few nothing is read."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.evidence import Direction, Evidence, Told
from bot.domain.signals import organisations
from bot.domain.small_numbers import FEWEST, Answered, Part
from bot.domain.stage_facts import Facts, OwnAnswer, OwnQuestion, Said
from tests.domain.signals.leaning import leans
from tests.domain.stages.made import LAST_TERM, check_in, facts

YES, PARTLY, NO = Said.YES, Said.PARTLY, Said.NO


def _said(question: OwnQuestion, *said: Said) -> Facts:
    return facts(rounds=(check_in(own={question: list(said)}),))


def _told(evidence: Evidence | None) -> Part | None:
    assert evidence is not None
    assert isinstance(evidence.now, Told)
    return evidence.now.said.part if evidence.now.said else None


@pytest.mark.parametrize(
    ("said", "says", "told"),
    [
        ([YES] * 5 + [PARTLY], "+Fu +Fl -Fr", Part.MOST),
        ([YES] * 6, "+Fu +Fl -Fr", Part.MOST),
        ([YES] * 4 + [NO] * 2, "+Fu", Part.MOST),
        ([YES] * 3 + [PARTLY] * 3, "+Fr -Fu -Fl", Part.HALF),
        ([YES] * 3 + [NO] * 2, "-Fu -Fl", Part.MOST),
        ([YES] * 3 + [NO], "-Fu -Fl", None),
        ([YES] * 3, "-Fu -Fl", None),
        ([NO] * 6, "+Fr -Fu -Fl", Part.FEWER),
        ([], "-Fu -Fl", None),
    ],
)
def test_whether_it_is_worth_it(said: Sequence[Said], says: str, told: Part | None) -> None:
    evidence = organisations.worth(_said(OwnQuestion.WORTH, *said))

    assert leans(evidence) == says
    assert _told(evidence) == told


def test_worth_is_compared_with_the_time_before() -> None:
    now = check_in(own={OwnQuestion.WORTH: [YES] * 5})
    before = check_in(LAST_TERM, own={OwnQuestion.WORTH: [YES] * 3 + [NO] * 3})

    evidence = organisations.worth(facts(rounds=(before, now)))

    assert evidence is not None
    half = Told(said=Answered(part=Part.HALF, answers=6), on=LAST_TERM)
    assert (evidence.before, evidence.direction) == (half, Direction.UP)


def test_it_is_told_of_how_many_who_answered_and_when_they_were_asked() -> None:
    asked_on = date(2027, 1, 26)
    one = replace(check_in(own={OwnQuestion.WORTH: [YES] * 4 + [NO]}), opened_on=asked_on)

    evidence = organisations.worth(facts(rounds=(one,)))

    assert evidence is not None
    assert evidence.now == Told(said=Answered(part=Part.MOST, answers=5), on=asked_on)


@pytest.mark.parametrize(("then", "today"), [(4, 6), (6, 4)])
def test_worth_is_not_compared_with_what_too_few_have_said(then: int, today: int) -> None:
    now = check_in(own={OwnQuestion.WORTH: [YES] * today})
    before = check_in(LAST_TERM, own={OwnQuestion.WORTH: [YES] * then})

    evidence = organisations.worth(facts(rounds=(before, now)))

    assert evidence is not None
    assert evidence.direction is None
    assert (evidence.before is None) is (then < FEWEST)


@pytest.mark.parametrize(
    ("sign", "question", "said", "says"),
    [
        (organisations.in_plans, OwnQuestion.IN_PLANS, [YES] * 4, "+Fl"),
        (organisations.in_plans, OwnQuestion.IN_PLANS, [YES] * 3 + [PARTLY], ""),
        (organisations.in_plans, OwnQuestion.IN_PLANS, [YES] + [NO] * 5, "-Fl"),
        (organisations.differently, OwnQuestion.DIFFERENTLY, [YES] * 4, "+Fl"),
        (organisations.differently, OwnQuestion.DIFFERENTLY, [YES] * 3, ""),
        (organisations.changed, OwnQuestion.CHANGED, [YES] * 3, "+Fo"),
        (organisations.changed, OwnQuestion.CHANGED, [YES] * 2 + [NO] * 4, ""),
    ],
)
def test_what_it_means_to_them(
    sign: Callable[[Facts], Evidence | None], question: OwnQuestion, said: list[Said], says: str
) -> None:
    assert leans(sign(_said(question, *said))) == says


@pytest.mark.parametrize(
    "sign",
    [organisations.worth, organisations.in_plans, organisations.differently, organisations.changed],
)
def test_what_was_not_asked_lately_is_not_known(sign: Callable[[Facts], Evidence | None]) -> None:
    long_ago = check_in(date(2026, 7, 2), own=dict.fromkeys(OwnQuestion, [YES] * 6))

    assert sign(facts()) is None
    assert sign(facts(rounds=(long_ago,))) is None


def test_who_has_left_is_not_counted() -> None:
    asked = check_in(own={OwnQuestion.WORTH: [NO] + [YES] * 5})
    left = facts(rounds=(asked,), partners=facts().partners[1:])

    assert leans(organisations.worth(facts(rounds=(asked,)))) == "+Fu +Fl -Fr"
    assert _told(organisations.worth(left)) is Part.MOST


@pytest.mark.parametrize("partners", range(FEWEST))
@pytest.mark.parametrize("said", [YES, NO])
def test_of_fewer_than_five_organisations_nothing_is_read(partners: int, said: Said) -> None:
    """Not even by leaning one way or the other: one of two knows what it has said itself."""
    few = facts(
        partners=facts().partners[:partners], rounds=(check_in(own=dict.fromkeys(OwnQuestion, [said] * 6)),)
    )

    found = (organisations.worth, organisations.in_plans, organisations.differently, organisations.changed)
    assert [sign(few) for sign in found] == [None] * 4


def test_two_questions_of_one_check_in_are_told_apart() -> None:
    both = check_in(own={OwnQuestion.WORTH: [NO] * 6, OwnQuestion.IN_PLANS: [YES] * 6})

    assert _told(organisations.worth(facts(rounds=(both,)))) is Part.FEWER
    assert OwnAnswer(partner=1, question=OwnQuestion.IN_PLANS, said=YES) in both.answers
