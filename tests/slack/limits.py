"""What Slack would not take: every limit of `tests/data/slack/limits.json` that concerns what we send."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

Data = dict[str, Any]

DATA: Final = Path(__file__).parents[1] / "data" / "slack"
LIMITS: Final[Data] = json.loads((DATA / "limits.json").read_text())
MESSAGE_BLOCKS: Final = 50
WHOLE_TEXT: Final = 40_000
TABLE: Final = {"rows": 100, "columns": 20, "characters": 10_000}

_IN_MESSAGES: Final = {"actions", "context", "divider", "header", "section", "table"}
_IN_VIEWS: Final = {"actions", "context", "divider", "header", "input", "section"}
_INPUTS: Final = {
    "checkboxes",
    "datepicker",
    "file_input",
    "multi_static_select",
    "plain_text_input",
    "radio_buttons",
    "static_select",
    "users_select",
}
_IN_ACTIONS: Final = {"button", "overflow", "static_select"}


def in_message(message: Data) -> list[str]:
    """Return what is wrong with the arguments of a message, each as "path: constraint"."""
    blocks = message.get("blocks", [])
    found = [*_length("text", message.get("text", ""), {"min_length": 1, "max_length": WHOLE_TEXT}, "text")]
    found += _items("blocks", blocks, {"max_items": MESSAGE_BLOCKS}, "message.blocks")
    found += _blocks(blocks, _IN_MESSAGES)
    if sum(block["type"] == "table" for block in blocks) > 1:
        found.append("blocks: message.one_table")
    return found


def in_view(view: Data) -> list[str]:
    """Return what is wrong with a view."""
    found: list[str] = []
    if (view.get("type") == "home") is ("title" in view):
        found.append("title: view.title")
    for name in ("title", "submit", "close"):
        if name in view:
            found += _plain(name, view[name], LIMITS["view"][name], f"view.{name}")
    for name in ("private_metadata", "callback_id"):
        found += _length(name, view.get(name, ""), LIMITS["view"][name], f"view.{name}")
    blocks = view.get("blocks", [])
    found += _items("blocks", blocks, LIMITS["view"]["blocks"], "view.blocks")
    found += _blocks(blocks, _IN_VIEWS)
    has_input = any(block["type"] == "input" for block in blocks)
    return [*found, *(["submit: view.submit_needed"] if has_input and "submit" not in view else [])]


def in_call(method: str, arguments: Data) -> list[str]:
    """Return what is wrong with a call of the Web API, as a server sees it."""
    match method:
        case "chat.postMessage" | "chat.update":
            return in_message(arguments)
        case "views.open" | "views.update" | "views.push" | "views.publish":
            return in_view(arguments["view"])
        case "files.completeUploadExternal":
            return [
                *_length("initial_comment", arguments.get("initial_comment", " "), {"min_length": 1}, "text")
            ]
        case _:
            return []


def in_answer(answer: Data) -> list[str]:
    """Return what is wrong with the answer to a command or an interaction."""
    if "view" in answer:
        return in_view(answer["view"])
    if "errors" in answer:
        return [] if all(answer["errors"].values()) else ["errors: text.min_length"]
    return in_message(answer) if "text" in answer or "blocks" in answer else []


def in_block(block: Data) -> list[str]:
    """Return what is wrong with one block, wherever it may stand."""
    return list(_block("block", block, _IN_MESSAGES | _IN_VIEWS))


def in_element(element: Data) -> list[str]:
    """Return what is wrong with one element."""
    return list(_element("element", element))


def _blocks(blocks: Iterable[Data], allowed: set[str]) -> Iterator[str]:
    names = [block["block_id"] for block in blocks if "block_id" in block]
    if len(names) != len(set(names)):
        yield "blocks: block_id.unique"
    for index, block in enumerate(blocks):
        yield from _block(f"blocks[{index}]", block, allowed)


def _block(at: str, block: Data, allowed: set[str]) -> Iterator[str]:
    if block["type"] not in allowed:
        yield f"{at}: {block['type']}.surface"
    yield from _length(f"{at}.block_id", block.get("block_id", ""), LIMITS["block_id"], "block_id")
    match block["type"]:
        case "section":
            yield from _section(at, block)
        case "header":
            yield from _plain(f"{at}.text", block["text"], LIMITS["header"]["text"], "header.text")
        case "context":
            yield from _context(at, block)
        case "actions":
            yield from _actions(at, block)
        case "input":
            yield from _input(at, block)
        case "table":
            yield from _table(at, block)


def _section(at: str, block: Data) -> Iterator[str]:
    if not block.get("text") and not block.get("fields"):
        yield f"{at}: section.content"
    if text := block.get("text"):
        yield from _text(at, text)
        yield from _length(at, text["text"], LIMITS["section"]["text"], "section.text")
    fields = block.get("fields") or []
    yield from _items(at, fields, LIMITS["section"]["fields"], "section.fields")
    for one in fields:
        if len(one["text"]) > LIMITS["section"]["fields"]["item_max_length"]:
            yield f"{at}: section.fields.item_max_length"
    if accessory := block.get("accessory"):
        yield from _element(f"{at}.accessory", accessory)


def _context(at: str, block: Data) -> Iterator[str]:
    yield from _items(at, block["elements"], LIMITS["context"]["elements"], "context.elements")
    for element in block["elements"]:
        if element["type"] not in ("image", "mrkdwn", "plain_text"):
            yield f"{at}: context.elements"
        elif element["type"] != "image":
            yield from _text(at, element)


def _actions(at: str, block: Data) -> Iterator[str]:
    elements = block["elements"]
    yield from _items(at, elements, LIMITS["actions"]["elements"], "actions.elements")
    names = [element["action_id"] for element in elements if "action_id" in element]
    if len(names) != len(set(names)):
        yield f"{at}: action_id.unique"
    for element in elements:
        yield from _element(at, element)


def _input(at: str, block: Data) -> Iterator[str]:
    yield from _plain(at, block["label"], LIMITS["input"]["label"], "input.label")
    if hint := block.get("hint"):
        yield from _plain(at, hint, LIMITS["input"]["hint"], "input.hint")
    if block["element"]["type"] not in _INPUTS:
        yield f"{at}: input.element"
    yield from _element(at, block["element"])


def _table(at: str, block: Data) -> Iterator[str]:
    rows = block["rows"]
    if len(rows) > TABLE["rows"]:
        yield f"{at}: table.rows.max_items"
    if len({len(row) for row in rows}) > 1:
        yield f"{at}: table.row_shape"
    settings = block.get("column_settings")
    if settings is not None and len(settings) != len(rows[0]):
        yield f"{at}: table.column_settings"
    if any(len(row) > TABLE["columns"] for row in rows):
        yield f"{at}: table.columns.max_items"
    cells = [cell for row in rows for cell in row if cell["type"] == "raw_text"]
    if any(not cell["text"] for cell in cells):
        yield f"{at}: table.cell_text.min_length"
    if sum(len(cell["text"]) for cell in cells) > TABLE["characters"]:
        yield f"{at}: table.content.max_length"


def _element(at: str, element: Data) -> Iterator[str]:
    kind = element["type"]
    yield from _length(
        at, element.get("action_id", "-"), {"min_length": 1, **LIMITS["action_id"]}, "action_id"
    )
    if kind in ("static_select", "multi_static_select"):
        yield from _select(at, element)
    elif kind in ("checkboxes", "overflow", "radio_buttons"):
        yield from _items(at, element["options"], LIMITS[kind]["options"], f"{kind}.options")
    for option in element.get("options") or ():
        yield from _option(at, option)
    if kind == "button":
        yield from _button(at, element)
    if placeholder := element.get("placeholder"):
        yield from _plain(at, placeholder, LIMITS["select"]["placeholder"], "select.placeholder")
    yield from _numbers(at, element)


def _button(at: str, button: Data) -> Iterator[str]:
    yield from _plain(at, button["text"], LIMITS["button"]["text"], "button.text")
    for name in ("accessibility_label", "url", "value"):
        yield from _length(at, button.get(name, ""), LIMITS["button"][name], f"button.{name}")
    if confirm := button.get("confirm"):
        for name, limit in LIMITS["confirmation"].items():
            yield from _plain(at, confirm[name], limit, f"confirmation.{name}", parsed=name == "text")


def _numbers(at: str, element: Data) -> Iterator[str]:
    if element["type"] == "file_input":
        bounds = LIMITS["file_input"]["max_files"]
        if element.get("max_files", 1) < bounds["min"]:
            yield f"{at}: file_input.max_files.min"
        if element.get("max_files", 1) > bounds["max"]:
            yield f"{at}: file_input.max_files.max"
    if element["type"] == "plain_text_input":
        longest = LIMITS["plain_text_input"]["max_length"]["max"]
        if element.get("max_length", 1) > longest:
            yield f"{at}: plain_text_input.max_length.max"
        if len(element.get("initial_value", "")) > element.get("max_length", longest):
            yield f"{at}: plain_text_input.initial_value"


def _select(at: str, select: Data) -> Iterator[str]:
    options, groups = select.get("options"), select.get("option_groups")
    if bool(options) == bool(groups):
        yield f"{at}: static_select.choice_source"
    yield from _items(at, options or (), LIMITS["select"]["options"], "select.options")
    yield from _items(at, groups or (), LIMITS["select"]["option_groups"], "select.option_groups")
    for group in groups or ():
        yield from _plain(at, group["label"], LIMITS["option_group"]["label"], "option_group.label")
        yield from _items(at, group["options"], LIMITS["option_group"]["options"], "option_group.options")
        for option in group["options"]:
            yield from _option(at, option)


def _option(at: str, option: Data) -> Iterator[str]:
    yield from _plain(at, option["text"], LIMITS["option"]["text"], "option.text", parsed=True)
    yield from _length(at, option["value"], LIMITS["option"]["value"], "option.value")
    yield from _length(at, option.get("url", ""), LIMITS["option"]["url"], "option.url")
    if description := option.get("description"):
        yield from _plain(at, description, LIMITS["option"]["description"], "option.description", parsed=True)


def _plain(at: str, text: Data, limit: Data, name: str, *, parsed: bool = False) -> Iterator[str]:
    if text["type"] != "plain_text" and not parsed:
        yield f"{at}: {name}.plain_text"
    yield from _text(at, text)
    yield from _length(at, text["text"], limit, name)


def _text(at: str, text: Data) -> Iterator[str]:
    yield from _length(at, text["text"], LIMITS["text"], "text")


def _length(at: str, text: str, limit: Data, name: str) -> Iterator[str]:
    if len(text) > limit.get("max_length", len(text)):
        yield f"{at}: {name}.max_length"
    if len(text) < limit.get("min_length", 0):
        yield f"{at}: {name}.min_length"


def _items(at: str, items: Iterable[Any], limit: Data, name: str) -> Iterator[str]:
    count = len(list(items))
    if count > limit.get("max_items", count):
        yield f"{at}: {name}.max_items"
    if count < limit.get("min_items", 0):
        yield f"{at}: {name}.min_items"


def parsed_texts(payload: Any) -> Iterator[str]:
    """Yield every text of a payload in which Slack looks for mentions and links."""
    if isinstance(payload, dict):
        if payload.get("type") == "mrkdwn":
            yield payload["text"]
        payload = list(payload.values())
    if isinstance(payload, list):
        for one in payload:
            yield from parsed_texts(one)
