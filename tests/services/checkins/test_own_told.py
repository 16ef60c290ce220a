"""What comes of a question of our own with answers to choose: which one leads, in words, and nothing where few answered."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.question_answers import Typed
from bot.domain.questions import QuestionKind, Shape
from bot.messages import plain
from bot.messages.checkins import results, summary
from bot.services.checkins import own, pages, reading, telling
from bot.services.checkins.own import NewQuestion
from storage.database import Database
from tests.checked_in import CLOSED, TUESDAY, answer, close, open_round, widen
from tests.riverside import build

_NEW = NewQuestion(
    words="Shall we meet in the mornings?",
    why="So that we choose an hour.",
    kind=QuestionKind.NUMBERS_ONLY,
    shape=Shape.CHOICE,
    options="Yes\nNo\nPerhaps",
)
_MONTH = timedelta(days=35)
_PEOPLE = ("sam", "mina", "nia", "max", "rob", "meg")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("No No No No Yes Perhaps", "Most chose “No”."),
        ("Yes Yes Yes Yes No No", "Most chose “Yes”."),
        ("Yes Yes Yes No No No", "No answer has most."),
    ],
)
def test_it_is_told_in_the_same_words_everywhere(database: Database, said: str, expected: str) -> None:
    found = _told(database, said)

    assert all(
        f"“{_NEW.words}” {expected}" in one or f"“{_NEW.words}”: {expected}" in one for one in found[:2]
    )
    assert found[2] == expected.removesuffix(".")


def test_of_too_few_nothing_is_told(database: Database) -> None:
    screen, posted, line = _told(database, "No No No No")

    assert "Too few answered to show it" in screen
    assert _NEW.words not in posted
    assert line == "Too few answered to show it"


def _told(database: Database, said: str) -> tuple[str, str, str]:
    """Ask it of as many as answer, and return the runner's screen, the post in the rooms, and the line of the workbook."""
    group = build(database, opened=True)
    everybody = widen(group)
    open_round(group)
    close(group)
    own.add(database=database, viewer=group.viewer("sam"), new=_NEW, now=CLOSED)
    opened = open_round(group, now=TUESDAY + _MONTH)
    [key] = [one for one in opened.kinds if one.startswith("own_")]
    for name, word in zip(_PEOPLE, said.split(), strict=False):
        typed: Any = {key: Typed(option=word)}
        answer(group, everybody[name], opened, now=TUESDAY + _MONTH + timedelta(days=1), **typed)
    close(group, now=CLOSED + _MONTH + timedelta(days=1))
    viewer = group.viewer("sam")
    screen = reading.screen(database=database, viewer=viewer, round_id=opened.id)
    told = telling.read(database=database, viewer=viewer, round_id=opened.id)
    with database.read() as transaction:
        lines = pages.lines(transaction, viewer=viewer)
    [line] = [one.said for one in lines if one.question == _NEW.words]
    return plain.text(results.message(screen)), plain.text(summary.post(told)), line
