"""What was typed and chosen in a form, read from the state of its view."""

from typing import Any

Values = dict[str, tuple[str, ...]]


def values(view: dict[str, Any]) -> Values:
    """Return what stands in each field, by the field's name; nothing chosen is an empty tuple."""
    blocks = view.get("state", {}).get("values", {})
    return {name: _value(element) for name, elements in blocks.items() for element in elements.values()}


def _value(element: dict[str, Any]) -> tuple[str, ...]:
    match element["type"]:
        case "plain_text_input":
            return _one(element.get("value"))
        case "datepicker":
            return _one(element.get("selected_date"))
        case "static_select" | "radio_buttons":
            return _one((element.get("selected_option") or {}).get("value"))
        case "checkboxes" | "multi_static_select":
            return tuple(option["value"] for option in element.get("selected_options") or ())
        case "users_select":
            user = element.get("selected_user")
            return (f"slack:{user}",) if user else ()
        case "file_input":
            return tuple(_reference(file) for file in element.get("files") or ())
        case unknown:
            raise ValueError(f"a form of ours has no element {unknown!r}")


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _reference(file: dict[str, Any]) -> str:
    return str(file.get("url_private_download") or file.get("url_private") or "")
