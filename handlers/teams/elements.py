"""The elements of Adaptive Cards 1.5, as plain data. What a person typed stands in runs, which know no markup."""

from collections.abc import Iterable
from typing import Any, Final

from bot.messages.model import Fragments, Strong

Data = dict[str, Any]

VERSION: Final = "1.5"
SCHEMA: Final = "http://adaptivecards.io/schemas/adaptive-card.json"
CONTENT_TYPE: Final = "application/vnd.microsoft.card.adaptive"


def card(body: Iterable[Data], *, spoken: str) -> Data:
    """Return a card. `spoken` is the whole of it as text, for whoever hears or cannot draw it."""
    return {
        "type": "AdaptiveCard",
        "$schema": SCHEMA,
        "version": VERSION,
        "fallbackText": spoken,
        "body": list(body),
    }


def attachment(content: Data) -> Data:
    """Return a card as it goes along with a message."""
    return {"contentType": CONTENT_TYPE, "content": content}


def line(fragments: Fragments, **look: Any) -> Data:
    """Return one line of running text, exactly as it was typed. `look` is the look of all of its runs."""
    return {"type": "RichTextBlock", "inlines": [_run(one, look) for one in fragments]}


def close(element: Data) -> Data:
    """Return an element that stands close below what is above it."""
    return {**element, "spacing": "Small"}


def far(element: Data) -> Data:
    """Return an element that begins something new."""
    return {**element, "spacing": "Large"}


def container(items: Iterable[Data], *, apart: bool = False) -> Data:
    """Return elements that belong together, `apart` from what stands above them."""
    held = {"type": "Container", "items": list(items)}
    return far({**held, "separator": True}) if apart else held


def actions(found: Iterable[Data]) -> Data:
    return {"type": "ActionSet", "actions": list(found)}


def table(rows: Iterable[Iterable[str]], *, columns: int) -> Data:
    """Return a table whose first row holds its headings."""
    drawn = []
    for at, row in enumerate(rows):
        look = {"weight": "Bolder"} if at == 0 else {}
        cells = [{"type": "TableCell", "items": [line((cell,), **look)]} for cell in row]
        drawn.append({"type": "TableRow", "cells": cells})
    return {
        "type": "Table",
        "firstRowAsHeader": True,
        "showGridLines": False,
        "columns": [{"width": 1} for _ in range(columns)],
        "rows": drawn,
    }


def _run(one: str | Strong, look: Data) -> Data:
    if isinstance(one, Strong):
        return {"type": "TextRun", "text": one.text, **look, "weight": "Bolder"}
    return {"type": "TextRun", "text": one, **look}
