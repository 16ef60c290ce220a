"""What the organisations say: who gives no answer is never counted as fine."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from bot.domain.evidence import Direction, Evidence, Share
from bot.domain.signals import organisations
from bot.domain.stage_facts import Facts, OwnAnswer, OwnQuestion, Said
from tests.domain.signals.leaning import figure, leans
from tests.domain.stages.made import LAST_TERM, check_in, facts

YES, PARTLY, NO = Said.YES, Said.PARTLY, Said.NO


def _said(question: OwnQuestion, *said: Said) -> Facts:
    return facts(rounds=(check_in(own={question: list(said)}),))


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ([YES] * 5 + [PARTLY], "+Fu +Fl -Fr"),
        ([YES] * 4 + [NO] * 2, "+Fu"),
        ([YES] * 3 + [PARTLY] * 3, "+Fr -Fu -Fl"),
        ([YES] * 3 + [NO], "-Fu -Fl"),
        ([YES] * 3, "-Fu -Fl"),
        ([NO] * 6, "+Fr -Fu -Fl"),
        ([], "-Fu -Fl"),
    ],
)
def test_whether_it_is_worth_it(said: Sequence[Said], says: str) -> None:
    evidence = organisations.worth(_said(OwnQuestion.WORTH, *said))

    assert leans(evidence) == says
    assert figure(evidence) == (sum(one is YES for one in said), 6)


def test_worth_is_compared_with_the_time_before() -> None:
    now = check_in(own={OwnQuestion.WORTH: [YES] * 5})
    before = check_in(LAST_TERM, own={OwnQuestion.WORTH: [YES] * 3})

    evidence = organisations.worth(facts(rounds=(before, now)))

    assert evidence is not None
    assert (evidence.before, evidence.direction) == (Share(count=3, of=6), Direction.UP)


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
    asked = check_in(own={OwnQuestion.WORTH: [YES] * 4})
    left = facts(rounds=(asked,), partners=facts().partners[4:])

    assert figure(organisations.worth(left)) == (0, 2)


def test_two_questions_of_one_check_in_are_told_apart() -> None:
    both = check_in(own={OwnQuestion.WORTH: [NO] * 6, OwnQuestion.IN_PLANS: [YES] * 6})

    assert figure(organisations.worth(facts(rounds=(both,)))) == (0, 6)
    assert OwnAnswer(partner=1, question=OwnQuestion.IN_PLANS, said=YES) in both.answers
