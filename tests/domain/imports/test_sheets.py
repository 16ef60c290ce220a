import pytest

from bot.domain.imports.sheets import Cell, CellKind
from tests.domain.imports.made_sheets import cell, row


def test_a_cell_knows_the_letters_of_its_column() -> None:
    assert cell("AB12", "x").column == "AB"


def test_a_row_gives_the_cell_of_a_column_and_an_empty_one_where_there_is_none() -> None:
    made = row(7, "Book venue", None, "Sam")

    assert made.at("C") == Cell(ref="C7", kind=CellKind.TEXT, text="Sam")
    assert made.at("B") == Cell(ref="B7", kind=CellKind.EMPTY)


@pytest.mark.parametrize(
    ("text", "formula"), [("=A1", True), ("=", False), ("A=1", False), ("-1", False), ("", False)]
)
def test_a_text_that_begins_with_an_equals_sign_and_goes_on_is_a_formula(text: str, formula: bool) -> None:
    assert cell("A1", text).is_formula is formula
