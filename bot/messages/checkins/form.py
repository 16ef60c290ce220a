"""The form of a check-in: each question with its kind, who sees it, and why we ask; and the form of an own question."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.domain.own_questions import MOST_WHY, MOST_WORDS
from bot.domain.permissions import Intent
from bot.domain.question_answers import MOST_NAME, Answer
from bot.domain.question_answers import MOST_WORDS as MOST_OF_AN_ANSWER
from bot.domain.questions import Passing, Question, QuestionKind, Shape
from bot.messages.bank import worded
from bot.messages.checkins.ask import Asked
from bot.messages.checkins.reach import with_name
from bot.messages.model import Field, FieldKind, Form, Fragments, Option
from bot.messages.words import begin

LINE, PERSON, PASSING = "line", "person", "passing"
"""What stands after a question's key in the names of its further fields; of a tick list it is the list's own key."""

SKIP: Final = "__skip__"
"""What the choice **Skip** carries: no question has such an answer."""

OPTIONS_LENGTH: Final = 400

_TOLD_TO_ALL: Final = (
    "What comes of numbers only stands in words in the summary for every room, once enough have answered it."
)
_PASSING: Final = {
    Passing.WITH_NAME: "Yes, with my name",
    Passing.WITHOUT_NAME: "Yes, without my name",
}
_SHAPES: Final = {
    Shape.AGREE: "From Not at all to Completely",
    Shape.CHOICE: "One of the answers below",
    Shape.LINE: "A line in their own words",
}


def form(
    asked: Asked,
    *,
    questions: tuple[Question, ...],
    kinds: Mapping[str, QuestionKind],
    answered: Mapping[str, Answer],
) -> Form:
    """Return somebody's form. `answered` is what they have answered until now, for their own eyes."""
    fields = [
        one
        for question in questions
        for one in _fields(question, kinds[question.key], asked, answered.get(question.key))
    ]
    return Form(
        intent=Intent.ANSWER_CHECK_IN,
        partnership_id=asked.partnership_id,
        arg=f"{asked.round_id}.{asked.version}.{asked.runner_id}.{asked.seen.chair_id}",
        title="Check-in",
        submit="Send",
        intro=_intro(asked),
        fields=tuple(fields),
    )


def list_name(question: Question, key: str) -> str:
    """Return the name of the field for one of a question's further parts."""
    return f"{question.key}.{key}"


def new_question(*, partnership_id: int, runner: str, can_be_secret: bool) -> Form:
    """Return the form **Add a question**. `runner` is the first name, "" where there is none."""
    kinds = {
        QuestionKind.TO_RUNNER: f"To {runner or 'the runner'}, with their name",
        QuestionKind.ORGANISATION: "For your organisation: one answer each",
        QuestionKind.NUMBERS_ONLY: "Numbers only: shown in words, with no names",
    }
    if not can_be_secret:
        del kinds[QuestionKind.NUMBERS_ONLY]
    return Form(
        intent=Intent.ADD_QUESTION,
        partnership_id=partnership_id,
        title="Add a question",
        submit="Add it",
        intro=(("I ask it once, in the next check-in that has a place for it.",),),
        fields=(
            Field(
                name="words", label="The question", kind=FieldKind.LINE, required=True, max_length=MOST_WORDS
            ),
            Field(
                name="why",
                label="Why we ask",
                kind=FieldKind.LINE,
                hint="It stands under the question. People answer more gladly when they know.",
                required=True,
                max_length=MOST_WHY,
            ),
            replace(
                _choice("kind", "Who sees the answers", {one.value: label for one, label in kinds.items()}),
                hint=_TOLD_TO_ALL if can_be_secret else "",
            ),
            _choice(
                "shape", "What an answer looks like", {one.value: label for one, label in _SHAPES.items()}
            ),
            Field(
                name="options",
                label="Answers to choose from",
                kind=FieldKind.LINES,
                hint="One a line, and only where people choose one of them.",
                max_length=OPTIONS_LENGTH,
            ),
        ),
    )


def _choice(name: str, label: str, options: Mapping[str, str]) -> Field:
    return Field(
        name=name,
        label=label,
        kind=FieldKind.CHOICE,
        options=tuple(Option(value=value, label=said) for value, said in options.items()),
        required=True,
    )


