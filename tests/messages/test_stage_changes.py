"""What each stage means, and that what is said it changes is what it changes."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.evidence import Stage
from bot.domain.stage_manners import AS_SET, MANNERS, Past, StageManners
from bot.messages.bank import CURRENT
from bot.messages.model import FieldKind
from bot.messages.stages import choosing
from bot.messages.stages.changes import ABOUT, MEANS, PAST, changes, of_manners, of_turns
from tests.messages.cast import SAMPLE
from tests.messages.stage_card_catalogue import view

OPTION = 75
"""Characters that Slack shows of one thing to choose."""

SAYS = {
    "why_in_full": "say in full why each action matters",
    "plain": "write less",
    "good_news_only": "post only good news",
    "once_a_week": "write to partners about once a week",
    "critical_only": "about critical dates and answers only",
    "most_steps": "ask at most two things",
    "steps_by_runner": "of the runner",
}
"""What is said of each thing that a stage may change."""

NOT_OF_MINE = {"steps", "past"}
"""The steps stand under the card by themselves; who hears of a date is said for every stage."""


def test_every_thing_that_a_stage_may_change_has_words() -> None:
    assert SAYS.keys() | NOT_OF_MINE == set(StageManners.__dataclass_fields__)
    assert PAST.keys() == set(Past)


@pytest.mark.parametrize("stage", Stage)
def test_what_is_said_of_a_stage_is_what_it_changes(stage: Stage) -> None:
    said, manners = changes(stage), MANNERS[stage]

    changed = {name for name in SAYS if getattr(manners, name) != getattr(AS_SET, name)}
    assert {name for name, words in SAYS.items() if words in said} == changed
    assert [past for past, words in PAST.items() if words in said] == [manners.past]


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, 2 if name == "most_steps" else True) for name in SAYS if name != "steps_by_runner"],
)
def test_who_changes_the_table_changes_the_sentence(name: str, value: Any) -> None:
    assert SAYS[name] not in of_manners(AS_SET)
    changed: StageManners = replace(AS_SET, **{name: value})
    assert SAYS[name] in of_manners(changed)


@pytest.mark.parametrize("stage", Stage)
def test_what_check_ins_ask_about_is_what_they_ask(stage: Stage) -> None:
    asked = {key for turn in CURRENT.turns.stages[stage] for key in turn}
    said = of_turns(CURRENT.turns, stage)

    assert {key for key, words in ABOUT.items() if words in said} == asked
    assert ("There are no check-ins" in said) is (not asked)


def test_what_is_asked_in_turns_is_said_of_check_ins_to_come() -> None:
    assert "The next check-ins ask about" in changes(Stage.FORMING)


@pytest.mark.parametrize("stage", Stage)
def test_it_is_two_short_sentences(stage: Stage) -> None:
    sentences = changes(stage).rstrip(".").split(". ")

    assert len(sentences) == 2
    assert max(len(one.split()) for one in sentences) < 25


def test_form_says_what_each_word_means_in_half_a_line() -> None:
    [stage, _] = choosing.form(view(SAMPLE)).fields

    assert stage.kind is FieldKind.CHOICE
    assert [one.label for one in stage.options] == [
        f"{one.value.capitalize()}: {MEANS[one]}" for one in Stage
    ]
    assert max(len(one.label) for one in stage.options) <= OPTION
