"""The neutral message and the neutral form: what is said and asked, with no platform in sight.

All text is plain. What a person typed stays exactly as typed; each platform escapes it in one place.
"""

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final, Literal

from bot.domain.permissions import Intent

_SHOWN: Final = 3
_NUMBER: Final = re.compile(r"\d+\. ")


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str
    kind: Literal["strong"] = "strong"


Fragments = tuple[str | Strong, ...]
"""One line of running text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to press. `arg` says what it is about ("12.3": share 12 as it was in version 3).

    `partnership_id` says in which partnership, None for what concerns the person alone. `opens` says that a form opens; a button either opens a form or does something, never both.
    `spoken` is what a screen reader says, and carries the action's name.
    """

    label: str
    intent: Intent
    partnership_id: int | None = None
    arg: str = ""
    opens: bool = False
    spoken: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line or two of text."""

    text: Fragments
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of what follows."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A short list."""

    items: tuple[Fragments, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One action with its lines and its buttons. `subject` ("share:12") names it when it is replaced.

    At most three `buttons`; the rest stand in `more`, a menu. With `leaves_but` it takes the place of an item and
    leaves that one's buttons, but those of this intent.
    """

    subject: str
    title: str
    lines: tuple[Fragments, ...] = ()
    buttons: tuple[Button, ...] = ()
    more: tuple[Button, ...] = ()
    leaves_but: Intent | None = None
    kind: Literal["item"] = "item"

    def in_place_of(self, other: "Item") -> "Item":
        """Return this item as it stands where another one about the same stood."""
        numbered = self.numbered_as(other)
        if self.leaves_but is None:
            return numbered
        left = [one for one in (*other.buttons, *other.more) if one.intent is not self.leaves_but]
        shown, menu = tuple(left[:_SHOWN]), tuple(left[_SHOWN:])
        return replace(numbered, buttons=shown, more=menu, leaves_but=None)

    @property
    def unnumbered(self) -> str:
        """The title without the number that a list gives it."""
        number = _NUMBER.match(self.title)
        return self.title[number.end() :] if number else self.title

    def numbered_as(self, other: "Item") -> "Item":
        """Return this item with the number that stands before the title of another one about the same."""
        number = other.title.removesuffix(self.title)
        return replace(self, title=f"{number}{self.title}") if _NUMBER.fullmatch(number) else self


@dataclass(frozen=True, slots=True, kw_only=True)
class Buttons:
    """A row of buttons that belongs to the whole message."""

    buttons: tuple[Button, ...]
    kind: Literal["buttons"] = "buttons"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Small print."""

    text: Fragments
    kind: Literal["note"] = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headings. `caption` is what a screen reader says first."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: Literal["table"] = "table"


Block = Paragraph | Heading | Bullets | Item | Buttons | Note | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is said. `opening` is the first sentence everywhere; in private it is safe for a stranger to see.

    `answering` is what its reader typed or pressed to get it, for a platform that doesn't show that by itself.
    """

    opening: str
    blocks: tuple[Block, ...] = ()
    answering: str = ""

    def replacing(self, item: Item) -> "Message":
        """Return this message with the item of the same subject replaced; the same message if it has none.

        The item keeps the number that stood before its title.
        """
        blocks = tuple(
            item.in_place_of(block) if isinstance(block, Item) and block.subject == item.subject else block
            for block in self.blocks
        )
        return replace(self, blocks=blocks)


class FieldKind(Enum):
    LINE = "line"
    LINES = "lines"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON = "person"
    FILE = "file"
    TICK = "tick"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose: what is sent back, and what people read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a form. `value` is what stands there already: typed text, an ISO date, option values.

    A PERSON value is an address reference ("slack:U123", "person:7") or, where a platform has nobody to
    pick from, a typed name.
    """

    name: str
    label: str
    kind: FieldKind
    value: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    hint: str = ""
    required: bool = False
    max_length: int = 300
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: its title, a line or two above it, its questions, and the label of its one button."""

    intent: Intent
    partnership_id: int | None = None
    arg: str = ""
    title: str
    submit: str
    intro: tuple[Fragments, ...] = ()
    fields: tuple[Field, ...] = field(default_factory=tuple)

    def having(self, *, values: dict[str, tuple[str, ...]], errors: dict[str, str]) -> "Form":
        """Return the form with what was typed and with the sentences that say what to mend."""
        fields = tuple(
            replace(one, value=values.get(one.name, one.value), error=errors.get(one.name, ""))
            for one in self.fields
        )
        return replace(self, fields=fields)
