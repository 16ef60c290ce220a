"""The forms around a concern: raising it, answering it, reading the answer, and **Somebody else**."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.concerns import About, ConcernState, Keepers, MayKnow, whom
from bot.domain.dates import full
from bot.domain.permissions import Intent
from bot.domain.stuck import BECAUSE
from bot.messages.concerns.seen import ELSE, READ, SORTED, STILL, Seen, shown
from bot.messages.model import Field, FieldKind, Form, Fragments, Option
from bot.messages.words import and_list

LONGEST: Final = 2000
LONGEST_HELP: Final = 1000

DANGER: Final = "If somebody may be in danger, don't use me. Ring your safeguarding lead."
_TITLE: Final = "Raise a concern"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Whom somebody could tell, by first name: who hears it, and the chair who could know too ("" for none).

    `runner` and `chair` are those whom it may be about, "" where there is none, or the reader is it. `keepers` are the
    people behind the names. `hears` says who hears what is about somebody: the names of both.
    """

    hearer: str
    chair_too: str
    runner: str
    chair: str
    keepers: Keepers
    hears: tuple[tuple[str, str], ...] = ()


def raising(*, partnership_id: int, choices: Choices) -> Form:
    """Return the form **Raise a concern**, its words empty."""
    return Form(
        intent=Intent.CONCERN,
        partnership_id=partnership_id,
        arg=shown(choices.keepers),
        title=_TITLE,
        submit="Send it",
        intro=(("Nobody reads this but those you choose. Nobody counts who raises what.",),),
        fields=(
            _lines("words", "What is worrying you", LONGEST, required=True),
            _lines("would_help", "What would help", LONGEST_HELP),
            *_about(choices),
            Field(
                name="may_know",
                label="Who may know",
                kind=FieldKind.CHOICE,
                value=(MayKnow.ONLY_RUNNER.value,),
                options=_may_know(choices),
                required=True,
                hint=DANGER,
            ),
        ),
    )


def _about(choices: Choices) -> tuple[Field, ...]:
    options = [Option(value=About.OTHERS.value, label="Somebody or something else")]
    if choices.runner:
        options.append(_person(About.RUNNER, choices.runner, choices))
    if choices.chair:
        options.append(_person(About.CHAIR, choices.chair, choices))
    if choices.runner and choices.chair:
        options.append(_person(About.BOTH, f"Both {choices.runner} and {choices.chair}", choices))
    if len(options) == 1:
        return ()
    field = Field(
        name="about",
        label="Whom it is about",
        kind=FieldKind.CHOICE,
        value=(About.OTHERS.value,),
        options=tuple(options),
        required=True,
        hint=" ".join(("Nobody hears what is about themselves.", *_who_hears(choices))),
    )
    return (field,)


def _who_hears(choices: Choices) -> tuple[str, ...]:
    return tuple(f"What is about {whom_} goes to {hearer}." for whom_, hearer in choices.hears)


def _person(about: About, label: str, choices: Choices) -> Option:
    """The choice carries whom it names: chosen under one name, it never means another."""
    people = sorted(whom(about, keepers=choices.keepers))
    return Option(value=".".join((about.value, *map(str, people))), label=label)


def _may_know(choices: Choices) -> tuple[Option, ...]:
    name = choices.hearer
    options = [
        Option(value=MayKnow.ONLY_RUNNER.value, label=f"Only {name}"),
        Option(value=MayKnow.WITHOUT_MY_NAME.value, label=f"{name}, who may raise it without my name"),
    ]
    if choices.chair_too:
        both = f"{name} and {choices.chair_too}"
        options.append(Option(value=MayKnow.RUNNER_AND_CHAIR.value, label=both))
    return tuple(options)


