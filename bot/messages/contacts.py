"""A partner's file: the form **Log**, and the lines that stand in it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.contacts import ContactKind
from bot.domain.permissions import Intent
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Fragments,
    Message,
    Note,
    Option,
    Paragraph,
    Strong,
)
from bot.messages.words import near, number

FILE: Final = "file"
_WORDS: Final = 300

_KINDS: Final = {
    ContactKind.SPOKE: "spoke",
    ContactKind.LEFT_WORD: "left word",
    ContactKind.NO_ANSWER: "rang, and nobody answered",
    ContactKind.WRONG_NUMBER: "rang, and the number was wrong",
    ContactKind.PUT_OFF: "put off a call",
    ContactKind.AWAY: "noted that they are away",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the form offers: the partners whose file its reader writes, and who is there, by their numbers."""

    partnership_id: int
    today: date
    partners: tuple[tuple[int, str], ...]
    people: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line. `who` was spoken to, "" where that isn't known; `by` wrote it."""

    on: date
    kind: ContactKind
    by: str
    who: str = ""
    words: str = ""
    asked: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """The lines of one partner, newest first. `more` older ones are not shown."""

    partnership_id: int
    partner_id: int
    partner: str
    today: date
    entries: tuple[Entry, ...]
    more: int = 0


def form(known: Known, *, partner_id: int | None = None) -> Form:
    """Return the form, its words empty whatever it was opened from."""
    chosen = partner_id or (known.partners[0][0] if len(known.partners) == 1 else None)
    return Form(
        intent=Intent.LOG,
        partnership_id=known.partnership_id,
        title="Log a talk",
        submit="Keep this",
        intro=(("It goes into that partner's file. They may read it, and nobody else but who runs this.",),),
        fields=(
            Field(
                name="partner",
                label="Partner",
                kind=FieldKind.CHOICE,
                value=(str(chosen),) if chosen else (),
                options=_options(known.partners),
                required=True,
            ),
            Field(
                name="day", label="Date", kind=FieldKind.DATE, value=(known.today.isoformat(),), required=True
            ),
            *_who(known),
            Field(
                name="words",
                label="What was said",
                kind=FieldKind.LINES,
                hint="Two lines. Write it as if they will read it one day.",
                required=True,
                max_length=_WORDS,
            ),
            Field(name="asked", label="What they asked about", kind=FieldKind.LINE, max_length=_WORDS),
        ),
    )


def logged(file: File) -> Message:
    """After a line was kept."""
    return Message(
        opening="Thank you. It's in their file.",
        blocks=(
            Paragraph(
                text=("Who runs this can read it, and so can the co-ordinator there. Nobody else does.",)
            ),
            Buttons(buttons=(file_button(file.partnership_id, file.partner_id, file.partner),)),
        ),
    )


def message(file: File) -> Message:
    """Return the file."""
    intro = "Each line as it was written, the newest first. Only who runs this and the co-ordinator there read it."
    blocks: list[Block] = [Paragraph(text=(intro,)), Paragraph(text=(Strong(file.partner),))]
    if file.entries:
        blocks.append(Bullets(items=tuple(_line(one, file.today) for one in file.entries)))
    else:
        blocks.append(Paragraph(text=("Nothing has been written down yet.",)))
    if file.more:
        blocks.append(Note(text=(f"and {number(file.more)} older",)))
    return Message(opening="Here is what was written down.", blocks=tuple(blocks))


def file_button(partnership_id: int, partner_id: int, partner: str) -> Button:
    """Return the button that shows a partner's file."""
    return Button(
        label="See their file",
        intent=Intent.LOG,
        partnership_id=partnership_id,
        arg=f"{FILE}.{partner_id}",
        spoken=f"See their file: {partner}",
    )


def _who(known: Known) -> tuple[Field, ...]:
    if not known.people:
        return ()
    return (Field(name="who", label="With whom", kind=FieldKind.CHOICE, options=_options(known.people)),)


def _options(pairs: tuple[tuple[int, str], ...]) -> tuple[Option, ...]:
    return tuple(Option(value=str(one), label=name) for one, name in pairs)


def _line(entry: Entry, today: date) -> Fragments:
    whom = f" to {entry.who}" if entry.who and entry.kind is ContactKind.SPOKE else ""
    until = f", until {near(entry.until, today=today)}" if entry.until else ""
    said = f" “{entry.words}”" if entry.words else ""
    asked = f" Asked about this: “{entry.asked}”" if entry.asked else ""
    did = f"{entry.by} {_KINDS[entry.kind]}{whom}{until}."
    return (Strong(near(entry.on, today=today)), f": {did}{said}{asked}")
