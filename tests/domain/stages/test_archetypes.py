"""Five archetypes and the partnerships that look like something they are not: a year of each, drawn with noise."""

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import settings

from bot.domain.evidence import Kind, Stage
from bot.domain.stages import Verdict
from bot.domain.term_days import HALF_TERM
from tests.domain.stages.calendar_year import term
from tests.domain.stages.playing import Played, changes, heading, play_case, row
from tests.domain.stages.stories import ARCHETYPES, LOOK_ALIKES

SEEDS = range(settings().max_examples // 50)
"""Two years of each, and eight where `make stages` prints."""

ALL = {**ARCHETYPES, **LOOK_ALIKES}
YEARS = [(name, seed) for name in ALL for seed in SEEDS]
PRINTED = 2


@cache
def _year(name: str, seed: int) -> list[Played]:
    return play_case(ALL[name], seed=seed)


def _cards() -> Iterator[Played]:
    """Every card of every year that says anything."""
    for name, seed in YEARS:
        yield from (one for one in _year(name, seed) if one.proposal.evidence)


@pytest.mark.parametrize(("name", "seed"), YEARS)
def test_year_ends_in_the_right_stage(name: str, seed: int) -> None:
    assert _year(name, seed)[-1].in_force is ALL[name].is_really


@pytest.mark.parametrize(("name", "seed"), YEARS)
def test_the_right_stage_is_there_within_a_half_term_of_enough_evidence(name: str, seed: int) -> None:
    case = ALL[name]
    first_right = next(one for one in _year(name, seed) if one.in_force is case.is_really)

    assert term().between(case.enough_on, first_right.today) <= HALF_TERM


@pytest.mark.parametrize("name", ALL)
def test_nothing_flaps(name: str) -> None:
    """One change where the year begins in another stage, and none where it doesn't."""
    needed = int(ALL[name].begins_as is not ALL[name].is_really)

    assert [len(changes(_year(name, seed))) for seed in SEEDS] == [needed] * len(SEEDS)


def test_every_proposal_has_evidence_that_was_counted_and_evidence_that_was_felt() -> None:
    for one in _cards():
        if one.proposal.verdict is Verdict.SUGGESTS:
            kinds = [line.kind for line in one.proposal.evidence]
            assert len(kinds) <= 5
            assert Kind.FEELING in kinds
            assert set(kinds) - {Kind.FEELING}


def test_what_points_the_other_way_stands_last() -> None:
    contrary = [one.proposal for one in _cards() if one.proposal.contrary]

    assert contrary
    assert all(one.evidence[-1] is one.contrary for one in contrary)


@pytest.mark.parametrize("name", ["silent, on holiday", "finished and faded", "late but talking"])
def test_what_only_looks_silent_is_never_called_failing(name: str) -> None:
    suggested = {one.proposal.suggests for seed in SEEDS for one in _year(name, seed)}

    assert Stage.FAILING not in suggested


def test_print_which_stage_is_proposed_each_week() -> None:
    """What `make stages` prints: a column a week, from 15 September to 20 July."""
    print("\nFo Fr Fu Fl Fa: suggested, and confirmed at once. = borne out, ? not enough to tell,")
    print("· one a half-term, … the first six weeks, blank: holidays.\n")
    print(heading())
    for name in ALL:
        for seed in SEEDS[:PRINTED]:
            print(row(name, _year(name, seed)))
    right = sum(_year(name, seed)[-1].in_force is ALL[name].is_really for name, seed in YEARS)
    print(f"\nEnded in the right stage: {right} of {len(YEARS)} years.")

    assert right == len(YEARS)
