"""How it feels: most, mixed, few, or too few to say. What is hidden speaks for nothing."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.domain.evidence import Direction, Evidence, Felt, Kind, Level
from bot.domain.signals import feeling
from bot.domain.stage_facts import Facts, Question, Round
from tests.domain.signals.leaning import figure, leans
from tests.domain.stages.made import LAST_TERM, LAST_WEEK, TODAY, check_in, facts

MOST, MIXED, FEW = Level.MOST, Level.MIXED, Level.FEW
LONG_BEFORE = date(2026, 5, 14)


def _asked(question: Question, *levels: Level | None, answered: int = 10) -> Facts:
    """What a question showed in the last check-ins, the newest first."""
    days = (LAST_WEEK, LAST_TERM, LONG_BEFORE)
    return facts(
        rounds=tuple(
            check_in(day, levels={question: level}, answered=answered)
            for day, level in zip(days, levels, strict=False)
        )
    )


@pytest.mark.parametrize(
    ("sign", "question"),
    [
        (feeling.purpose, Question.PURPOSE),
        (feeling.commitment, Question.COMMITMENT),
        (feeling.trust, Question.TRUST),
        (feeling.clarity, Question.CLARITY),
    ],
)
@pytest.mark.parametrize(
    ("level", "answered", "says"),
    [
        (MOST, 10, "+Fu -Fr -Fa"),
        (MOST, 7, "+Fu -Fr -Fa"),
        (MOST, 6, "-Fu -Fl"),
        (MIXED, 10, "+Fr -Fu -Fl"),
        (FEW, 6, "+Fr -Fu -Fl"),
        (None, 4, "-Fu -Fl"),
    ],
)
def test_how_it_feels(
    sign: Callable[[Facts], Evidence | None],
    question: Question,
    level: Level | None,
    answered: int,
    says: str,
) -> None:
    evidence = sign(_asked(question, level, answered=answered))

    assert evidence is not None
    assert (leans(evidence), evidence.kind) == (says, Kind.FEELING)
    assert evidence.now == Felt(level=level, people=answered, on=LAST_WEEK)


@pytest.mark.parametrize(
    ("now", "before", "direction"),
    [
        (MOST, MIXED, Direction.UP),
        (MIXED, MOST, Direction.DOWN),
        (MIXED, MIXED, Direction.STEADY),
        (MIXED, None, None),
        (None, MIXED, None),
    ],
)
def test_where_a_feeling_goes(now: Level | None, before: Level | None, direction: Direction | None) -> None:
    evidence = feeling.trust(_asked(Question.TRUST, now, before))

    assert evidence is not None
    assert evidence.direction is direction


@pytest.mark.parametrize(
    "rounds",
    [
        (),
        (check_in(LONG_BEFORE, levels={Question.TRUST: MOST}),),
        (check_in(date(2027, 2, 11), levels={Question.TRUST: MOST}),),
        (check_in(levels={Question.CLARITY: MOST}),),
    ],
    ids=["none", "long ago", "not closed yet", "another question"],
)
def test_what_was_not_asked_lately_is_not_felt(rounds: tuple[Round, ...]) -> None:
    assert feeling.trust(facts(rounds=rounds)) is None


@pytest.mark.parametrize(
    ("levels", "answered", "says"),
    [((MOST, MOST), 10, "+Fl"), ((MOST, MIXED), 10, ""), ((MOST,), 10, ""), ((MOST, MOST), 6, "")],
)
def test_trust_that_is_steady(levels: tuple[Level, ...], answered: int, says: str) -> None:
    assert leans(feeling.steady_trust(_asked(Question.TRUST, *levels, answered=answered))) == says


@pytest.mark.parametrize(
    ("levels", "says"), [((MOST,), "+Fl"), ((MIXED,), "-Fl"), ((None,), "-Fl"), ((), "")]
)
def test_whether_it_would_begin_today(levels: tuple[Level | None, ...], says: str) -> None:
    assert leans(feeling.start_today(_asked(Question.START_TODAY, *levels))) == says


@pytest.mark.parametrize("question", [Question.PURPOSE, Question.CLARITY])
@pytest.mark.parametrize(
    ("levels", "answered", "says"),
    [
        ((MOST, MIXED), 10, "+Fu"),
        ((MOST, FEW), 10, "+Fu"),
        ((MIXED, FEW), 10, ""),
        ((MOST, MOST), 10, ""),
        ((MOST, None), 10, ""),
        ((MOST, MIXED), 6, ""),
    ],
)
def test_what_came_back_after_a_dip(
    question: Question, levels: tuple[Level | None, ...], answered: int, says: str
) -> None:
    assert leans(feeling.recovered(_asked(question, *levels, answered=answered))) == says


@pytest.mark.parametrize(
    ("levels", "says"), [((FEW, FEW, FEW, MOST), "+Fr +Fa"), ((FEW, FEW, MIXED, MOST), "")]
)
def test_low_on_most_of_the_four(levels: tuple[Level, ...], says: str) -> None:
    asked = dict(zip(feeling.CLIMATE, levels, strict=True))

    evidence = feeling.low(facts(rounds=(check_in(levels=dict(asked)),)))

    assert leans(evidence) == says
    assert evidence is None or figure(evidence) == (3, 4)


def test_nothing_is_low_that_was_never_asked() -> None:
    assert feeling.low(facts()) is None


@pytest.mark.parametrize(
    ("levels", "says"),
    [((None, MOST), "+Fa"), ((None, None), ""), ((MOST, None), ""), ((None,), ""), ((), "")],
    ids=["no longer", "never", "again", "the first time", "no check-in"],
)
def test_too_few_to_show_how_it_feels(levels: tuple[Level | None, ...], says: str) -> None:
    assert leans(feeling.hidden(_asked(Question.TRUST, *levels, answered=4))) == says


def test_what_comes_after_today_is_not_known() -> None:
    tomorrow = check_in(date(2027, 2, 10), levels={Question.TRUST: None}, answered=2)

    assert feeling.hidden(facts(rounds=(check_in(levels={Question.TRUST: MOST}), tomorrow))) is None
    assert tomorrow.closed_on > TODAY
