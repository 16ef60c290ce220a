"""The form **Add to the timetable**, and what is said when something was put in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from bot.domain.asking import AskPlan
from bot.domain.commitments import TITLE_LENGTH, Commitment
from bot.domain.dates import full
from bot.domain.importance import Importance
from bot.domain.lines import Line
from bot.domain.milestones import Milestone
from bot.domain.permissions import Intent
from bot.messages import action_fields, series
from bot.messages.model import (
    Block,
    Bullets,
    Field,
    FieldKind,
    Form,
    Fragments,
    Message,
    Option,
    Paragraph,
    Strong,
)
from bot.messages.refusals import date_sentence
from bot.messages.words import and_list

ALL: Final = Option(value="all", label="All partners")
KEEP_DATE: Final = "Yes, keep this date"
IMPORTANCE: Final = {
    Importance.NORMAL: "Normal",
    Importance.CRITICAL: "Critical",
    Importance.BOARD: "Critical, and a board must decide",
}
_LONG: Final = 1000

# A notification shows the first words of a message; no title may stand among them.
_CHECK: Final = (
    "Here is what I wrote down, so that you can check it. Right under it you can read what happens next."
)


def form(
    *,
    partnership_id: int,
    arg: str = "",
    partners: Mapping[int, str],
    all_partners: bool,
    people: Mapping[int, str],
    line: Line | None = None,
    asked: Collection[str] = (),
    open_actions: Sequence[Commitment] = (),
    milestones: Sequence[Milestone] = (),
) -> Form:
    """Return the form, filled with what could be read of a typed line, and with a sentence where it couldn't be.

    `arg` is the line as it was typed, for a button that opens the form again. `asked` are the keys of questions about
    the date; each is answered by a tick.
    """
    return Form(
        intent=Intent.ADD,
        partnership_id=partnership_id,
        arg=arg,
        title="Add to the timetable",
        submit="Add",
        intro=_date_in_full(line),
        fields=(
            _what(line),
            _partner(partners, all_partners, line),
            _person(people, line),
            _by_when(line),
            *(Field(name=key, label=KEEP_DATE, kind=FieldKind.TICK) for key in sorted(asked)),
            *_REST,
            action_fields.milestone(milestones),
            action_fields.waits_for(open_actions),
            *series.repeats(),
        ),
    )


def added(
    *,
    title: str,
    due: date,
    waits: Sequence[tuple[str, str, AskPlan | None]],
    own: bool,
    without: Sequence[str],
    ringer: str,
    rounds: Sequence[tuple[date, date]] | None = None,
) -> Message:
    """Say what was put in, by when, and who will be asked and when.

    `waits` has the person, the partner and the plan of everybody but the adder; `own` says that the adder
    holds a share too; `without` are partners with nobody to ask. `ringer` is the first name of the runner, empty
    where that is the adder. `rounds` are those to come of what comes round again, None of what does not.
    """
    blocks: list[Block] = [
        Paragraph(text=(_CHECK,)),
        Paragraph(text=(Strong(title), f", by {full(due)}.")),
    ]
    if own:
        blocks.append(Paragraph(text=("It's yours, so nobody needs to be asked. I'll remind you.",)))
    if rounds is not None:
        blocks.append(Paragraph(text=(series.said(rounds),)))
    blocks += _who_is_asked(waits, ringer)
    if without:
        blocks.append(Paragraph(text=(f"There is nobody I can ask at {and_list(without)} yet.",)))
    return Message(opening="It's in the timetable.", blocks=tuple(blocks))


def _date_in_full(line: Line | None) -> tuple[Fragments, ...]:
    if line is None or line.date.day is None:
        return ()
    if not line.date.text:
        return (("I suggest ", Strong(full(line.date.day)), "."),)
    return (("I read the date as ", Strong(full(line.date.day)), ". Right?"),)


def _what(line: Line | None) -> Field:
    return Field(
        name="what",
        label="What",
        kind=FieldKind.LINE,
        value=(line.what,) if line and line.what else (),
        required=True,
        max_length=TITLE_LENGTH,
    )


def _partner(partners: Mapping[int, str], all_partners: bool, line: Line | None) -> Field:
    options = [Option(value=str(key), label=name) for key, name in partners.items()]
    value: tuple[str, ...] = ()
    if all_partners:
        options.append(ALL)
    if line is not None:
        value = tuple(one.value for one in options if one.label == line.partner)
        if line.everybody and all_partners:
            value = (ALL.value,)
    if not value and len(options) == 1:
        value = (options[0].value,)
    return Field(
        name="partner",
        label="Partner",
        kind=FieldKind.CHOICE,
        options=tuple(options),
        value=value,
        required=True,
        error=_which(line, options, chosen=bool(value)) if line else "",
    )


def _which(line: Line, options: Sequence[Option], *, chosen: bool) -> str:
    """Say why the partner who was named isn't chosen."""
    if line.partner and line.partner not in {one.label for one in options}:
        return f"I can put it in for {and_list([one.label for one in options])} only. Is it theirs?"
    if chosen:
        return ""
    if line.person:
        return f"{line.person.name} works for none of the partners. Which one is it for?"
    fitting = _could_be(line)
    if len(fitting) > 1:
        return f"“{line.who}” could be {' or '.join(fitting)}. Which one is it?"
    if line.could_be:
        return f"More than one person is called {line.could_be[0].name}. Which partner is it for?"
    return f"I know no partner called “{line.who}”. Which one is it?" if line.who else ""


