"""The round to come, for runner and chair: when it goes out, what it asks, and what they may do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.permissions import Intent
from bot.domain.questions import Question, QuestionKind
from bot.domain.round_days import Bar, Soonest
from bot.domain.rounds import Round
from bot.messages.bank import worded
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
    Item,
    Message,
    Note,
    Paragraph,
    Strong,
)
from bot.messages.words import THE_RUNNER, and_list, near, number

ASK_NOW, NOT_NOW = "ask_now", "not_now"
BECAUSE_LENGTH: Final = 300

_KINDS: Final = {
    QuestionKind.NUMBERS_ONLY: "numbers only",
    QuestionKind.ORGANISATION: "one answer an organisation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The round to come, or the one that is open. `on` is its day, None where none is in sight.

    `runner` is the first name, "" where there is none. `people` are those who would be asked; `asked` and `answered`
    count those of the open round. `soonest` is the first day on which it can be asked for. `is_held`: nobody looks after
    the partnership, so nothing goes out. `has_changed`: it asks something else than when it was planned. `own_answers` is
    the open check-in as it stands with the reader.
    """

    partnership_id: int
    partnership: str
    today: date
    on: date | None
    questions: tuple[Question, ...]
    kinds: Mapping[str, QuestionKind]
    runner: str
    own: tuple[Question, ...]
    planned: Round | None
    opened: Round | None
    people: int = 0
    asked: int = 0
    answered: int = 0
    soonest: Soonest | None = None
    is_held: bool = False
    has_changed: bool = False
    own_answers: Item | None = None


def announced(ahead: Ahead) -> tuple[Block, ...]:
    """Tell the runner on the last working day before."""
    if ahead.planned is None or ahead.on is None:
        return ()
    day = near(ahead.on, today=ahead.today)
    title = f"The check-in of {day} waits" if ahead.is_held else f"The check-in goes out on {day}"
    first = (_HELD,) if ahead.is_held else (_CHANGED,) if ahead.has_changed else ()
    return (
        Item(
            subject=f"round:{ahead.planned.id}",
            title=title,
            lines=(*((one,) for one in first), ("Here is what I'd ask.",), *_lines(ahead)),
            buttons=(_not_now(ahead, ahead.planned, title), _add_question(ahead, title)),
        ),
    )


def moved(ahead: Ahead, *, is_held: bool) -> tuple[Block, ...]:
    """Tell the runner that a round has another day than I said, and why; it stays open as long from there."""
    if ahead.planned is None or ahead.on is None:
        return ()
    day = near(ahead.on, today=ahead.today)
    closes = near(ahead.planned.closes_on, today=ahead.today)
    title = f"The check-in waits until {day}" if is_held else f"The check-in goes out on {day} instead"
    why = _HELD if is_held else _TOO_NEAR
    return (
        Item(
            subject=f"round:{ahead.planned.id}",
            title=title,
            lines=((why,), (f"It can be answered until {closes} then.",)),
            buttons=(_ask(ahead, title), _not_now(ahead, ahead.planned, title)),
        ),
    )


_HELD: Final = "Nobody has pressed anything here for two weeks, so I ask the others nothing. Press anything, and it goes out that day."
_TOO_NEAR: Final = "It couldn't go out on the day I had planned: a critical date or a break has come too near, or I was away."
_CHANGED: Final = (
    "These are others than before: where things stand has another word now, and the questions follow it."
)
_BARS: Final = {
    Bar.HOLIDAYS: "days in a break",
    Bar.FIRST_WEEK: "the first week after a break",
    Bar.LAST_WEEK: "the last week before a break",
    Bar.CRITICAL_DATE: "days too near a critical date",
    Bar.QUIET_DAYS: "the first two weeks of a new runner",
}
"""Why a round that is asked for does not go out sooner."""
_BREAK: Final = (Bar.HOLIDAYS, Bar.FIRST_WEEK, Bar.LAST_WEEK)


def screen(ahead: Ahead) -> Message:
    """Return what `checkin` shows."""
    if ahead.opened is not None:
        return _of_open(ahead, ahead.opened)
    blocks: list[Block] = [Paragraph(text=(_when(ahead),))]
    if ahead.has_changed:
        blocks.append(Paragraph(text=(_CHANGED,)))
    if ahead.questions:
        blocks += [Paragraph(text=("Here is what I'd ask.",)), Bullets(items=_lines(ahead))]
    blocks.append(Buttons(buttons=_buttons(ahead)))
    return Message(
        opening=f"{ahead.partnership}: the next check-in.",
        blocks=(*blocks, *_own(ahead), Note(text=(_RULE,))),
    )


_RULE: Final = (
    "A check-in goes out once a half-term, on a Tuesday, to everybody on the same day. I leave out the first and "
    "last week of term, holidays, and the days before a critical date."
)


def ask_form(ahead: Ahead) -> Form:
    """Return the form **Ask now**."""
    why = Field(
        name="because",
        label="Why so soon after the last one",
        kind=FieldKind.LINE,
        hint="People answer more gladly when there is a reason. Only you and the chair see it here.",
        required=True,
        max_length=BECAUSE_LENGTH,
    )
    return Form(
        intent=Intent.CHECK_IN,
        partnership_id=ahead.partnership_id,
        arg=ASK_NOW,
        title="Ask now",
        submit="Ask now" if _is_today(ahead) else "Ask then",
        intro=(*((one,) for one in _asked_for(ahead)), *_lines(ahead)),
        fields=(why,) if ahead.soonest is not None and ahead.soonest.needs_reason else (),
    )


def _is_today(ahead: Ahead) -> bool:
    return ahead.soonest is None or ahead.soonest.on == ahead.today


