"""From a neutral message to an Adaptive Card. Pure: data in, data out, and never larger than Teams takes."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, assert_never

from bot.messages import plain
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Fragments,
    Heading,
    Item,
    Message,
    Note,
    Paragraph,
    Strong,
    Table,
)
from handlers.teams import elements, ids
from handlers.teams.elements import Data

LARGEST: Final = 80 * 1024
"""Bytes of one message; Teams refuses somewhere above it."""

_PIECE: Final = LARGEST // 8
"""What is drawn of one block and is larger than this is taken apart where a message is too large as a whole."""

_RUN: Final = 500
_SPOKEN: Final = 4_000
_TITLE: Final = 200
_ROW: Final = 6
_TABLE_COLUMNS: Final = 5
_NOTHING: Final = "–"


def activity(message: Message) -> Data:
    """Return a message as Teams sends it: its card, and the first sentence for the notification."""
    return {
        "type": "message",
        "summary": shorten(message.opening, _TITLE),
        "attachments": [elements.attachment(of_message(message))],
    }


def of_message(message: Message) -> Data:
    """Return the card of a message. Of one too large the middle is left out, and "…" stands in its place."""
    title, spoken = _title(message), shorten(plain.text(message), _SPOKEN)
    groups = [group for _, group in _groups(message.blocks)]
    drawn = elements.card(_joined([[title], *groups]), spoken=spoken)
    if size(drawn) <= LARGEST:
        return drawn
    room = LARGEST - size(elements.card([title, _ELLIPSIS], spoken=spoken))
    return elements.card([title, *_joined(_fitting(list(_pieces(message.blocks)), room))], spoken=spoken)


def of_lines(lines: Iterable[Fragments]) -> list[Data]:
    """Return lines of running text as elements, for a form."""
    return [elements.line(line) for line in lines if plain.line(line).strip()]


def size(content: Data | list[Data]) -> int:
    """Return how many bytes this is on its way."""
    return len(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def shorten(text: str, limit: int) -> str:
    """Return text of at most `limit` characters; what is cut ends in an ellipsis."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _joined(groups: Iterable[list[Data]]) -> list[Data]:
    return [element for group in groups for element in group]


def _fitting(pieces: list[list[Data]], room: int) -> list[list[Data]]:
    """Leave out the pieces in the middle; what can be pressed stands at the end, and the beginning says what it is."""
    head, tail = 0, len(pieces)
    while head < tail:
        is_last = len(pieces) - tail <= head
        room -= size(pieces[tail - 1] if is_last else pieces[head])
        if room < 0:
            return [*pieces[:head], [_ELLIPSIS], *pieces[tail:]]
        head, tail = (head, tail - 1) if is_last else (head + 1, tail)
    return pieces


def _pieces(blocks: Iterable[Block]) -> Iterator[list[Data]]:
    """Yield what is drawn of each block, in parts where that alone is large: a table row by row."""
    for block, group in _groups(blocks):
        if size(group) <= _PIECE:
            yield group
            continue
        parts = [group[:1], *_read(block)] if isinstance(block, Table) else [[one] for one in group]
        yield from ([_cut(one) for one in part] for part in parts)


def _cut(element: Data) -> Data:
    """Return an element none of whose words run on for ever."""
    cut: Data = {}
    for name, value in element.items():
        if name == "text":
            cut[name] = shorten(value, _RUN)
        elif name in ("items", "inlines"):
            cut[name] = [_cut(one) for one in value]
        else:
            cut[name] = value
    return cut


_ELLIPSIS: Final = elements.line(("…",))


def _title(message: Message) -> Data:
    """Return the opening: large where more stands below it than a sentence or two."""
    is_long = any(isinstance(block, Heading | Item | Table) for block in message.blocks)
    opening = Strong(shorten(message.opening, _SPOKEN))
    return elements.line((opening,), **({"size": "Large"} if is_long else {}))


def _groups(blocks: Iterable[Block]) -> Iterator[tuple[Block, list[Data]]]:
    """Yield each block with what is drawn of it. The first item below a heading belongs to it; any other stands apart."""
    above: Block | None = None
    for block in blocks:
        group = list(_block(block, above=above))
        if group:
            yield block, group
            above = block


def _block(block: Block, *, above: Block | None) -> Iterator[Data]:
    match block:
        case Paragraph():
            yield from of_lines((block.text,))
        case Heading():
            yield from _heading(block)
        case Bullets():
            yield from _listed(elements.line(("• ", *one)) for one in block.items)
        case Item():
            yield _item(block, apart=not isinstance(above, Heading))
        case Buttons():
            yield from _rows(block.buttons, ())
        case Note():
            yield from _note(block)
        case Table():
            yield from _table(block)
        case _:
            assert_never(block)


def _heading(heading: Heading) -> Iterator[Data]:
    if heading.text.strip():
        yield elements.far(elements.line((Strong(heading.text),), size="Large"))


def _note(note: Note) -> Iterator[Data]:
    if plain.line(note.text).strip():
        yield elements.line(note.text, size="Small", isSubtle=True)


def _item(item: Item, *, apart: bool) -> Data:
    words = _listed([elements.line((Strong(item.title),)), *of_lines(item.lines)])
    return elements.container([*words, *_rows(item.buttons, item.more)], apart=apart)


def _listed(lines: Iterable[Data]) -> Iterator[Data]:
    """Yield lines as close to one another as those of a list."""
    yield from (elements.close(one) if at else one for at, one in enumerate(lines))


def _rows(shown: tuple[Button, ...], menu: tuple[Button, ...]) -> Iterator[Data]:
    """Yield buttons, six a row; those of a menu stand in the one behind the dots at the end of the last row."""
    drawn = [_button(one) for one in shown]
    rows = [drawn[start : start + _ROW] for start in range(0, len(drawn), _ROW)] or [[]]
    rows[-1] = [*rows[-1], *({**_button(one), "mode": "secondary"} for one in menu)]
    yield from (elements.actions(row) for row in rows if row)


def _button(button: Button) -> Data:
    look: dict[str, Any] = {"title": shorten(button.label.strip() or _NOTHING, _TITLE)}
    if button.spoken:
        look["tooltip"] = shorten(button.spoken, _TITLE)
    if button.primary:
        look["style"] = "positive"
    submit = {"type": "Action.Submit", **look, "data": ids.of_button(button), "associatedInputs": "none"}
    if button.opens:
        return submit  # A dialog opens after nothing else.
    execute = {**submit, "type": "Action.Execute", "verb": button.intent.value}
    return {**execute, "fallback": submit}


def _table(table: Table) -> Iterator[Data]:
    """Yield a table, its caption above it; row below row where it has more columns than a card has room for."""
    yield elements.line((Strong(table.caption),))
    if 0 < len(table.columns) <= _TABLE_COLUMNS:
        rows = [[cell if cell.strip() else _NOTHING for cell in row] for row in (table.columns, *table.rows)]
        yield elements.table(rows, columns=len(table.columns))
        return
    yield from _joined(_read(table))


def _read(table: Table) -> Iterator[list[Data]]:
    """Yield each row as lines, one a cell, with the heading of its column."""
    for row in table.rows:
        said = [f"{name}: {cell}" for name, cell in zip(table.columns, row, strict=False) if cell.strip()]
        yield list(_listed(of_lines((one,) for one in said)))