def _could_be(line: Line) -> list[str]:
    """Return whom a name could mean, each once; people of one name are told apart by their partners."""
    names = [one.name for one in line.could_be]
    people = [
        f"{one.name} at {one.partner}"
        if one.partner and one.partner != line.partner and names.count(one.name) > 1
        else one.name
        for one in line.could_be
    ]
    return list(dict.fromkeys((*line.fitting, *people)))


def _person(people: Mapping[int, str], line: Line | None) -> Field:
    options = tuple(Option(value=f"person:{key}", label=name) for key, name in people.items())
    chosen = f"person:{line.person.id}" if line and line.person else ""
    return Field(
        name="person",
        label="Person",
        kind=FieldKind.PERSON,
        options=options,
        value=(chosen,) if chosen in {one.value for one in options} else (),
        hint="Without one, their co-ordinator is asked.",
        error=_who(line) if line and line.stranger else "",
    )


def _who(line: Line) -> str:
    fitting = _could_be(line)
    if len(fitting) > 1:
        return f"“{line.stranger}” could be {' or '.join(fitting)}. Who is it?"
    if fitting:
        return f"More than one person at {line.partner} is called {fitting[0]}. Who is it?"
    return f"At {line.partner} nobody is called “{line.stranger}”. Leave it empty, or pick somebody."


def _by_when(line: Line | None) -> Field:
    value: tuple[str, ...] = ()
    error = ""
    if line is not None and line.date.day is not None:
        value = (line.date.day.isoformat(),)
    elif line is not None and line.date.text:
        error = date_sentence(line.date, today=line.today)
    return Field(
        name="by_when",
        label="By when",
        kind=FieldKind.DATE,
        value=value,
        required=True,
        error=error,
    )


def _long(name: str, label: str, hint: str = "") -> Field:
    return Field(name=name, label=label, kind=FieldKind.LINES, hint=hint, max_length=_LONG)


_REST: Final = (
    _long("done_when", "Done when"),
    _long("why", "Why it matters"),
    _long("if_not", "If it doesn't come", "Say what happens to the work, not to them."),
    Field(
        name="importance",
        label="Importance",
        kind=FieldKind.CHOICE,
        options=tuple(Option(value=one.value, label=label) for one, label in IMPORTANCE.items()),
        value=(Importance.NORMAL.value,),
    ),
    Field(
        name="last_safe",
        label="Last safe date",
        kind=FieldKind.DATE,
        hint="Until then a new date is agreed at once.",
    ),
)


def _who_is_asked(waits: Sequence[tuple[str, str, AskPlan | None]], ringer: str) -> list[Block]:
    if not waits:
        return []
    if all(plan is None for _, _, plan in waits):
        return [Paragraph(text=("Nobody has been told.",))]
    sentences = tuple((_sentence(name, partner, plan, ringer),) for name, partner, plan in waits)
    are_asked = any(plan is not None and plan.on is not None and not plan.late for _, _, plan in waits)
    agreed = "It isn't agreed until they say so." if are_asked else ""
    if len(sentences) == 1:
        return [Paragraph(text=(" ".join(filter(None, (*sentences[0], agreed))),))]
    return [Bullets(items=sentences), *([Paragraph(text=(agreed,))] if agreed else [])]


def _sentence(name: str, partner: str, plan: AskPlan | None, ringer: str) -> str:
    who = f"{name} at {partner}"
    if plan is None:
        return f"{who} hasn't been told: I don't write to them yet."
    if plan.on is None:
        too = f"; I'll tell {ringer} too" if ringer else ""
        return f"A message wouldn't reach {who} in time. Please ring them{too}."
    day = f"on {full(plan.on)}" if plan.is_certain else "in their next message"
    if plan.late:
        return f"I'll ask {who} {day}. It's close, so a ring would help."
    return f"I'll ask {who} {day}."
