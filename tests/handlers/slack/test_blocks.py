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
from handlers.slack import blocks
from tests.slack import limits

OPENING = {"type": "section", "text": {"type": "mrkdwn", "text": "*Hello.*", "verbatim": True}}
DONE = Button(
    label="Done", intent=Intent.DONE, partnership_id=3, arg="12.1", spoken="Done: course data", primary=True
)
STUCK = Button(label="Stuck", intent=Intent.STUCK, partnership_id=3, arg="12.1", opens=True)


def rendered(*content: Block) -> list[dict[str, Any]]:
    """What stands below the opening."""
    shown = blocks.of_message(Message(opening="Hello.", blocks=content))
    assert shown[0] == OPENING
    return shown[1:]


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def test_a_paragraph_is_shown_as_it_was_typed() -> None:
    assert rendered(Paragraph(text=("<!channel> & *you*",))) == [
        {"type": "section", "text": plain("<!channel> & *you*")}
    ]


def test_words_that_stand_out_are_marked_and_the_rest_escaped() -> None:
    assert rendered(Paragraph(text=("<@U1>: ", Strong("A & B")))) == [
        {"type": "section", "text": {"type": "mrkdwn", "text": "&lt;@U1&gt;: *A &amp; B*", "verbatim": True}}
    ]


def test_an_item_has_its_lines_its_buttons_and_a_menu() -> None:
    item = Item(
        subject="share:12",
        title="1. Send course data",
        lines=(("By Friday 27 November",), ("",), ("The prospectus needs it.",)),
        buttons=(DONE,),
        more=(STUCK,),
    )

    assert rendered(item) == [
        {
            "type": "section",
            "text": {
                "type": "mrkdwn",
                "text": "*1. Send course data*\nBy Friday 27 November\nThe prospectus needs it.",
                "verbatim": True,
            },
        },
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": plain("Done"),
                    "action_id": "done:0",
                    "style": "primary",
                    "value": "done|3|12.1",
                    "accessibility_label": "Done: course data",
                },
                {
                    "type": "overflow",
                    "action_id": "more:0",
                    "options": [{"text": plain("Stuck"), "value": "stuck|3|12.1"}],
                },
            ],
        },
    ]


def test_a_list_a_heading_and_a_note_have_their_own_shapes() -> None:
    assert rendered(
        Heading(text="What I do"),
        Bullets(items=(("One",), (Strong("Two"), " & more"))),
        Note(text=("Small print",)),
        Note(text=(Strong("Small"), " print")),
    ) == [
        {"type": "header", "text": plain("What I do")},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "• One\n• *Two* &amp; more", "verbatim": True},
        },
        {"type": "context", "elements": [plain("Small print")]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "*Small* print", "verbatim": True}]},
    ]


