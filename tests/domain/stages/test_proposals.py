"""When something is proposed, and what: from signs that are given, not read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.evidence import Evidence, Kind, Share, Signal, Stage, Window
from bot.domain.signals.table import SIGNALS, Reading
from bot.domain.stage_facts import Facts
from bot.domain.stage_weights import ENTER, STAY, WEIGHTS
from bot.domain.stages import Proposal, Unseen, Verdict, propose
from tests.domain.stages.apart import steps_between
from tests.domain.stages.made import (
    LAST_WEEK,
    LONG_AGO,
    NEXT_WEEK,
    NUMBERS,
    TODAY,
    call,
    facts,
    milestone,
    promise,
)

FORMING, FRUSTRATION, FUNCTIONING, FLYING, FAILING = Stage
WAITING = tuple(promise(number, due=NEXT_WEEK) for number in NUMBERS)

WELL = "KEPT FINISHED CLARITY TRUST"
BADLY = "KEPT CONCERNS CLARITY"
NEW = "JOINING ELEMENTS EARLY"
HIGH = "TOGETHER STEADY_TRUST INITIATIVE"
SILENT = "QUIET REPLIES LAPSED"
ALIVE = "KEPT QUIET"


def _speaking(
    names: str, *, of: Stage | None = None, against: Stage | None = None
) -> Mapping[Signal, Reading]:
    """Return signs that speak for one stage or against one, whatever the facts."""
    return {signal: _always(signal, of, against) for signal in (Signal[name] for name in names.split())}


def _always(signal: Signal, of: Stage | None, against: Stage | None) -> Reading:
    evidence = Evidence(
        signal=signal,
        kind=WEIGHTS[signal].kind,
        window=Window.SIX_WEEKS,
        now=Share(count=1, of=2),
        speaks_for=frozenset({of} - {None}),  # type: ignore[arg-type]  # None is taken out.
        speaks_against=frozenset({against} - {None}),  # type: ignore[arg-type]  # None is taken out.
    )
    return lambda _: evidence


def _heard(count: int, **parts: Any) -> Facts:
    """Six partners with something to answer, of which so many were rung last week."""
    return facts(promises=WAITING, contacts=tuple(call(number) for number in NUMBERS[:count]), **parts)


def _suggested(seen: Facts, *signals: Mapping[Signal, Reading]) -> Stage | None:
    together = {signal: read for found in signals for signal, read in found.items()}
    return propose(seen, signals=together).suggests


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ({"today": date(2027, 2, 16)}, Verdict.HOLIDAYS),
        ({"today": date(2027, 2, 13)}, Verdict.HOLIDAYS),
        ({"began_on": date(2027, 1, 4)}, Verdict.TOO_EARLY),
        ({"last_proposed_on": LAST_WEEK}, Verdict.ONE_A_HALF_TERM),
        ({"last_proposed_on": date(2026, 12, 1)}, Verdict.SUGGESTS),
        ({}, Verdict.SUGGESTS),
    ],
    ids=["half-term", "Saturday", "first weeks", "once already", "before Christmas", "otherwise"],
)
def test_when_something_is_proposed(parts: dict[str, Any], verdict: Verdict) -> None:
    seen = _heard(6, in_force=FRUSTRATION, **parts)

    assert propose(seen, signals=_speaking(WELL, of=FUNCTIONING)).verdict is verdict


def test_what_proposes_nothing_shows_nothing() -> None:
    silent = propose(facts(today=date(2027, 2, 16)), signals=_speaking(WELL, of=FUNCTIONING))

    assert silent == Proposal(verdict=Verdict.HOLIDAYS, in_force=FUNCTIONING)


@pytest.mark.parametrize("in_force", [FORMING, FRUSTRATION, FAILING])
@pytest.mark.parametrize(
    ("heard", "began_on", "signals", "suggested"),
    [
        (6, LONG_AGO, [WELL], FUNCTIONING),
        (4, LONG_AGO, [WELL], FUNCTIONING),
        (3, LONG_AGO, [WELL], None),
        (6, date(2026, 11, 10), [WELL], None),
        (6, LONG_AGO, ["KEPT FINISHED CLARITY"], None),
        (6, LONG_AGO, ["KEPT FINISHED ACCEPTED NAMED SHARED DONE_WHEN"], None),
        (6, LONG_AGO, ["CLARITY TRUST WORTH MILESTONES PURPOSE COMMITMENT"], None),
    ],
    ids=["well", "two quiet", "three quiet", "early", "not enough", "not felt", "nothing done"],
)
def test_functioning(
    in_force: Stage, heard: int, began_on: date, signals: list[str], suggested: Stage | None
) -> None:
    seen = _heard(heard, in_force=in_force, began_on=began_on)

    assert _suggested(seen, *(_speaking(one, of=FUNCTIONING) for one in signals)) is suggested


def test_functioning_is_not_for_those_whose_dates_pass() -> None:
    good = _speaking("FINISHED CLARITY TRUST WORTH MILESTONES ELEMENTS COMMITMENT", of=FUNCTIONING)
    passing = _speaking("KEPT", against=FUNCTIONING)

    assert _suggested(_heard(6, in_force=FRUSTRATION), good) is FUNCTIONING
    assert _suggested(_heard(6, in_force=FRUSTRATION), good, passing) is None


@pytest.mark.parametrize(
    ("since", "heard", "signals", "well", "suggested"),
    [
        (LONG_AGO, 6, HIGH, WELL, FLYING),
        (date(2026, 12, 1), 6, HIGH, WELL, None),
        (LONG_AGO, 3, HIGH, WELL, None),
        (LONG_AGO, 6, "TOGETHER STEADY_TRUST", WELL, None),
        (LONG_AGO, 6, "STEADY_TRUST START_TODAY WORTH INITIATIVE CLOSED", WELL, None),
        (LONG_AGO, 6, "TOGETHER DIFFERENTLY INITIATIVE CLOSED", WELL, None),
        (LONG_AGO, 6, "DIFFERENTLY STEADY_TRUST WORTH INITIATIVE", WELL, None),
        (LONG_AGO, 6, "DIFFERENTLY STEADY_TRUST WORTH IN_PLANS", WELL, FLYING),
        (LONG_AGO, 6, HIGH, "KEPT FINISHED CLARITY", None),
    ],
    ids=[
        "all",
        "too soon",
        "silent",
        "not enough",
        "no result",
        "not felt",
        "one half",
        "changed at home",
        "hardly functioning",
    ],
)
def test_flying(since: date, heard: int, signals: str, well: str, suggested: Stage | None) -> None:
    signs = {**_speaking(well, of=FUNCTIONING), **_speaking(signals, of=FLYING)}

    assert _suggested(_heard(heard, in_force=FUNCTIONING, since=since), signs) is suggested


@pytest.mark.parametrize("in_force", [FORMING, FRUSTRATION, FAILING])
def test_nobody_flies_who_has_not_functioned(in_force: Stage) -> None:
    high = _speaking(f"{HIGH} IN_PLANS WORTH", of=FLYING)

    assert _suggested(_heard(6, in_force=in_force), high) is None


@pytest.mark.parametrize("in_force", [FORMING, FUNCTIONING, FLYING])
@pytest.mark.parametrize(
    ("heard", "signals", "suggested"),
    [
        (6, BADLY, True),
        (4, BADLY, True),
        (3, BADLY, False),
        (6, "KEPT CLARITY", False),
        (6, "KEPT FINISHED MOVING", False),
    ],
    ids=["voice", "two quiet", "half quiet", "not enough", "one kind"],
)
def test_frustration(in_force: Stage, heard: int, signals: str, suggested: bool) -> None:
    expected = FUNCTIONING if in_force is FLYING else FRUSTRATION

    found = _suggested(_heard(heard, in_force=in_force), _speaking(signals, of=FRUSTRATION))

    assert found is (expected if suggested else None)


@pytest.mark.parametrize(
    ("in_force", "holding"),
    [
        (FORMING, "JOINING EARLY"),
        (FUNCTIONING, "ACCEPTED NAMED SHARED DONE_WHEN"),
        (FLYING, "IN_PLANS CLOSED"),
    ],
)
def test_the_stage_in_force_is_preferred(in_force: Stage, holding: str) -> None:
    worse = _speaking(BADLY, of=FRUSTRATION)

    assert _suggested(_heard(6, in_force=in_force), worse, _speaking(holding, of=in_force)) is None


@pytest.mark.parametrize("in_force", [FORMING, FRUSTRATION, FUNCTIONING, FLYING])
@pytest.mark.parametrize(
    ("heard", "began_on", "signals", "suggested"),
    [
        (3, LONG_AGO, SILENT, FAILING),
        (4, LONG_AGO, SILENT, None),
        (3, date(2026, 11, 10), SILENT, None),
        (3, LONG_AGO, "QUIET REPLIES", None),
        (3, LONG_AGO, "QUIET REPLIES ATTENDANCE", None),
    ],
    ids=["silent", "a few quiet", "early", "not enough", "one kind"],
)
def test_failing(in_force: Stage, heard: int, began_on: date, signals: str, suggested: Stage | None) -> None:
    seen = _heard(heard, in_force=in_force, began_on=began_on)

    assert _suggested(seen, _speaking(signals, of=FAILING)) is suggested


def test_rest_after_success_is_not_failing() -> None:
    asked = tuple(promise(number, due=date(2026, 12, 1)) for number in NUMBERS)
    restless = facts(promises=asked)
    restful = replace(restless, milestones=(milestone(date(2026, 12, 9)),))

    assert _suggested(restless, _speaking(SILENT, of=FAILING)) is FAILING
    assert _suggested(restful, _speaking(SILENT, of=FAILING)) is None


@pytest.mark.parametrize(
    ("heard", "signals", "suggested"),
    [
        (6, ALIVE, FORMING),
        (4, ALIVE, FORMING),
        (3, ALIVE, None),
        (6, "QUIET", None),
        (6, "QUIET REPLIES", None),
    ],
    ids=["alive", "two quiet", "half quiet", "not enough", "one kind"],
)
def test_from_failing_the_way_leads_back_to_forming(
    heard: int, signals: str, suggested: Stage | None
) -> None:
    seen = _heard(heard, in_force=FAILING)

    assert _suggested(seen, _speaking(signals, against=FAILING)) is suggested


def test_from_failing_it_may_work_again_at_once() -> None:
    alive = _speaking("QUIET REPLIES NAMED", against=FAILING)

    assert _suggested(_heard(6, in_force=FAILING), alive, _speaking(WELL, of=FUNCTIONING)) is FUNCTIONING


def test_failing_is_not_called_frustration() -> None:
    assert _suggested(_heard(6, in_force=FAILING), _speaking(BADLY, of=FRUSTRATION)) is None


@pytest.mark.parametrize(
    ("in_force", "began_on", "signals", "suggested"),
    [
        (FRUSTRATION, LONG_AGO, NEW, FORMING),
        (FUNCTIONING, LONG_AGO, NEW, FORMING),
        (FLYING, LONG_AGO, NEW, FUNCTIONING),
        (FRUSTRATION, date(2026, 11, 10), NEW, None),
        (FRUSTRATION, LONG_AGO, "EARLY FEW_ACTIONS NAMED", None),
    ],
    ids=["Frustration", "Functioning", "Flying", "early", "nothing new"],
)
def test_something_new_leads_back_to_the_beginning(
    in_force: Stage, began_on: date, signals: str, suggested: Stage | None
) -> None:
    seen = _heard(6, in_force=in_force, began_on=began_on)

    assert _suggested(seen, _speaking(signals, of=FORMING)) is suggested


@pytest.mark.parametrize(("holding", "suggested"), [("", FUNCTIONING), ("IN_PLANS CLOSED", None)])
def test_flying_ends_when_it_only_functions(holding: str, suggested: Stage | None) -> None:
    signs = {**_speaking(WELL, of=FUNCTIONING), **_speaking(holding, of=FLYING)}

    assert _suggested(_heard(6, in_force=FLYING), signs) is suggested


@pytest.mark.parametrize(
    ("signals", "verdict"),
    [
        (WELL, Verdict.NO_CHANGE),
        ("KEPT FINISHED", Verdict.NOT_ENOUGH),
        ("KEPT", Verdict.NOT_ENOUGH),
        ("", Verdict.NOT_ENOUGH),
    ],
    ids=["borne out", "one kind", "too little", "nothing"],
)
def test_what_is_said_where_nothing_is_suggested(signals: str, verdict: Verdict) -> None:
    found = propose(_heard(6), signals=_speaking(signals, of=FUNCTIONING))

    assert (found.verdict, found.suggests) == (verdict, None)


@pytest.mark.parametrize(
    ("signals", "unseen"),
    [
        (WELL, (Unseen.MEETING,)),
        ("KEPT", (Unseen.MEETING, Unseen.FEELINGS)),
        ("KEPT HIDDEN", (Unseen.MEETING, Unseen.FEELINGS)),
    ],
)
def test_what_cannot_be_seen(signals: str, unseen: tuple[Unseen, ...]) -> None:
    assert propose(_heard(6), signals=_speaking(signals, of=FUNCTIONING)).unseen == unseen


def test_what_would_change_it_is_one_thing_counted_and_one_felt() -> None:
    found = propose(_heard(6), signals=_speaking(WELL, of=FUNCTIONING))

    assert found.what_would_change == (Signal.KEPT, Signal.CLARITY)


def test_no_single_sign_and_no_two_propose_anything() -> None:
    heaviest = max(weight.points for weight in WEIGHTS.values())
    felt = [signal for signal in Signal if WEIGHTS[signal].kind is Kind.FEELING]

    assert all(heaviest < ENTER[stage] for stage in Stage)
    assert all(STAY[stage] < ENTER[stage] for stage in Stage)
    assert all(ENTER[stage] - STAY[stage] > heaviest for stage in (FUNCTIONING, FLYING))
    assert felt


def test_every_sign_is_looked_for_and_weighed_with_a_reason() -> None:
    assert set(SIGNALS) == set(WEIGHTS) == set(Signal)
    assert all(1 <= weight.points <= 3 and weight.because for weight in WEIGHTS.values())


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        (FORMING, FORMING, 0),
        (FORMING, FRUSTRATION, 1),
        (FORMING, FUNCTIONING, 1),
        (FUNCTIONING, FLYING, 1),
        (FLYING, FORMING, 2),
        (FRUSTRATION, FLYING, 2),
        (FAILING, FORMING, 1),
        (FAILING, FLYING, 1),
    ],
)
def test_steps_between_stages(one: Stage, other: Stage, steps: int) -> None:
    assert steps_between(one, other) == steps_between(other, one) == steps


def test_facts_of_an_empty_partnership_say_that_there_is_not_enough() -> None:
    nothing = replace(facts(), partners=(), today=TODAY)

    assert propose(nothing).verdict is Verdict.NOT_ENOUGH
