"""The form **Choose another**, which says what each of the five words means."""

from typing import Final

from bot.domain.permissions import Intent
from bot.messages.model import Field, FieldKind, Form, Option
from bot.messages.stage_evidence import NOT_A_MARK, STAGES
from bot.messages.stages.card import View, who_reads
from bot.messages.stages.changes import MEANS

_REASON: Final = 1000


def form(view: View) -> Form:
    """Return the form **Choose another**."""
    card_id, version = view.card or (0, 0)
    return Form(
        intent=Intent.DECIDE_STAGE,
        partnership_id=view.partnership_id,
        arg=f"{card_id}.{version}",
        title="Choose another",
        submit="Choose this",
        intro=((f"{NOT_A_MARK} {who_reads(view)}",),),
        fields=(
            Field(
                name="stage",
                label="Where do things stand?",
                kind=FieldKind.CHOICE,
                options=tuple(
                    Option(value=stage.value, label=f"{name}: {MEANS[stage]}")
                    for stage, name in STAGES.items()
                ),
                required=True,
            ),
            Field(
                name="because",
                label="Why?",
                kind=FieldKind.LINES,
                hint="A line is enough. It is what you will want to read in a year.",
                required=True,
                max_length=_REASON,
            ),
        ),
    )
