"""What is told of a check-in in the rooms, and how the runner comes to tell it: **What we'll do** first (F11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.domain.climate import Trend
from bot.domain.dates import full
from bot.domain.evidence import Level
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.domain.sides import Worth
from bot.domain.summaries import Summary, SummaryState
from bot.messages.checkins import levels
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
    Paragraph,
    Strong,
)
from bot.messages.notices import Notice
from bot.messages.words import and_list, begin

TITLE: Final = "What we'll do"
LINES: Final = 1000
LATER: Final = "later"
POST: Final = "post"
MEETING: Final = "meeting"
BECAME: Final = "became"
_IN_THE_WAY: Final = "What gets in the way"
_WORTH: Final = "Is it worth it?"
_RAISE: Final = "Raise a concern"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of one round. `words` has the words of each question by key, `months` that of each earlier round.

    `ticks` has the level of each thing to tick, of questions with ticks. `chosen` has the answer that most have given
    to each question of our own, by its words, "" where none has most. `names` are those of people that stand under **What we'll do**.
    """

    partnership_id: int
    partnership: str
    runner: str
    people: int
    trends: tuple[Trend, ...]
    ticks: Mapping[str, Level]
    worth: Worth | None
    words: Mapping[str, str]
    months: Mapping[int, int]
    summary: Summary
    closed_on: date
    chosen: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()


def post(told: Told) -> Message:
    """Return the post in a room: what was said and what is done about it, or that it is talked about."""
    if told.summary.state is SummaryState.AT_MEETING and told.summary.meeting_on is not None:
        return Message(opening=at_meeting(told.summary.meeting_on))
    return Message(
        opening="What you told us in the check-in, and what happens next.",
        blocks=(
            Paragraph(text=(_thanks(told.people),)),
            *_findings(told),
            *we_will(told.summary.well_do),
            Paragraph(
                text=(
                    f"Did we miss something? Tell {told.runner}, or use ",
                    Strong(_RAISE),
                    ". You choose who reads it.",
                )
            ),
            Buttons(buttons=(_raise(told.partnership_id),)),
        ),
    )


def at_meeting(on: date) -> str:
    """Return the one line that the room is told instead."""
    return f"Thank you for your answers. We'll talk them through on {full(on)}."


def we_will(lines: Sequence[str]) -> tuple[Block, ...]:
    """Return **What we'll do**."""
    if not lines:
        return ()
    return (Paragraph(text=(Strong(TITLE),)), Bullets(items=tuple((line,) for line in lines)))


def read_it(told: Told, *, is_reminder: bool) -> Notice:
    """Tell the runner that a check-in is in, or that people are still waiting to hear of it."""
    answered = levels.answered(told.people)
    words = f"The check-in is in: {answered}. Read it first, then say what we'll do."
    if is_reminder:
        words = (
            f"The check-in closed on {full(told.closed_on)}, and {answered}. "
            "They are waiting to hear what we'll do. One line is enough."
        )
    buttons = (
        Button(
            label="Read it",
            intent=Intent.CHECK_IN_RESULTS,
            partnership_id=told.partnership_id,
            arg=str(told.summary.round_id),
            spoken="Read it: the check-in",
        ),
        button(told),
    )
    return Notice(blocks=(Paragraph(text=(words,)), Buttons(buttons=buttons)), rank=Rank.WAITING)


def to_chair(told: Told) -> Notice:
    """Tell the chair that nothing has been told of a check-in for long."""
    words = (
        f"The check-in closed on {full(told.closed_on)}, and {levels.answered(told.people)}. "
        f"Nothing has been said about it yet. Could you ask {told.runner} what would help?"
    )
    show = Button(
        label="How it feels",
        intent=Intent.CHECK_IN_RESULTS,
        partnership_id=told.partnership_id,
        arg=f"{told.summary.round_id}.feels",
    )
    return Notice(blocks=(Paragraph(text=(words,)), Buttons(buttons=(show,))), rank=Rank.WAITING)


def button(told: Told) -> Button:
    """Return the button that opens **What we'll do**."""
    return _button(told, TITLE, opens=True, spoken=f"{TITLE}: about the check-in")


def form(*, partnership_id: int, summary: Summary) -> Form:
    """Return the form **What we'll do**."""
    return Form(
        intent=Intent.TELL_SUMMARY,
        partnership_id=partnership_id,
        arg=f"{summary.round_id}.{summary.version}",
        title=TITLE,
        submit="Show me the post",
        intro=(("Nothing goes out yet. I show you the whole post first.",),),
        fields=(
            Field(
                name="lines",
                label=TITLE,
                kind=FieldKind.LINES,
                value=("\n".join(summary.well_do),) if summary.well_do else (),
                hint="One thing a line. For example: Two pages at most, a week before we meet.",
                required=True,
                max_length=LINES,
            ),
        ),
    )


def meeting_form(*, partnership_id: int, summary: Summary) -> Form:
    """Return the form that asks when it will be talked about."""
    return Form(
        intent=Intent.TELL_SUMMARY,
        partnership_id=partnership_id,
        arg=f"{summary.round_id}.{summary.version}.{MEETING}",
        title="Talk about it",
        submit="Tell the rooms",
        intro=(("The rooms are told the day, and nothing of the answers.",),),
        fields=(Field(name="meeting_on", label="When do we meet?", kind=FieldKind.DATE, required=True),),
    )


