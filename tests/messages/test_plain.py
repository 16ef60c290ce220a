"""A message as nothing but text: everything that the blocks say, in their order."""

import pytest

from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    Item,
    Message,
    Note,
    Paragraph,
    Strong,
    Table,
)

DONE = Button(label="Done", intent=Intent.DONE)
STUCK = Button(label="Stuck", intent=Intent.STUCK)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (Paragraph(text=("Press ", Strong("Done"), ".")), "Press Done."),
        (Note(text=("Small print",)), "Small print"),
        (Heading(text="What I do"), "What I do"),
        (Bullets(items=(("One",), (Strong("Two"),))), "• One\n• Two"),
        (Buttons(buttons=(DONE, STUCK)), "[Done] [Stuck]"),
        (Buttons(buttons=()), ""),
        (
            Item(subject="s", title="1. Data", lines=(("By Friday",), ("",)), buttons=(DONE,), more=(STUCK,)),
            "1. Data\nBy Friday\n[Done] [Stuck]",
        ),
        (Item(subject="s", title="1. Data"), "1. Data"),
        (
            Table(caption="Rows", columns=("What", "By"), rows=(("Data", "Friday"), ("Accord", ""))),
            "Rows\nWhat: Data; By: Friday\nWhat: Accord",
        ),
    ],
)
def test_each_part_of_a_message_says_all_that_it_shows(block: Block, text: str) -> None:
    assert plain.of_block(block) == text


def test_parts_stand_a_blank_line_apart_and_an_empty_one_leaves_none() -> None:
    message = Message(
        opening="Hello.", blocks=(Paragraph(text=("",)), Note(text=("One",)), Note(text=("Two",)))
    )

    assert plain.text(message) == "Hello.\n\nOne\n\nTwo"


@pytest.mark.parametrize(
    ("blocks", "name", "shows"),
    [
        ((Paragraph(text=("Put these beside it.",)), Note(text=("The fair.",))), "fair.png", "The fair."),
        (
            (Paragraph(text=("In words:",)), Bullets(items=(("One",),)), Heading(text="Two")),
            "felt.png",
            "• One\nTwo",
        ),
        ((Paragraph(text=("Put these beside it.",)),), "fair.png", "A picture."),
        ((), "fair.png", "A picture."),
        ((Paragraph(text=("Here it is.",)), Note(text=("With rows.",))), "timetable.xlsx", ""),
    ],
)
def test_picture_is_told_by_what_stands_below_the_first_part_of_its_message(
    blocks: tuple[Block, ...], name: str, shows: str
) -> None:
    assert plain.of_picture(Message(opening="A picture.", blocks=blocks), name=name) == shows
