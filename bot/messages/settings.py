"""What a person chooses for themselves: the forms, and what stands after them."""

from collections.abc import Sequence
from datetime import time
from typing import Final

from bot.domain.calendars import MONDAY_TO_FRIDAY, Span
from bot.domain.date_words import WEEKDAYS
from bot.domain.dates import full
from bot.domain.invitations import Whereabouts
from bot.domain.people import Hour, Rhythm
from bot.domain.permissions import Intent
from bot.messages import elsewhere, menu
from bot.messages.model import Button, Buttons, Field, FieldKind, Form, Message, Option, Paragraph
from bot.messages.words import and_list

HOURS: Final = {
    Hour.START_OF_DAY: "Start of the day",
    Hour.LUNCH: "Lunch",
    Hour.END_OF_DAY: "End of the day",
}
_WITHIN_A_SENTENCE: Final = {
    Hour.START_OF_DAY: "at the start of the day",
    Hour.LUNCH: "at lunch",
    Hour.END_OF_DAY: "at the end of the day",
}


LINKS: Final = "links"
JUST_MINE: Final = "mine"
NEWS: Final = "news"
RING: Final = "ring:"
WRITE: Final = "write:"
"""What the buttons about being rung begin with; the number of the partnership follows."""


_WORTHLESS: Final = Button(label="Make my old links worthless", intent=Intent.SETTINGS, arg=LINKS)


def clock(at: time) -> str:
    """Return a time of day as people read it: "8.30", "12.15", "3.45"."""
    return f"{(at.hour - 1) % 12 + 1}.{at.minute:02}"


def form(
    *, rhythm: Rhythm, away: Span | None, news: bool = False, places: Sequence[Whereabouts] = ()
) -> Form:
    """Return the form, with what has been chosen until now. `places` are where somebody is written to."""
    return Form(
        intent=Intent.SETTINGS,
        title=menu.LABELS[Intent.SETTINGS],
        submit="Keep this",
        fields=(
            Field(
                name="days",
                label="Regular days",
                kind=FieldKind.CHOICES,
                value=tuple(str(day) for day in sorted(rhythm.regular_days)),
                options=tuple(
                    Option(value=str(day), label=WEEKDAYS[day]) for day in sorted(MONDAY_TO_FRIDAY)
                ),
                hint="One, two or three days of the week.",
                required=True,
            ),
            Field(
                name="hour",
                label="Hour",
                kind=FieldKind.CHOICE,
                value=(rhythm.hour.name,),
                options=tuple(
                    Option(value=hour.name, label=f"{label}, {clock(hour.value)}")
                    for hour, label in HOURS.items()
                ),
                required=True,
            ),
            _about(news=news),
            Field(
                name="away_first",
                label="First day away",
                kind=FieldKind.DATE,
                value=(away.first.isoformat(),) if away else (),
                hint="I don't write while you are away.",
            ),
            Field(
                name="away_last",
                label="Last day away",
                kind=FieldKind.DATE,
                value=(away.last.isoformat(),) if away else (),
            ),
            elsewhere.field(places),
        ),
    )


def _about(*, news: bool) -> Field:
    return Field(
        name="news",
        label="What I write about",
        kind=FieldKind.CHOICE,
        value=(NEWS if news else JUST_MINE,),
        options=(
            Option(value=JUST_MINE, label="Just what's mine"),
            Option(value=NEWS, label="The news too"),
        ),
        hint="The news is what we got done together. It never comes by itself.",
    )


def hopes_form(*, hopes: str) -> Form:
    """Return the form that asks what somebody hopes to gain."""
    return Form(
        intent=Intent.SETTINGS,
        arg="hopes",
        title="What you hope to gain",
        submit="Keep this",
        intro=(("Yours to change whenever you like.",),),
        fields=(
            Field(
                name="hopes",
                label="What do you hope to gain from this?",
                kind=FieldKind.LINES,
                value=(hopes,) if hopes else (),
                max_length=1000,
            ),
        ),
    )


def hoped() -> Message:
    """Say that it is kept."""
    return Message(opening="Good to know. I've kept it, and it is yours to change.")


def rung_instead(*, partnership_id: int, partnership: str, runner: str) -> Message:
    """After **Ring me instead**: nothing is written from now on, and who hears of it. It can be taken back."""
    who = runner or "the runner"
    told = f"I've noted it, and {who} will see it in the next morning list."
    quiet = f"I write you nothing more about {partnership}. What comes up for you goes to {who}."
    write = Button(label="Write to me after all", intent=Intent.SETTINGS, arg=f"{WRITE}{partnership_id}")
    return Message(
        opening=told,
        blocks=(
            Paragraph(text=(quiet,)),
            Paragraph(text=("You can still ask me for anything here.",)),
            Buttons(buttons=(write,)),
        ),
    )


def written_to_again(*, partnership: str) -> Message:
    """After **Write to me after all**."""
    return Message(
        opening="I'll write to you again on your days.",
        blocks=(Paragraph(text=(f"Your next list has what is yours in {partnership}.",)),),
    )


def changed(
    *, rhythm: Rhythm, away: Span | None, runs: bool, news: bool = False, has_links: bool = False
) -> Message:
    """Say when the person is written to from now on. Who has a page may make the old links to it worthless."""
    days = and_list([f"{WEEKDAYS[day]}s" for day in sorted(rhythm.regular_days)])
    hour = f"{_WITHIN_A_SENTENCE[rhythm.hour]}, {clock(rhythm.hour.value)}"
    when = f"each working day {hour}" if runs else f"on {days} {hour}"
    lines = [f"I'll write to you {when}."]
    if runs:
        lines = [f"Your list comes {when}."]
    if away is not None:
        lines.append(f"You are away {_span(away)}, so I'll keep quiet then.")
    if runs:
        lines.append("If somebody would like a hand, I tell you at once.")
    else:
        lines.append("I write on another day only if something can't wait.")
    if news:
        lines.append("The news comes along with it.")
    return Message(
        opening=lines[0],
        blocks=(
            *(Paragraph(text=(line,)) for line in lines[1:]),
            Buttons(buttons=(menu.button(Intent.SETTINGS), *((_WORTHLESS,) if has_links else ()))),
        ),
    )


def _span(away: Span) -> str:
    if away.first == away.last:
        return f"on {full(away.first)}"
    return f"from {full(away.first)} to {full(away.last)}"
