"""The workbook that goes by itself: what is said with it, how often it goes, and when it could not be made."""

from datetime import date
from typing import Final

from bot.domain.dates import full
from bot.domain.permissions import Intent
from bot.domain.snapshots import Change
from bot.domain.workbook_rhythms import WorkbookRhythm
from bot.messages import what_changed
from bot.messages.brief import Brief
from bot.messages.brief import lines as brief_lines
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Heading,
    Item,
    Message,
    Note,
    Option,
    Paragraph,
)
from bot.messages.words import and_list, near

SEND_NOW: Final = "now:"
"""What the button **Send it now** begins with; the number of the snapshot follows."""

LABELS: Final = {
    WorkbookRhythm.WEEKLY: "Weekly",
    WorkbookRhythm.MONTHLY: "Monthly",
    WorkbookRhythm.TERMLY: "Termly",
    WorkbookRhythm.NEVER: "Not by itself",
}


def message(*, brief: Brief, made_on: date, since: date | None, changed: tuple[Change, ...]) -> Message:
    """Return what goes with the file: what changed since the last one, and the reader's brief."""
    name = f" {brief.first_name}" if brief.first_name else ""
    blocks: list[Block] = [
        Paragraph(text=(f"Hello{name}. The copy to share is attached, made on {full(made_on)}.",)),
        *_since(since, changed, brief.today),
    ]
    said = brief_lines(brief)
    if said:
        blocks.append(Heading(text="Good to know"))
    blocks += [Item(subject=f"brief:{name}", title=name, lines=((words,),)) for name, words in said]
    blocks += [
        Buttons(buttons=(rhythm_button(brief.partnership_id),)),
        Note(text=("The file may go to everybody. This message is for you alone.",)),
    ]
    return Message(opening=f"{brief.partnership}: your timetable to share.", blocks=tuple(blocks))


def rhythm_button(partnership_id: int) -> Button:
    """Return the button that opens the choice of a rhythm."""
    return Button(
        label="How often",
        intent=Intent.WORKBOOK_RHYTHM,
        partnership_id=partnership_id,
        opens=True,
        spoken="How often: when the workbook goes by itself",
    )


def form(
    *, partnership_id: int, partnership: str, rhythm: WorkbookRhythm | None, following: date | None
) -> Form:
    """Return the form that asks how often, with what holds until now."""
    intro = [(f"{partnership}: the copy to share, sent to the runner and the chair alone.",)]
    if following is not None:
        intro.append((f"The next one goes on {full(following)}.",))
    return Form(
        intent=Intent.WORKBOOK_RHYTHM,
        partnership_id=partnership_id,
        title="Workbook",
        submit="Keep this",
        intro=tuple(intro),
        fields=(
            Field(
                name="rhythm",
                label="Workbook",
                kind=FieldKind.CHOICE,
                value=((rhythm or WorkbookRhythm.NEVER).value,),
                options=tuple(Option(value=one.value, label=label) for one, label in LABELS.items()),
                hint="Weekly is a Friday, monthly the first Monday, termly the last working day of term.",
                required=True,
            ),
        ),
    )


def chosen(*, partnership_id: int, partnership: str, following: date | None) -> Message:
    """Say when the next one goes."""
    if following is None:
        said = "Nothing goes by itself. You can ask for a copy whenever you like."
    else:
        said = f"The next one goes on {full(following)}, to the runner and the chair."
    return Message(
        opening=f"{partnership}: I've kept how often the workbook goes.",
        blocks=(Paragraph(text=(said,)), Buttons(buttons=(rhythm_button(partnership_id),))),
    )


def failed(*, partnership_id: int, snapshot_id: int, on: date, today: date) -> tuple[Block, ...]:
    """Tell the runner, in the morning list, that a workbook could not be made."""
    title = f"The workbook of {near(on, today=today)}"
    send = Button(
        label="Send it now",
        intent=Intent.WORKBOOK_RHYTHM,
        partnership_id=partnership_id,
        arg=f"{SEND_NOW}{snapshot_id}",
        spoken=f"Send it now: {title}",
    )
    return (
        Item(
            subject=f"workbook:{snapshot_id}",
            title=title,
            lines=(("I tried four times, and could not make it.",),),
            buttons=(send,),
        ),
    )


def unreached(*, names: tuple[str, ...]) -> tuple[Block, ...]:
    """Tell the runner, in the morning list, whom the workbook could not reach."""
    return (Paragraph(text=(f"I found no way to send the workbook to {and_list(names)}.",)),)


def sent_now(*, partnership: str) -> Message:
    """Say that it is made and on its way."""
    return Message(
        opening=f"{partnership}: the workbook is made, and on its way to the runner and the chair.",
    )


def gone_already(*, partnership: str) -> Message:
    """Say that somebody was quicker."""
    return Message(opening=f"{partnership}: that workbook has gone already.")


def _since(since: date | None, changed: tuple[Change, ...], today: date) -> tuple[Block, ...]:
    if since is None:
        return ()
    day = near(since, today=today)
    if not changed:
        return (Paragraph(text=(f"Nothing has changed since the copy of {day}.",)),)
    found = what_changed.lines(changed, today=today)
    return (
        Heading(text=f"What changed since {day}"),
        Bullets(items=tuple((one,) for one in found)),
    )
