"""The round to come, for runner and chair: when it goes out, what it asks, and what they may do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.permissions import Intent
from bot.domain.questions import Question, QuestionKind
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
from bot.messages.words import THE_RUNNER, near, number

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
    count those of the open round. `needs_reason`: it would be a second one soon after the last.
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
    needs_reason: bool = False


def announced(ahead: Ahead) -> tuple[Block, ...]:
    """Tell the runner on the last working day before."""
    if ahead.planned is None or ahead.on is None:
        return ()
    title = f"The check-in goes out on {near(ahead.on, today=ahead.today)}"
    item = Item(
        subject=f"round:{ahead.planned.id}",
        title=title,
        lines=(("Here is what I'd ask.",), *_lines(ahead)),
        buttons=(_not_now(ahead, ahead.planned, title), _add_question(ahead, title)),
    )
    return (item,)


def screen(ahead: Ahead) -> Message:
    """Return what `checkin` shows."""
    if ahead.opened is not None:
        return _of_open(ahead, ahead.opened)
    blocks: list[Block] = [Paragraph(text=(_when(ahead),))]
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
        submit="Ask now",
        intro=(
            (
                f"I'd ask {_people(ahead.people)}, today if it is a Tuesday in term, else on the next one that suits.",
            ),
            *_lines(ahead),
        ),
        fields=(why,) if ahead.needs_reason else (),
    )


def placed(*, partnership: str, on: date, is_open: bool, changed: bool, today: date) -> Message:
    """After **Ask now** or **Not now**, also where somebody else was quicker."""
    first = "Somebody was quicker, so I've changed nothing. " if not changed else ""
    if is_open:
        said = "The check-in is out. Each person gets it in their next message from me."
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
            *_own(ahead),
        ),
    )


def _when(ahead: Ahead) -> str:
    if ahead.on is None:
        return "No check-in is planned just now. I plan one for each half-term, as soon as a day suits."
    day = near(ahead.on, today=ahead.today)
    return f"The check-in goes out on {day}, to {_people(ahead.people)}."


def _lines(ahead: Ahead) -> tuple[Fragments, ...]:
    return tuple(_line(one, ahead) for one in ahead.questions)


def _line(question: Question, ahead: Ahead) -> Fragments:
    words, _ = worded(question, runner=ahead.runner or THE_RUNNER)
    to = f"to {ahead.runner or 'the runner'}, by name"
    return (words, f" ({_KINDS.get(ahead.kinds[question.key], to)})")


def _buttons(ahead: Ahead) -> tuple[Button, ...]:
    ask = Button(
        label="Ask now",
        intent=Intent.CHECK_IN,
        partnership_id=ahead.partnership_id,
        arg=ASK_NOW,
        opens=True,
        spoken="Ask now: send the check-in out",
    )
    put_off = () if ahead.planned is None else (_not_now(ahead, ahead.planned),)
    return (ask, *put_off, _add_question(ahead))


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
