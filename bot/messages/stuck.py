"""The form **Stuck**, and what both sides are told."""

from bot.domain.dates import full
from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.domain.stuck import BECAUSE
from bot.messages import after_hours
from bot.messages.items import standing_item
from bot.messages.model import Field, FieldKind, Form, Item, Option

_WORDS = 300


def form(view: ItemView) -> Form:
    runner = view.runner_name or "The runner"
    return Form(
        intent=Intent.STUCK,
        partnership_id=view.partnership.id,
        arg=f"{view.share.id}.{view.share.version}",
        title="Stuck",
        submit="Ask for help",
        intro=((f"{view.title}, by {full(view.due)}",),),
        fields=(
            Field(
                name="because",
                label="What is in the way",
                kind=FieldKind.CHOICE,
                options=tuple(Option(value=one, label=one) for one in BECAUSE),
                required=True,
            ),
            Field(
                name="words",
                label="In your words",
                kind=FieldKind.LINES,
                hint=f"{runner} reads this, and nobody else.",
                max_length=_WORDS,
            ),
        ),
    )


def told(view: ItemView) -> Item:
    """To the person: the runner has it. No time is promised, for nobody has pressed anything yet."""
    runner = view.runner_name or "The runner"
    return standing_item(view, said=(f"Thank you for saying. {runner} has your message now.",))


def will_ring(view: ItemView, *, tomorrow: bool) -> Item:
    """To the runner, after a press."""
    when = "tomorrow" if tomorrow else "today"
    name = view.holder_name or view.partner_name
    seen = after_hours.sentence(view, answers=True)
    return standing_item(view, said=(f"I'll let {name} know that you'll ring {when}.{seen}",))
