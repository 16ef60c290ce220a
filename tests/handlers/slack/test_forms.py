import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lines import read_line
from bot.domain.permissions import Intent
from bot.messages import add, troubles
from bot.messages.model import Field, FieldKind, Form, Option, Strong
from handlers.conversations.incoming import Place
from handlers.slack import forms, ids
from tests.slack import limits

ORIGIN = ids.Origin(place=Place(conversation="D1", private=True), message="1.2")
WHAT = Field(name="what", label="What", kind=FieldKind.LINE, required=True)


def form(*fields: Field, **more: Any) -> Form:
    return Form(
        intent=Intent.ADD, partnership_id=3, title="Add to the timetable", submit="Add", fields=fields, **more
    )


def shown(*fields: Field, **more: Any) -> dict[str, Any]:
    view = forms.view(form(*fields, **more), origin=ORIGIN)
    assert limits.in_view(view) == []
    return view


def element(field: Field) -> dict[str, Any]:
    """How one question is asked."""
    (block,) = shown(field)["blocks"]
    asked: dict[str, Any] = block["element"]
    return asked


def options(count: int) -> tuple[Option, ...]:
    return tuple(Option(value=f"v{number}", label=f"Label {number}") for number in range(count))


def drawn(count: int) -> list[dict[str, Any]]:
    return [
        {"text": {"type": "plain_text", "text": f"Label {number}"}, "value": f"v{number}"}
        for number in range(count)
    ]


def field(kind: FieldKind, **more: Any) -> Field:
    return Field(name="f", label="Label", kind=kind, **more)


def test_a_form_is_a_view_with_its_intro_and_its_questions() -> None:
    assert shown(WHAT, intro=(("Read ", Strong("this")),), arg="12.1") == {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Add to the timetable"},
        "submit": {"type": "plain_text", "text": "Add"},
        "close": {"type": "plain_text", "text": "Not now"},
        "callback_id": "form",
        "private_metadata": '{"form":"add|3|12.1","conversation":"D1","private":true,"room":"","message":"1.2"}',
        "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "text": "Read *this*", "verbatim": True}},
            {
                "type": "input",
                "block_id": "what",
                "label": {"type": "plain_text", "text": "What"},
                "element": {"type": "plain_text_input", "action_id": "input"},
            },
        ],
    }


def test_what_may_be_left_empty_says_so() -> None:
    (block,) = shown(replace(WHAT, required=False, hint="In a few words"))["blocks"]

    assert block["optional"] is True
    assert block["hint"] == {"type": "plain_text", "text": "In a few words"}


def test_a_long_title_is_cut_above_and_whole_below() -> None:
    view = forms.view(replace(form(WHAT), title="A title of more than twenty-four"), origin=ORIGIN)

    assert view["title"]["text"] == "A title of more than tw…"
    assert view["blocks"][0]["text"]["text"] == "A title of more than twenty-four"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (field(FieldKind.LINE, value=("Data",)), {"type": "plain_text_input", "initial_value": "Data"}),
        (
            field(FieldKind.LINES, value=("a", "b")),
            {"type": "plain_text_input", "multiline": True, "initial_value": "a\nb"},
        ),
        (field(FieldKind.DATE), {"type": "datepicker"}),
        (field(FieldKind.DATE, value=("2026-11-27",)), {"type": "datepicker", "initial_date": "2026-11-27"}),
        (field(FieldKind.DATE, value=("Friday week",)), {"type": "datepicker"}),
        (field(FieldKind.PERSON), {"type": "users_select"}),
        (field(FieldKind.PERSON, value=("slack:U1",)), {"type": "users_select", "initial_user": "U1"}),
        (field(FieldKind.PERSON, value=("person:7",)), {"type": "users_select"}),
        (
            field(FieldKind.PERSON, options=options(2), value=("v1",)),
            {"type": "static_select", "options": drawn(2), "initial_option": drawn(2)[1]},
        ),
        (field(FieldKind.FILE), {"type": "file_input", "max_files": 1}),
        (
            field(FieldKind.CHOICE, options=options(2), required=True, value=("v0",)),
            {"type": "radio_buttons", "options": drawn(2), "initial_option": drawn(1)[0]},
        ),
        (field(FieldKind.CHOICE, options=options(2)), {"type": "static_select", "options": drawn(2)}),
        (
            field(FieldKind.CHOICE, options=options(6), required=True),
            {"type": "static_select", "options": drawn(6)},
        ),
        (
            field(FieldKind.CHOICES, options=options(10), value=("v0", "v2")),
            {"type": "checkboxes", "options": drawn(10), "initial_options": [drawn(1)[0], drawn(3)[2]]},
        ),
        (
            field(FieldKind.CHOICES, options=options(11), value=("v10",)),
            {"type": "multi_static_select", "options": drawn(11), "initial_options": [drawn(11)[10]]},
        ),
        (
            field(FieldKind.TICK, value=("yes",)),
            {
                "type": "checkboxes",
                "options": [{"text": {"type": "plain_text", "text": "Label"}, "value": "yes"}],
                "initial_options": [{"text": {"type": "plain_text", "text": "Label"}, "value": "yes"}],
            },
        ),
        (field(FieldKind.TICK, options=options(1)), {"type": "checkboxes", "options": drawn(1)}),
    ],
)
def test_each_kind_of_question_has_its_element(asked: Field, expected: dict[str, Any]) -> None:
    assert element(asked) == {"action_id": "input", **expected}


