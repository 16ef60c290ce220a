"""Everything that stands in `bot/messages` keeps the rules of the voice, whoever wrote it."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import Source, sources

_MOST_WORDS = 25
_TO_AVOID = re.compile(
    r"\b(overdue|missed|invalid|refused|illegal|(?<!don't )chase|culprit|stakeholders?|great job|awesome|escalate"
    r"|we noticed|nudge|snooze|deadline|non-delivery|commitments?)\b",
    re.IGNORECASE,
)
# The one place for the word: what a new date never counts as.
_LATE = re.compile(r"\blate\b(?<!never counted as late)", re.IGNORECASE)
_MESSAGES = [source for source in sources("bot") if source.name.startswith("bot/messages/")]


def _said(source: Source) -> Iterator[str]:
    """Every text of a module that people read: not its docstrings, and no name of a key."""
    docstrings = {
        id(node.value)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("source", _MESSAGES, ids=str)
def test_words_to_avoid_are_avoided(source: Source) -> None:
    found = [words for words in _said(source) if " " in words and _TO_AVOID.search(words)]

    assert found == []


@pytest.mark.parametrize("source", _MESSAGES, ids=str)
def test_nothing_is_called_late(source: Source) -> None:
    # One answer of the list of what is in the way, by which the brief finds what would free it.
    said = [words for words in _said(source) if words != "We hear too late"]
    assert [words for words in said if _LATE.search(words)] == []


@pytest.mark.parametrize("source", _MESSAGES, ids=str)
def test_sentences_are_short(source: Source) -> None:
    sentences = (one for words in _said(source) for one in re.split(r"(?<=[.?!:])\s", words))

    assert [one for one in sentences if len(one.split()) > _MOST_WORDS] == []


@pytest.mark.parametrize("source", _MESSAGES, ids=str)
def test_apostrophes_are_all_of_one_kind(source: Source) -> None:
    assert [words for words in _said(source) if "’" in words] == []
