"""The one question of a check-in on a call sheet: its field, and what the form carries of it."""

from typing import Final

from bot.domain.call_sheets import Heard
from bot.domain.questions import Question, Shape
from bot.domain.rung_questions import Shown
from bot.messages.model import Field, FieldKind, Fragments, Option

CHECK_IN: Final = "check_in"
"""The name of the field."""

THE_QUESTION: Final = "the question of the check-in"
"""What it is called where it has moved on."""

_LENGTH: Final = 300


def field(question: Question, *, words: str, hint: str) -> Field:
    """Return the question in its `words`; in it nothing is kept unless somebody says so."""
    if question.shape is Shape.LINE:
        empty = f"{hint} Leave it empty if you didn't ask.".lstrip()
        return Field(name=CHECK_IN, label=words, kind=FieldKind.LINES, hint=empty, max_length=_LENGTH)
    not_asked = Option(value=Heard.NOT_DISCUSSED.value, label="Not discussed")
    return Field(
        name=CHECK_IN,
        label=words,
        kind=FieldKind.CHOICE,
        value=(not_asked.value,),
        options=(*(Option(value=one, label=one) for one in question.options), not_asked),
        hint=hint,
    )


def arg(shown: Shown | None) -> str:
    """Return what the form carries of what was shown, "" where nothing was asked."""
    if shown is None:
        return ""
    people = f"{shown.person_id}.{shown.version}.{shown.runner_id}.{shown.chair_id}"
    return f".{shown.round_id}.{people}.{shown.key}"


def left_out(*, moved_on: bool) -> tuple[Fragments, ...]:
    """Say above the form that what was heard to the question is not in it any more."""
    return (("The question of the check-in has moved on meanwhile, so I left it out.",),) if moved_on else ()
