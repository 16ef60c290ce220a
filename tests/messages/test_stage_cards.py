"""The card before and after a press: in full first, and then short, with what comes of it."""

from dataclasses import replace

import pytest

from bot.domain.evidence import Signal, Stage
from bot.domain.stages import Verdict
from bot.messages import plain
from bot.messages.model import Buttons
from bot.messages.stages import card
from bot.messages.stages.card import Settled, Shown, View
from bot.messages.stages.changes import changes
from tests.messages.cast import SAMPLE
from tests.messages.stage_card_catalogue import stage_card_forms, view
from tests.messages.stage_catalogue import evidence, proposal

MINE = Shown(name="Sam", is_reader=True, stage=Stage.FUNCTIONING)
HERS = Shown(name="Grace", is_reader=False, stage=Stage.FRUSTRATION)


def _text(one: View) -> str:
    return plain.text(card.message(one))


def _labels(one: View) -> list[str]:
    blocks = card.message(one).blocks
    return [button.label for block in blocks if isinstance(block, Buttons) for button in block.buttons]


def test_card_says_under_confirm_what_it_would_change() -> None:
    before, after = _text(view(SAMPLE)).split("[Confirm Functioning] [Keep Frustration] [Choose another]")

    assert changes(Stage.FUNCTIONING) not in before
    assert after.lstrip().startswith(f"With Functioning, from now on: {changes(Stage.FUNCTIONING)}")


def test_each_line_says_first_whether_it_was_counted_or_felt() -> None:
    said = _text(view(SAMPLE))

    assert said.index("1. Count. Dates kept") < said.index("2. Feeling. “If something bothers me")
    assert "What I counted" not in said
    assert "What people told me" not in said


def test_after_a_press_it_is_short_and_what_is_spent_is_gone() -> None:
    pressed = replace(view(SAMPLE), shown=(MINE,))
    said = _text(pressed)

    assert "You chose Functioning." in said.split("\n\n")[2]
    assert "It's Grace's turn now. Until then nothing changes." in said
    assert "Dates kept" not in said
    assert f"Once you both choose Functioning: {changes(Stage.FUNCTIONING)}" in said
    assert _labels(pressed) == ["Choose another", "Show the signs again"]


def test_who_has_pressed_can_read_the_signs_again() -> None:
    pressed = replace(view(SAMPLE), shown=(MINE,), in_full=True)

    assert "1. Count. Dates kept" in _text(pressed)
    assert "You chose Functioning." in _text(pressed)
    assert _labels(pressed) == ["Choose another"]


def test_who_keeps_it_is_told_of_no_change() -> None:
    kept = replace(view(SAMPLE), shown=(replace(MINE, stage=Stage.FRUSTRATION),))

    assert "Once you both choose" not in _text(kept)


@pytest.mark.parametrize(
    ("mine", "left"),
    [
        (Stage.FUNCTIONING, ["Keep Frustration"]),
        (Stage.FRUSTRATION, ["Confirm Functioning"]),
        (Stage.FLYING, ["Confirm Functioning", "Keep Frustration"]),
    ],
)
def test_where_they_differ_what_the_reader_has_not_pressed_is_left(mine: Stage, left: list[str]) -> None:
    hers = replace(HERS, stage=Stage.FAILING)
    apart = replace(view(SAMPLE), shown=(replace(MINE, stage=mine), hers))

    assert "Nothing changes until you two have talked." in _text(apart)
    assert _labels(apart) == [*left, "Choose another", "Show the signs again"]


@pytest.mark.parametrize(
    ("other", "is_kept", "said"),
    [
        ("Grace", False, "You and Grace agree. Now: Functioning, since Thursday 3 December."),
        ("", False, "Now: Functioning, since Thursday 3 December."),
        ("Grace", True, "You and Grace agree. It stays Functioning, since Thursday 3 December."),
        ("", True, "It stays Functioning, since Thursday 3 December. Nothing changes."),
    ],
)
def test_what_is_settled_says_so_and_what_it_changes(other: str, said: str, *, is_kept: bool) -> None:
    settled = Settled(stage=Stage.FUNCTIONING, is_kept=is_kept)
    words = _text(replace(view(SAMPLE), card=None, other=other, settled=settled))

    assert words.split("\n\n")[2].startswith(said)
    assert (f"From now on: {changes(Stage.FUNCTIONING)}" in words) is not is_kept
    assert "Dates kept" not in words


def test_card_that_is_settled_waits_for_no_quiet_moment() -> None:
    assert "quiet moment" in _text(view(SAMPLE))
    assert "quiet moment" not in _text(replace(view(SAMPLE), card=None))


def test_where_there_is_not_enough_to_tell_no_evidence_follows() -> None:
    found = proposal(evidence(Signal.KEPT), suggests=None, verdict=Verdict.NOT_ENOUGH)
    words = _text(replace(view(SAMPLE), card=None, proposal=found))

    assert "There is not enough to tell." in words
    assert "Dates kept" not in words
    assert "What would change my mind" not in words


@pytest.mark.parametrize("stage", Stage)
def test_stage_in_force_says_what_it_changes(stage: Stage) -> None:
    held = replace(view(SAMPLE), card=None, in_force=stage)

    assert changes(stage) in _text(replace(held, is_said=True))
    assert changes(stage) not in _text(held)


def test_form_of_a_step_says_that_everybody_reads_it() -> None:
    shown = stage_card_forms(SAMPLE)["step of a stage"]

    assert plain.line(shown.intro[-1]).startswith("Everybody can see this one in the timetable.")