@pytest.mark.parametrize("kind", [FieldKind.CHOICE, FieldKind.CHOICES])
def test_more_choices_than_a_list_holds_stand_in_groups(kind: FieldKind) -> None:
    asked = element(field(kind, options=options(120), value=("v110",)))

    groups = asked["option_groups"]
    assert [group["label"]["text"] for group in groups] == ["Label 0 – Label 99", "Label 100 – Label 119"]
    assert [len(group["options"]) for group in groups] == [100, 20]
    chosen = asked.get("initial_option") or asked["initial_options"][0]
    assert chosen["value"] == "v110"


def test_a_date_stands_in_full_below_its_question() -> None:
    hints = [
        shown(field(FieldKind.DATE, value=("2026-11-27",), hint=hint))["blocks"][0]["hint"]["text"]
        for hint in ("", "Or earlier.", "Friday 27 November 2026 is open.")
    ]

    assert hints == [
        "Friday 27 November 2026.",
        "Friday 27 November 2026. Or earlier.",
        "Friday 27 November 2026 is open.",
    ]


def test_a_list_with_nothing_to_choose_is_only_named() -> None:
    view = shown(field(FieldKind.CHOICE, hint="There is nobody yet."), WHAT)

    assert [block["text"]["text"] for block in view["blocks"][:2]] == ["Label", "There is nobody yet."]
    assert forms.asks_what(form(field(FieldKind.CHOICE), WHAT), view)


def test_the_words_of_a_tick_stand_beside_its_box() -> None:
    (block,) = shown(field(FieldKind.TICK, hint="That day has passed."))["blocks"]

    assert block["label"]["text"] == "That day has passed."
    assert block["element"]["options"][0]["text"]["text"] == "Label"
    assert "hint" not in block


def test_what_needs_mending_stands_above_its_question() -> None:
    view = shown(replace(WHAT, error="It needs a title.", value=("x",)))

    assert [block["type"] for block in view["blocks"]] == ["section", "input"]
    assert view["blocks"][0]["text"]["text"] == "It needs a title."


def test_what_could_not_be_read_of_a_typed_line_stands_above_its_question() -> None:
    read = read_line(
        "Castle to send data by 31 February", partners=["Castle College"], today=date(2026, 11, 10)
    )
    asked = add.form(
        partnership_id=1, partners={1: "Castle College", 2: "Meadow"}, all_partners=True, people={}, line=read
    )

    blocks = forms.view(asked, origin=ORIGIN)["blocks"]

    place = next(index for index, block in enumerate(blocks) if block.get("block_id") == "by_when")
    assert blocks[place - 1]["text"]["text"].startswith("There is no such day as “31 February”.")
    assert "initial_date" not in blocks[place]["element"]
    assert blocks[0]["element"]["initial_value"] == "Send data"


def test_a_form_asks_what_a_view_shows_while_its_questions_are_the_same() -> None:
    view = shown(WHAT, intro=(("Hello",),))

    assert forms.asks_what(form(replace(WHAT, error="No")), view)
    assert not forms.asks_what(form(WHAT, field(FieldKind.TICK)), view)


def test_a_form_about_others_takes_the_place_of_what_a_view_shows() -> None:
    """Else it would be sent again just as it was, to whom it no longer names."""
    assert not forms.asks_what(replace(form(WHAT), arg="12.1.7"), shown(WHAT))


def test_a_notice_only_says_something() -> None:
    view = forms.notice(troubles.ours(), title=troubles.TITLE)

    assert limits.in_view(view) == []
    assert "submit" not in view


ANY = st.text(max_size=100) | st.sampled_from(["<!channel>", "x" * 4000, " ", "\n", "&"])
OPTIONS = st.lists(st.builds(Option, value=st.text(min_size=1, max_size=160), label=ANY), max_size=130).map(
    tuple
)
FIELD = st.builds(
    Field,
    name=st.uuids().map(str),
    label=ANY.filter(lambda text: bool(text.strip())),
    kind=st.sampled_from(FieldKind),
    value=st.lists(ANY, max_size=2).map(tuple),
    options=OPTIONS,
    hint=ANY,
    required=st.booleans(),
    error=ANY,
)


@given(st.lists(FIELD, min_size=1, max_size=4))
def test_whatever_people_type_slack_takes_the_form(fields: list[Field]) -> None:
    view = forms.view(form(*fields, intro=(("Hello",),)), origin=ORIGIN)

    assert limits.in_view(view) == []
    assert json.loads(json.dumps(view)) == view
