"""The form **Stuck**, and what both sides are told."""

from dataclasses import replace

from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.domain.stuck import BECAUSE
from bot.messages.items import button, standing_item
from bot.messages.model import Button, Field, FieldKind, Form, Item, Option
from bot.messages.reports import ring_item
from bot.messages.words import by

_WORDS = 300


def form(view: ItemView) -> Form:
    runner = view.runner_name or "The runner"
    return Form(
        intent=Intent.STUCK,
        partnership_id=view.partnership.id,
        arg=f"{view.share.id}.{view.share.version}",
        title="Stuck",
        submit="Ask for help",
        intro=((f"{view.title}, {by(view.due, today=view.today, in_full=True)}",),),
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
    said = f"I'll let {name} know that you'll ring {when}."
    return ring_item(view, said=(said,), is_today=not tomorrow)


def rung(view: ItemView) -> Item:
    """To the runner, after **I've rung**. Where the date has gone by, a new one is what comes next."""
    item = standing_item(view, said=(_after_ring(view),))
    if not view.has_passed:
        return replace(item, buttons=(_line(view),), more=(*item.buttons, *item.more))
    new_date = button(view, "New date", Intent.MORE_TIME, opens=True)
    others = [one for one in (*item.buttons, *item.more) if one.intent is not Intent.MORE_TIME]
    return replace(item, buttons=(new_date, _line(view)), more=tuple(others))


def _after_ring(view: ItemView) -> str:
    """A reminder is promised only where one is on its way, and the date lies ahead."""
    if not view.holder_is_reminded or view.has_come:
        return "Good. It takes its ordinary course again."
    name = view.holder_name.split(" ", 1)[0]
    return f"Good. I'll remind {name} as usual again. {name} can press Stuck if anything is still in the way."


def _line(view: ItemView) -> Button:
    return Button(
        label="Write a line",
        intent=Intent.LOG,
        partnership_id=view.partnership.id,
        arg=str(view.share.partner_id),
        opens=True,
        spoken=f"Write a line: {view.title}",
    )
