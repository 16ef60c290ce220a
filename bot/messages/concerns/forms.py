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
from bot.messages.words import and_list, begin

LONGEST: Final = 2000
LONGEST_HELP: Final = 1000

DANGER: Final = "If somebody may be in danger, don't use me. Ring your safeguarding lead."
_TITLE: Final = "Raise a concern"
_ELSE: Final = "Somebody or something else"
_PROMISE: Final = "Nobody reads this but those I name to you before it goes. Nobody counts who raises what."


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom it may be about, by first name, and who would hear that: "" where nobody could."""

    about: About
    names: tuple[str, ...]
    hearer: str

    @property
    def label(self) -> str:
        return self.names[0] if len(self.names) == 1 else f"both {and_list(self.names)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Whom somebody could tell, by first name: who hears it, and the chair who could know too ("" for none).

    Both are named for what is `about` these; `subjects` has everybody whom it may be about by name. `keepers` are the
    people behind the names.
    """

    hearer: str
    chair_too: str
    keepers: Keepers
    about: About = About.OTHERS
    subjects: tuple[Subject, ...] = ()


def called(names: Sequence[str]) -> str:
    """Return whom it is about within a sentence; no `names` for somebody or something else."""
    return and_list(list(names)) if names else _ELSE.lower()


def raising(*, partnership_id: int, choices: Choices) -> Form:
    """Return the form **Raise a concern**, its words empty. Whom it is about comes first: it decides who hears it."""
    return Form(
        intent=Intent.CONCERN,
        partnership_id=partnership_id,
        arg=shown(choices.keepers, about=choices.about),
        title=_TITLE,
        submit="Send it",
        intro=((DANGER,), (_PROMISE,)),
        fields=(
            *_about(choices),
            _lines("words", "What is worrying you", LONGEST, required=True),
            _lines("would_help", "What would help", LONGEST_HELP),
            Field(
                name="may_know",
                label="Who may know",
                kind=FieldKind.CHOICE,
                value=(MayKnow.ONLY_RUNNER.value,),
                options=_may_know(choices),
                required=True,
            ),
        ),
    )


def _about(choices: Choices) -> tuple[Field, ...]:
    if not choices.subjects:
        return ()
    people = [_person(one, choices.keepers) for one in choices.subjects if one.hearer]
    field = Field(
        name="about",
        label="Whom it is about",
        kind=FieldKind.CHOICE,
        options=(*people, Option(value=About.OTHERS.value, label=_ELSE)),
        required=True,
        hint=" ".join(("Nobody hears what is about themselves.", *_heard_by_nobody(choices))),
    )
    return (field,)


def _heard_by_nobody(choices: Choices) -> tuple[str, ...]:
    """Say beside the choices what cannot be told here, before anything is written."""
    found = [f"about {one.label}" for one in choices.subjects if not one.hearer]
    if not found:
        return ()
    return (
        f"I know nobody here who could hear what is {', or '.join(found)}.",
        "Please ring somebody you trust where you work.",
    )


def _person(subject: Subject, keepers: Keepers) -> Option:
    """The choice carries whom it names: chosen under one name, it never means another."""
    people = sorted(whom(subject.about, keepers=keepers))
    label = f"{begin(subject.label)} ({subject.hearer} would hear it)"
    return Option(value=".".join((subject.about.value, *map(str, people))), label=label)


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
                hint="They alone read it, unless they pass it on. Say what you will do, or have done, and by when.",
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
        intro=((f"{seen.keeper} still knows of it, and isn't asked any more.",), *_only(people)),
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


def _only(people: Sequence[tuple[str, str]]) -> tuple[Fragments, ...]:
    """Why there is one name to choose and no more: whoever has it, or whom it is about, is no choice."""
    if len(people) != 1:
        return ()
    [(_, name)] = people
    return (
        (f"I can only offer {name}. Whoever has it now is left out, and whoever it is about.",),
        ("If that isn't right for you, ring somebody you trust.",),
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
    if seen.about:
        hear = "hears" if len(seen.about) == 1 else "hear"
        lines.append((f"It is about {and_list(seen.about)}, who {hear} nothing of it from me.",))
    lines.append((f"“{seen.concern.words}”",))
    if seen.concern.would_help:
        lines.append((f"What would help: “{seen.concern.would_help}”",))
    return (*lines, (_who_knows(seen),))


def _who_knows(seen: Seen) -> str:
    if seen.concern.may_know is MayKnow.WITHOUT_MY_NAME:
        return "You may raise it with others, and never say who told you."
    if seen.knowing:
        return f"Nobody else knows of it but {and_list(seen.knowing)}. Please keep it so."
    return "Nobody else knows of it. Please keep it so."


def _answered_before(seen: Seen) -> tuple[Fragments, ...]:
    if not seen.concern.answer:
        return ()
    return ((f"It was answered before: “{seen.concern.answer}”",), ("That hasn't settled it.",))


def _answer(seen: Seen) -> tuple[Fragments, ...]:
    if not seen.concern.answer:
        return ((f"{seen.keeper} hasn't answered yet.",),)
    return ((f"{seen.replied} has answered: “{seen.concern.answer}”",),)


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
