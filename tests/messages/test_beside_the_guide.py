"""The messages of the guide to our tone, line by line beside what we say. Each difference has its reason here."""

import re
from collections.abc import Mapping
from typing import Final

import pytest

from bot.messages import plain
from bot.messages.model import Item
from tests.messages.of_the_guide import MODELS, built, model

BUILT: Final = built()

NOT_YET: Final = "a conversation that isn't built"
SHORT: Final = "the title stands above its lines, and each sentence on a line of its own"
DATES: Final = "every date has its weekday"
COUNTED: Final = "the partnership and a count stand first in every private message"
FACTS: Final = "the timetable doesn't know more"
OWN_WORDS: Final = "what somebody typed stands as it was typed"

DIFFERENT: Final[Mapping[str, str]] = {
    "• About once every half term I ask how it's going.": NOT_YET,
    "You can skip any question.": NOT_YET,
    "Each one says who sees the answer.": NOT_YET,
    "[Ground rules to agree]": NOT_YET,
    "[Take it to the meeting]": NOT_YET,
    "[More]": "a menu, of which the plain text has the entries",
    "Three things for this week.": COUNTED,
    "By Tuesday 15 December, for the Valley Skills Board": FACTS,
    "Send course data was for Friday 27 November, and I haven't heard how it's going.": SHORT,
    "Risk assessment for the What Next fair was for Monday 1 February, and we haven't heard how it's going.": SHORT,
    "It's with Jo Blake in Estates.": FACTS,
    "Agree which sectors each college shows at the fair, by Friday 4 December": SHORT,
    "In Mina's words: \"Construction is big for us and for Meadow.": "the marks around words are those of print",
    'Neither of us wants to give it up."': "the marks around words are those of print",
    "Who is waiting: the County Council, with 39 invitations to send by 8 January": FACTS,
    "Something that can help: ask each college what it could show that nobody else can.": FACTS,
    "You last spoke on 8 December.": DATES,
    "To mention: signing the accord, Friday 26 February.": OWN_WORDS,
    "Dee asked about bus fares last time.": OWN_WORDS,
    "Came to the meeting on 12 January.": NOT_YET,
    "To mention: the 39 school invitations.": OWN_WORDS,
    "Thank her for them.": "nobody told us who is a she",
}


def _sentences(text: str) -> list[str]:
    """The sentences and the buttons of a text."""
    lines = (line.strip().replace("*", "") for line in text.split("\n"))
    return [one for line in lines for one in re.split(r"(?<=\]) (?=\[)|(?<=[.?!]) (?=[A-Z])", line) if one]


def _differences(name: str) -> list[str]:
    said = _sentences(plain.text(BUILT[name]))
    return [one for one in _sentences(model(name)) if one not in said]


@pytest.mark.parametrize("name", BUILT)
def test_each_sentence_of_the_guide_is_said_or_has_a_reason(name: str) -> None:
    assert [one for one in _differences(name) if one not in DIFFERENT] == []


def test_no_reason_is_left_over() -> None:
    assert DIFFERENT.keys() - {one for name in BUILT for one in _differences(name)} == set()


def test_every_model_has_its_message() -> None:
    assert {path.stem for path in MODELS.iterdir()} == BUILT.keys()


@pytest.mark.parametrize("name", ["nudge", "fair-warning", "co-ordinator", "not-heard-from"])
def test_an_item_has_the_buttons_of_the_guide_in_its_order(name: str) -> None:
    guide = [one for one in re.findall(r"\[([^]]+)\]", model(name)) if one != "More"]
    first = next(one for one in BUILT[name].blocks if isinstance(one, Item))

    assert [button.label for button in (*first.buttons, *first.more)][:3] == guide[:3]