def test_a_table_is_a_table_and_the_second_one_is_text() -> None:
    table = Table(caption="Rows", columns=("What", "By"), rows=(("Data", ""), ("Accord", "Friday")))

    caption = {"type": "section", "text": {"type": "mrkdwn", "text": "*Rows*", "verbatim": True}}
    cells = [["What", "By"], ["Data", "–"], ["Accord", "Friday"]]
    assert rendered(table, table) == [
        caption,
        {"type": "table", "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in cells]},
        caption,
        {"type": "section", "text": plain("Data\nAccord · Friday")},
    ]


@pytest.mark.parametrize(
    "table",
    [
        Table(caption="Long", columns=("a",), rows=(("x",),) * 100),
        Table(caption="Wide", columns=("a",) * 21, rows=(("x",) * 21,)),
        Table(caption="Full", columns=("a",), rows=(("x" * 10_000,),)),
    ],
)
def test_a_table_that_slack_would_not_take_is_text(table: Table) -> None:
    shown = rendered(table)

    assert {block["type"] for block in shown} == {"section"}
    assert limits.in_message({"text": "x", "blocks": shown}) == []


@pytest.mark.parametrize(
    "empty", [Paragraph(text=("",)), Heading(text=" "), Note(text=()), Bullets(items=())]
)
def test_what_is_empty_leaves_no_empty_line(empty: Block) -> None:
    assert rendered(empty) == []


def test_a_long_paragraph_goes_on_in_the_next_block() -> None:
    words = " ".join(["word"] * 1500)

    shown = rendered(Paragraph(text=(words,)))

    assert " ".join(block["text"]["text"] for block in shown) == words
    assert len(shown) == 3


def test_a_long_list_goes_on_in_the_next_block() -> None:
    shown = rendered(Bullets(items=tuple((Strong(f"{number}"), "x" * 1000) for number in range(5))))

    assert [block["text"]["text"].count("•") for block in shown] == [2, 2, 1]


def test_a_long_item_keeps_every_line() -> None:
    shown = rendered(Item(subject="share:1", title="T", lines=(("x" * 2000,), ("y" * 2000,))))

    assert [block["text"]["text"][0] for block in shown] == ["*", "x", "y"]


def test_a_long_heading_stands_out_below_the_limit() -> None:
    assert rendered(Heading(text="x" * 151)) == [
        {"type": "section", "text": {"type": "mrkdwn", "text": f"*{'x' * 151}*", "verbatim": True}}
    ]


def test_labels_are_cut_to_what_a_button_holds() -> None:
    button = Button(label="x" * 80, intent=Intent.HELP, spoken="y" * 80, arg="z" * 3000)

    (row,) = rendered(Buttons(buttons=(button,)))

    assert row["elements"][0]["text"]["text"] == "x" * 74 + "…"
    assert row["elements"][0]["accessibility_label"] == "y" * 74 + "…"
    assert limits.in_block(row) == []


def test_more_buttons_than_a_row_holds_fill_the_next_row() -> None:
    rows = rendered(Buttons(buttons=(DONE,) * 26))

    assert [len(row["elements"]) for row in rows] == [25, 1]


def test_more_lines_than_a_menu_holds_fill_the_next_menu() -> None:
    _, row = rendered(Item(subject="share:1", title="T", more=(STUCK,) * 6))

    assert [(menu["action_id"], len(menu["options"])) for menu in row["elements"]] == [
        ("more:0", 5),
        ("more:5", 1),
    ]


def test_a_message_that_is_too_long_leaves_out_its_middle_and_is_whole_in_its_text() -> None:
    lines = (Paragraph(text=("Line",)),) * 60
    message = Message(opening="Hello.", blocks=(*lines, Buttons(buttons=(DONE,)), Note(text=("Last",))))

    shown = blocks.payload(message)

    assert len(shown["blocks"]) == 50
    assert shown["blocks"][-3] == {"type": "context", "elements": [plain("…")]}
    assert [block["type"] for block in shown["blocks"][-2:]] == ["actions", "context"]
    assert shown["text"].count("Line") == 60


def test_a_message_that_is_too_long_and_has_no_buttons_ends_in_an_ellipsis() -> None:
    shown = blocks.of_message(Message(opening="Hello.", blocks=(Paragraph(text=("Line",)),) * 60))

    assert len(shown) == 50
    assert shown[-1] == {"type": "context", "elements": [plain("…")]}


def test_the_text_says_everything_and_is_escaped() -> None:
    item = Item(subject="s", title="A & B", lines=(("By <b>",),), buttons=(DONE,))

    assert blocks.text(Message(opening="Hello.", blocks=(item,))) == (
        "Hello.\n\nA &amp; B\nBy &lt;b&gt;\n[Done]"
    )


def test_the_text_is_cut_where_slack_would_cut_it() -> None:
    shown = blocks.text(Message(opening="&" * 20_000))

    assert len(shown) <= 40_000
    assert shown.endswith("&amp;…")


ANY = st.text(max_size=200) | st.sampled_from(
    ["<!channel>", "<@U1> & co", "*", "x" * 4000, "&" * 3000, " ", "\n"]
)
LINE = st.lists(ANY | st.builds(Strong, ANY), max_size=3).map(tuple)
BUTTON = st.builds(Button, label=ANY, intent=st.sampled_from(Intent), arg=ANY, spoken=ANY)
BUTTONS = st.lists(BUTTON, max_size=6).map(tuple)
TABLE = st.integers(min_value=1, max_value=4).flatmap(
    lambda width: st.builds(
        Table,
        caption=ANY,
        columns=st.tuples(*[ANY] * width),
        rows=st.lists(st.tuples(*[ANY] * width), max_size=4).map(tuple),
    )
)
BLOCK = st.one_of(
    st.builds(Paragraph, text=LINE),
    st.builds(Heading, text=ANY),
    st.builds(Bullets, items=st.lists(LINE, max_size=4).map(tuple)),
    st.builds(
        Item,
        subject=st.just("s"),
        title=ANY,
        lines=st.lists(LINE, max_size=4).map(tuple),
        buttons=BUTTONS,
        more=BUTTONS,
    ),
    st.builds(Buttons, buttons=BUTTONS),
    st.builds(Note, text=LINE),
    TABLE,
)
MESSAGE = st.builds(
    Message,
    opening=ANY.filter(lambda text: bool(text.strip())),
    blocks=st.lists(BLOCK, max_size=6).map(tuple),
)


@given(MESSAGE)
def test_whatever_people_type_slack_takes_the_message(message: Message) -> None:
    shown = blocks.payload(message)

    assert limits.in_message(shown) == []
    assert json.loads(json.dumps(shown)) == shown


@given(MESSAGE)
def test_whatever_people_type_nothing_that_slack_parses_is_unescaped(message: Message) -> None:
    shown = blocks.payload(message)

    for text in (shown["text"], *limits.parsed_texts(shown["blocks"])):
        bare = text.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
        assert not {"&", "<", ">"} & set(bare)
