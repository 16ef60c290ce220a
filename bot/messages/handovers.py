"""**Hand over**: the form, how a colleague is asked, and what each hears of the answer."""

from collections.abc import Mapping
from typing import Final

from bot.domain.dates import full
from bot.domain.handovers import Handover
from bot.domain.items import ItemView
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.messages.items import reasons, standing_item
from bot.messages.model import Button, Field, FieldKind, Form, Fragments, Item, Option, Paragraph, Strong
from bot.messages.notices import Notice
from bot.messages.words import by

ANYWAY: Final = "Ask them anyway"
_LINE: Final = 300


def form(view: ItemView, *, people: Mapping[int, str], away: bool = False) -> Form:
    """Return the form. `away` adds the tick by which somebody is asked who is away on the date."""
    anyway = (Field(name="anyway", label=ANYWAY, kind=FieldKind.TICK),) if away else ()
    return Form(
        intent=Intent.HAND_OVER,
        partnership_id=view.partnership.id,
        arg=f"{view.share.id}.{view.share.version}",
        title="Hand over",
        submit="Ask them",
        intro=(
            (
                f"{view.title}, {by(view.due, today=view.today, in_full=True)}. Until they accept, it stays as it is.",
            ),
        ),
        fields=(
            Field(
                name="person",
                label="Who could take this on?",
                kind=FieldKind.CHOICE,
                options=tuple(Option(value=f"person:{key}", label=name) for key, name in people.items()),
                required=True,
            ),
            *anyway,
            Field(
                name="words",
                label="A line for them",
                kind=FieldKind.LINES,
                hint="What they should know: where things are, and what is done already.",
                max_length=_LINE,
            ),
        ),
    )


def sent(view: ItemView) -> Item:
    """To whoever has just asked a colleague."""
    whose = "you" if view.is_readers else view.holder_name or view.partner_name
    return standing_item(
        view, said=(f"I'll ask them in their next message. Until they accept, it stays with {whose}.",)
    )


def asked(view: ItemView, handover: Handover, *, giver: str) -> Notice:
    """To the colleague: what it is, why, and who would like to hand it over."""
    lines: list[Fragments] = [(f"By: {full(view.due)}",)]
    if view.commitment.wording.done_when:
        lines.append((f"Done when: {view.commitment.wording.done_when}",))
    lines += reasons(view)
    if handover.words:
        whose = f"{_first(giver)}'s" if giver else "their"
        lines.append((f"In {whose} words: “{handover.words}”",))
    lines.append(("It isn't yours until you say so.",))
    buttons = (
        _button(view, handover, "Accept", "yes", primary=True),
        _button(view, handover, "Not for me", "no"),
    )
    item = Item(subject=subject(handover), title=view.title, lines=tuple(lines), buttons=buttons)
    return Notice(
        blocks=(Paragraph(text=(f"{giver or 'A colleague'} would like to hand this over to you.",)), item)
    )


def answered(view: ItemView, handover: Handover, *, accept: bool) -> Item:
    """To the colleague, after a press."""
    said = (
        f"Thank you. It's yours now, by {full(view.due)}. I'll let the others know."
        if accept
        else "That's fine. I'll let them know, and it stays where it is."
    )
    return Item(subject=subject(handover), title=view.title, lines=((said,),))


def settled(view: ItemView, handover: Handover) -> Item:
    """To the colleague, where there is nothing to answer any more."""
    said = "This one has been settled meanwhile, so there is nothing you need to do."
    return Item(subject=subject(handover), title=view.title, lines=((said,),))


def taken(view: ItemView, *, giver: str, taker: str) -> Notice:
    """To the giver, and with `giver` to the runner: it has changed hands."""
    who = f"It was with {giver}." if giver else "There is nothing more for you to do."
    text: Fragments = (
        Strong(view.title),
        f": {taker} has taken this on, {by(view.due, today=view.today, in_full=True)}. {who}",
    )
    return Notice(blocks=(Paragraph(text=text),), rank=Rank.CAN_WAIT, asks=False)


def not_taken(view: ItemView, *, taker: str) -> Notice:
    """To the giver: it stays with them."""
    text: Fragments = (Strong(view.title), f": {taker} can't take this on, so it stays with you. ", _NEXT)
    return Notice(blocks=(Paragraph(text=text),), asks=False)


def unanswered(view: ItemView, *, taker: str) -> Notice:
    """To the giver: nobody has answered yet."""
    text: Fragments = (Strong(view.title), f": {taker} hasn't answered yet, so it's still with you. ", _NEXT)
    return Notice(blocks=(Paragraph(text=text),), asks=False)


_NEXT: Final = "You can ask somebody else, or press Stuck and we'll help."


def subject(handover: Handover) -> str:
    """Return the name by which the item of a hand-over is found again in a message."""
    return f"handover:{handover.id}"


def _button(view: ItemView, handover: Handover, label: str, word: str, *, primary: bool = False) -> Button:
    return Button(
        label=label,
        intent=Intent.ANSWER_HAND_OVER,
        partnership_id=view.partnership.id,
        arg=f"{handover.id}.{word}",
        spoken=f"{label}: {view.title}",
        primary=primary,
    )


def _first(name: str) -> str:
    return name.split(" ", 1)[0]
