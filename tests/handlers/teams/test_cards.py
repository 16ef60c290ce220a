import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.permissions import Intent
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
from handlers.teams import cards
from tests.every import of_each
from tests.messages.cast import LONG, ROUGH
from tests.messages.catalogue import messages
from tests.teams.cards import elements, faults, words

DONE = Button(
    label="Done", intent=Intent.DONE, partnership_id=3, arg="12.1", spoken="Done: course data", primary=True
)
STUCK = Button(label="Stuck", intent=Intent.STUCK, partnership_id=3, arg="12.1", opens=True)
CASTS = {"rough": ROUGH, "long": LONG}
CATALOGUE = {
    f"{name}, {who}": message for who, cast in CASTS.items() for name, message in messages(cast).items()
}


def drawn(*blocks: Block) -> list[dict[str, Any]]:
    """What stands below the opening."""
    card = cards.of_message(Message(opening="Hello.", blocks=blocks))
    assert faults(card) == []
    return list(card["body"][1:])


def run(text: str, **look: Any) -> dict[str, Any]:
    return {"type": "TextRun", "text": text, **look}


def line(*runs: dict[str, Any], spacing: str = "") -> dict[str, Any]:
    drawn = {"type": "RichTextBlock", "inlines": list(runs)}
    return {**drawn, "spacing": spacing} if spacing else drawn


def test_opening_stands_first_and_is_what_a_notification_shows() -> None:
    shown = cards.activity(Message(opening="Two things to do.", blocks=(Paragraph(text=("One.",)),)))

    [attached] = shown["attachments"]
    assert (shown["type"], shown["summary"]) == ("message", "Two things to do.")
    assert attached["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert attached["content"]["body"][0] == line(run("Two things to do.", weight="Bolder"))
    assert attached["content"]["fallbackText"] == "Two things to do.\n\nOne."
    assert set(shown) == {"type", "summary", "attachments"}  # No text, and nobody is mentioned.


@pytest.mark.parametrize(
    ("block", "size"),
    [
        (Heading(text="Later"), "Large"),
        (Item(subject="share:1", title="One"), "Large"),
        (Note(text=("x",)), None),
    ],
    ids=["heading", "item", "note"],
)
def test_opening_is_large_only_above_more_than_a_sentence_or_two(block: Block, size: str | None) -> None:
    opening = cards.of_message(Message(opening="Hello.", blocks=(block,)))["body"][0]

    assert opening["inlines"][0].get("size") == size


def test_words_stand_as_they_were_typed() -> None:
    typed = "<at>all</at> **you** [here](https://evil.example)"

    assert drawn(Paragraph(text=(typed, Strong("A & B")))) == [
        line(run(typed), run("A & B", weight="Bolder"))
    ]


def test_an_item_stands_apart_with_its_buttons_and_a_menu() -> None:
    item = Item(
        subject="share:12",
        title="1. Send course data",
        lines=(("By Friday 27 November",), ("",)),
        buttons=(DONE,),
        more=(STUCK,),
    )

    [container] = drawn(item)

    title, due, row = container["items"]
    assert (container["separator"], container["spacing"]) == (True, "Large")
    assert (title, due) == (
        line(run("1. Send course data", weight="Bolder")),
        line(run("By Friday 27 November"), spacing="Small"),
    )
    assert [(one["title"], one.get("mode")) for one in row["actions"]] == [
        ("Done", None),
        ("Stuck", "secondary"),
    ]


def test_the_first_item_below_a_heading_belongs_to_it() -> None:
    item = Item(subject="share:12", title="Send course data")

    blocks = (Heading(text="Riverside"), item, item, Heading(text=" "), item, Heading(text="Valley"), item)
    apart = [one.get("separator", False) for one in drawn(*blocks) if one["type"] == "Container"]

    assert apart == [False, True, True, False]


def test_a_button_does_something_and_falls_back_to_what_every_client_knows() -> None:
    [row] = drawn(Buttons(buttons=(DONE,)))

    [button] = row["actions"]
    assert (button["type"], button["verb"], button["tooltip"], button["style"]) == (
        "Action.Execute",
        "done",
        "Done: course data",
        "positive",
    )
    assert button["data"] == {"bywhen": {"value": "done|3|12.1"}}
    assert (button["fallback"]["type"], button["fallback"]["data"]) == ("Action.Submit", button["data"])


def test_a_button_that_opens_a_form_asks_for_a_dialog() -> None:
    [row] = drawn(Buttons(buttons=(STUCK,)))

    [button] = row["actions"]
    assert button["type"] == "Action.Submit"
    assert button["data"] == {"bywhen": {"value": "stuck|3|12.1"}, "msteams": {"type": "task/fetch"}}


def test_more_than_six_buttons_take_another_row() -> None:
    rows = drawn(Buttons(buttons=(DONE,) * 8))

    assert [len(row["actions"]) for row in rows] == [6, 2]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Heading(text="Later"), [line(run("Later", size="Large", weight="Bolder"), spacing="Large")]),
        (Heading(text=" "), []),
        (
            Bullets(items=(("One",), ("Two",))),
            [line(run("• "), run("One")), line(run("• "), run("Two"), spacing="Small")],
        ),
        (Note(text=("Small",)), [line(run("Small", size="Small", isSubtle=True))]),
        (Note(text=("",)), []),
        (Paragraph(text=("",)), []),
        (Buttons(buttons=()), []),
    ],
    ids=["heading", "no heading", "bullets", "note", "no note", "no words", "no buttons"],
)
def test_other_blocks(block: Block, expected: list[dict[str, Any]]) -> None:
    assert drawn(block) == expected