def _intro(asked: Asked) -> tuple[Fragments, ...]:
    much = f"{asked.how_much}."
    skip = "Skip any question: choose Skip, or leave it empty. That takes back what you had answered, too."
    until = f"You can change your answers until {asked.until}."
    if asked.is_secret:
        return ((begin(much),), (f"{skip} {until}",))
    few = "There are too few of us for secret answers, so I won't pretend."
    return ((begin(much),), (f"{skip} {until}",), (few,))


def _fields(question: Question, kind: QuestionKind, asked: Asked, answer: Answer | None) -> tuple[Field, ...]:
    """The fields of one question: what is asked, then what may be ticked or said beside it."""
    said = answer or Answer()
    words, why = worded(question, runner=asked.runner or "the runner")
    main = replace(_main(question, said), label=words, hint=f"{_seen_by(kind, asked)} {why}")
    if main.kind is FieldKind.LINES:
        main = replace(main, hint=f"{main.hint} {_small_print(asked)}")
    return (main, *_lists(question, said), *_words(question, said, asked), *_passing(question, said))


def _main(question: Question, said: Answer) -> Field:
    name = question.key
    options = tuple(Option(value=one, label=one) for one in question.options)
    match question.shape:
        case Shape.AGREE | Shape.CHOICE:
            chosen = () if said.value is None else (question.options[said.value - 1],)
            options += (Option(value=SKIP, label="Skip"),)
            return Field(name=name, label="", kind=FieldKind.CHOICE, options=options, value=chosen)
        case Shape.TICKS:
            return Field(name=name, label="", kind=FieldKind.CHOICES, options=options, value=said.ticks)
        case Shape.LINE:
            return _lines(name, said.line)
        case Shape.PERSON:
            return Field(
                name=name, label="", kind=FieldKind.LINE, value=_filled(said.person), max_length=MOST_NAME
            )


def _lists(question: Question, said: Answer) -> tuple[Field, ...]:
    return tuple(
        Field(
            name=list_name(question, one.key),
            label=one.heading,
            kind=FieldKind.CHOICES,
            options=tuple(Option(value=option, label=option) for option in one.options),
            value=tuple(tick for tick in said.ticks if tick in one.options),
        )
        for one in question.lists
    )


def _words(question: Question, said: Answer, asked: Asked) -> tuple[Field, ...]:
    """The box for words beside a choice, or what somebody is named for."""
    if question.shape is Shape.LINE or not question.takes_words:
        return ()
    label = question.line or "What for"
    box = _lines(list_name(question, LINE), said.line)
    return (replace(box, label=label, hint=_small_print(asked)),)


def _passing(question: Question, said: Answer) -> tuple[Field, ...]:
    if not question.passing:
        return ()
    return (
        Field(
            name=list_name(question, PASSING),
            label="May it be passed on?",
            kind=FieldKind.CHOICE,
            options=(
                *(
                    Option(value=one.value, label=label)
                    for one, label in _PASSING.items()
                    if one in question.passing
                ),
                Option(value=SKIP, label="No"),
            ),
            value=_filled(said.passing.value if said.passing else ""),
            hint="It goes no further unless you choose Yes.",
        ),
    )


def _lines(name: str, value: str) -> Field:
    return Field(
        name=name, label="", kind=FieldKind.LINES, value=_filled(value), max_length=MOST_OF_AN_ANSWER
    )


def _filled(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _seen_by(kind: QuestionKind, asked: Asked) -> str:
    match kind:
        case QuestionKind.NUMBERS_ONLY:
            return "Numbers only: shown in words, with no names."
        case QuestionKind.ORGANISATION:
            name = f"{asked.organisation}'s name" if asked.organisation else "your organisation's name"
            return f"For your organisation: {with_name(asked.seen, name=name)}"
        case QuestionKind.TO_RUNNER:
            return f"To {asked.runner or 'the runner'}, with your name. It goes no further unless you say so."


def _small_print(asked: Asked) -> str:
    ring = ""
    if asked.runner and not asked.is_runner:
        number = f" on {asked.telephone}" if asked.telephone else ""
        ring = f" If it's delicate, ring {asked.runner} instead{number}."
    return (
        "Please don't name pupils, patients or clients. The people who run your chat system may be able to see "
        f"messages.{ring}"
    )
