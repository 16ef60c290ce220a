"""Asking somebody else to help with what is stuck: the form, what each hears, and never its holder's own words."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.domain.dates import full
from bot.domain.items import ItemView
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.messages.items import button, by_line, standing_item
from bot.messages.model import Field, FieldKind, Form, Fragments, Item, Option, Paragraph, Strong
from bot.messages.notices import Notice
from bot.messages.words import by

ELSE: Final = "else"
RUNG: Final = "rung"
CAN: Final = "can"
CANNOT: Final = "cannot"


def form(view: ItemView, *, people: Mapping[int, str]) -> Form:
    """Return the form in which the runner chooses one person."""
    return Form(
        intent=Intent.HELP_STUCK,
        partnership_id=view.partnership.id,
        arg=f"{view.share.id}.{view.share.version}",
        title="Ask somebody else",
        submit="Ask them",
        intro=(
            (
                f"{view.title}, {by(view.due, today=view.today, in_full=True)}. They won't see {_whose(view)} own words.",
            ),
        ),
        fields=(
            Field(
                name="person",
                label="Who could help?",
                kind=FieldKind.CHOICE,
                options=tuple(Option(value=f"person:{key}", label=name) for key, name in people.items()),
                required=True,
            ),
        ),
    )


def asking(view: ItemView, *, helper: str) -> Item:
    """To the runner, who has just chosen."""
    if not view.holder_name:
        return standing_item(view, said=(f"I'll ask {helper} in their next message.",))
    said = f"I'll tell {_first(view)} first. Then I ask {helper} in their next message."
    return standing_item(view, said=(said,))


def asked_before(view: ItemView, *, helper: str, on: date) -> Item:
    """To the runner, who presses again."""
    return standing_item(view, said=(f"{helper or 'Somebody'} was chosen to help on {full(on)}.",))


def nobody(view: ItemView) -> Item:
    """To the runner, where nobody can be written to, or its holder couldn't be told first."""
    return standing_item(
        view, said=("There is nobody I can ask before its holder knows. A ring would be best.",)
    )


def told(view: ItemView, *, helper: str) -> str:
    """To the holder, before anybody else hears."""
    runner = view.runner_name or "The runner"
    return (
        f"{runner} would like {helper or 'somebody else'} to help with this too. You are the first to know. "
        "Your own words stay between the two of you."
    )


def request(view: ItemView) -> Notice:
    """To whoever is asked: what, by when, what is in the way, and whose it is."""
    runner = view.runner_name or "The runner"
    whose = f"{view.holder_name} at {view.partner_name}" if view.holder_name else view.partner_name
    lines: list[Fragments] = [
        (by_line(view),),
        (f"It's with {whose}.",),
        (f"What's in the way: {_small(view.share.stuck_because)}",),
    ]
    if view.holder_name:
        lines.append((f"{_first(view)} knows that I'm asking you.",))
    item = Item(
        subject=_subject(view),
        title=view.title,
        lines=tuple(lines),
        buttons=(
            button(view, "I can help", Intent.LEND_A_HAND, word=CAN, primary=True),
            button(view, "I can't just now", Intent.LEND_A_HAND, word=CANNOT),
        ),
    )
    intro = f"{runner} asks whether you could help with something that is stuck."
    return Notice(blocks=(Paragraph(text=(intro,)), item), rank=Rank.WAITING)


def answered(view: ItemView, *, can_help: bool) -> Item:
    """To whoever was asked, after a press."""
    runner = view.runner_name or "The runner"
    said = f"Thank you. {runner} will see in the next list that you can help."
    other = f"That's fine. {runner} will see it in the next list."
    return Item(subject=_subject(view), title=view.title, lines=((said if can_help else other,),))


def settled(view: ItemView) -> Item:
    """To whoever presses where there is nothing to answer any more."""
    said = "This one is settled, so there is nothing you need to do."
    return Item(subject=_subject(view), title=view.title, lines=((said,),))


def heard(view: ItemView, *, helper: str, can_help: bool) -> Notice:
    """To the runner, in the next list."""
    said = "can help with this." if can_help else "can't help with this just now."
    text: Fragments = (Strong(view.title), f": {helper or 'Somebody'} {said}")
    return Notice(blocks=(Paragraph(text=text),), rank=Rank.WAITING, asks=False)


def not_asked(view: ItemView, *, helper: str) -> Notice:
    """To the runner, in each list, where the question found no way; its own line offers what else can be done."""
    said = f": my question found no way to {helper or 'somebody else'}, so nobody else was asked to help."
    return Notice(blocks=(Paragraph(text=(Strong(view.title), said)),), rank=Rank.WAITING, asks=False)


def _subject(view: ItemView) -> str:
    return f"stuck_help:{view.share.id}"


def _first(view: ItemView) -> str:
    return view.holder_name.split(" ", 1)[0]


def _whose(view: ItemView) -> str:
    return f"{_first(view)}'s" if view.holder_name else "anybody's"


def _small(text: str) -> str:
    return text if text.startswith("I ") else text[:1].lower() + text[1:]
