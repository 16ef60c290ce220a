import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.excel.texts import clean, read_back, write_out


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Café – 12 € 🎉", "Café – 12 € 🎉"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("Windows\r\nand Mac\rlines", "Windows\nand Mac\nlines"),
        ("bell\x07 null\x00 escape\x1b", "bell null escape"),
        ("delete\x7f, half a pair\ud800, no character\uffff", "delete, half a pair, no character"),
        ("private \ue000 and next line \x85", "private \ue000 and next line \x85"),
    ],
)
def test_control_characters_go_and_all_else_stays(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("_x0041_", "_x005F_x0041_"),
        ("__x000d__", "__x005F_x000d__"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("a_x_b", "a_x_b"),
        ("=1+1", "=1+1"),
    ],
)
def test_what_looks_like_an_escape_is_escaped(typed: str, written: str) -> None:
    assert write_out(typed) == written


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        ("line_x000D_\nend", "line\nend"),
        ("_x005F_x0041_", "_x0041_"),
        ("_x0041_", "A"),
        ("bell_x0007_", "bell"),
    ],
)
def test_escapes_of_other_programs_are_read(held: str, shown: str) -> None:
    assert read_back(held) == shown


@given(st.text())
def test_any_text_comes_back_as_it_was_cleaned(text: str) -> None:
    assert read_back(write_out(text)) == clean(text)
