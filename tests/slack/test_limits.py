"""The checker itself: it takes what Slack takes, and names each limit that a broken block passes."""

import json
from typing import Any

import pytest

from tests.slack import limits

Data = dict[str, Any]

_VALID = limits.DATA / "blocks" / "valid"
_OURS: tuple[str, ...] = ("actions", "context", "divider", "header", "input", "section", "table")
_ELEMENTS = (
    "button",
    "checkboxes",
    "datepicker",
    "file_input",
    "overflow",
    "plain_text_input",
    "radio_buttons",
)


def _fixtures(folder: str) -> list[Data]:
    return [json.loads(path.read_text()) for path in sorted((_VALID / folder).glob("*.json"))]


def plain(length: int) -> Data:
    return {"type": "plain_text", "text": "x" * length}


def options(count: int) -> list[Data]:
    return [{"text": plain(1), "value": str(number)} for number in range(count)]


def element(kind: str, **more: Any) -> Data:
    return {"type": kind, "action_id": "a", **more}


def button(**more: Any) -> Data:
    return element("button", text=plain(1), **more)


def in_input(**more: Any) -> Data:
    return {"type": "input", "label": plain(1), "element": element("datepicker"), **more}


def confirmed(**more: Any) -> Data:
    return button(confirm={name: plain(1) for name in ("title", "text", "confirm", "deny")} | more)


def one_option(**more: Any) -> Data:
    return element("overflow", options=[{"text": plain(1), "value": "v"} | more])


def actions(count: int) -> Data:
    return {"type": "actions", "elements": [button(action_id=str(number)) for number in range(count)]}


def table(*sizes: int, **more: Any) -> Data:
    rows = [[{"type": "raw_text", "text": "x"}] * size for size in sizes]
    return {"type": "table", "rows": rows, **more}


BROKEN = {
    "text.min_length": {"type": "section", "text": plain(0)},
    "text.max_length": {"type": "section", "text": plain(3001)},
    "block_id.max_length": {"type": "divider", "block_id": "x" * 256},
    "header.text.max_length": {"type": "header", "text": plain(151)},
    "section.text.max_length": {"type": "section", "text": plain(3001)},
    "section.content": {"type": "section"},
    "section.fields.max_items": {"type": "section", "fields": [plain(1)] * 11},
    "section.fields.item_max_length": {"type": "section", "fields": [plain(2001)]},
    "context.elements.max_items": {"type": "context", "elements": [plain(1)] * 11},
    "context.elements": {"type": "context", "elements": [button()]},
    "actions.elements.max_items": actions(26),
    "input.label.max_length": in_input(label=plain(2001)),
    "input.hint.max_length": in_input(hint=plain(2001)),
    "input.element": in_input(element=button()),
    "table.rows.max_items": table(*[1] * 101),
    "table.row_shape": table(1, 2),
    "table.column_settings": table(2, column_settings=[{}]),
}
BROKEN_ELEMENTS = {
    "action_id.max_length": button(action_id="x" * 256),
    "button.text.max_length": element("button", text=plain(76)),
    "button.url.max_length": button(url="x" * 3001),
    "button.value.max_length": button(value="x" * 2001),
    "button.accessibility_label.max_length": button(accessibility_label="x" * 76),
    "confirmation.title.max_length": confirmed(title=plain(101)),
    "confirmation.text.max_length": confirmed(text=plain(301)),
    "confirmation.confirm.max_length": confirmed(confirm=plain(31)),
    "confirmation.deny.max_length": confirmed(deny=plain(31)),
    "option.text.max_length": one_option(text=plain(76)),
    "option.value.max_length": one_option(value="x" * 151),
    "option.url.max_length": one_option(url="x" * 3001),
    "option.description.max_length": one_option(description=plain(76)),
    "option_group.label.max_length": element(
        "static_select", option_groups=[{"label": plain(76), "options": options(1)}]
    ),
    "option_group.options.min_items": element(
        "static_select", option_groups=[{"label": plain(1), "options": []}]
    ),
    "option_group.options.max_items": element(
        "static_select", option_groups=[{"label": plain(1), "options": options(101)}]
    ),
    "select.placeholder.max_length": element("static_select", options=options(1), placeholder=plain(151)),
    "select.options.max_items": element("static_select", options=options(101)),
    "select.option_groups.max_items": element(
        "static_select", option_groups=[{"label": plain(1), "options": options(1)}] * 101
    ),
    "static_select.choice_source": element(
        "static_select", options=options(1), option_groups=[{"label": plain(1), "options": options(1)}]
    ),
    "overflow.options.min_items": element("overflow", options=[]),
    "overflow.options.max_items": element("overflow", options=options(6)),
    "checkboxes.options.min_items": element("checkboxes", options=[]),
    "checkboxes.options.max_items": element("checkboxes", options=options(11)),
    "radio_buttons.options.min_items": element("radio_buttons", options=[]),
    "radio_buttons.options.max_items": element("radio_buttons", options=options(11)),
    "file_input.max_files.min": element("file_input", max_files=0),
    "file_input.max_files.max": element("file_input", max_files=11),
    "plain_text_input.max_length.max": element("plain_text_input", max_length=3001),
}
VIEW = {"type": "modal", "title": plain(1), "submit": plain(1), "close": plain(1), "blocks": [in_input()]}
BROKEN_VIEWS = {
    "view.title.max_length": VIEW | {"title": plain(25)},
    "view.submit.max_length": VIEW | {"submit": plain(25)},
    "view.close.max_length": VIEW | {"close": plain(25)},
    "view.callback_id.max_length": VIEW | {"callback_id": "x" * 256},
    "view.private_metadata.max_length": VIEW | {"private_metadata": "x" * 3001},
    "view.blocks.min_items": VIEW | {"blocks": []},
    "view.blocks.max_items": VIEW | {"blocks": [in_input()] * 101},
    "view.submit_needed": {"title": plain(1), "blocks": [in_input()]},
}
BROKEN_MESSAGES = {
    "message.blocks.max_items": {"text": "x", "blocks": [{"type": "divider"}] * 51},
    "message.one_table": {"text": "x", "blocks": [table(1), table(1)]},
    "action_id.unique": {"text": "x", "blocks": [{"type": "actions", "elements": [button(), button()]}]},
    "block_id.unique": {"text": "x", "blocks": [{"type": "divider", "block_id": "b"}] * 2},
    "input.surface": {"text": "x", "blocks": [in_input()]},
}


