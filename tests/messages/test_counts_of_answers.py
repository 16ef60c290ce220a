"""Every place that counts answers of people or organisations, and that none of them says more than may be said."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from bot.domain.question_answers import Answer
from bot.domain.sides import Side, chart, worth
from bot.domain.small_numbers import FEWEST, are_many
from bot.messages import plain
from bot.messages.checkins import charts, planned, results, summary
from bot.messages.checkins import side as side_wording
from bot.messages.checkins import worth as worth_wording
from tests.messages.cast import SAMPLE
from tests.messages.checkin_catalogue import ahead
from tests.messages.side_catalogue import WORTH_IT
from tests.messages.summed_catalogue import WAITING, screen, told, worthwhile

LARGEST: Final = 12
ROOT: Final = Path(__file__).parents[2] / "bot"
TIME: Final = "Our people's time"

COUNTS: Final = frozenset({"climate", "sides", "anonymity", "secret_answers", "small_numbers"})
"""The modules of the domain in which answers are counted: who shows what comes out of them imports one."""

SHOWN: Final[Mapping[str, str]] = {
    "messages/checkins/levels.py": "the words themselves",
    "messages/checkins/summary.py": "room post, and what runner and chair are told",
    "messages/checkins/results.py": "the check-in, as runner and chair read it",
    "messages/checkins/worth.py": "is it worth it, and the words beside its picture",
    "messages/checkins/side.py": "side by side",
    "messages/checkins/charts.py": "both pictures",
    "messages/checkins/pages.py": "the page of the workbook: levels alone, and no number",
    "messages/looking_back/ask.py": "the promise, before anything is said",
    "messages/looking_back/told.py": "words without names: how many people they are of",
    "messages/stage_evidence.py": "the stage card: see test_few_of_us",
}
"""Every module that says something of how many, and what it says."""

PEOPLE: Final[Mapping[str, Callable[[int], str]]] = {
    "room": lambda people: plain.text(summary.post(told(SAMPLE, people=people))),
    "runner": lambda people: str(summary.read_it(told(SAMPLE, WAITING, people=people), is_reminder=False)),
    "runner, again": lambda people: str(
        summary.read_it(told(SAMPLE, WAITING, people=people), is_reminder=True)
    ),
    "chair": lambda people: str(summary.to_chair(told(SAMPLE, WAITING, people=people))),
    "screen": lambda people: plain.text(
        results.message(screen(SAMPLE, told=told(SAMPLE, WAITING, people=people)))
    ),
    "while it is open": lambda people: plain.text(
        planned.screen(
            replace(ahead(SAMPLE), answered=people, asked=LARGEST, opened=ahead(SAMPLE).planned, planned=None)
        )
    ),
}
"""How many people have answered, by where it is said."""


def _said(yes: int, of: int) -> dict[int, Answer]:
    """So many organisations, of which so many say yes, and have ticked one thing."""
    return {
        number: Answer(value=1, ticks=(TIME,)) if number < yes else Answer(value=3) for number in range(of)
    }


def _sides(yes: int, of: int) -> list[Side]:
    return [Side(partner_id=one, key="worth_it", answer=said) for one, said in _said(yes, of).items()]


def _worthwhile(yes: int, of: int) -> worth_wording.Worth:
    # The lists of names, which runner and chair read besides, are left empty here.
    picks = chart(WORTH_IT, sides=_sides(yes, of))
    return worthwhile(SAMPLE, in_words=worth(_said(yes, of)), picks=picks, sides=_sides(0, 1))


ORGANISATIONS: Final[Mapping[str, Callable[[int, int], object]]] = {
    "room": lambda yes, of: plain.text(summary.post(told(SAMPLE, worth=worth(_said(yes, of))))),
    "is it worth it": lambda yes, of: plain.text(worth_wording.message(_worthwhile(yes, of))),
    "its picture": lambda yes, of: charts.worth(_worthwhile(yes, of)),
    "words of its picture": lambda yes, of: plain.text(worth_wording.picture(_worthwhile(yes, of))),
    "side by side": lambda yes, of: str(
        side_wording.worth(chart(WORTH_IT, sides=_sides(yes, of)), {"worth_it": WORTH_IT})
    ),
}
"""What organisations have said, by where it is told."""


@pytest.mark.parametrize("place", PEOPLE)
def test_of_fewer_than_five_people_no_number_is_said(place: str) -> None:
    words = [PEOPLE[place](people) for people in range(LARGEST + 1)]

    assert len(set(words[:FEWEST])) == 1
    assert "ewer than five people" in words[0]
    assert all("ewer than five" not in one for one in words[FEWEST:])


@pytest.mark.parametrize("of", range(LARGEST + 1))
@pytest.mark.parametrize("place", ORGANISATIONS)
def test_of_organisations_neither_all_nor_none_nor_anything_of_few_is_said(place: str, of: int) -> None:
    """Over every outcome: one more or one fewer would read the same at both ends."""
    words = [ORGANISATIONS[place](yes, of) for yes in range(of + 1)]

    if are_many(of):
        assert words[0] == words[1]
        assert words[-1] == words[-2]
    else:
        assert len(set(words)) == 1


def test_every_module_that_tells_how_many_stands_in_the_table() -> None:
    found = {
        str(path.relative_to(ROOT))
        for folder in ("messages", "excel")
        for path in (ROOT / folder).rglob("*.py")
        if any(_counts(node) for node in ast.walk(ast.parse(path.read_text())))
    }

    assert found == set(SHOWN)


def _counts(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").removeprefix("bot.domain.") in COUNTS
