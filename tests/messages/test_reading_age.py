"""How old somebody has to be to read a message with ease: comfortably under twelve (the rules of the voice).

The age is Flesch-Kincaid's grade and five, its syllables counted by a dictionary. Print all of them with `make words`.
"""

import re
from collections.abc import Mapping
from statistics import median
from typing import Final

import pytest
import textstat

from bot.messages.model import Block, Bullets, Buttons, Item, Message, Table
from bot.messages.plain import line, of_block
from tests.messages.cast import SAMPLE
from tests.messages.catalogue import messages

OLDEST: Final = 12.0
SCHOOL_BEGINS: Final = 5
FEW_WORDS: Final = 25
"""The formula says nothing about less than a few sentences."""

ALL: Final[Mapping[str, Message]] = messages(SAMPLE)


def prose(message: Message) -> str:
    """The sentences of a message: neither its buttons nor its tables, for nobody reads those from end to end."""
    parts = [message.opening, *(_prose_of(block) for block in message.blocks)]
    lines = (one.strip(" •") for part in parts for one in part.split("\n"))
    return " ".join(one if re.search(r"[.?!:]$", one) else f"{one}." for one in lines if one)


def _prose_of(block: Block) -> str:
    match block:
        case Buttons() | Table():
            return ""
        case Item():
            return "\n".join((block.title, *(line(one) for one in block.lines)))
        case Bullets():
            return "\n".join(line(one) for one in block.items)
        case _:
            return of_block(block)


def age(text: str) -> float:
    return float(textstat.flesch_kincaid_grade(text)) + SCHOOL_BEGINS


READ: Final = {name: prose(message) for name, message in ALL.items()}
MEASURED: Final = sorted(name for name, text in READ.items() if len(text.split()) >= FEW_WORDS)


@pytest.mark.parametrize("name", MEASURED)
def test_a_message_is_easy_to_read(name: str) -> None:
    assert age(READ[name]) < OLDEST, READ[name]


def test_most_messages_are_easier_than_that() -> None:
    ages = {name: age(READ[name]) for name in MEASURED}
    print(f"\n{'reading age':>11}  words  message")
    for name, years in sorted(ages.items(), key=lambda one: -one[1]):
        print(f"{years:11.1f}  {len(READ[name].split()):5}  {name}")
    print(f"median {median(ages.values()):.1f}, highest {max(ages.values()):.1f}, of {len(ages)} messages")

    assert median(ages.values()) < 10


def test_the_counter_tells_plain_words_from_others() -> None:
    plain = (
        "I would ask you again. Then Sam would ring. If we still couldn't reach you, we'd ask Rob to help."
    )
    official = (
        "Notwithstanding organisational prioritisation, stakeholders necessitating additional documentation "
        "should initiate communication immediately."
    )

    assert age(plain) < 8
    assert age(official) > 20
