"""**Who is runner now?**: the form, the answer, and what those hear whom it concerns."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.domain.dates import full
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.messages import menu
from bot.messages.model import Button, Buttons, Field, FieldKind, Form, Message, Option, Paragraph, Strong
from bot.messages.notices import Notice

LABEL: Final = "Say who runs it now"


def button(partnership_id: int) -> Button:
    """Return the button that opens the form."""
    return Button(label=LABEL, intent=Intent.WHO_RUNS, partnership_id=partnership_id, opens=True)


def form(*, partnership_id: int, runner_id: int, runner: str, since: date, people: Mapping[int, str]) -> Form:
    """Return the form. `people` could be runner now, by id."""
    return Form(
        intent=Intent.WHO_RUNS,
        partnership_id=partnership_id,
        arg=str(runner_id),
        title="Who runs it now?",
        submit="That's the runner now",
        intro=(
            (f"{runner} last opened something on {full(since)}. A call to {runner} comes first.",),
            ("What people said to one runner in private isn't shown to the next.",),
        ),
        fields=(
            Field(
                name="person",
                label="Who is runner now?",
                kind=FieldKind.CHOICE,
                options=tuple(Option(value=str(key), label=name) for key, name in people.items()),
                hint="It can be you. Ask them before you choose them; I tell them, and the runner before.",
                required=True,
            ),
        ),
    )


def appointed(*, partnership: str, name: str, before: str, is_self: bool) -> Message:
    """To whoever has said so."""
    who = "You run it" if is_self else f"{name} runs it"
    told = (before,) if is_self else (name, before)
    return Message(
        opening=f"{partnership}: that's settled.",
        blocks=(
            Paragraph(text=("I know now who looks after the timetable, and my lists go there from now on.",)),
            Paragraph(text=(Strong(who), " from today.")),
            Paragraph(text=(f"I tell {' and '.join(told)} in the next message.",)),
        ),
    )


def was_settled(*, partnership: str, name: str, is_self: bool) -> Message:
    """To whoever says so after somebody else has."""
    return Message(
        opening=f"{partnership}: somebody has answered that already.",
        blocks=(
            Paragraph(text=("Nothing has changed by what you chose, and nobody hears of it from me.",)),
            Paragraph(text=("You run it now." if is_self else f"{name} runs it now.",)),
        ),
    )


def told(*, partnership_id: int, name: str, before: str, is_runner: bool, was_runner: bool) -> Notice:
    """To the new runner, the one before, the deputy runner and the chair."""
    whose = before or "somebody else"
    lines: tuple[str, ...]
    if is_runner:
        lines = (
            f"You run the timetable from now on, in place of {whose}.",
            "You get a short list each working day. What people said to the runner before stays there.",
        )
    elif was_runner:
        lines = (
            f"{name} runs the timetable now, because I hadn't heard from you for a while.",
            "Is that a mistake? Please talk to each other; nothing of yours is gone.",
        )
    else:
        lines = (f"{name} runs the timetable now, in place of {whose}.",)
    blocks = tuple(Paragraph(text=(line,)) for line in lines)
    shown = Buttons(buttons=(menu.button(Intent.TIMETABLE, partnership_id=partnership_id),))
    return Notice(blocks=(*blocks, shown) if is_runner else blocks, rank=Rank.WAITING, asks=False)
