"""From a neutral message to Block Kit. Pure: data in, data out, and always within Slack's limits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, assert_never

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
from handlers.slack import blockkit, ids
from handlers.slack.blockkit import Data
from handlers.slack.escaping import bare, mrkdwn, pieces, shorten, shorten_escaped

Rendered = list[Data]

MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
HOME_BLOCKS: Final = 90
_SECTION: Final = 3000
_HEADER: Final = 150
_LABEL: Final = 75
_BUTTON_VALUE: Final = 2000
_ROW: Final = 25
_MENU: Final = 5
_MENU_VALUE: Final = 150
_TABLE_ROWS: Final = 100
_TABLE_COLUMNS: Final = 20
_TABLE_CHARACTERS: Final = 10_000
_WHOLE_TEXT: Final = 40_000
_MENU_ID: Final = "more"
_NOTHING: Final = "–"


def payload(message: Message) -> Data:
    """Return the arguments `text` and `blocks` of a message. The whole content stands in `text` too."""
    return {"text": text(message), "blocks": of_message(message)}


def text(message: Message) -> str:
    """Return the whole content as text, which screen readers read and notifications show."""
    return shorten_escaped(plain.text(message), _WHOLE_TEXT)


def of_message(message: Message) -> Rendered:
    """Return the blocks of a message, at most as many as one message holds."""
    return _drawn(message).rendered(limit=MESSAGE_BLOCKS)


def of_home(*messages: Message) -> Rendered:
    """Return the blocks of messages one below the other, as many as the Home tab is to hold."""
    return _drawn(*messages).rendered(limit=HOME_BLOCKS)


def _drawn(*messages: Message) -> "_Drawing":
    drawing = _Drawing()
    for message in messages:
        drawing.add(_sections((Strong(message.opening),)))
        for block in message.blocks:
            drawing.add(_blocks(block, drawing))
    return drawing


def of_lines(lines: Iterable[Fragments]) -> Rendered:
    """Return lines of running text as blocks, for a view."""
    return [block for line in lines for block in _sections(line)]


def label(text: str) -> str:
    """Return what stands on a button or beside a choice; never nothing, which Slack would not take."""
    return shorten(text.strip() or _NOTHING, _LABEL)


@dataclass(slots=True)
class _Drawing:
    """The blocks so far. One message holds one table."""

    blocks: Rendered = field(default_factory=list)
    has_table: bool = False

    def add(self, blocks: Iterable[Data]) -> None:
        self.blocks.extend(blocks)

    def rendered(self, *, limit: int) -> Rendered:
        """Return the blocks; of too many the middle is left out, for what can be pressed stands at the end."""
        if len(self.blocks) <= limit:
            return self.blocks
        rows = [at for at, one in enumerate(self.blocks) if one["type"] == blockkit.ACTIONS]
        tail = self.blocks[rows[-1] :] if rows and rows[-1] >= len(self.blocks) - limit // 2 else []
        head = self.blocks[: limit - 1 - len(tail)]
        return [*head, blockkit.context(blockkit.words("…")), *tail]


def _blocks(block: Block, drawing: _Drawing) -> Iterator[Data]:
    match block:
        case Paragraph():
            yield from _sections(block.text)
        case Heading():
            yield from _heading(block)
        case Bullets():
            yield from _bullets(block)
        case Item():
            yield from _item(block)
        case Buttons():
            yield from _rows([_button(one, position) for position, one in enumerate(block.buttons)])
        case Note():
            yield from _note(block)
        case Table():
            yield from _table(block, drawing)
        case _:
            assert_never(block)


def _sections(line: Fragments) -> Iterator[Data]:
    return (blockkit.section(text) for text in _texts(line))


def _texts(line: Fragments) -> Iterator[Data]:
    """Yield a line as it was typed; as markup only where words stand out, and only where it fits whole."""
    whole = bare(line)
    if not whole.strip():
        return
    if any(isinstance(one, Strong) for one in line) and len(marked := mrkdwn(line)) <= _SECTION:
        yield blockkit.marked(marked)
        return
    yield from (blockkit.words(piece) for piece in pieces(whole, _SECTION) if piece.strip())


def _heading(heading: Heading) -> Iterator[Data]:
    if len(heading.text) > _HEADER:
        yield from _sections((Strong(heading.text),))
    elif heading.text.strip():
        yield blockkit.header(heading.text)


def _bullets(bullets: Bullets) -> Iterator[Data]:
    gathered: list[str | Strong] = []
    for item in bullets.items:
        line = ("• ", *item)
        if len(mrkdwn((*gathered, "\n", *line))) > _SECTION and gathered:
            yield from _sections(tuple(gathered))
            gathered = []
        gathered += ["\n", *line] if gathered else line
    yield from _sections(tuple(gathered))


def _item(item: Item) -> Iterator[Data]:
    title, lines = (Strong(item.title),), [line for line in item.lines if bare(line).strip()]
    whole = tuple(part for line in lines for part in ("\n", *line))
    if len(mrkdwn((*title, *whole))) <= _SECTION:
        yield from _sections((*title, *whole))
    else:
        yield from _sections(title)
        for line in lines:
            yield from _sections(line)
    elements = [_button(one, position) for position, one in enumerate(item.buttons)]
    elements += [_menu(item.more[start : start + _MENU], start) for start in range(0, len(item.more), _MENU)]
    yield from _rows(elements)


def _rows(elements: Rendered) -> Iterator[Data]:
    for start in range(0, len(elements), _ROW):
        yield blockkit.actions(elements[start : start + _ROW])


def _button(button: Button, position: int) -> Data:
    return blockkit.button(
        label(button.label),
        action_id=ids.action_id(button, position),
        value=shorten(ids.of_button(button), _BUTTON_VALUE),
        spoken=shorten(button.spoken, _LABEL),
        primary=button.primary,
    )


def _menu(buttons: tuple[Button, ...], start: int) -> Data:
    options = [
        blockkit.option(label(one.label), value=shorten(ids.of_button(one), _MENU_VALUE)) for one in buttons
    ]
    return blockkit.menu(options, action_id=f"{_MENU_ID}:{start}")


def _note(note: Note) -> Iterator[Data]:
    return (blockkit.context(text) for text in _texts(note.text))


def _table(table: Table, drawing: _Drawing) -> Iterator[Data]:
    """Yield a table, its caption above it; as lines of text where Slack would not take it as one."""
    rows = (table.columns, *table.rows)
    characters = sum(len(cell) for row in rows for cell in row)
    yield from _sections((Strong(table.caption),))
    fits = len(rows) <= _TABLE_ROWS and len(table.columns) <= _TABLE_COLUMNS
    if fits and table.columns and characters <= _TABLE_CHARACTERS and not drawing.has_table:
        drawing.has_table = True
        yield blockkit.table([cell if cell.strip() else _NOTHING for cell in row] for row in rows)
        return
    lines = "\n".join(" · ".join(cell for cell in row if cell.strip()) for row in table.rows)
    yield from _sections((lines,))
