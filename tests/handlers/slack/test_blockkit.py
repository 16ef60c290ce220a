from typing import Any

import pytest

from handlers.slack import blockkit
from tests.slack import limits

WORDS = {"type": "plain_text", "text": "Send <data> & *more*"}
MARKED = {"type": "mrkdwn", "text": "*Send* data", "verbatim": True}


def drawn(*, spoken: str = "", primary: bool = False) -> dict[str, Any]:
    return blockkit.button("Done", action_id="done:0", value="done|3|12", spoken=spoken, primary=primary)


def test_text_is_plain_or_marked_and_slack_looks_for_no_links_of_its_own() -> None:
    assert blockkit.words("Send <data> & *more*") == WORDS
    assert blockkit.marked("*Send* data") == MARKED


@pytest.mark.parametrize(
    ("block", "data"),
    [
        (blockkit.section(MARKED), {"type": "section", "text": MARKED}),
        (blockkit.section(WORDS), {"type": "section", "text": WORDS}),
        (blockkit.header("Next"), {"type": "header", "text": {"type": "plain_text", "text": "Next"}}),
        (blockkit.context(WORDS), {"type": "context", "elements": [WORDS]}),
        (blockkit.actions([drawn()]), {"type": "actions", "elements": [drawn()]}),
        (
            blockkit.table([("What", "By"), ("Data", "Friday")]),
            {
                "type": "table",
                "rows": [
                    [{"type": "raw_text", "text": "What"}, {"type": "raw_text", "text": "By"}],
                    [{"type": "raw_text", "text": "Data"}, {"type": "raw_text", "text": "Friday"}],
                ],
            },
        ),
    ],
)
def test_a_block_has_the_shape_that_slack_documents(block: dict[str, Any], data: dict[str, Any]) -> None:
    assert block == data
    assert limits.in_block(block) == []


def test_a_button_says_nothing_that_it_need_not_say() -> None:
    assert drawn() == {
        "type": "button",
        "text": {"type": "plain_text", "text": "Done"},
        "action_id": "done:0",
        "value": "done|3|12",
    }


def test_a_button_has_a_spoken_name_and_the_first_one_is_coloured() -> None:
    assert drawn(spoken="Done: course data", primary=True) == {
        **drawn(),
        "accessibility_label": "Done: course data",
        "style": "primary",
    }


def test_a_menu_holds_what_can_be_chosen() -> None:
    option = blockkit.option("Stuck", value="stuck|3|12")

    assert option == {"text": {"type": "plain_text", "text": "Stuck"}, "value": "stuck|3|12"}
    assert blockkit.menu([option], action_id="more:0") == {
        "type": "overflow",
        "action_id": "more:0",
        "options": [option],
    }
