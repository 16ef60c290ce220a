"""The platforms side by side: how each draws a message, a form and a file, and what it would not take."""

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any, Final, assert_never

from bot.domain.people import AddressKind
from bot.messages import forms as form_wording
from bot.messages.model import Buttons, Form, Item, Message
from bot.services.ports import Outgoing
from handlers.conversations.incoming import Place
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Replace, Reply, Say, SendFile
from handlers.slack import blocks
from handlers.slack import forms as slack_forms
from handlers.slack.ids import Origin
from handlers.teams import cards, consent
from handlers.teams import forms as teams_forms
from handlers.web import letters, views
from handlers.web.letters import Sender, Ways
from tests.handlers.web import drawn as pages
from tests.slack import limits
from tests.teams import cards as teams_limits

_NOW: Final = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
_WAYS: Final = Ways(page="https://bywhen.example.org/in/t", pause="https://bywhen.example.org/pause/t")
_ORIGIN: Final = Origin(place=Place(conversation="D-MINA", private=True))
_LONGEST_LINE: Final = 998
"""Characters of one line that mail servers pass on."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What somebody would see: everything that can be read there, and what the platform would not take of it."""

    words: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Platform:
    """One way to somebody. `title` heads its column; the words of its cells say how it shows each thing.

    `asks` says that a form opens right there; where none can, a message leads to one.
    """

    kind: AddressKind
    title: str
    message: Callable[[Message], Drawn]
    form: Callable[[Form], Drawn]
    file: Callable[[SendFile], Drawn]
    cells: tuple[str, str, str, str]
    asks: bool = True

    def draw(self, reply: Reply) -> Iterator[Drawn]:
        """Draw whatever a conversation answers."""
        match reply:
            case Nothing():
                return
            case Say():
                yield self.message(reply.message)
            case Replace():
                yield from (self.message(one) for one in replaced(reply))
            case OpenForm() | FormErrors():
                yield self.form(reply.form)
            case SendFile():
                yield self.file(reply)
            case _:
                assert_never(reply)

    def cell(self, reply: Reply) -> str:
        """Return how this platform shows a reply of this kind, "" where there is nothing to show."""
        message, change, form, file = self.cells
        match reply:
            case Nothing():
                return ""
            case Say():
                return message
            case Replace():
                return change
            case OpenForm() | FormErrors():
                return form
            case SendFile():
                return file
            case _:
                assert_never(reply)


def replaced(reply: Replace) -> Iterator[Message]:
    """Yield what stands there once something is replaced."""
    if reply.message is not None:
        yield reply.message
    if reply.item is not None:
        yield Message(opening="Here is how it stands.", blocks=(reply.item,))


def labels(message: Message) -> Iterator[str]:
    """Yield the labels of what can be pressed in a message."""
    for block in message.blocks:
        if isinstance(block, Buttons):
            yield from (one.label for one in block.buttons)
        if isinstance(block, Item):
            yield from (one.label for one in (*block.buttons, *block.more))


def plainly(text: str) -> str:
    """Return text as it is read: nothing escaped, and no more space than a word needs."""
    return " ".join(html.unescape(text).replace("*", "").split())


def _slack_message(message: Message) -> Drawn:
    shown = blocks.payload(message)
    return Drawn(words=_texts(shown), problems=tuple(limits.in_message(shown)))


def _slack_form(form: Form) -> Drawn:
    view = slack_forms.view(form, origin=_ORIGIN)
    return Drawn(words=_texts(view), problems=tuple(limits.in_view(view)))


def _slack_file(file: SendFile) -> Drawn:
    shown = _slack_message(file.message)
    return Drawn(words=f"{shown.words} {file.name}", problems=shown.problems)


def _teams_message(message: Message) -> Drawn:
    card = cards.of_message(message)
    return Drawn(words=teams_limits.words(card), problems=tuple(teams_limits.faults(card)))


def _teams_form(form: Form) -> Drawn:
    card = teams_forms.of_form(form, message=None)
    title = teams_forms.dialog(form, message=None)["task"]["value"]["title"]
    return Drawn(words=f"{title} {_texts(card)}", problems=tuple(teams_limits.faults(card)))