def became_form(*, partnership_id: int, summary: Summary) -> Form:
    """Return the form that asks what became of it; the next check-in begins with that."""
    return Form(
        intent=Intent.TELL_SUMMARY,
        partnership_id=partnership_id,
        arg=f"{summary.round_id}.{summary.version}.{BECAME}",
        title="What became of it",
        submit="Keep it",
        intro=(
            ("The next check-in begins with this, so that people see what their answers did.",),
            *((f"• {line}",) for line in summary.well_do),
        ),
        fields=(
            Field(
                name="became",
                label="What became of it",
                kind=FieldKind.LINES,
                value=(summary.became,) if summary.became else (),
                required=True,
                max_length=LINES,
            ),
        ),
    )


def preview(told: Told) -> Message:
    """Show the runner the whole post before it goes."""
    posted = post(told)
    return Message(
        opening=f"{told.partnership}: this is how it would stand in the rooms.",
        blocks=(
            Paragraph(text=(Strong(posted.opening),)),
            *(one for one in posted.blocks if not isinstance(one, Buttons)),
            *_about_names(told),
            Buttons(
                buttons=(
                    _button(told, "Post it", word=POST, primary=True),
                    _button(told, "Talk about it at the meeting", word=MEETING, opens=True),
                    _button(told, "Later", word=LATER),
                    *((_button(told, "Change the words", opens=True),) if told.names else ()),
                )
            ),
            Note(text=("It can be put later, not dropped: people have been told that they'll hear.",)),
        ),
    )


def _about_names(told: Told) -> tuple[Block, ...]:
    """Ask once whether somebody may be named to all."""
    if not told.names:
        return ()
    asks = f"You name {and_list(told.names)} in it, and every room will read that. Is that fine with them?"
    return (Paragraph(text=(Strong("Before you post it."), f" {asks}")),)


def standing(told: Told, *, rooms: int | None = None) -> Message:
    """Say how things stand with a summary. `rooms`: how many it goes to, where it was told right now."""
    return Message(opening=f"{told.partnership}: {_stands(told.summary, rooms)}", blocks=_next_step(told))


def _stands(summary: Summary, rooms: int | None) -> str:
    match summary.state:
        case SummaryState.WAITING:
            return "that can wait. I'll remind you in a week."
        case SummaryState.POSTED if rooms == 0:
            return "that's kept. There is no room that I could post it in."
        case SummaryState.AT_MEETING if rooms == 0:
            return "that's kept. There is no room that I could tell."
        case SummaryState.POSTED if rooms is None:
            return "people have been told already what we'll do."
        case SummaryState.AT_MEETING if rooms is None:
            return "people have been told already that we'll talk about it."
        case _:
            return "I tell every room. It may take a day where I've posted enough this week."


def _next_step(told: Told) -> tuple[Block, ...]:
    if told.summary.state is SummaryState.WAITING:
        return (Buttons(buttons=(button(told),)),)
    asked = (
        *we_will(told.summary.well_do),
        Paragraph(text=("Before the next check-in, tell me what became of it. It will begin with that.",)),
    )
    return (*asked, Buttons(buttons=(became(told),)))


def became(told: Told) -> Button:
    """Return the button that opens **What became of it**."""
    return _button(told, "What became of it", word=BECAME, opens=True)


def became_kept(*, partnership: str) -> Message:
    """Say that it is kept."""
    return Message(opening=f"{partnership}: that's kept. The next check-in begins with it.")


def since_last_time(summary: Summary) -> tuple[Block, ...]:
    """Return with what the next check-in begins: what became of the last one, or what was to be done."""
    if summary.became:
        return (
            Paragraph(text=(Strong("What became of the last one"),)),
            Bullets(items=tuple((line,) for line in summary.became.splitlines() if line.strip())),
        )
    if not summary.well_do or summary.state is not SummaryState.POSTED:
        return ()
    return (
        Paragraph(text=("After the last one, this is what we said we'd do:",)),
        Bullets(items=tuple((line,) for line in summary.well_do)),
    )


def _findings(told: Told) -> tuple[Block, ...]:
    lines: list[Fragments] = [
        _line(levels.saying(one.key, words=told.words.get(one.key, "")), one, told)
        for one in told.trends
        if not one.option
    ]
    if ticks := levels.ticked(told.ticks, to_all=True):
        lines.append((Strong(f"{_IN_THE_WAY}:"), f" {ticks}."))
    lines += [(Strong(f"“{words}”"), f" {levels.chosen(one)}") for words, one in told.chosen.items()]
    if told.worth is not None:
        lines.append((Strong(_WORTH), f" {levels.worth(told.worth)}"))
    if not lines:
        return (Paragraph(text=("Too few of us answered to show anything without showing who.",)),)
    return (Bullets(items=tuple(lines)),)


def _line(said: levels.Saying, trend: Trend, told: Told) -> Fragments:
    month = told.months.get(trend.before.round_id) if trend.before else None
    return (Strong(f"{said.label}:"), f" {levels.over_time(trend, said=said, month=month, to_all=True)}")


def _thanks(people: int) -> str:
    return f"{begin(levels.answered(people))}. Thank you."


def _button(
    told: Told,
    label: str,
    *,
    word: str = "",
    opens: bool = False,
    primary: bool = False,
    spoken: str = "",
) -> Button:
    seen = f"{told.summary.round_id}.{told.summary.version}"
    return Button(
        label=label,
        intent=Intent.TELL_SUMMARY,
        partnership_id=told.partnership_id,
        arg=f"{seen}.{word}" if word else seen,
        opens=opens,
        primary=primary,
        spoken=spoken or f"{label}: the check-in",
    )


def _raise(partnership_id: int) -> Button:
    return Button(label=_RAISE, intent=Intent.CONCERN, partnership_id=partnership_id, opens=True)
