"""What no database can keep never comes in."""

from dataclasses import replace

import pytest

from bot.domain.permissions import Intent
from handlers.conversations.cleaning import clean
from handlers.conversations.incoming import File, Place
from tests import calls

SENT = calls.submit(3, "U-MINA", Intent.ADD, what="Send data", who=("slack:U-ROB", "Ann"))


def test_clean_form_stays_the_very_same() -> None:
    assert clean(SENT) is SENT


@pytest.mark.parametrize("sign", ["\x00", chr(0xD800), chr(0xDFFF)])
def test_signs_that_cannot_be_kept_are_replaced_wherever_they_stand(sign: str) -> None:
    place = Place(conversation=f"D{sign}", private=True)
    broken = replace(SENT, place=place, arg=f"1.1{sign}", values={f"wh{sign}at": (f"Send{sign}", "data")})

    assert clean(broken) == replace(
        SENT, place=Place(conversation="D�", private=True), arg="1.1�", values={"wh�at": ("Send�", "data")}
    )


def test_content_of_a_file_is_left_alone() -> None:
    file = File(sender=SENT.sender, place=SENT.place, key="k", name="a\x00.xlsx", size=2, content=b"\x00P")

    assert clean(file) == replace(file, name="a�.xlsx")
