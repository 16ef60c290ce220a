"""From what a browser sends to an `Incoming`. Pure: nothing here has an effect."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.ids import id_of
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from bot.messages.model import Button, Form
from handlers.conversations.incoming import Command, File, Place, Press, Sender, Submit

BUTTON: Final = "press"
WORDS: Final = "words"
ATTACHED: Final = "file"
MESSAGE: Final = "message"
KEY: Final = "key"
FIELD: Final = "field-"
PERSON: Final = "person-"
SAID: Final = "said"

_SAID: Final = 300
"""How much of what somebody typed is shown above its answer."""


class NotUnderstood(Exception):
    """A request that no page of ours makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page from which something comes: whose it is, on which installation, in which place, and its key."""

    installation_id: int
    reader: str
    place: Place
    key: str

    @property
    def sender(self) -> Sender:
        return Sender(kind=AddressKind.WEB, installation_id=self.installation_id, external_id=self.reader)

    def key_of(self, *parts: str) -> str:
        """Return the inbound key of one act: the same when the same rendering of the page sends it again."""
        return hashlib.sha256("\0".join((self.reader, self.key, *parts)).encode()).hexdigest()[:40]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a button or a form is about, as it stands in the page: "done:3:12.4"."""

    intent: Intent
    partnership_id: int | None
    arg: str

    @classmethod
    def read(cls, written: str) -> "About":
        """Read it back. Raises `NotUnderstood`."""
        intent, _, rest = written.partition(":")
        partnership, _, arg = rest.partition(":")
        partnership_id = id_of(partnership)
        if partnership and partnership_id is None:
            raise NotUnderstood("a partnership that is none")
        try:
            return cls(intent=Intent(intent), partnership_id=partnership_id, arg=arg)
        except ValueError as error:
            raise NotUnderstood("a button that is on no page") from error

    @classmethod
    def of(cls, pressed: Button | Form) -> "About":
        """Return what a button or a form of a message is about."""
        return cls(intent=pressed.intent, partnership_id=pressed.partnership_id, arg=pressed.arg)

    def __str__(self) -> str:
        return f"{self.intent.value}:{self.partnership_id or ''}:{self.arg}"


def pressed(page: Page, *, button: str, message: str, said: str = "") -> Press:
    """A button, and how it was labelled. `message` is our name of the message it stood in, "" where it stood in none.

    Raises `NotUnderstood`.
    """
    about = About.read(button)
    return Press(
        sender=page.sender,
        place=page.place,
        key=page.key_of(BUTTON, button, message),
        intent=about.intent,
        partnership_id=about.partnership_id,
        arg=about.arg,
        message=_name(message),
        said=said[:_SAID],
    )


def submitted(
    page: Page,
    *,
    form: str,
    message: str,
    answers: Iterable[tuple[str, str]],
    people: Mapping[str, str],
    said: str = "",
) -> Submit:
    """A form with its title and its answers, by the names that they have on the page.

    `people` has who can be picked, the address reference of each by name; another name stays as typed.
    """
    about = About.read(form)
    values: dict[str, tuple[str, ...]] = {}
    for name, answer in answers:
        kind, dash, field = name.partition("-")
        if not answer.strip() or kind + dash not in (FIELD, PERSON):
            continue
        meant = people.get(answer.strip(), answer) if kind + dash == PERSON else _lines(answer)
        values[field] = (*values.get(field, ()), meant)
    return Submit(
        sender=page.sender,
        place=page.place,
        # The values belong to the key: a form that is sent again with other words is another one.
        key=page.key_of("form", form, message, json.dumps(values, sort_keys=True)),
        intent=about.intent,
        partnership_id=about.partnership_id,
        arg=about.arg,
        values=values,
        message=_name(message),
        said=said[:_SAID],
    )


def typed(page: Page, *, words: str) -> Command:
    """A line typed to the bot."""
    return Command(
        sender=page.sender, place=page.place, key=page.key_of(WORDS, words), words=words, said=words[:_SAID]
    )


def attached(page: Page, *, name: str, content: bytes) -> File:
    """A file sent to the bot."""
    return File(
        sender=page.sender,
        place=page.place,
        key=page.key_of(ATTACHED, name, hashlib.sha256(content).hexdigest()),
        name=name,
        size=len(content),
        content=content,
        said=name[:_SAID],
    )


def number_of(message: str) -> int | None:
    """Return the number of a message by our name of it, None for what is no such name."""
    return id_of(message.removeprefix("m")) if message.startswith("m") else None


def _lines(answer: str) -> str:
    # A browser ends the lines of a text area with both signs.
    return answer.replace("\r\n", "\n")


def _name(message: str) -> str | None:
    """Return our name of a message, "m" and its number, None where none is meant. Raises `NotUnderstood`."""
    if message and number_of(message) is None:
        raise NotUnderstood("a message that is on no page")
    return message or None
