"""Opening the doors: who will get what, in the real words, and what happens then."""

from collections.abc import Sequence
from typing import Final

from bot.domain.dates import full
from bot.domain.doors import Greeting, Guest, Opened, Preview, Reached
from bot.domain.permissions import Intent
from bot.messages import hello, menu
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Heading,
    Message,
    Note,
    Option,
    Paragraph,
)
from bot.messages.rehearsal import inert
from bot.messages.rooms import called
from bot.messages.settings import clock
from bot.messages.words import and_list, number

_MOST_BULLETS: Final = 20

# A notification shows the first words of a message; nobody's name may stand among them.
_BEFORE: Final = (
    "Nothing goes out until you open the doors. Nobody gets anything but a hello first. "
    "Here is what waits for each of them."
)
_AFTER: Final = (
    "You get one list each working morning from me. The others get a hello, and nothing else before it."
)


def screen(*, preview: Preview) -> Message:
    """Show who will get what, and the hello as the first of those who wait will read it."""
    guests = tuple((_line(guest),) for guest in preview.guests[:_MOST_BULLETS])
    rest = len(preview.guests) - _MOST_BULLETS
    more = ((f"and {number(rest)} more",),) if rest > 0 else ()
    blocks: list[Block] = [
        Paragraph(text=(_BEFORE,)),
        Bullets(items=(*guests, *more)),
    ]
    if preview.opens_first and preview.rooms:
        blocks.append(_welcome(preview.rooms))
    if preview.waiting:
        blocks.extend(_as_read(preview, preview.waiting[0]))
    choose = Button(
        label=menu.LABELS[Intent.OPEN_DOORS],
        intent=Intent.OPEN_DOORS,
        partnership_id=preview.partnership.id,
        arg="who",
        opens=True,
        primary=True,
    )
    try_it = menu.button(Intent.TRY_IT, partnership_id=preview.partnership.id)
    return Message(
        opening=f"{preview.partnership.name}: who will get what.",
        blocks=(*blocks, Buttons(buttons=(choose, try_it)), Note(text=("First you choose for whom.",))),
    )


def form(*, preview: Preview) -> Form:
    """Return the form with a tick for each person who can be written to and isn't yet."""
    waiting = preview.waiting
    return Form(
        intent=Intent.OPEN_DOORS,
        partnership_id=preview.partnership.id,
        title=menu.LABELS[Intent.OPEN_DOORS],
        submit=menu.LABELS[Intent.OPEN_DOORS],
        intro=(("Each of these gets a hello first. You can open the doors for the others later.",),),
        fields=(
            Field(
                name="people",
                label="For whom",
                kind=FieldKind.CHOICES,
                value=tuple(str(guest.person_id) for guest in waiting),
                options=tuple(
                    Option(value=str(guest.person_id), label=_name_and_partner(guest)) for guest in waiting
                ),
                required=True,
            ),
        ),
    )


def opened(*, opened: Opened) -> Message:
    """Say who gets a hello, and when."""
    at_once = [one.name for one in opened.greetings if one.at is None]
    later = [one for one in opened.greetings if one.at is not None]
    blocks: list[Block] = [Paragraph(text=(_AFTER,))]
    if at_once:
        blocks.append(Paragraph(text=(f"I'm saying hello to {and_list(at_once)} now.",)))
    blocks.extend(Paragraph(text=(line,)) for line in _hellos_later(later))
    if opened.rooms:
        blocks.append(_welcome(opened.rooms))
    return Message(opening=f"{opened.partnership.name}: the doors are open.", blocks=tuple(blocks))


def _welcome(rooms: Sequence[str]) -> Paragraph:
    return Paragraph(text=(f"A welcome goes into {and_list([called(name) for name in rooms])}.",))


def _hellos_later(greetings: Sequence[Greeting]) -> list[str]:
    """One line a moment: people whose hello goes at the same wall time stand together."""
    by_moment: dict[str, list[str]] = {}
    for one in greetings:
        if one.at is not None:
            by_moment.setdefault(f"{full(one.at.date())} at {clock(one.at.time())}", []).append(one.name)
    return [f"{and_list(names)}: a hello on {moment}, by their clock." for moment, names in by_moment.items()]


def _line(guest: Guest) -> str:
    return f"{_name_and_partner(guest)}: {_gets(guest)}"


def _name_and_partner(guest: Guest) -> str:
    return f"{guest.name} ({guest.partner})" if guest.partner else guest.name


def _gets(guest: Guest) -> str:
    if guest.membership.doors_open:
        return "hears from me already"
    match guest.reached:
        case Reached.BY_TELEPHONE:
            return f"by telephone only; I'll tell you what is due.{_unsent(guest)}"
        case Reached.NOT_YET:
            return f"I have no way to write to them yet.{_unsent(guest)}"
        case Reached.BY_MESSAGE:
            return and_list(["a hello", *_actions(guest)])


def _actions(guest: Guest) -> list[str]:
    asked = f"{_things(guest.asked)} to accept" if guest.asked else ""
    told = f"{_things(guest.told)} agreed at the meeting" if guest.told else ""
    return [line for line in (asked, told) if line]


def _unsent(guest: Guest) -> str:
    actions = _actions(guest)
    return f" Waiting for them: {and_list(actions)}." if actions else ""


def _things(count: int) -> str:
    return f"{number(count)} {'thing' if count == 1 else 'things'}"


def _as_read(preview: Preview, guest: Guest) -> tuple[Block, ...]:
    """The hello in its real words. Its buttons are only named: pressed here they would choose for the runner."""
    message = hello.message(
        partnership=preview.partnership, reader=guest.membership.person, runner=preview.runner.person
    )
    return (
        Heading(text=f"The hello, as {guest.name} will read it"),
        Paragraph(text=(message.opening,)),
        *inert(message.blocks),
    )