def _teams_file(file: SendFile) -> Drawn:
    offered = consent.offer(_outgoing(AddressKind.TEAMS, file.message, (file.name, file.content)))
    is_large = cards.size(offered) > cards.LARGEST
    return Drawn(words=f"{offered['text']} {file.name}", problems=("too large",) if is_large else ())


def _page_message(message: Message, *, file_name: str | None = None) -> Drawn:
    shown = pages.page(message, file_name=file_name)
    return Drawn(words=pages.tree(views.feed(pages.view(shown))).text)


def _page_form(form: Form) -> Drawn:
    root = pages.tree(views.form(pages.view(form=form)))
    unnamed = [one.get("name") for one in root.all("input", "select", "textarea") if not _is_named(one, root)]
    return Drawn(words=root.text, problems=tuple(f"no label: {one}" for one in unnamed))


def _page_file(file: SendFile) -> Drawn:
    return _page_message(file.message, file_name=file.name)


def _letter(message: Message, file: tuple[str, bytes] | None = None) -> Drawn:
    mail = letters.letter(
        _outgoing(AddressKind.EMAIL, message, file),
        sender=Sender(written="Bywhen <bywhen@example.org>"),
        ways=_WAYS,
        now=_NOW,
    )
    text, page = _body(mail, "plain"), _body(mail, "html")
    long = [line for line in bytes(mail).splitlines() if len(line) > _LONGEST_LINE]
    problems = [*(["a line too long"] if long else []), *_unlinked(text, page)]
    attached = " ".join(one.get_filename() or "" for one in mail.iter_attachments())
    return Drawn(words=f"{text} {pages.tree(page).text} {attached}", problems=tuple(problems))


def _letter_for(form: Form) -> Drawn:
    """No form opens in a letter: it leads to the page, on which the form does."""
    return _letter(form_wording.button_to(form))


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    assert part is not None, f"a letter without {kind}"
    content: str = part.get_content()
    return content


def _unlinked(*bodies: str) -> list[str]:
    return [] if all(_WAYS.page in html.unescape(one) for one in bodies) else ["no way to the page"]


def _outgoing(kind: AddressKind, message: Message, file: tuple[str, bytes] | None) -> Outgoing:
    return Outgoing(
        message_id=1,
        key="k",
        kind=kind,
        installation_id=1,
        conversation="mina@castle.example",
        content=message,
        file=file,
    )


def _is_named(element: pages.Element, root: pages.Element) -> bool:
    if element.get("type") in ("hidden", "submit"):
        return True
    named = {one.get("for") for one in root.all("label")}
    held = {id(inside) for one in root.all("label") for inside in one.all()}
    return element.get("id") in named or id(element) in held or element.has("aria-label")


def _texts(data: Any) -> str:
    """Return every text of something drawn, in its order."""
    if isinstance(data, dict):
        return " ".join(_texts(value) for name, value in data.items() if name not in ("type", "fallbackText"))
    if isinstance(data, list | tuple):
        return " ".join(map(_texts, data))
    return data if isinstance(data, str) else ""


PLATFORMS: Final = (
    Platform(
        kind=AddressKind.SLACK,
        title="Slack",
        message=_slack_message,
        form=_slack_form,
        file=_slack_file,
        cells=("message", "changed message", "form", "file"),
    ),
    Platform(
        kind=AddressKind.TEAMS,
        title="Teams",
        message=_teams_message,
        form=_teams_form,
        file=_teams_file,
        cells=("card", "changed card", "dialog", "file"),
    ),
    Platform(
        kind=AddressKind.WEB,
        title="Own page",
        message=_page_message,
        form=_page_form,
        file=_page_file,
        cells=("message", "changed message", "form", "file"),
    ),
    Platform(
        kind=AddressKind.EMAIL,
        title="E-mail",
        message=_letter,
        form=_letter_for,
        file=lambda file: _letter(file.message, (file.name, file.content)),
        cells=("letter", "changed on the page", "form on the page", "attachment"),
        asks=False,
    ),
)
"""Every platform to which a message can be sent."""
