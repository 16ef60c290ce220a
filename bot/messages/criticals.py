"""Asking which actions really are critical, when too many are."""

from collections.abc import Sequence

from bot.domain.commitments import Commitment
from bot.domain.criticals import really
from bot.domain.dates import full
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.messages.model import Button, Buttons, Field, FieldKind, Form, Message, Option, Paragraph
from bot.messages.notices import Notice
from bot.messages.words import begin, number


def question(*, partnership_id: int, critical: int, open_actions: int) -> Notice:
    """Tell the runner, and ask which really are."""
    wanted = really(open_actions)
    which = "Which one really is?" if wanted == 1 else f"Which {number(wanted)} really are?"
    are = "is" if critical == 1 else "are"
    many = f"{begin(number(critical))} of our {number(open_actions)} open actions {are} marked critical."
    button = Button(
        label="Choose which",
        intent=Intent.WHICH_CRITICAL,
        partnership_id=partnership_id,
        opens=True,
        spoken="Choose which really are critical",
    )
    words = f"{many} When many are, people stop taking notice. {which}"
    return Notice(blocks=(Paragraph(text=(words,)), Buttons(buttons=(button,))), rank=Rank.CAN_WAIT)


def form(*, partnership_id: int, critical: Sequence[Commitment]) -> Form:
    """Return the form with everything that is marked critical; what is not ticked becomes normal."""
    options = tuple(
        Option(value=str(one.id), label=f"{one.wording.title}, by {full(one.due)}") for one in critical
    )
    return Form(
        intent=Intent.WHICH_CRITICAL,
        partnership_id=partnership_id,
        title="Which really are critical?",
        submit="Keep these",
        intro=(("What you don't tick is reminded of like most actions. Nobody is told of it.",),),
        fields=(
            Field(
                name="critical",
                label="Really critical",
                kind=FieldKind.CHOICES,
                options=options,
                hint="Tick those where nobody else could start without them.",
            ),
        ),
    )


def kept(*, partnership: str, critical: int, changed: int) -> Message:
    """Say what is critical from now on."""
    are = f"{begin(number(critical))} {'is' if critical == 1 else 'are'} critical now"
    rest = f"{number(changed)} {'is' if changed == 1 else 'are'} reminded of like most"
    return Message(
        opening=f"{partnership}: that's kept.",
        blocks=(
            Paragraph(text=("I've planned the messages about them anew, and nobody was told of it.",)),
            Paragraph(text=(f"{are}, and {rest}.",)),
        ),
    )
