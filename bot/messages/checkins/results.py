"""**The check-in** as the runner reads it: what is left of secret answers, and what organisations said with their name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.domain.climate import Result, leading
from bot.domain.dates import full
from bot.domain.evidence import Level
from bot.domain.kept_answers import OrganisationAnswer
from bot.domain.permissions import Intent
from bot.domain.question_answers import Answer
from bot.domain.questions import Question, QuestionKind, Shape
from bot.domain.rounds import Round
from bot.domain.summaries import SummaryState
from bot.messages.checkins import levels
from bot.messages.checkins import summary as summary_wording
from bot.messages.checkins.summary import Told
from bot.messages.model import Block, Bullets, Button, Buttons, Fragments, Heading, Message, Note, Strong
from bot.messages.words import and_list, begin

TITLE: Final = "The check-in"
FEELS: Final = "feels"
WORTH: Final = "worth"
_TIMES: Final = 3
"""Now, last time, and the time before."""

_NOT_SHOWN: Final = "too few answered to show it"
_MANY: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What stands on the screen. `history` has all results of each secret question, oldest first, this round's last.

    `sides` are the organisations' answers, with their `partners` by id, None for who may not read them. `notes` says how
    many things were written to the reader, `tells` whether the reader may say what will be done.
    """

    told: Told
    round: Round
    questions: Mapping[str, Question]
    history: Mapping[str, Sequence[Result]]
    sides: Sequence[OrganisationAnswer] | None
    partners: Mapping[int, str]
    notes: int
    tells: bool


def message(screen: Screen) -> Message:
    """Return the screen."""
    told = screen.told
    return Message(
        opening=f"{told.partnership}: {levels.answered(told.people)} the check-in.",
        blocks=(
            Note(
                text=(
                    f"It closed on {full(screen.round.closes_on)}. It is for you, and not to be passed on.",
                )
            ),
            *_secret(screen),
            *_sides(screen),
            *summary_wording.we_will(told.summary.well_do),
            Buttons(buttons=tuple(_buttons(screen))),
        ),
    )


def said(question: Question, answer: Answer) -> str:
    """Return what an organisation answered, without anything in its own words."""
    words = [] if answer.value is None else [question.options[answer.value - 1]]
    for one in question.lists:
        ticked = [tick for tick in answer.ticks if tick in one.options]
        if ticked:
            words.append(f"{levels.heading(one)}: {'; '.join(ticked)}")
    return ". ".join(words) or "wrote something"


def _secret(screen: Screen) -> list[Block]:
    lines: list[Fragments] = []
    for key, kind in screen.round.kinds.items():
        if kind is QuestionKind.NUMBERS_ONLY and key in screen.questions:
            lines.append(_line(screen, screen.questions[key]))
    if not lines:
        return []
    return [Heading(text="Numbers only: in words, and no names"), Bullets(items=tuple(lines))]


def _line(screen: Screen, question: Question) -> Fragments:
    """What a question is called, and what is left of its answers; one of our own in its own words."""
    said = _left(screen, question)
    if question.key in levels.SAYINGS:
        return (Strong(f"{levels.SAYINGS[question.key].label}:"), f" {said}")
    return (Strong(f"“{question.words}”"), f" {begin(said)}")


def _left(screen: Screen, question: Question) -> str:
    results = screen.history.get(question.key, ())
    now = [one for one in results if one.round_id == screen.round.id]
    if question.is_told_by_option and question.shape is not Shape.TICKS:
        option = leading(now)
        return f"{_NOT_SHOWN}." if option is None else levels.chosen(option)
    if any(one.option for one in now):
        ticks = {one.option: one.level for one in now if one.level is not None}
        return f"{levels.ticked(ticks) or _NOT_SHOWN}."
    if not now or now[-1].level is None:
        return f"{_NOT_SHOWN}."
    return _over_time(now[-1].level, results, screen, question.key)


def _over_time(level: Level, results: Sequence[Result], screen: Screen, key: str) -> str:
    """Now, last time, and the time before."""
    asked = levels.saying(key, words="")
    before = [one for one in results if one.round_id != screen.round.id and one.level is not None]
    said = [f"{levels.now(level, asked)}."]
    shown = [one for one in reversed(before[-(_TIMES - 1) :]) if one.level is not None]
    for was, alike in groupby(shown, key=lambda one: one.level):
        if was is not None:
            when = and_list([levels.month(screen.told.months[one.round_id]) for one in alike])
            said.append(f"In {when} {levels.was(was, asked)}.")
    return " ".join(said)


def _sides(screen: Screen) -> list[Block]:
    if not screen.sides:
        return []
    found: list[Block] = [Heading(text="For their organisations")]
    for key in dict.fromkeys(one.key for one in screen.sides if one.key in screen.questions):
        question = screen.questions[key]
        lines = [_side(question, one, screen.partners) for one in screen.sides if one.key == key]
        found += [Note(text=(question.words,)), Bullets(items=tuple(lines[:_MANY]))]
    return found


def _side(question: Question, one: OrganisationAnswer, partners: Mapping[int, str]) -> Fragments:
    by_phone = " (by phone)" if one.by_phone else ""
    return (Strong(partners.get(one.partner_id, "")), f": {said(question, one.answer)}{by_phone}")


def _buttons(screen: Screen) -> list[Button]:
    told = screen.told
    found = []
    if screen.tells:
        waits = told.summary.state is SummaryState.WAITING
        found.append(summary_wording.button(told) if waits else summary_wording.became(told))
    if screen.notes:
        found.append(
            Button(
                label="Read what they told you",
                intent=Intent.TAKE_UP,
                partnership_id=told.partnership_id,
                arg=str(screen.round.id),
                opens=True,
                spoken=f"Read what they told you: {screen.notes}",
            )
        )
    found.append(_to(told, "How it feels", FEELS))
    if screen.sides is not None:
        found.append(_to(told, "Is it worth it?", WORTH))
        found.append(
            Button(label="Side by side", intent=Intent.SIDE_BY_SIDE, partnership_id=told.partnership_id)
        )
    return found


def _to(told: Told, label: str, word: str) -> Button:
    return Button(
        label=label,
        intent=Intent.CHECK_IN_RESULTS,
        partnership_id=told.partnership_id,
        arg=f"{told.summary.round_id}.{word}",
    )
