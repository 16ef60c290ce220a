"""Somebody who presses everything: each button of each message, each form that opens, each word that can be typed."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Final

from bot.domain.people import AddressKind
from bot.messages import menu
from bot.messages.model import Button, Buttons, Field, FieldKind, Form, Item, Message, Option
from handlers.conversations.commands import WORDS
from handlers.conversations.incoming import Command, Incoming, Place, Press, Sender, Submit
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Replace, Reply, Say, SendFile
from handlers.conversations.router import NoRoute, Router

_ALL: Final[frozenset[type[Reply]]] = frozenset({Say, Replace, OpenForm, FormErrors, SendFile, Nothing})
_ALIKE: Final = 2
_VARIANTS: Final = 3
_DEPTH: Final = 4
_WELL: Final = 4
_NUMBER: Final = re.compile(r"\d+")
_A_TUESDAY: Final = "2027-03-16"
_WORDS: Final = {"country": "United Kingdom", "region": "England"}


@dataclass(kw_only=True)
class Crawler:
    """Acts for people at their pages at one instant. What is alike is pressed so many times and no more.

    `fresh` returns a router over everything as it stands at that instant: each beginning is a morning of its own, so that
    nothing is done already which somebody else would like to do. `heard` says how often something of this kind was answered:
    what is known well is left alone.
    """

    fresh: Callable[[], AbstractContextManager[Router]]
    heard: Callable[[Incoming], int]
    installation_id: int
    now: datetime
    pressed: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _keys: Iterator[int] = field(default_factory=count)

    def crawl(self, who: str, messages: Iterable[tuple[str, Message]], *, partnership_id: int | None) -> None:
        """Press whatever stands in these messages and in the menu, type every word, and go where that leads to."""
        for words in WORDS:
            self._go(who, self._typed(who, words))
        for intent in menu.LABELS:
            self._go(who, self._press(who, menu.button(intent, partnership_id=partnership_id), None))
        for name, message in messages:
            for one in buttons(message):
                self._go(who, self._press(who, one, name))

    def _go(self, who: str, beginning: Incoming) -> None:
        if self._is_known(beginning, _alike(beginning)):
            return
        with self.fresh() as router:
            waiting: deque[tuple[Incoming, int]] = deque([(beginning, 0)])
            while waiting:
                incoming, depth = waiting.popleft()
                reply = self._send(router, incoming)
                if reply is not None and depth < _DEPTH:
                    following = self._following(who, incoming, reply)
                    # What was never answered comes first, before something else has settled what it is about.
                    waiting.extend((one, depth + 1) for one in sorted(following, key=self.heard))

    def _send(self, router: Router, incoming: Incoming) -> Reply | None:
        alike = _alike(incoming)
        if self._is_known(incoming, alike):
            return None
        self.pressed[alike] += 1
        try:
            return router.answer(incoming, now=self.now, rides=_ALL)
        except NoRoute as missing:
            raise AssertionError(f"a button that leads nowhere: {incoming}") from missing

    def _is_known(self, incoming: Incoming, alike: tuple[str, ...]) -> bool:
        well = not isinstance(incoming, Command) and self.heard(incoming) >= _WELL
        return well or self.pressed[alike] >= _ALIKE

    def _following(self, who: str, incoming: Incoming, reply: Reply) -> Iterator[Incoming]:
        message = getattr(incoming, "message", None)
        match reply:
            case Say() | SendFile():
                yield from (self._press(who, one, None) for one in buttons(reply.message))
            case Replace():
                found = reply.message or Message(opening="", blocks=(reply.item,) if reply.item else ())
                yield from (self._press(who, one, message) for one in buttons(found))
            case OpenForm():
                yield from (self._sent(who, reply.form, values, message) for values in fillings(reply.form))

    def _press(self, who: str, button: Button, message: str | None) -> Press:
        return Press(
            **self._arrival(who),
            intent=button.intent,
            partnership_id=button.partnership_id,
            arg=button.arg,
            message=message,
        )

    def _sent(self, who: str, form: Form, values: dict[str, tuple[str, ...]], message: str | None) -> Submit:
        return Submit(
            **self._arrival(who),
            intent=form.intent,
            partnership_id=form.partnership_id,
            arg=form.arg,
            values=values,
            message=message,
        )

    def _typed(self, who: str, words: str) -> Command:
        return Command(**self._arrival(who), words=words)

    def _arrival(self, who: str) -> dict[str, Any]:
        sender = Sender(kind=AddressKind.WEB, installation_id=self.installation_id, external_id=who)
        return {
            "sender": sender,
            "place": Place(conversation=who, private=True),
            "key": f"crawl-{next(self._keys)}",
        }


def buttons(message: Message) -> Iterator[Button]:
    """Yield everything that can be pressed in a message."""
    for block in message.blocks:
        if isinstance(block, Buttons):
            yield from block.buttons
        if isinstance(block, Item):
            yield from (*block.buttons, *block.more)


def fillings(form: Form) -> Iterator[dict[str, tuple[str, ...]]]:
    """Yield ways to fill in a form: as it opens, with everything filled in, and with other choices."""
    yield {one.name: one.value for one in form.fields}
    for variant in range(_VARIANTS):
        yield {one.name: _filled(one, variant) for one in form.fields}


def _filled(asked: Field, variant: int) -> tuple[str, ...]:
    if asked.options:
        options: tuple[Option, ...] = asked.options
        return (options[variant % len(options)].value,)
    match asked.kind:
        case FieldKind.DATE:
            return (_A_TUESDAY,)
        case FieldKind.PERSON:
            return ("web:kwame",)
        case FieldKind.FILE:
            return ()
        case FieldKind.TICK:
            return ("yes",)
        case _:
            return asked.value or (_WORDS.get(asked.name, "16 March 2027"),)


def _alike(incoming: Incoming) -> tuple[str, ...]:
    """Return what two acts have in common that are about different things of one kind."""
    who = incoming.sender.external_id
    match incoming:
        case Press():
            return ("press", who, incoming.intent.value, _NUMBER.sub("#", incoming.arg))
        case Submit():
            given = ",".join(sorted(f"{name}={bool(value)}" for name, value in incoming.values.items()))
            return ("submit", who, incoming.intent.value, _NUMBER.sub("#", incoming.arg), given)
        case _:
            return ("other", who, incoming.key)
