"""Ids that come back to us from outside."""

import pytest

from bot.domain.ids import id_of


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("0012", 12), ("9" * 15, 999_999_999_999_999)])
def test_id_is_read(text: str, number: int) -> None:
    assert id_of(text) == number


@pytest.mark.parametrize("text", ["", " 7", "7\n", "-7", "7.0", "²", "٣", "9" * 16, "9" * 5000, "seven"])
def test_anything_else_is_no_id(text: str) -> None:
    assert id_of(text) is None
