"""Our own workbook, read: its hidden references, its states, and the pages that only repeat."""

from dataclasses import replace

import pytest

from bot.domain.imports.headings import Meaning
from bot.domain.imports.names import KnownNames
from bot.domain.imports.reading import read_table
from bot.domain.imports.readings import Reading
from bot.domain.imports.sheets import Sheet
from tests.domain.imports.made_sheets import Typed, sheet
from tests.domain.imports.surrounded import OCTOBER, TODAY

HEADINGS = ("By when", "What", "Who", "State", "Ref")
FIRST = "Who does what by when"


def _ours(*rows: tuple[Typed, ...], name: str = FIRST) -> Sheet:
    return replace(sheet(*rows, name=name), token="ours")


def _read(*sheets: Sheet) -> Reading:
    return read_table(sheets, today=TODAY, meeting=None, known=KnownNames())


def test_a_row_of_ours_keeps_what_stands_in_each_cell() -> None:
    row = (OCTOBER, "Book a hall", "Castle College", "Agreed", "12")

    [action] = _read(_ours(HEADINGS, row)).actions

    assert (action.ref, action.token) == ("12", "ours")
    assert action.written == {
        Meaning.BY: OCTOBER.isoformat(),
        Meaning.WHAT: "Book a hall",
        Meaning.ORGANISATION: "Castle College",
        Meaning.STATUS: "",
        Meaning.REF: "12",
    }


@pytest.mark.parametrize(
    ("state", "note"), [("To confirm", ""), ("New date to agree", ""), ("Slipping", "Slipping")]
)
def test_a_state_of_ours_is_no_note(state: str, note: str) -> None:
    row = (OCTOBER, "Book a hall", "Castle College", state, "12")

    [action] = _read(_ours(HEADINGS, row)).actions

    assert action.other_status == note


def test_a_copy_without_its_state_column_is_read_too() -> None:
    [action] = _read(_ours(("By when", "What", "Who"), (OCTOBER, "Book a hall", "Castle College"))).actions

    assert (action.ref, Meaning.STATUS in action.written) == ("", False)


def test_a_reference_in_anybody_elses_table_is_none_of_ours() -> None:
    row = (OCTOBER, "Book a hall", "Castle College", "Agreed", "12")

    found = _read(sheet(HEADINGS, row))

    assert [one.ref for one in found.actions] == [""]
    assert [(one.reason, one.written) for one in found.not_taken] == [("column_unknown", "Ref")]


def test_rows_that_say_the_same_are_two_where_their_references_differ() -> None:
    row = (OCTOBER, "Book a hall", "Castle College", "Agreed")

    found = _read(_ours(HEADINGS, (*row, "12"), (*row, "13")))

    assert [one.ref for one in found.actions] == ["12", "13"]


@pytest.mark.parametrize("name", ["By partner", "Milestones", "Dates moved", "Changes"])
def test_our_other_pages_are_not_read_and_are_named(name: str) -> None:
    row = (OCTOBER, "Book a hall", "Castle College", "Agreed", "12")

    found = _read(_ours(HEADINGS, row), _ours(HEADINGS, row, name=name))

    assert len(found.actions) == 1
    assert [(one.reason, one.written) for one in found.not_taken] == [("own_page", name)]
