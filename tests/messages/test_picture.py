"""The picture of a celebration: its size, its lines, and the letters that people's names need."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.messages import picture
from tests.messages.test_celebration import BARE, TOLD


@pytest.mark.parametrize("told", [TOLD, BARE], ids=["full", "bare"])
def test_picture_has_the_size_that_is_shared(told: object) -> None:
    content = picture.png(partnership="Riverside Progression Group", told=told)  # type: ignore[arg-type]  # Both are celebrations.

    image = Image.open(BytesIO(content))

    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) < 300_000


def test_picture_of_the_same_is_the_same() -> None:
    assert picture.png(partnership="Riverside", told=TOLD) == picture.png(partnership="Riverside", told=TOLD)


@pytest.mark.parametrize("letter", "ŵŷâêîôûéàñößžłΩЖ–’“”…")
def test_letters_of_names_have_a_shape_of_their_own(letter: str) -> None:
    for bold in (False, True):
        font = picture._font(32, bold=bold)
        missing = font.getmask("\U0010fffd")

        assert bytes(font.getmask(letter)) != bytes(missing)


def test_lines_are_as_wide_as_there_is_room() -> None:
    assert picture.wrapped("one two three four", width=9, measure=len) == ["one two", "three", "four"]


def test_word_that_is_too_wide_is_broken() -> None:
    assert picture.wrapped("a Llanfairpwll b", width=5, measure=len) == ["a", "Llanf", "airpw", "ll b"]


def test_nothing_takes_no_line() -> None:
    assert picture.wrapped("  ", width=5, measure=len) == []


def test_what_has_no_room_ends_in_an_ellipsis() -> None:
    assert picture.cut(["one", "two", "three"], most=2, width=4, measure=len) == ["one", "two…"]
    assert picture.cut(["one", "twos", "three"], most=2, width=4, measure=len) == ["one", "two…"]
    assert picture.cut(["one"], most=2, width=4, measure=len) == ["one"]


@given(words=st.text(max_size=200), width=st.integers(min_value=1, max_value=30))
def test_no_line_is_too_wide_and_no_letter_is_lost(words: str, width: int) -> None:
    lines = picture.wrapped(words, width=width, measure=len)

    assert all(0 < len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


def test_no_word_is_left_alone_in_the_last_line() -> None:
    assert picture.wrapped("The prospectus is out", width=17, measure=len) == ["The prospectus is", "out"]
    assert picture.balanced("a" * 3 + " bbb ccc ddd", width=200, measure=lambda said: len(said) * 16) == [
        "aaa bbb",
        "ccc ddd",
    ]


@given(words=st.text(alphabet="ab cd", max_size=120), width=st.integers(min_value=20, max_value=400))
def test_even_lines_are_no_more_and_no_wider_and_lose_nothing(words: str, width: int) -> None:
    def measure(said: str) -> float:
        return len(said) * 10

    plainly, even = (
        make(words, width=width, measure=measure) for make in (picture.wrapped, picture.balanced)
    )

    assert len(even) <= len(plainly)
    assert all(measure(line) <= width for line in even)
    assert "".join("".join(even).split()) == "".join(words.split())
