"""What goes back: six kinds, each of which every platform can show."""

from dataclasses import dataclass
from typing import Literal

from bot.messages.model import Form, Item, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Say this, to the person alone. `in_room` is for what everybody may read, asked for in a room of the partnership.

    `anywhere` says that it tells nothing of any partnership, and may be read in other rooms as well.
    """

    message: Message
    in_room: bool = False
    anywhere: bool = False
    kind: Literal["say"] = "say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replace:
    """Put `item` where the item of the same subject stood in the message that was pressed, or the whole `message`.

    A platform that cannot find the message says it anew.
    """

    item: Item | None = None
    message: Message | None = None
    kind: Literal["replace"] = "replace"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm:
    """Open a form. Where no form can open, a message with one button that opens it."""

    form: Form
    kind: Literal["open_form"] = "open_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormErrors:
    """The form again, with what was typed and a sentence at each field that needs mending."""

    form: Form
    kind: Literal["form_errors"] = "form_errors"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendFile:
    """A file, to the asker alone and in private."""

    name: str
    content: bytes
    message: Message
    kind: Literal["send_file"] = "send_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """Nothing to say."""

    kind: Literal["nothing"] = "nothing"


Reply = Say | Replace | OpenForm | FormErrors | SendFile | Nothing
