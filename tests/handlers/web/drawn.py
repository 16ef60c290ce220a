"""Pages drawn from plain values, and what a screen reader finds in them."""

from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.partnerships import Partnership, PartnershipState, Profile
from bot.domain.permissions import Intent, Role
from bot.domain.rooms import Room
from bot.messages.model import Field, Form, Message
from bot.services.pages import Belonging, Page, Shown
from handlers.web.views import Around, View

LONDON: Final = ZoneInfo("Europe/London")
TUESDAY: Final = datetime(2026, 12, 1, 8, 30, tzinfo=LONDON)
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "path", "source"}
)


@dataclass
class Element:
    """One element with what stands in it. `text` is everything that is read out of it."""

    tag: str
    attributes: dict[str, str | None]
    inside: "list[Element]" = field(default_factory=list)
    text: str = ""

    def has(self, name: str) -> bool:
        return name in self.attributes

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""

    def all(self, *tags: str) -> "list[Element]":
        """Every element of these tags below this one, in the order of the page."""
        found: list[Element] = []
        for one in self.inside:
            if not tags or one.tag in tags:
                found.append(one)
            found += one.all(*tags)
        return found

    def by_id(self, name: str) -> "Element":
        [found] = [one for one in self.all() if one.get("id") == name]
        return found

    @property
    def said(self) -> str:
        """The name that a screen reader says."""
        return self.get("aria-label") or " ".join(self.text.split())


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element(tag="root", attributes={})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag=tag, attributes=dict(attrs))
        self._open[-1].inside.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for one in self._open:
            one.text += data


def tree(html: str) -> Element:
    """Read a page. What is opened has to be closed, in order."""
    parser = _Tree()
    parser.feed(html)
    parser.close()
    return parser.root


def partnership(name: str = "Riverside Progression Group") -> Partnership:
    return Partnership(
        id=4,
        profile=Profile(name=name, zone=LONDON),
        state=PartnershipState.OPEN,
        maker_id=1,
        opened_at=TUESDAY,
    )


def page(
    *messages: Message,
    name: str = "Mina Iqbal",
    belongs_to: str = "Riverside Progression Group",
    rooms: tuple[Room, ...] = (),
    room: Room | None = None,
    file_name: str | None = None,
    intents: frozenset[Intent] = frozenset(),
    earlier: bool = False,
) -> Page:
    shown = tuple(
        Shown(id=number, at=TUESDAY, message=message, file_name=file_name)
        for number, message in enumerate(messages, start=1)
    )
    belonging = Belonging(partnership=partnership(belongs_to), role=Role.CO_ORDINATOR, rooms=rooms)
    return Page(
        name=name,
        zone=LONDON,
        belongings=(belonging,),
        intents=intents,
        room=room,
        shown=shown,
        earlier=earlier,
    )


def view(
    shown: Page | None = None, *, form: Form | None = None, people: dict[str, str] | None = None
) -> View:
    return View(
        page=shown or page(),
        base="/p/t",
        here="/p/t",
        key="k",
        form=form,
        people=people or {},
        around=Around(),
    )


def room(name: str = "riverside") -> Room:
    return Room(id=3, partnership_id=4, installation_id=1, external_id="r-1", name=name, usable=True)


def form_with(*fields: Field, title: str = "Add to the timetable") -> Form:
    return Form(intent=Intent.ADD, partnership_id=4, title=title, submit="Add", fields=fields)
