"""Somebody of the cast at their page: types, presses what stands there, fills in forms, sends a workbook."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Final

from bot.domain.people import AddressKind
from bot.messages.model import Button, Buttons, Form, Item, Message
from bot.services import pages
from bot.services.ports import Database
from handlers.conversations.incoming import Command, File, Incoming, Place, Press, Sender, Submit
from handlers.conversations.replies import (
    FormErrors,
    Nothing,
    OpenForm,
    Replace,
    Reply,
    Say,
    SendFile,
)
from handlers.conversations.router import Router

_AS_ON_A_PAGE: Final[frozenset[type[Reply]]] = frozenset({FormErrors, Nothing, OpenForm})
_UNSEEN: Final[frozenset[type[Reply]]] = frozenset({FormErrors, Nothing, OpenForm, Replace, Say, SendFile})

Values = dict[str, tuple[str, ...]]
Filled = Callable[[Form], Values]
"""What somebody puts into a form: given the form, the fields that they change."""


class OutOfStep(LookupError):
    """The story wants something that isn't there to press, or a form did not take what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A button, and our name of the message in which it stands; None where it was only looked up."""

    button: Button
    message: str | None


@dataclass(slots=True, kw_only=True)
class Actor:
    """Acts for whoever is named, at the time that the clock shows."""

    database: Database
    router: Router
    installation_id: int
    clock: Callable[[], datetime]
    _keys: Iterator[int] = field(default_factory=count)

    def types(self, who: str, words: str, filled: Filled | None = None) -> None:
        """Type words; send the form that opens, if one does."""
        reply = self._answer(Command(**self._arrival(who, said=words), words=words))
        self._fill(who, reply, filled, message=None)

    def presses(self, who: str, label: str, *, about: str = "", filled: Filled | None = None) -> None:
        """Press the newest button of this label that is about this; send the form that opens, if one does."""
        found = self._find(who, label, about)
        press = Press(
            **self._arrival(who, said=label),
            intent=found.button.intent,
            partnership_id=found.button.partnership_id,
            arg=found.button.arg,
            message=found.message,
        )
        self._fill(who, self._answer(press), filled, message=found.message)

    def sends(self, who: str, name: str, content: bytes) -> None:
        """Send a workbook."""
        self._answer(File(**self._arrival(who, said=name), name=name, size=len(content), content=content))

    def _fill(self, who: str, reply: Reply, filled: Filled | None, *, message: str | None) -> None:
        if not isinstance(reply, OpenForm):
            return
        form = reply.form
        values = {one.name: one.value for one in form.fields} | (filled(form) if filled else {})
        answer = self._answer(
            Submit(
                **self._arrival(who, said=form.title),
                intent=form.intent,
                partnership_id=form.partnership_id,
                arg=form.arg,
                values=values,
                message=message,
            )
        )
        # What is read back, or asked a second time, is sent as it stands.
        self._fill(who, answer, None, message=message)
        if isinstance(answer, FormErrors):
            raise OutOfStep(f"{who}: {[one.error for one in answer.form.fields if one.error]}")

    def _find(self, who: str, label: str, about: str) -> Found:
        page = pages.read(database=self.database, installation_id=self.installation_id, reader=who)
        for shown in reversed(page.shown):
            for button in _buttons(shown.message, label, about):
                return Found(button=button, message=f"m{shown.id}")
        mine = self._answer(Command(**self._arrival(who), words="mine"), rides=_UNSEEN)
        if isinstance(mine, Say):
            for button in _buttons(mine.message, label, about):
                return Found(button=button, message=None)
        raise OutOfStep(f"{who} finds no {label!r} about {about!r}")

    def _answer(self, incoming: Incoming, *, rides: frozenset[type[Reply]] = _AS_ON_A_PAGE) -> Reply:
        return self.router.answer(incoming, now=self.clock(), rides=rides)

    def _arrival(self, who: str, *, said: str = "") -> dict[str, Any]:
        sender = Sender(kind=AddressKind.WEB, installation_id=self.installation_id, external_id=who)
        place = Place(conversation=who, private=True)
        return {"sender": sender, "place": place, "key": f"story-{next(self._keys)}", "said": said}


def _buttons(message: Message, label: str, about: str) -> Iterator[Button]:
    """The buttons of this label; where the story says about what, those of its item or section alone."""
    heading = message.opening
    for block in message.blocks:
        match block:
            case Item():
                found = (*block.buttons, *block.more) if about.casefold() in block.title.casefold() else ()
                heading = block.title
            case Buttons():
                found = block.buttons if about.casefold() in heading.casefold() else ()
            case _:
                found = ()
        yield from (button for button in found if button.label == label)
