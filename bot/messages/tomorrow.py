"""**Tomorrow's post**: who gets what next, in the real words, and what the runner holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain.dates import full
from bot.domain.deliveries import DeliveryKind
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.messages import menu, rehearsal
from bot.messages.model import Block, Button, Buttons, Heading, Item, Message, Note, Paragraph
from bot.messages.notices import Notice
from bot.messages.settings import clock
from bot.messages.words import and_list, number

AT_MOST: Final = 5
"""People on one screen."""

_MOST_LINES: Final = 12
_THE_REST: Final = "… and more. Try it on me shows you all of it."

HOLD: Final = "hold"
FREE: Final = "free"
FROM: Final = "from."
KINDS: Final = {
    DeliveryKind.HELLO: "the hello",
    DeliveryKind.ANSWER: "an answer they asked for",
    DeliveryKind.CHECKIN: "the check-in",
    DeliveryKind.LOOK_BACK: "a question or two",
    DeliveryKind.THANKS: "words of thanks",
    DeliveryKind.NEWS: "news",
    DeliveryKind.KEPT: "what I keep",
}
OTHER: Final = "something to know"
"""What a thing in the post is called that is about no action."""

ON: Final = "on"
OFF: Final = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing in somebody's post: the number of its delivery, and what it is about."""

    delivery_id: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What somebody gets. `at` is the instant on the clock where they are; None for what is held."""

    person_id: int
    name: str
    parts: tuple[Part, ...]
    at: datetime | None = None
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What goes out on a day in one partnership. `shows` says whether the runner's list tells it by itself."""

    partnership_id: int
    partnership: str
    on: date | None
    mail: tuple[Mail, ...]
    held: tuple[Mail, ...]
    shows: bool


def screen(*, post: Post, first: int = 0) -> Message:
    """Return the post, from the person at place `first` on."""
    when = "no day in sight" if post.on is None else _day(post.on)
    intro = "Only you see this. Press Hold, and it isn't sent; nobody is told, and no reason is asked."
    blocks: list[Block] = [Paragraph(text=(intro,))]
    shown = post.mail[first : first + AT_MOST]
    if not post.mail:
        blocks.append(Paragraph(text=("There is nothing to go out then.",)))
    blocks += [going(post.partnership_id, mail) for mail in shown]
    rest = len(post.mail) - first - len(shown)
    if rest > 0:
        following = _button(post, "The next ones", f"{FROM}{first + AT_MOST}")
        blocks += [Note(text=(f"and {number(rest)} more",)), Buttons(buttons=(following,))]
    if post.held and not first:
        blocks.append(Heading(text="Held"))
        blocks += [held(post.partnership_id, mail) for mail in post.held[:AT_MOST]]
    toggle = ("Leave it out of my list", OFF) if post.shows else ("Show it in my list", ON)
    quiet = menu.button(Intent.NOT_THIS_WEEK, partnership_id=post.partnership_id)
    blocks.append(Buttons(buttons=(_button(post, *toggle), quiet)))
    return Message(opening=f"{post.partnership}: what goes out next, {when}.", blocks=tuple(blocks))


def going(partnership_id: int, mail: Mail) -> Item:
    """Return what somebody gets, in the real words, with **Hold** for all of it or for one thing."""
    at = "" if mail.at is None else f", at {clock(mail.at.time())}"
    title = f"{mail.name}{at}"
    every = [part.delivery_id for part in mail.parts]
    numbered = list(enumerate(mail.parts, start=1)) if len(mail.parts) > 1 else []
    words = [line for message in mail.messages for line in _beginning(rehearsal.words(message))]
    named = [f"Number {place}: {part.title}" for place, part in numbered]
    return Item(
        subject=subject(mail.person_id),
        title=title,
        lines=tuple((line,) for line in (*words, *named)),
        buttons=(_hold(partnership_id, mail, every, "Hold", title),),
        more=tuple(
            _hold(partnership_id, mail, [part.delivery_id], f"Hold number {place}", title)
            for place, part in numbered
        ),
    )


def _beginning(words: Sequence[str]) -> Sequence[str]:
    """Return what a message says, of a long one the beginning: five people stand on one screen."""
    return words if len(words) <= _MOST_LINES else [*words[: _MOST_LINES - 1], _THE_REST]


def held(partnership_id: int, mail: Mail) -> Item:
    """Return what is held for somebody, with **Let it go**."""
    arg = _arg(FREE, mail.person_id, [part.delivery_id for part in mail.parts])
    about = and_list([part.title for part in mail.parts])
    free = Button(
        label="Let it go",
        intent=Intent.HOLD,
        partnership_id=partnership_id,
        arg=arg,
        spoken=f"Let it go: {mail.name}",
    )
    return Item(
        subject=subject(mail.person_id),
        title=mail.name,
        lines=((f"Held: {about}. It isn't sent, and nobody is told.",),),
        buttons=(free,),
    )


def freed(mail: Mail) -> Item:
    """After **Let it go**."""
    about = and_list([part.title for part in mail.parts])
    lines = ((f"I've let it go: {about}. It goes out when it is due, or next time if that has gone by.",),)
    return Item(subject=subject(mail.person_id), title=mail.name, lines=lines)


def coming(*, partnership_id: int, names: Sequence[str], on: date) -> Notice:
    """Tell the runner in their list to whom something goes next."""
    shown = and_list([*names[:AT_MOST], *(["others"] if len(names) > AT_MOST else [])])
    look = menu.button(Intent.TOMORROWS_POST, partnership_id=partnership_id)
    return Notice(
        blocks=(
            Paragraph(text=(f"On {_day(on)} something from me goes to {shown}.",)),
            Buttons(buttons=(look,)),
        ),
        rank=Rank.CAN_WAIT,
        asks=False,
    )


def shows(*, shows: bool) -> Message:
    """Say whether the runner's list tells it from now on."""
    if shows:
        return Message(opening="Your list tells you each morning what goes out next.")
    return Message(opening="I've left it out of your list. You find it under Tomorrow's post.")


def subject(person_id: int) -> str:
    return f"post:{person_id}"


def _hold(partnership_id: int, mail: Mail, ids: Sequence[int], label: str, title: str) -> Button:
    return Button(
        label=label,
        intent=Intent.HOLD,
        partnership_id=partnership_id,
        arg=_arg(HOLD, mail.person_id, ids),
        spoken=f"{label}: {title}",
    )


def _arg(word: str, person_id: int, ids: Sequence[int]) -> str:
    return ".".join([word, str(person_id), *map(str, ids)])


def _button(post: Post, label: str, arg: str) -> Button:
    return Button(
        label=label, intent=Intent.TOMORROWS_POST, partnership_id=post.partnership_id, arg=arg, spoken=label
    )


def _day(day: date) -> str:
    return full(day).rsplit(" ", 1)[0]
