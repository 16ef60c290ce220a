"""The lines of the stage card: the tone of the guide, every sign, every way that a figure can go."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.evidence import Direction, Evidence, Felt, Kind, Level, Share, Signal, Stage, Window
from bot.domain.stages import Proposal, Unseen, Verdict, propose
from bot.messages import stage_evidence
from bot.messages.bank import CURRENT
from bot.messages.model import Strong
from bot.messages.plain import line
from bot.messages.stage_signs import BETTER, QUESTIONS, SIGNS, WORSE
from tests.domain.stages.sample_year import sample_year
from tests.messages.stage_catalogue import FEBRUARY, evidence, proposal


def _said(one: Evidence, *, is_contrary: bool = False) -> str:
    return line(stage_evidence.line(one, is_contrary=is_contrary))


def _kept(now: Share, before: Share | None = None, direction: Direction | None = None) -> Evidence:
    return replace(evidence(Signal.KEPT), now=now, before=before, direction=direction)


def _trust(level: Level | None, before: Felt | None = None, direction: Direction | None = None) -> Evidence:
    now = Felt(level=level, people=4, on=FEBRUARY)
    return replace(evidence(Signal.TRUST), now=now, before=before, direction=direction)


def test_card_of_the_demo_reads_as_in_the_guide() -> None:
    card = propose(
        sample_year().facts(today=date(2027, 2, 9), in_force=Stage.FRUSTRATION, since=date(2026, 12, 3))
    )

    assert card.suggests is Stage.FUNCTIONING
    said = [line(one) for one in stage_evidence.lines(card)]
    assert said[0].startswith(
        "Dates kept, or moved in good time: 17 of 19 in the last six weeks. In the six weeks before it was "
    )
    assert said[0].endswith("Going up.")
    assert said[1].startswith("Partners who finished something: five of six in the last six weeks.")
    assert said[2] == (
        "I could tell you now what we have promised next: most agree, in January. "
        "In November views were mixed. Nine people. Going up."
    )
    assert said[4] == (
        "“If something bothers me, I can bring it up here”: views are mixed, in January. "
        "In November views were mixed. Nine people. No change. This one points the other way."
    )
    assert stage_evidence.would_change(card) == (
        "dates passing with no word, or fewer people who know what we have promised."
    )
    assert stage_evidence.unseen(card) == ("how it feels in the meeting. You can.",)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (_kept(Share(count=17, of=19)), "17 of 19"),
        (_kept(Share(count=5, of=6)), "five of six"),
        (_kept(Share(count=0, of=6)), "none of six"),
        (_kept(Share(count=0, of=18)), "0 of 18"),
        (_kept(Share(count=3)), "three"),
        (_kept(Share(count=0)), "none"),
        (_trust(Level.MOST), "most agree"),
        (_trust(Level.MIXED), "views are mixed"),
        (_trust(Level.FEW), "few agree"),
        (_trust(None), "too few answered to say"),
    ],
)
def test_figure_stands_out(one: Evidence, said: str) -> None:
    fragments = stage_evidence.line(one, is_contrary=False)

    assert [part.text for part in fragments if isinstance(part, Strong)] == [said]


@pytest.mark.parametrize(
    ("direction", "of_count", "of_feeling"),
    [
        (Direction.UP, "Going up.", "Going up."),
        (Direction.DOWN, "Going down.", "Going down."),
        (Direction.STEADY, "Steady.", "No change."),
    ],
)
def test_where_it_goes_is_said_last(direction: Direction, of_count: str, of_feeling: str) -> None:
    before = Felt(level=Level.FEW, people=9, on=FEBRUARY)

    counted = _said(_kept(Share(count=1, of=2), Share(count=1, of=2), direction))
    felt = _said(_trust(Level.FEW, before, direction))

    assert counted.endswith(f"In the six weeks before it was one of two. {of_count}")
    assert felt.endswith(f"In February few agreed. Four people. {of_feeling}")


def test_nothing_is_compared_with_what_was_not_shown() -> None:
    hidden = Felt(level=None, people=3, on=FEBRUARY)

    assert _said(_trust(Level.MOST, hidden)).endswith("most agree, in February. Four people.")
    assert _said(_kept(Share(count=1, of=2))).endswith("one of two in the last six weeks.")


@pytest.mark.parametrize("window", Window)
def test_every_window_is_said_in_words(window: Window) -> None:
    one = replace(_kept(Share(count=1), Share(count=2), Direction.DOWN), window=window)

    assert "weeks" in _said(one) or window not in (Window.SIX_WEEKS, Window.TWELVE_WEEKS)
    assert _said(one).count(".") == 3


def test_every_sign_has_one_name_and_can_turn_both_ways() -> None:
    assert set(SIGNS) | set(QUESTIONS) == set(Signal)
    assert set(SIGNS) & set(QUESTIONS) == set()
    assert set(WORSE) == set(BETTER) == set(Signal)
    assert all(WORSE[signal] != BETTER[signal] for signal in Signal)


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.TOO_EARLY, "Too early to tell. That's normal."),
        (Verdict.NO_CHANGE, "The signs still point to it."),
        (
            Verdict.ONE_A_HALF_TERM,
            "I've asked you once this half-term. I'll look again after the next break.",
        ),
        (
            Verdict.HOLIDAYS,
            "Most of you are away, so I don't read anything into the quiet.",
        ),
    ],
)
def test_where_things_stand(verdict: Verdict, said: str) -> None:
    assert stage_evidence.verdict(proposal(suggests=None, verdict=verdict)) == said


@pytest.mark.parametrize(
    ("signals", "unseen", "said"),
    [
        (
            (Signal.KEPT,),
            (Unseen.MEETING, Unseen.FEELINGS),
            "How it feels tells me no more.",
        ),
        ((Signal.TRUST,), (Unseen.MEETING,), "What was counted tells me no more."),
        (
            (),
            (Unseen.MEETING, Unseen.FEELINGS),
            "What I have tells me no more.",
        ),
        (
            (Signal.KEPT, Signal.TRUST),
            (Unseen.MEETING,),
            "What I have tells me no more.",
        ),
    ],
)
def test_where_there_is_not_enough_to_tell_it_says_of_what(
    signals: tuple[Signal, ...], unseen: tuple[Unseen, ...], said: str
) -> None:
    kinds = {Signal.TRUST: Kind.FEELING}
    shown = [replace(evidence(one), kind=kinds.get(one, Kind.RESULT)) for one in signals]
    found = replace(proposal(*shown, suggests=None, verdict=Verdict.NOT_ENOUGH), unseen=unseen)

    assert (
        stage_evidence.verdict(found)
        == f"There is not enough to tell. {said} I look again each week in term."
    )


def test_only_what_was_asked_in_these_words_is_quoted() -> None:
    asked = {one.words.rstrip(".") for one in CURRENT.questions.values()}
    quoted = {QUESTIONS[one] for one in QUESTIONS if _quotes(one)}

    assert quoted == {words for words in QUESTIONS.values() if words in asked}


def _quotes(signal: Signal) -> bool:
    felt = Felt(level=Level.MOST, people=9, on=date(2027, 1, 19))
    return _said(replace(evidence(signal), now=felt)).startswith("“")


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (proposal(evidence(Signal.TRUST)), "fewer people who feel they can speak up."),
        (
            proposal(evidence(Signal.TRUST), suggests=Stage.FAILING),
            "more people who feel they can speak up.",
        ),
        (
            proposal(evidence(Signal.TRUST), suggests=None, verdict=Verdict.NO_CHANGE),
            "more people who feel they can speak up.",
        ),
        (proposal(suggests=None), "more to see, and more of you telling me how it is."),
    ],
)
def test_what_would_change_my_mind(card: Proposal, said: str) -> None:
    assert stage_evidence.would_change(card) == said


def test_every_stage_has_its_word() -> None:
    assert {stage: word.lower() for stage, word in stage_evidence.STAGES.items()} == {
        stage: stage.value for stage in Stage
    }
    assert stage_evidence.NOT_A_MARK == "A word for where things stand. Not a mark."
