"""Closed dates, busy weeks and who is away: the list of partners, the forms, and what stands after them."""

from collections.abc import Sequence
from typing import Final

from bot.domain.calendars import Span
from bot.domain.closed_dates import in_full
from bot.domain.partners import Partner
from bot.domain.partnerships import Partnership
from bot.domain.people import Membership
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
    Item,
    Message,
    Option,
    Paragraph,
)
from bot.messages.words import number

AWAY: Final = "away"
FILE: Final = "file"
KEEP: Final = "keep"
LEAVE: Final = "leave"
"""What buttons and forms carry first, where it is no partner's number."""

CALENDAR: Final = "calendar"
"""The one field of the form that takes a calendar file."""

_SHOWN: Final = 40
_PARTNERS_SHOWN: Final = 40
_FEW_TIMES: Final = {1: "once", 2: "twice"}


def partners(*, partnership: Partnership, found: Sequence[Partner]) -> Message:
    """Return the partners whose days somebody may enter, each with its buttons."""
    items = tuple(_item(one) for one in found[:_PARTNERS_SHOWN])
    rest = len(found) - len(items)
    more: tuple[Block, ...] = ()
    if rest > 0:
        more = (Paragraph(text=(f"There are {number(rest)} more. Type closed and a partner's name.",)),)
    away = Button(
        label="Somebody is away",
        intent=Intent.CLOSED_DATES,
        partnership_id=partnership.id,
        arg=AWAY,
        opens=True,
    )
    return Message(
        opening=f"{partnership.name}: closed dates, busy weeks and who is away.",
        blocks=(
            Paragraph(text=("On closed days I write to nobody there, and those days don't count.",)),
            Paragraph(text=("In busy weeks the days count, but only what can't wait goes out.",)),
            *items,
            *more,
            Buttons(buttons=(away,)),
        ),
    )


def form(*, partner: Partner, closed: str, busy: str, seen: str, is_read_back: bool) -> Form:
    """Return the form **Closed dates** of a partner, with these lines in it."""
    intro: tuple[Fragments, ...] = (
        (f"{partner.name}: one day, or one stretch of days, on each line.",),
        ("To take one away, delete its line.",),
    )
    if is_read_back:
        intro = (
            (f"{partner.name}: here is what I understood. Nothing is kept yet.",),
            ("If it's right, press the button once more. If not, change it here.",),
        )
    return Form(
        intent=Intent.CLOSED_DATES,
        partnership_id=partner.partnership_id,
        arg=f"{partner.id}.{seen}",
        title="Closed dates",
        submit="Keep these dates",
        intro=intro,
        fields=(
            Field(
                name="closed_dates",
                label="Closed dates",
                kind=FieldKind.LINES,
                value=(closed,) if closed else (),
                hint="26-30 Oct: half-term, or 19 Dec to 3 Jan: Christmas.",
                max_length=3000,
            ),
            Field(
                name="busy_weeks",
                label="Busy weeks",
                kind=FieldKind.LINES,
                value=(busy,) if busy else (),
                hint="w/c 9 Nov: inspection. Exams and results days belong here too.",
                max_length=3000,
            ),
        ),
    )


def file_form(*, partnership_id: int, partner: Partner | None) -> Form:
    """Return the form that takes a calendar file."""
    whose = f"for {partner.name}" if partner else "of one partner"
    return Form(
        intent=Intent.CLOSED_DATES,
        partnership_id=partnership_id,
        arg=f"{FILE}.{partner.id}" if partner else FILE,
        title="Calendar file",
        submit="Read it",
        intro=((f"Closed dates {whose}. I show you what I understood before I keep any of it.",),),
        fields=(
            Field(
                name=CALENDAR,
                label="Calendar file",
                kind=FieldKind.FILE,
                required=True,
                hint="A file whose name ends in .ics, such as a council's term dates.",
            ),
        ),
    )