def test_a_table_has_a_row_of_headings_and_no_empty_cell() -> None:
    table = Table(caption="Who", columns=("Partner", "Action"), rows=(("Castle", ""),))

    caption, shown = drawn(table)

    assert caption == line(run("Who", weight="Bolder"))
    assert (shown["firstRowAsHeader"], len(shown["columns"])) == (True, 2)
    texts = [[cell["items"][0]["inlines"][0]["text"] for cell in row["cells"]] for row in shown["rows"]]
    assert texts == [["Partner", "Action"], ["Castle", "–"]]


def test_a_table_with_too_many_columns_is_read_row_by_row() -> None:
    rows = (("Castle", "Yes", " ", "No", "2", "3"), ("Northgate", "No", "x", "y", "", ""))
    table = Table(caption="Who", columns=("Partner", "A", "B", "C", "D", "E"), rows=rows)

    said = drawn(table)[1:]

    assert [(one["inlines"][0]["text"], one.get("spacing")) for one in said] == [
        ("Partner: Castle", None),
        ("A: Yes", "Small"),
        ("C: No", "Small"),
        ("D: 2", "Small"),
        ("E: 3", "Small"),
        ("Partner: Northgate", None),
        ("A: No", "Small"),
        ("B: x", "Small"),
        ("C: y", "Small"),
    ]


def test_of_a_message_too_large_the_middle_is_left_out() -> None:
    blocks = tuple(Paragraph(text=(f"{number} " + "é" * 900,)) for number in range(80))

    card = cards.of_message(Message(opening="Hello.", blocks=(*blocks, Buttons(buttons=(DONE,)))))

    said = words(card).splitlines()
    assert faults(card) == []
    assert (said[0], said[1][:2], said.count("…"), said[-1]) == ("Hello.", "0 ", 1, "Done")


def huge(name: str) -> tuple[Block, ...]:
    """Blocks that are larger by themselves than a whole card may be."""
    rows = tuple((f"Partner {number}", "é" * 60, "") for number in range(1_500))
    table = Table(caption="Who", columns=("Partner", "Action", "By"), rows=rows)
    wide = Table(caption="Who", columns=tuple("ABCDEF"), rows=tuple(("é" * 30,) * 6 for _ in range(600)))
    item = Item(subject="share:12", title="é" * 60_000, lines=(("é" * 60_000,),), buttons=(DONE,))
    found: dict[str, tuple[Block, ...]] = {
        "a table alone": (table,),
        "a table and buttons": (table, Buttons(buttons=(DONE,))),
        "a wide table": (wide,),
        "one cell": (Table(caption="Who", columns=("Partner",), rows=(("é" * 90_000,),)),),
        "bullets": (Bullets(items=tuple((f"{number} " + "é" * 90,) for number in range(900))),),
        "a paragraph": (Paragraph(text=("é" * 90_000,)),),
        "an item": (item,),
    }
    return found[name]


@pytest.mark.parametrize(
    ("name", "first", "last", "left_out"),
    [
        ("a table alone", "Partner: Partner 0", "Action: " + "é" * 60, 1),
        ("a table and buttons", "Partner: Partner 0", "Done", 1),
        ("a wide table", "A: " + "é" * 30, "F: " + "é" * 30, 1),
        ("one cell", "Partner: " + "é" * 490 + "…", "Partner: " + "é" * 490 + "…", 0),
        ("bullets", "• 0 " + "é" * 90, "• 899 " + "é" * 90, 1),
        ("a paragraph", "é" * 499 + "…", "é" * 499 + "…", 0),
        ("an item", "é" * 499 + "…", "Done", 0),
    ],
)
def test_of_one_huge_block_as_much_is_shown_as_teams_takes(
    name: str, first: str, last: str, left_out: int
) -> None:
    blocks = huge(name)

    card = cards.of_message(Message(opening="Hello.", blocks=blocks))

    said = words(card).splitlines()[2 if isinstance(blocks[0], Table) else 1 :]
    assert faults(card) == []
    assert (said[0], said[-1], said.count("…")) == (first, last, left_out)
    assert left_out == 0 or cards.size(card) > cards.LARGEST * 0.9


def test_a_card_is_taken_whatever_its_opening() -> None:
    assert faults(cards.of_message(Message(opening="é" * 90_000, blocks=()))) == []


@of_each(CATALOGUE)
def test_every_message_is_a_card_that_teams_takes(name: str) -> None:
    message = CATALOGUE[name]

    card = cards.of_message(message)

    assert faults(card) == []
    assert words(card).startswith(message.opening)


@of_each(CATALOGUE)
def test_every_button_of_a_message_can_be_pressed_once(name: str) -> None:
    message = CATALOGUE[name]
    asked = [
        one
        for block in message.blocks
        if isinstance(block, Item | Buttons)
        for one in (*block.buttons, *(block.more if isinstance(block, Item) else ()))
    ]

    card = cards.of_message(message)
    pressed = [
        one for one in elements(card["body"]) if one.get("type") in ("Action.Execute", "Action.Submit")
    ]

    fallbacks = sum("fallback" in one for one in pressed)
    # Of a message that is too large some are left out, and it says so.
    assert len(pressed) - fallbacks == len(asked) or "…" in words(card).splitlines()


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_was_typed_makes_a_card(opening: str, said: str) -> None:
    card = cards.of_message(Message(opening=opening, blocks=(Paragraph(text=(said,)), Note(text=(said,)))))

    assert faults(card) == []
    assert json.dumps(card)
