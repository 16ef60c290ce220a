"""A calendar file: what was understood of it, what was left out and why, and the button that keeps it."""

from collections.abc import Sequence
from typing import Final

from bot.domain.calendar_files import LeftOut, Why
from bot.domain.calendar_previews import CalendarPreview
from bot.domain.permissions import Intent
from bot.messages import closed_dates
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Message,
    Option,
    Paragraph,
)
from bot.messages.words import number

_REASONS: Final = {
    Why.NOT_CLOSED: "it doesn't say that anybody is closed",
    Why.PART_OF_A_DAY: "it takes part of a day",
    Why.TOO_LONG: "it's longer than four months; type its days if it's right",
    Why.TOO_OFTEN: "it repeats too often to follow",
    Why.UNREADABLE: "I couldn't read its days",
    Why.PAST: "it's over",
}
_LEFT_OUT_SHOWN: Final = 15


def reading() -> Message:
    """Say that a calendar has come and is being read."""
    return Message(
        opening="Thank you. I'm reading it.",
        blocks=(
            Paragraph(text=("I'll show you what I understood in a moment. Nothing is kept before that.",)),
        ),
    )


def preview(found: CalendarPreview) -> Message:
    """Return what a calendar says, and the buttons that keep or forget it."""
    closed = found.found.closed
    blocks: list[Block] = []
    if closed:
        whose = _whose(found)
        blocks += [
            Paragraph(text=("Nothing is kept yet. Please look through it, then press Keep these dates.",)),
            Paragraph(text=(f"{whose} closed on these days:",)),
            closed_dates.spans(closed),
        ]
    else:
        blocks.append(
            Paragraph(text=("I look for whole days called closed, holiday, half-term, INSET and the like.",))
        )
    blocks += _left_out(found.found.left_out)
    if closed:
        blocks.append(Buttons(buttons=_buttons(found)))
    return Message(opening=f"{found.partnership.name}: {_headline(len(closed))}", blocks=tuple(blocks))


def form(found: CalendarPreview) -> Form:
    """Return the form that asks whose dates these are, and keeps them."""
    days = len(found.found.closed)
    return Form(
        intent=Intent.CLOSED_DATES,
        partnership_id=found.partnership.id,
        arg=f"{closed_dates.KEEP}.{found.upload_id}",
        title="Keep these dates",
        submit="Keep these dates",
        intro=(
            (f"I add {number(days)} {'line' if days == 1 else 'lines'} to the closed dates that are there.",),
        ),
        fields=(
            Field(
                name="partner",
                label="Whose closed dates are these?",
                kind=FieldKind.CHOICE,
                options=tuple(Option(value=str(one.id), label=one.name) for one in found.partners),
                value=(str(found.partner_id),) if found.partner_id else (),
                required=True,
            ),
        ),
    )


def left() -> Message:
    """Say that nothing of a calendar was kept."""
    return Message(opening="I've left it as it was. Nothing of that calendar is kept.")


def _headline(count: int) -> str:
    if count == 0:
        return "I found no closed dates in that calendar."
    return f"I found {number(count)} {'closure' if count == 1 else 'closures'} in that calendar."


def _whose(found: CalendarPreview) -> str:
    name = next((one.name for one in found.partners if one.id == found.partner_id), None)
    return f"{name} would be" if name else "A partner of your choice would be"


def _left_out(left_out: Sequence[LeftOut]) -> list[Block]:
    if not left_out:
        return []
    lines = [f"{one.name or 'no name'}: {_REASONS[one.why]}" for one in left_out[:_LEFT_OUT_SHOWN]]
    rest = len(left_out) - len(lines)
    if rest > 0:
        lines.append(f"and {number(rest)} more")
    return [Paragraph(text=("I left these out:",)), Bullets(items=tuple((line,) for line in lines))]


def _buttons(found: CalendarPreview) -> tuple[Button, ...]:
    return (
        Button(
            label="Keep these dates",
            intent=Intent.CLOSED_DATES,
            partnership_id=found.partnership.id,
            arg=f"{closed_dates.KEEP}.{found.upload_id}",
            opens=True,
            primary=True,
        ),
        Button(
            label="Leave it as it was",
            intent=Intent.CLOSED_DATES,
            partnership_id=found.partnership.id,
            arg=f"{closed_dates.LEAVE}.{found.upload_id}",
        ),
    )
