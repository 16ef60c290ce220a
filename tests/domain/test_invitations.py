"""Codes as people read and type them, and how long one is open."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.invitations import (
    CODE_BITS,
    LASTS,
    Invitation,
    InvitationKind,
    InvitationState,
    code_of,
    read_code,
)

NOW = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)
NUMBERS = st.integers(min_value=0, max_value=2**CODE_BITS - 1)


@pytest.mark.parametrize(
    ("number", "code"),
    [(0, "0000-0000"), (1, "0000-0001"), (31, "0000-000Z"), (2**40 - 1, "ZZZZ-ZZZZ"), (2**20, "0001-0000")],
)
def test_number_as_people_read_it(number: int, code: str) -> None:
    assert code_of(number) == code


@given(NUMBERS)
def test_code_is_read_as_it_was_written(number: int) -> None:
    assert read_code(code_of(number)) == code_of(number)


@given(NUMBERS, NUMBERS)
def test_two_numbers_have_two_codes(one: int, other: int) -> None:
    assert (code_of(one) == code_of(other)) is (one == other)


@given(NUMBERS)
def test_no_code_has_a_letter_that_looks_like_another(number: int) -> None:
    assert not set("ILOU") & set(code_of(number))


@pytest.mark.parametrize(
    "typed",
    [
        "7KQ2-MW4D",
        "7kq2-mw4d",
        "7KQ2MW4D",
        " 7KQ2 MW4D ",
        "7KQ2 – MW4D",
        "“7KQ2-MW4D”",
        "'7KQ2-MW4D'.",
        "`7KQ2-MW4D`",
        "*7KQ2-MW4D*",
        "7KQ2-\nMW4D",
    ],
)
def test_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "7KQ2-MW4D"


def test_letters_that_look_like_figures_are_figures() -> None:
    assert read_code("oiL0-1111") == "0110-1111"


@pytest.mark.parametrize(
    "typed",
    ["", "7KQ2", "7KQ2-MW4", "7KQ2-MW4DD", "7KQ2-MW4U", "7KQ2/MW4D", "７KQ2-MW4D", "join 7KQ2-MW4D", "ß" * 8],
)
def test_what_is_no_code(typed: str) -> None:
    assert read_code(typed) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_or_none(typed: str) -> None:
    code = read_code(typed)

    assert code is None or read_code(code) == code


@pytest.mark.parametrize("state", InvitationState)
@pytest.mark.parametrize("kind", InvitationKind)
def test_only_an_open_one_is_open_and_not_for_long(kind: InvitationKind, state: InvitationState) -> None:
    one = Invitation(
        id=1,
        kind=kind,
        partnership_id=None,
        maker_id=1,
        made_at=NOW,
        expires_at=NOW + LASTS[kind],
        state=state,
    )
    instants = (NOW, one.expires_at - timedelta(seconds=1), one.expires_at)

    is_open = state is InvitationState.OPEN
    assert [one.is_open(now=at) for at in instants] == [is_open, is_open, False]