def answering(seen: Seen) -> Form:
    """Return the form in which whoever has it reads and answers it."""
    return Form(
        intent=Intent.ANSWER_CONCERN,
        partnership_id=seen.concern.partnership_id,
        arg=f"{seen.concern.id}.{seen.concern.version}",
        title="Read and answer",
        submit="Send the answer",
        intro=(*_told(seen), *_answered_before(seen)),
        fields=(
            Field(
                name="answer",
                label="Your answer",
                kind=FieldKind.LINES,
                required=True,
                max_length=LONGEST,
                hint="It goes to them alone. Say what you will do, or have done, and by when.",
            ),
            Field(
                name="theme",
                label="What it is mostly about",
                kind=FieldKind.CHOICE,
                value=(seen.theme,) if seen.theme else (),
                options=tuple(Option(value=one, label=one) for one in BECAUSE),
                hint="The same thing three times tells us something. Whose it was is never counted.",
            ),
        ),
    )


def reading(seen: Seen, *, is_raiser: bool) -> Form:
    """Return what somebody reads who needn't answer: who raised it, or who was told too."""
    concern = seen.concern
    own = ((f"You told {seen.keeper}: “{concern.words}”",), *_answer(seen)) if is_raiser else _told(seen)
    return Form(
        intent=Intent.FOLLOW_CONCERN,
        partnership_id=concern.partnership_id,
        arg=f"{concern.id}.{READ}",
        title="What you raised" if is_raiser else "In confidence",
        submit="Send" if is_raiser and concern.state is not ConcernState.SORTED else "I've read it",
        intro=own,
        fields=_how_it_is(concern.state) if is_raiser else (),
    )


def somebody_else(seen: Seen, *, people: Sequence[tuple[str, str]]) -> Form:
    """Return the form in which whoever raised it says who hears it now. `people` are ids and names."""
    return Form(
        intent=Intent.FOLLOW_CONCERN,
        partnership_id=seen.concern.partnership_id,
        arg=f"{seen.concern.id}.{ELSE}",
        title="Somebody else",
        submit="Tell them",
        intro=((f"{seen.keeper} still knows of it, and isn't asked any more.",),),
        fields=(
            Field(
                name="person",
                label="Who hears it now",
                kind=FieldKind.CHOICE,
                options=tuple(Option(value=value, label=label) for value, label in people),
                required=True,
                hint=DANGER,
            ),
        ),
    )


def _lines(name: str, label: str, longest: int, *, required: bool = False) -> Field:
    return Field(name=name, label=label, kind=FieldKind.LINES, required=required, max_length=longest)


def _told(seen: Seen) -> tuple[Fragments, ...]:
    """What whoever hears it reads: from whom, what, what would help, and who may know."""
    who = seen.raiser or "Somebody"
    at = f" at {seen.partner}" if seen.raiser and seen.partner else ""
    lines: list[Fragments] = [
        (f"{who}{at} is worried about this, and it's been with you since {full(seen.concern.since)}.",)
    ]
    lines.append((f"“{seen.concern.words}”",))
    if seen.concern.would_help:
        lines.append((f"What would help: “{seen.concern.would_help}”",))
    return (*lines, (_who_knows(seen),))


def _who_knows(seen: Seen) -> str:
    if seen.concern.may_know is MayKnow.WITHOUT_MY_NAME:
        return "You may raise it with others, and never say who told you."
    if seen.others:
        return f"Nobody knows of it but you and {and_list(seen.others)}."
    return "Nobody else knows of it. Please keep it so."


def _answered_before(seen: Seen) -> tuple[Fragments, ...]:
    if not seen.concern.answer:
        return ()
    return ((f"It was answered before: “{seen.concern.answer}”",), ("That hasn't settled it.",))


def _answer(seen: Seen) -> tuple[Fragments, ...]:
    if not seen.concern.answer:
        return ((f"{seen.keeper} hasn't answered yet.",),)
    return ((f"{seen.keeper} has answered: “{seen.concern.answer}”",),)


def _how_it_is(state: ConcernState) -> tuple[Field, ...]:
    if state is ConcernState.SORTED:
        return ()
    options = [Option(value=SORTED, label="It's sorted")]
    if state is ConcernState.ASKED:
        options.append(Option(value=STILL, label="Still there"))
    field = Field(
        name="now",
        label="How it is now",
        kind=FieldKind.CHOICE,
        options=tuple(options),
        required=state is ConcernState.ASKED,
    )
    return (field,)
