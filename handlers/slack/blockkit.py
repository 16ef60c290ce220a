"""The parts of Block Kit that our messages are made of, as the plain data that Slack takes."""

from collections.abc import Iterable
from typing import Any, Final

Data = dict[str, Any]

ACTIONS: Final = "actions"


def words(text: str) -> Data:
    """Return text that Slack shows as it is."""
    return {"type": "plain_text", "text": text}


def marked(text: str) -> Data:
    """Return text that Slack parses: everything in it that people typed must be escaped."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def section(text: Data) -> Data:
    return {"type": "section", "text": text}


def header(text: str) -> Data:
    return {"type": "header", "text": words(text)}


def context(text: Data) -> Data:
    return {"type": "context", "elements": [text]}


def actions(elements: list[Data]) -> Data:
    return {"type": ACTIONS, "elements": elements}


def button(label: str, *, action_id: str, value: str, spoken: str, primary: bool) -> Data:
    """Return a button; `spoken` is what a screen reader says, "" where that is the label."""
    drawn = {"type": "button", "text": words(label), "action_id": action_id, "value": value}
    if primary:
        drawn["style"] = "primary"
    if spoken:
        drawn["accessibility_label"] = spoken
    return drawn


def menu(options: list[Data], *, action_id: str) -> Data:
    return {"type": "overflow", "action_id": action_id, "options": options}


def option(label: str, *, value: str) -> Data:
    return {"text": words(label), "value": value}


def table(rows: Iterable[Iterable[str]]) -> Data:
    """Return a table, its headings being the first row. No cell is empty."""
    return {"type": "table", "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in rows]}