def _named(problems: list[str]) -> set[str]:
    return {problem.split(": ")[1] for problem in problems}


@pytest.mark.parametrize("block", [one for one in _fixtures("blocks") if one["type"] in _OURS])
def test_a_valid_block_has_no_problem(block: Data) -> None:
    assert limits.in_block(block) == []


@pytest.mark.parametrize("block", [one for one in _fixtures("blocks") if one["type"] not in _OURS])
def test_a_block_that_we_never_send_is_a_problem(block: Data) -> None:
    assert f"{block['type']}.surface" in _named(limits.in_block(block))


@pytest.mark.parametrize("given", [one for one in _fixtures("elements") if one["type"] in _ELEMENTS])
def test_a_valid_element_has_no_problem(given: Data) -> None:
    assert limits.in_element(given) == []


@pytest.mark.parametrize("view", [one for one in _fixtures("views") if one["type"] == "modal"])
def test_a_valid_view_has_no_problem(view: Data) -> None:
    assert [one for one in limits.in_view(view) if not one.endswith(".surface")] == []


@pytest.mark.parametrize(("constraint", "block"), BROKEN.items())
def test_a_broken_block_is_named(constraint: str, block: Data) -> None:
    assert constraint in _named(limits.in_block(block))


@pytest.mark.parametrize(("constraint", "broken"), BROKEN_ELEMENTS.items())
def test_a_broken_element_is_named(constraint: str, broken: Data) -> None:
    assert constraint in _named(limits.in_element(broken))


@pytest.mark.parametrize(("constraint", "view"), BROKEN_VIEWS.items())
def test_a_broken_view_is_named(constraint: str, view: Data) -> None:
    assert constraint in _named(limits.in_view(view))


@pytest.mark.parametrize(("constraint", "message"), BROKEN_MESSAGES.items())
def test_a_broken_message_is_named(constraint: str, message: Data) -> None:
    assert constraint in _named(limits.in_message(message))


def test_every_invalid_case_of_what_we_send_is_proved() -> None:
    manifest = json.loads((limits.DATA / "blocks" / "invalid" / "manifest.json").read_text())
    ours = (
        *(
            "action_id",
            "actions",
            "block_id",
            "button",
            "checkboxes",
            "confirmation",
            "context.",
            "file_input",
        ),
        *("header", "input", "option", "overflow", "plain_text_input", "radio_buttons", "section", "select"),
        *("static_select", "table", "text", "view"),
    )
    named = {case["constraint"] for case in manifest["cases"]}

    proved = BROKEN.keys() | BROKEN_ELEMENTS.keys() | BROKEN_VIEWS.keys()
    assert {name for name in named if name.startswith(ours)} - proved == set()
