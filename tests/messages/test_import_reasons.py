"""Why a line isn't clear or wasn't taken: a sentence for every reason that the rules know, with its cell."""

from datetime import date
from typing import get_args

import pytest

from bot.domain.date_reads import Reason
from bot.domain.imports.readings import NotTaken, Problem
from bot.messages import import_reasons
from tests.architecture.source import sources

_RULES = "".join(source.text for source in sources("bot") if source.name.startswith("bot/domain/imports/"))


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            Problem(
                cell="D7",
                written="3/4",
                reason="ambiguous",
                parameters={"options": (date(2027, 3, 4), date(2027, 4, 3)), "weekday": None},
            ),
            "I couldn't read cell D7: is “3/4” Thursday 4 March 2027 or Saturday 3 April 2027?",
        ),
        (Problem(cell="D9", written="", reason="missing_day"), "Cell D9 is empty. By when is it?"),
        (Problem(cell="D9", written="asap", reason="missing_day"), "Cell D9 says “asap”. By when is that?"),
        (
            Problem(
                cell="D9",
                written="Mon 27 Nov",
                reason="weekday_differs",
                parameters={"options": (date(2026, 11, 27),), "weekday": "Monday"},
            ),
            "Cell D9 says “Mon 27 Nov”, and that isn't a Monday. Is it Friday 27 November 2026?",
        ),
        (
            Problem(cell="A2", written="x", reason="what_too_long", parameters={"length": 151, "most": 150}),
            (
                "Cell A2 has 151 characters, and there is room for 150. "
                "Please mend it in the workbook and send it again."
            ),
        ),
    ],
)
def test_what_is_not_clear_is_said_with_its_cell(problem: Problem, sentence: str) -> None:
    assert import_reasons.unclear(problem) == sentence


def test_a_cell_is_named_with_its_sheet_where_there_are_several() -> None:
    note = NotTaken(sheet="Sheet1", cell="A9", written="No owner yet", reason="note")

    assert import_reasons.not_taken(note, sheet="Sheet1") == "Cell A9 of “Sheet1” is a note: “No owner yet”."


def test_words_of_a_cell_are_shown_on_one_short_line() -> None:
    assert import_reasons.quoted("one\n  two") == "one two"
    shown = import_reasons.quoted("word " * 100)
    assert len(shown) <= 82
    assert shown.endswith("word …")


@pytest.mark.parametrize("reason", sorted(import_reasons._UNCLEAR))
def test_every_sentence_for_what_is_unclear_is_used(reason: str) -> None:
    assert f'"{reason}"' in _RULES or reason in get_args(Reason)


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_of_a_date_has_a_sentence(reason: str) -> None:
    problem = Problem(
        cell="D2",
        written="?",
        reason=reason,
        parameters={"options": (date(2026, 1, 1),), "weekday": "Monday"},
    )

    assert "D2" in import_reasons.unclear(problem)


@pytest.mark.parametrize("reason", sorted(import_reasons._NOT_TAKEN))
def test_every_sentence_for_what_was_not_taken_is_used(reason: str) -> None:
    assert f'"{reason}"' in _RULES
    assert import_reasons.not_taken(NotTaken(sheet="A", cell="B2", written="it", reason=reason))
