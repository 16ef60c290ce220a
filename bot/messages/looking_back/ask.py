"""What somebody is asked when they look back: in their envelope, and in its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.milestones import Milestone
from bot.domain.permissions import Intent
from bot.domain.question_answers import MOST_NAME, MOST_WORDS, Answer
from bot.domain.questions import Passing, Question, Shape
from bot.domain.small_numbers import FEWEST_AUTHORS
from bot.messages.bank import worded
from bot.messages.model import Button, Field, FieldKind, Form, Item, Option, Paragraph, Strong
from bot.messages.notices import Notice
from bot.messages.words import begin, number

ANSWER, NOT_THIS_TIME, READ, NEXT_TIME = "answer", "no", "read", "next_time"
"""What a button about looking back does."""

NEW: Final = "new"
"""In place of a milestone: somebody's first weeks."""

LINE, PASSING = "line", "passing"
"""What stands after a question's key in the names of its further fields."""

_MAY_PASS: Final = {
    Passing.WITH_NAME: "Pass it on with my name",
    Passing.WITHOUT_NAME: "Pass it on without my name",
}
_MAY_SHARE: Final = "You may share this, without my name"
_FROM_THREE: Final = (
    f"Without names I show it to others only once {number(FEWEST_AUTHORS)} people have said so."
)
_SMALL_PRINT: Final = "Please don't name pupils, patients or clients."
_ONCE: Final = "I ask this once, and no answer is all right too."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one person is asked. `milestone` is None for their first weeks.

    `runner` is the first name, "" for none, and `runner_id` their number, 0 for nobody.
    """

    partnership_id: int
    runner: str
    milestone: Milestone | None
    questions: tuple[Question, ...]
    runner_id: int = 0

    @property
    def about(self) -> str:
        return NEW if self.milestone is None else str(self.milestone.id)

    @property
    def subject(self) -> str:
        return f"look_back:{self.about}"

    @property
    def title(self) -> str:
        return "Your first weeks" if self.milestone is None else self.milestone.title

    @property
    def count(self) -> str:
        return "one question" if len(self.questions) == 1 else f"{number(len(self.questions))} questions"

    @property
    def who(self) -> str:
        return self.runner or "the runner"


def notice(asked: Asked) -> Notice:
    """Return what stands in somebody's envelope."""
    first = _of_weeks(asked) if asked.milestone is None else _of_milestone(asked)
    item = Item(
        subject=asked.subject,
        title=asked.title,
        lines=((f"{_promise(asked)} {_ONCE}",),),
        buttons=(
            button(asked, "Answer", ANSWER, opens=True, primary=True),
            button(asked, "Not this time", NOT_THIS_TIME),
        ),
    )
    quick = asked.count.replace(" question", " quick question")
    return Notice(blocks=(Paragraph(text=(Strong("Looking back."), f" {first}")), item), alone=f"{quick}.")


def form(asked: Asked, *, answered: Mapping[str, Answer], version: int) -> Form:
    """Return the form. `answered` is what they have said until now, for their own eyes, and `version` which saying that is."""
    return Form(
        intent=Intent.LOOK_BACK,
        partnership_id=asked.partnership_id,
        arg=f"{asked.about}.{ANSWER}.{asked.runner_id}.{version}",
        title="Looking back",
        submit="Send",
        intro=((Strong(asked.title),), (f"{_promise(asked)} Skip what you like by leaving it empty.",)),
        fields=tuple(
            field
            for one in asked.questions
            for field in _fields(one, answered.get(one.key) or Answer(), asked)
        ),
    )


def settled(asked: Asked, *, said: str) -> Item:
    """The item after a press. What was said is not repeated."""
    change = button(asked, "Change my answers", ANSWER, opens=True)
    return Item(subject=asked.subject, title=asked.title, lines=((said,),), buttons=(change,))


def kept(asked: Asked, *, is_empty: bool) -> Item:
    """After **Send**."""
    return settled(asked, said="That's fine, nothing is kept." if is_empty else "Thank you.")


def not_this_time(asked: Asked) -> Item:
    """After **Not this time**."""
    return settled(asked, said="That's fine. I won't ask again.")


def name_of(question: Question, part: str) -> str:
    """Return the name of the field for one of a question's further parts."""
    return f"{question.key}.{part}"


def button(asked: Asked, label: str, word: str, *, opens: bool = False, primary: bool = False) -> Button:
    """Return one of the buttons about looking back."""
    return Button(
        label=label,
        intent=Intent.LOOK_BACK,
        partnership_id=asked.partnership_id,
        arg=f"{asked.about}.{word}",
        opens=opens,
        spoken=f"{label}: {asked.title}",
        primary=primary,
    )


def _of_milestone(asked: Asked) -> str:
    return f"You had a part in this. {begin(asked.count)}, if you like; a minute is enough."


def _of_weeks(asked: Asked) -> str:
    words, why = worded(asked.questions[0], runner=asked.who)
    return f"You are still new to this group. {words} {why}"


def _promise(asked: Asked) -> str:
    return f"To {asked.who}: {asked.who} sees it with your name. It goes no further unless you say so."


def _fields(question: Question, said: Answer, asked: Asked) -> tuple[Field, ...]:
    words, why = worded(question, runner=asked.who)
    match question.shape:
        case Shape.PERSON:
            name = Field(
                name=question.key,
                label=words,
                kind=FieldKind.LINE,
                value=_filled(said.person),
                hint=why,
                max_length=MOST_NAME,
            )
            return (name, _line(question, said), *_passing(question, said))
        case Shape.CHOICE:
            chosen = "" if said.value is None else question.options[said.value - 1]
            choice = Field(
                name=question.key,
                label=words,
                kind=FieldKind.CHOICE,
                value=_filled(chosen),
                options=tuple(Option(value=one, label=one) for one in question.options),
                hint=why,
            )
            return (choice, _line(question, said))
        case _:
            whom = (
                f"Nobody but {asked.who} reads it unless you tick the box below. " if question.passing else ""
            )
            hint = f"{why} {whom}{_SMALL_PRINT}"
            return (_lines(question.key, words, said, hint), *_passing(question, said))


def _line(question: Question, said: Answer) -> Field:
    return _lines(name_of(question, LINE), question.line, said, _SMALL_PRINT)


def _lines(name: str, label: str, said: Answer, hint: str) -> Field:
    return Field(
        name=name,
        label=label,
        kind=FieldKind.LINES,
        value=_filled(said.line),
        hint=hint,
        max_length=MOST_WORDS,
    )


def _passing(question: Question, said: Answer) -> tuple[Field, ...]:
    """The ticks: with the name, without it; where only one is offered, one tick."""
    name, value = name_of(question, PASSING), _filled(said.passing.value if said.passing else "")
    offered = [one for one in _MAY_PASS if one in question.passing]
    if offered == [Passing.WITHOUT_NAME]:
        # Two ticks of one form are told apart by what they are about.
        label = f"{_MAY_SHARE}: {question.words}"
        option = Option(value=Passing.WITHOUT_NAME.value, label=_MAY_SHARE)
        tick = Field(
            name=name, label=label, kind=FieldKind.TICK, options=(option,), value=value, hint=_FROM_THREE
        )
        return (tick,)
    options = tuple(Option(value=one.value, label=_MAY_PASS[one]) for one in offered)
    hint = f"It goes no further unless you choose one. {_FROM_THREE}"
    label = "May it be passed on?"
    return (Field(name=name, label=label, kind=FieldKind.CHOICE, options=options, value=value, hint=hint),)


def _filled(value: str) -> tuple[str, ...]:
    return (value,) if value else ()
