"""The bank of check-in questions, by version: what a round asks is kept as it was asked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from bot.domain.evidence import Stage
from bot.domain.questions import AGREE_WORDS, Passing, Question, QuestionKind, Shape, TickList
from bot.domain.turns import SCREENS, Turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """One version: its questions by key, in the order of their numbers, and their turns."""

    version: int
    questions: Mapping[str, Question]
    turns: Turns


@cache
def bank(version: int) -> Bank:
    """Return a version of the bank. Raises FileNotFoundError where there is none, ValueError where it is broken."""
    text = files("bot.messages").joinpath("banks", f"{version}.toml").read_text(encoding="utf-8")
    return parse(text)


def parse(text: str) -> Bank:
    """Read a bank from its file. Raises ValueError or KeyError with what is wrong in it."""
    data = tomllib.loads(text)
    scales = {name: tuple(words) for name, words in data["scales"].items()}
    questions = [_question(raw, scales) for raw in data["questions"]]
    found = Bank(
        version=data["version"],
        questions=MappingProxyType({one.key: one for one in questions}),
        turns=_turns(data["turns"]),
    )
    _check(found, questions)
    return found


def worded(question: Question, *, runner: str, decision: str = "") -> tuple[str, str]:
    """Return the words of a question and why it is asked, as they are shown. `runner` is the first name."""
    names = {"{runner}": runner, "{decision}": decision}
    return _fill(question.words, names), _fill(question.why, names)


def _fill(words: str, names: Mapping[str, str]) -> str:
    for name, said in names.items():
        words = words.replace(name, said)
    return words


def _question(raw: Mapping[str, Any], scales: Mapping[str, tuple[str, ...]]) -> Question:
    shape = Shape(raw["shape"])
    scale = "agree" if shape is Shape.AGREE else raw.get("scale")
    return Question(
        key=raw["key"],
        number=raw["number"],
        words=raw["words"],
        why=raw["why"],
        kind=QuestionKind(raw["kind"]),
        shape=shape,
        options=scales[scale] if scale else tuple(raw.get("options", ())),
        most_ticks=raw.get("most_ticks", 0),
        lists=tuple(_list(one) for one in raw.get("lists", ())),
        line=raw.get("line", ""),
        passing=frozenset(Passing(one) for one in raw.get("passing", ())),
        codes=tuple(raw["codes"]),
        by_telephone=raw.get("by_telephone", False),
        once_a_year=raw.get("once_a_year", False),
        on_screen_of=raw.get("on_screen_of"),
    )


def _list(raw: Mapping[str, Any]) -> TickList:
    return TickList(key=raw["key"], heading=raw["heading"], options=tuple(raw["options"]))


def _turns(raw: Mapping[str, Any]) -> Turns:
    return Turns(
        first=tuple(raw["first"]),
        last=tuple(raw["last"]),
        lines=tuple(raw["lines"]),
        fillers=tuple(raw["fillers"]),
        lasting=frozenset(raw["lasting"]),
        after_meeting=tuple(raw["after_meeting"]),
        after_milestone=tuple(raw["after_milestone"]),
        newcomers=tuple(raw["newcomers"]),
        stages={stage: tuple(tuple(one) for one in raw["stages"][stage.value]) for stage in Stage},
    )


def _check(found: Bank, questions: list[Question]) -> None:
    """Stop a bank that would promise what it cannot keep, or ask for a question that is not there."""
    if len(found.questions) != len(questions):
        raise ValueError("two questions have one key")
    turns = found.turns
    named = {*turns.first, *turns.last, *turns.lines, *turns.fillers, *turns.lasting}
    named |= {*turns.after_meeting, *turns.after_milestone, *turns.newcomers}
    named |= {key for own in turns.stages.values() for turn in own for key in turn}
    named |= {one.on_screen_of for one in questions if one.on_screen_of}
    if named - found.questions.keys():
        raise ValueError(f"there are no questions {sorted(named - found.questions.keys())}")
    for keys in (turns.first, turns.last, *(turn for own in turns.stages.values() for turn in own)):
        if not 3 <= len(keys) <= SCREENS or not found.questions[keys[-1]].is_one_tap:
            raise ValueError(f"{keys}: a round is three questions, and a fourth that is one tap")
    for one in questions:
        if one.kind is QuestionKind.NUMBERS_ONLY and (one.takes_words or one.by_telephone):
            raise ValueError(f"{one.key}: a secret answer has no words, and is not given on the telephone")
        if one.shape is Shape.AGREE and one.options != AGREE_WORDS:
            raise ValueError(f"{one.key}: the agree scale has other words than it is counted by")


CURRENT: Final = bank(1)
"""The version that new rounds are asked from; a broken one stops the start, not a round."""