def _asked_for(ahead: Ahead) -> tuple[str, ...]:
    """On which day it would go out, and why not sooner."""
    people = _people(ahead.people)
    if ahead.soonest is None:
        return (f"I'd ask {people}, on the first Tuesday that suits.",)
    if _is_today(ahead):
        return (f"I'd ask {people} today. Each gets it in the next message that I write to them.",)
    day = near(ahead.soonest.on, today=ahead.today)
    already = " That is the day it is planned for already." if ahead.on == ahead.soonest.on else ""
    return (f"I'd ask {people} on {day}.{already}", _not_sooner(ahead.soonest))


def _not_sooner(found: Soonest) -> str:
    named = [one for one in found.between if one in _BARS]
    if not named:
        return "I ask on a Tuesday, so that everybody gets it on the same day."
    said = [_BARS[one] for one in named]
    if all(one in named for one in _BREAK):
        said = ["a break with the weeks beside it", *(_BARS[one] for one in named if one not in _BREAK)]
    return f"It can't be sooner, for I leave out {and_list(said)}."


def placed(
    *, partnership: str, on: date, is_open: bool, changed: bool, today: date, reaches_on: date | None = None
) -> Message:
    """After **Ask now** or **Not now**, also where somebody else was quicker."""
    first = "Somebody was quicker, so I've changed nothing. " if not changed else ""
    if is_open:
        when = "from today on" if reaches_on == today else f"from {near(reaches_on or today, today=today)} on"
        said = f"The check-in is out. Each person gets it in their next message from me, {when}."
    else:
        said = (
            f"The check-in goes out on {near(on, today=today)}. I'll show you the questions the day before."
        )
    return Message(opening=f"{partnership}: the check-in.", blocks=(Paragraph(text=(first + said,)),))


def put_off(*, round_id: int, on: date, is_open: bool, changed: bool, today: date) -> Item:
    """The item of the morning list after **Not now**."""
    goes_out = f"The check-in goes out on {near(on, today=today)}"
    title = "The check-in is out already" if is_open else goes_out
    said = (
        "I've put it off to the next day that suits."
        if changed
        else "It has changed since I showed it to you."
    )
    return Item(subject=f"round:{round_id}", title=title, lines=((said,),))


def _of_open(ahead: Ahead, opened: Round) -> Message:
    closes = near(opened.closes_on, today=ahead.today)
    counted = f"So far {levels.people(ahead.answered)} of {number(ahead.asked)} have answered."
    return Message(
        opening=f"{ahead.partnership}: the check-in is open.",
        blocks=(
            Paragraph(
                text=(
                    f"It can be answered until {closes}. {counted} I count, and show nobody's answers yet.",
                )
            ),
            Bullets(items=_lines(ahead)),
            Buttons(buttons=(_add_question(ahead),)),
            *((ahead.own_answers,) if ahead.own_answers is not None else ()),
            *_own(ahead),
        ),
    )


def _when(ahead: Ahead) -> str:
    if ahead.on is None:
        return "No check-in is planned just now. I plan one for each half-term, as soon as a day suits."
    day = near(ahead.on, today=ahead.today)
    if ahead.is_held:
        return f"The check-in of {day} waits. {_HELD}"
    return f"The check-in goes out on {day}, to {_people(ahead.people)}."


def _lines(ahead: Ahead) -> tuple[Fragments, ...]:
    return tuple(_line(one, ahead) for one in ahead.questions)


def _line(question: Question, ahead: Ahead) -> Fragments:
    words, _ = worded(question, runner=ahead.runner or THE_RUNNER)
    to = f"to {ahead.runner or 'the runner'}, by name"
    return (words, f" ({_KINDS.get(ahead.kinds[question.key], to)})")


def _buttons(ahead: Ahead) -> tuple[Button, ...]:
    put_off = () if ahead.planned is None else (_not_now(ahead, ahead.planned),)
    return (_ask(ahead), *put_off, _add_question(ahead))


def _ask(ahead: Ahead, about: str = "send the check-in out") -> Button:
    return Button(
        label="Ask now",
        intent=Intent.CHECK_IN,
        partnership_id=ahead.partnership_id,
        arg=ASK_NOW,
        opens=True,
        spoken=f"Ask now: {about}",
    )


def _not_now(ahead: Ahead, planned: Round, about: str = "put the check-in off") -> Button:
    return Button(
        label="Not now",
        intent=Intent.CHECK_IN,
        partnership_id=ahead.partnership_id,
        arg=f"{planned.id}.{planned.version}.{NOT_NOW}",
        spoken=f"Not now: {about}",
    )


def _add_question(ahead: Ahead, about: str = "to the check-in") -> Button:
    return Button(
        label="Add a question",
        intent=Intent.ADD_QUESTION,
        partnership_id=ahead.partnership_id,
        opens=True,
        spoken=f"Add a question: {about}",
    )


def _own(ahead: Ahead) -> Sequence[Block]:
    """The partnership's own questions, each with a button that takes it out."""
    if not ahead.own:
        return ()
    return (
        Paragraph(text=(Strong("Your own questions"),)),
        *(
            Item(
                subject=f"question:{one.key}",
                title=one.words,
                lines=((one.why,),),
                buttons=(
                    Button(
                        label="Ask it no more",
                        intent=Intent.ADD_QUESTION,
                        partnership_id=ahead.partnership_id,
                        arg=one.key,
                        spoken=f"Ask it no more: {one.words}",
                    ),
                ),
            )
            for one in ahead.own
        ),
    )


def _people(count: int) -> str:
    return "one person" if count == 1 else f"{number(count)} people"
