"""No line of the card gives one of few away: no figure of what was said by fewer than five, and never all or none of them."""

import re
from datetime import date
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.evidence import Evidence, Felt, Level, Share, Signal
from bot.domain.kept_proposals import to_kept
from bot.domain.signals.table import SIGNALS
from bot.domain.small_numbers import FEWEST
from bot.domain.stage_facts import Asked, Facts, OwnAnswer, OwnQuestion, Partner, Question, Round, Said
from bot.domain.stages import propose
from bot.messages import stage_evidence
from bot.messages.plain import line
from bot.messages.words import number
from tests.domain.stages.made import (
    LAST_TERM,
    LAST_WEEK,
    LONG_AGO,
    NEXT_WEEK,
    call,
    check_in,
    concern,
    facts,
    meeting,
    promise,
)

ORGANISATIONS: Final = {
    Signal.WORTH,
    Signal.IN_PLANS,
    Signal.DIFFERENTLY,
    Signal.CHANGED,
    Signal.DOUBTS,
}
"""What an organisation has said with its name, to the runner."""

SPOKEN: Final = ORGANISATIONS | {
    Signal.QUIET,
    Signal.REPLIES,
    Signal.EARLY,
    Signal.STUCK,
    Signal.INITIATIVE,
    Signal.CONCERNS,
    Signal.CLOSED,
    Signal.THEME,
    Signal.HIDDEN,
}
"""Who spoke and who didn't, which is for the runner, and for a chair who belongs to none of them."""

_FIGURES: Final = re.compile(
    rf"\d|\b({'|'.join(number(one) for one in range(1, 13))}|none|all|both)\b", re.IGNORECASE
)
_WINDOWS: Final = re.compile(r"in the (last )?(six|twelve) weeks( before)?", re.IGNORECASE)
_ANSWERED: Final = re.compile(rf" of the ({'|'.join(number(one) for one in range(FEWEST, 13))})\b")


@st.composite
def groups(choose: st.DrawFn, *, least: int, most: int) -> Facts:
    """A group of so many partners, with anything said by any of them in two check-ins, at a meeting and between."""
    size = choose(st.integers(least, most))
    numbers = range(1, size + 1)
    some = st.sets(st.sampled_from(numbers))
    decided = choose(st.integers(0, size))
    return facts(
        partners=tuple(Partner(number=one, joined_on=LONG_AGO) for one in numbers),
        rounds=tuple(_round(choose, size, day) for day in (LAST_TERM, LAST_WEEK)),
        promises=tuple(
            promise(one, due=NEXT_WEEK, stuck_on=LAST_WEEK if one in choose(some) else None)
            for one in numbers
        ),
        contacts=tuple(call(one, begun_by_partner=choose(st.booleans())) for one in choose(some)),
        concerns=tuple(
            concern(theme="papers", closed_on=choose(st.sampled_from([None, LAST_WEEK])))
            for _ in range(choose(st.integers(0, 4)))
        ),
        meetings=(
            meeting(asked_to_back=size, backed=decided, doubted=choose(st.integers(0, size - decided))),
        ),
    )


def _round(choose: st.DrawFn, size: int, day: date) -> Round:
    said = st.none() | st.sampled_from(Said)
    answers = {
        (partner, question): choose(said) for partner in range(1, size + 1) for question in OwnQuestion
    }
    return Round(
        opened_on=day,
        closed_on=day,
        asked=tuple(
            Asked(person=one, partner=1 + one % size, answered=choose(st.booleans()))
            for one in range(size + 2)
        ),
        own=frozenset(OwnQuestion),
        answers=tuple(
            OwnAnswer(partner=partner, question=question, said=one)
            for (partner, question), one in answers.items()
            if one is not None
        ),
    )


def _spoken(seen: Facts, signals: set[Signal]) -> list[Evidence]:
    found = (SIGNALS[signal](seen) for signal in signals)
    return [one for one in found if one is not None]


def _figure(one: Evidence) -> str:
    """What a line says after the name of its sign, without the weeks that it looks back on.

    Of five and more it says how many have answered, and that is nobody's answer.
    """
    said = line(stage_evidence.line(one, is_contrary=False))
    return _ANSWERED.sub("", _WINDOWS.sub("", said.split(": ", 1)[1]))


@settings(max_examples=150)
@given(seen=groups(least=1, most=FEWEST - 1))
def test_of_fewer_than_five_no_line_says_how_many_spoke(seen: Facts) -> None:
    assert _spoken(seen, ORGANISATIONS) == []
    assert [one for one in _spoken(seen, SPOKEN) if _FIGURES.search(_figure(one))] == []


@settings(max_examples=150)
@given(seen=groups(least=FEWEST, most=12))
def test_of_organisations_a_word_is_said_and_never_all_or_none(seen: Facts) -> None:
    assert [one for one in _spoken(seen, ORGANISATIONS) if _FIGURES.search(_figure(one))] == []


@settings(max_examples=100)
@given(seen=groups(least=1, most=FEWEST - 1))
def test_what_is_kept_of_a_card_has_no_such_figure_either(seen: Facts) -> None:
    """The workbook, the list and the log read what is kept."""
    card = propose(seen)
    spoken = {one.value for one in SPOKEN - {Signal.HIDDEN}}

    kept = [one for one in to_kept(card)["evidence"] if one["signal"] in spoken]
    assert [one for one in kept if one["now"] != {"part": None} or one["before"] is not None] == []
    assert not ORGANISATIONS & set(card.what_would_change)


@pytest.mark.parametrize(
    "signal",
    [one for one in Signal if one in SPOKEN - ORGANISATIONS - {Signal.HIDDEN}],
    ids=lambda one: one.value,
)
def test_of_five_who_spoke_is_counted(signal: Signal) -> None:
    """So that the lines above are silent of few, and not of everybody."""
    numbers = range(1, FEWEST + 1)
    seen = facts(
        partners=tuple(Partner(number=one, joined_on=LONG_AGO) for one in numbers),
        promises=tuple(
            promise(one, due=NEXT_WEEK, stuck_on=LAST_WEEK if one < 4 else None) for one in numbers
        ),
        contacts=tuple(call(one, begun_by_partner=True) for one in numbers),
        concerns=(
            *(concern(theme="papers") for _ in range(3)),
            concern(theme="papers", closed_on=LAST_WEEK),
        ),
        rounds=(check_in(),),
    )

    [one] = _spoken(seen, {signal})
    assert isinstance(one.now, Share)


def test_how_few_answered_is_not_said() -> None:
    seen = facts(
        rounds=(
            check_in(LAST_TERM, levels={Question.TRUST: Level.MOST}),
            check_in(levels={Question.TRUST: None}, answered=3),
        )
    )

    [hidden] = _spoken(seen, {Signal.HIDDEN})
    assert isinstance(hidden.now, Felt)
    assert _figure(hidden) == "too few answered to say, in February."
