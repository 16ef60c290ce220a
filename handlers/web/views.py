"""From plain values to HTML: the templates, and what they are given. Everything is escaped."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.domain.dates import full
from bot.domain.permissions import Intent
from bot.messages import entry, letter, menu, plain, quiet
from bot.messages import page as wording
from bot.messages.model import Button, Form, Message
from bot.services.pages import Page, Shown
from handlers.conversations import milestones
from handlers.conversations.commands import WORDS
from handlers.web.incoming import About

PAGES: Final = Path(__file__).parent / "pages"
_COMMANDS: Final = {intent: word for word, intent in WORDS.items() if word} | {
    Intent.MILESTONE: f"milestone {milestones.LIST}"
}
_PRESSED: Final = frozenset({Intent.CHECK_IN_RESULTS, Intent.SIDE_BY_SIDE})
"""What of the menu has no word that people could type."""

_NOTHING: Final = Markup()


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands above a page and above its messages, the name of a reader whom the page does not know by itself.

    `silent` says that nothing can be said from this page.
    """

    bar: Markup = _NOTHING
    guide: Markup = _NOTHING
    name: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A page on its way to HTML.

    `base` is the address of the reader's page, `here` of the place shown, `key` that of this rendering. On a
    Home (`is_home`) what is shown was written this moment, and was never sent.
    """

    page: Page
    base: str
    here: str
    key: str
    before: int | None = None
    form: Form | None = None
    message: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    around: Around
    is_home: bool = False


def _about(pressed: Button | Form) -> str:
    return str(About.of(pressed))


def _in_full(written: str) -> str:
    """Return an ISO date as it is said; "" for anything else that stands in a field."""
    try:
        return full(date.fromisoformat(written))
    except ValueError:
        return ""


def _shows(message: Message, name: str) -> str:
    """Return what a picture shows in words; "" for a file of another kind."""
    return plain.of_picture(message, name=name)


def environment() -> Environment:
    """Return where all pages come from; the demo's are among them."""
    made = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "about": _about,
        "shows": _shows,
        "in_full": _in_full,
        "clock": wording.clock,
        "day": wording.day,
    }
    made.globals |= {"title": wording.TITLE, "words": wording.WORDS, "roles": wording.ROLES}
    return made


_TEMPLATES: Final = environment()


def whole(view: View) -> str:
    """Return the whole page."""
    rooms = [room for one in view.page.belongings for room in one.rooms]
    return _render("page.html", view, rooms=rooms, menu=_menu(view.page))


def feed(view: View) -> str:
    """Return the messages alone."""
    return _render("feed.html", view)


def key_again(view: View) -> str:
    """Return the new key for what stands outside the messages."""
    return _render("keys.html", view)


def form(view: View) -> str:
    """Return the form alone."""
    return _render("form.html", view)


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """A link from where nothing goes on to where it does."""

    address: str
    label: str = wording.WORDS["back"]


def problem(sentences: tuple[str, str], *, back: Back | None = None) -> str:
    """Return a page that says what cannot be done, what can, and where."""
    return _TEMPLATES.get_template("problem.html").render(problem=sentences, back=back)


def way_in(*, name: str, token: str, key: str) -> str:
    """Return what says whose page it is, with the button that opens it."""
    return _entrance(
        heading=entry.whose(name),
        sentences=(entry.WORDS["who"],),
        action=f"/in/{token}",
        button=entry.WORDS["open"],
        aside=entry.WORDS["not_you"],
        key=key,
    )


def over(sentences: tuple[str, str], *, token: str, key: str) -> str:
    """Return what says that a link counts no more, with the button that lets a letter bring a new one."""
    return _entrance(
        heading=sentences[0],
        sentences=sentences[1:],
        action=f"/in/{token}/new",
        button=entry.WORDS["new_link"],
        aside="",
        key=key,
    )


def pause(*, token: str) -> str:
    """Return what asks whether a reader would like a quiet week. To send it proves nothing, so it has no key."""
    return _entrance(
        heading=letter.ASKED,
        sentences=(letter.ASKED_MORE,),
        action=f"/pause/{token}",
        button=letter.PAUSE,
        aside="",
        key="",
    )


def paused(sentences: Iterable[str], *, token: str) -> str:
    """Return what says until when it is quiet, with the button for whom it was a mistake. Its key is the token, too."""
    heading, *others = sentences
    return _entrance(
        heading=heading,
        sentences=others,
        action=f"/pause/{token}/again",
        button=quiet.WRITE_AGAIN,
        aside="",
        key="",
    )


def _entrance(**values: object) -> str:
    return _TEMPLATES.get_template("entry.html").render(values)


def drawn(template: str, **values: object) -> Markup:
    """Return one of the other templates, drawn."""
    return Markup(_TEMPLATES.get_template(template).render(values))  # noqa: S704 - a template escapes what it is given


def state(page: Page) -> str:
    """Return a short name of what is shown, another one as soon as anything changes."""
    # Not their times: a Home is written anew whenever it is looked at, and says the same as long as nothing changes.
    said = [(one.id, one.message, one.file_name) for one in page.shown]
    return hashlib.blake2s(repr(said).encode(), digest_size=8).hexdigest()


def _render(template: str, view: View, **more: object) -> str:
    values = {name: getattr(view, name) for name in View.__slots__}
    shown = {"days": _days(view.page.shown), "state": state(view.page), "empty": _empty(view.page)}
    return _TEMPLATES.get_template(template).render(values | shown | more)


def _days(shown: Iterable[Shown]) -> list[tuple[str, list[Shown]]]:
    return [(day, list(of_day)) for day, of_day in groupby(shown, key=lambda one: wording.day(one.at))]


def _empty(page: Page) -> str:
    return wording.WORDS["empty_room"] if page.room else wording.WORDS["empty"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing of the menu: what people read, and the words that it says for them, or the button that it presses."""

    label: str
    words: str = ""
    press: Button | None = None


def _menu(page: Page) -> list[tuple[str, list[Entry]]]:
    """Return the menu as the reader's roles allow it, under its headings.

    What is needed first stands under none; Home is a place of its own.
    """
    allowed = {intent for intent in menu.LABELS if intent in page.intents}
    allowed &= _COMMANDS.keys() | _PRESSED
    allowed -= {Intent.HOME}
    first = tuple(intent for intent in menu.FIRST if intent in allowed)
    rest = menu.sorted_out(allowed - set(first))
    return [
        ("", [Entry(label=wording.HELP, words="help"), *map(_entry, first)]),
        *((heading, [*map(_entry, group)]) for heading, group in rest.items()),
    ]


def _entry(intent: Intent) -> Entry:
    button = menu.button(intent)
    if intent in _PRESSED:
        return Entry(label=button.label, press=button)
    return Entry(label=button.label, words=_COMMANDS[intent])