def away_form(*, partnership_id: int, people: Sequence[Membership]) -> Form:
    """Return the form that says that somebody is away."""
    return Form(
        intent=Intent.CLOSED_DATES,
        partnership_id=partnership_id,
        arg=AWAY,
        title="Somebody is away",
        submit="Keep this",
        intro=(("I don't write to them on those days. I don't ask why.",),),
        fields=(
            Field(
                name="person",
                label="Who",
                kind=FieldKind.CHOICE,
                options=tuple(Option(value=str(one.person.id), label=one.person.name) for one in people),
                required=True,
            ),
            Field(name="away_first", label="First day away", kind=FieldKind.DATE, required=True),
            Field(name="away_last", label="Last day away", kind=FieldKind.DATE, required=True),
        ),
    )


def kept(*, partnership: Partnership, partner: Partner) -> Message:
    """Say which days are kept now."""
    calendar = partner.calendar
    return Message(
        opening=f"{partnership.name}: the dates are kept.",
        blocks=(
            Paragraph(
                text=(
                    (
                        "I've counted everything anew. What is due while they are closed comes on their first "
                        "regular day afterwards."
                    ),
                )
            ),
            *_days(
                f"{partner.name} is closed on these days:", calendar.closed, "has no closed dates", partner
            ),
            *_days(f"{partner.name} is busy on these days:", calendar.busy, "has no busy weeks", partner),
            Buttons(buttons=buttons(partner)),
        ),
    )


def away(*, name: str, span: Span) -> Message:
    """Say that somebody's absence is kept."""
    return Message(
        opening="That's kept. I don't write to them on those days, and nothing they hold is lost.",
        blocks=(
            Paragraph(text=("They can change it themselves: they type settings, or press its button.",)),
            Paragraph(text=(f"{name} is away: {in_full(span)}.",)),
        ),
    )


def buttons(partner: Partner) -> tuple[Button, ...]:
    """Return what opens the forms about a partner's days."""
    return (
        Button(
            label="Closed dates",
            intent=Intent.CLOSED_DATES,
            partnership_id=partner.partnership_id,
            arg=str(partner.id),
            opens=True,
            spoken=f"Closed dates: {partner.name}",
        ),
        file_button(partner, label="Calendar file"),
    )


def file_button(partner: Partner, *, label: str) -> Button:
    """Return what opens the form that takes a calendar file of a partner."""
    return Button(
        label=label,
        intent=Intent.CLOSED_DATES,
        partnership_id=partner.partnership_id,
        arg=f"{FILE}.{partner.id}",
        opens=True,
        spoken=f"{label}: {partner.name}",
    )


def spans(found: Sequence[Span]) -> Bullets:
    """Return the days in full, a line each, as many as anybody reads."""
    lines = [f"{in_full(one)}: {one.name}" if one.name else in_full(one) for one in found[:_SHOWN]]
    rest = len(found) - len(lines)
    if rest > 0:
        lines.append(f"and {number(rest)} more")
    return Bullets(items=tuple((line,) for line in lines))


def _item(partner: Partner) -> Item:
    calendar = partner.calendar
    return Item(
        subject=f"partner:{partner.id}",
        title=partner.name,
        lines=((_standing(closed=len(calendar.closed), busy=len(calendar.busy)),),),
        buttons=buttons(partner),
    )


def _standing(*, closed: int, busy: int) -> str:
    """Say how much is kept: a date counts once, and so does a stretch of days."""
    shut = f"Closed {_times(closed)}" if closed else "No closed dates yet"
    return f"{shut}, {f'busy {_times(busy)}' if busy else 'no busy weeks'}."


def _times(count: int) -> str:
    return _FEW_TIMES.get(count) or f"{number(count)} times"


def _days(heading: str, found: Sequence[Span], nothing: str, partner: Partner) -> tuple[Block, ...]:
    if not found:
        return (Paragraph(text=(f"{partner.name} {nothing}.",)),)
    return (Paragraph(text=(heading,)), spans(found))
