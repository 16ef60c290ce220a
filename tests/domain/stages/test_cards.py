"""Which lines stand on the card: few, hard and soft, and one that points the other way."""

from functools import partial

import pytest

from bot.domain.evidence import Evidence, Kind, Share, Signal, Stage, Window
from bot.domain.stage_balance import Balance
from bot.domain.stage_cards import card
from bot.domain.stage_facts import Facts
from bot.domain.stage_weights import WEIGHTS
from bot.domain.stages import propose
from tests.domain.stages.made import NUMBERS, call, facts

FORMING, FRUSTRATION, FUNCTIONING, FLYING, FAILING = Stage


def _line(name: str, *of: Stage, against: tuple[Stage, ...] = ()) -> Evidence:
    signal = Signal[name]
    return Evidence(
        signal=signal,
        kind=WEIGHTS[signal].kind,
        window=Window.SIX_WEEKS,
        now=Share(count=1, of=2),
        speaks_for=frozenset(of),
        speaks_against=frozenset(against),
    )


GOOD = [_line(name, FUNCTIONING) for name in "KEPT FINISHED MILESTONES ELEMENTS NAMED SHARED".split()]
COUNTED = [one for one in GOOD if one.kind is Kind.COUNT]
FELT = _line("TRUST", FUNCTIONING)
NOT_FELT = _line("TRUST", FRUSTRATION, against=(FUNCTIONING, FLYING))
CONCERNS = _line("CONCERNS", FRUSTRATION)


@pytest.mark.parametrize(
    ("evidence", "names"),
    [
        (GOOD, "KEPT FINISHED MILESTONES ELEMENTS NAMED"),
        ([*GOOD, FELT], "KEPT FINISHED MILESTONES ELEMENTS TRUST"),
        ([*GOOD, NOT_FELT], "KEPT FINISHED MILESTONES ELEMENTS TRUST"),
        ([*GOOD, FELT, CONCERNS], "KEPT FINISHED MILESTONES TRUST CONCERNS"),
        ([*GOOD, _line("PURPOSE", FUNCTIONING), CONCERNS], "KEPT FINISHED MILESTONES PURPOSE CONCERNS"),
        ([*GOOD, _line("LOW", FAILING), CONCERNS], "KEPT FINISHED MILESTONES ELEMENTS LOW"),
        ([*GOOD, _line("START_TODAY", FLYING)], "KEPT FINISHED MILESTONES ELEMENTS START_TODAY"),
        ([FELT, _line("CLARITY", FUNCTIONING), _line("WORTH", FUNCTIONING)], "TRUST CLARITY WORTH"),
        ([*GOOD, _line("CLOSED", FUNCTIONING), CONCERNS], "KEPT FINISHED MILESTONES ELEMENTS CONCERNS"),
        ([*COUNTED, _line("CLOSED", FUNCTIONING), NOT_FELT], "KEPT FINISHED ELEMENTS CLOSED TRUST"),
        (
            [*GOOD, FELT, _line("INITIATIVE", FAILING), _line("PURPOSE", against=(FUNCTIONING,))],
            "KEPT FINISHED MILESTONES ELEMENTS PURPOSE",
        ),
        ([FELT, NOT_FELT], "TRUST TRUST"),
        ([], ""),
    ],
    ids=[
        "nothing felt",
        "one felt",
        "felt the other way",
        "with a concern",
        "light but felt",
        "felt the other way, and a concern",
        "felt, for neither",
        "all felt",
        "two kinds, and the heaviest come first",
        "light, but of another kind",
        "against it, and for something else",
        "both ways",
        "nothing",
    ],
)
def test_lines_of_a_card(evidence: list[Evidence], names: str) -> None:
    made = card(Balance(evidence=tuple(evidence)), towards=FUNCTIONING)

    assert " ".join(one.signal.name for one in made.lines) == names


@pytest.mark.parametrize(
    ("line", "towards", "away_from", "is_contrary"),
    [
        (NOT_FELT, FUNCTIONING, FRUSTRATION, True),
        (NOT_FELT, FUNCTIONING, None, True),
        (NOT_FELT, FRUSTRATION, FUNCTIONING, False),
        (NOT_FELT, FRUSTRATION, FLYING, False),
        (CONCERNS, FUNCTIONING, None, True),
        (CONCERNS, FLYING, FUNCTIONING, True),
        (CONCERNS, FAILING, FUNCTIONING, True),
        (CONCERNS, FORMING, FRUSTRATION, True),
        (CONCERNS, FORMING, FUNCTIONING, False),
        (GOOD[0], FLYING, FUNCTIONING, False),
        (GOOD[0], FRUSTRATION, FUNCTIONING, True),
        (GOOD[0], FRUSTRATION, None, True),
        (_line("IN_PLANS", FLYING), FUNCTIONING, FRUSTRATION, False),
        (_line("IN_PLANS", FLYING), FUNCTIONING, FLYING, True),
        (_line("LAPSED", against=(FUNCTIONING,)), FUNCTIONING, None, True),
        (_line("RESTING", against=(FAILING,)), FAILING, FUNCTIONING, True),
        (_line("RESTING", against=(FAILING,)), FUNCTIONING, None, False),
    ],
)
def test_what_points_the_other_way(
    line: Evidence, towards: Stage, away_from: Stage | None, is_contrary: bool
) -> None:
    made = card(Balance(evidence=(line,)), towards=towards, away_from=away_from)

    assert (made.contrary is line) is is_contrary


def test_what_supports_it_is_named_one_counted_and_one_felt() -> None:
    made = card(Balance(evidence=(CONCERNS, *GOOD, FELT)), towards=FUNCTIONING)

    assert made.turning == (Signal.KEPT, Signal.TRUST)


@pytest.mark.parametrize(
    ("evidence", "convinces"),
    [
        ([*COUNTED, FELT], True),
        ([*COUNTED, _line("CLOSED", FUNCTIONING), NOT_FELT], True),
        ([*COUNTED, NOT_FELT], False),
        ([*COUNTED, _line("START_TODAY", FLYING)], False),
        (COUNTED, False),
        ([], False),
    ],
    ids=["felt too", "of two kinds", "felt the other way", "felt, for neither", "counted alone", "nothing"],
)
def test_card_convinces_by_what_supports_it_alone(evidence: list[Evidence], convinces: bool) -> None:
    assert card(Balance(evidence=tuple(evidence)), towards=FUNCTIONING).convinces is convinces


@pytest.mark.parametrize(("also", "suggested"), [(FORMING, None), (FLYING, FRUSTRATION)])
def test_what_speaks_as_much_for_where_it_stands_convinces_nobody(
    also: Stage, suggested: Stage | None
) -> None:
    """What was counted points to Frustration, and the only sign of another kind to both."""
    lines = [_line(name, FRUSTRATION) for name in "KEPT FINISHED MOVING".split()]
    seen = facts(in_force=FORMING, contacts=tuple(call(number) for number in NUMBERS))

    found = propose(
        seen,
        signals={one.signal: partial(_read, one) for one in (*lines, _line("QUICK_WIN", FRUSTRATION, also))},
    )

    assert found.suggests is suggested


def _read(evidence: Evidence, _: Facts) -> Evidence:
    return evidence
