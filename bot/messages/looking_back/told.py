"""What people have said, for who runs it: that there is something to read, what it says, and what is worth keeping."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.kept_answers import NamedAnswer
from bot.domain.looking_back import Sorted
from bot.domain.milestones import Milestone
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.domain.questions import Passing, Question
from bot.domain.small_numbers import FEWEST_AUTHORS
from bot.messages.looking_back.ask import NEW, NEXT_TIME, READ
from bot.messages.model import Button, Form, Fragments, Item, Message, Paragraph, Strong
from bot.messages.notices import Notice
from bot.messages.words import and_list, number

LISTED: Final = 20
"""A form of more lines than this is not read."""

_READ_IT: Final = "I've read it"
_ALONE: Final = "Nobody else is shown this. Please keep to what each has said about passing it on."
_ONCE_THREE: Final = (
    f"You may share it, without their name, once {number(FEWEST_AUTHORS)} people have agreed to that."
)
_NOTHING: Final = "Nothing was said to you about this yet."
_LATER: Final = "When somebody has, it stands in your next morning list."
_NONE: Final = (
    "After a milestone I ask those who took part what they would do differently. "
    f"Their words stand here once {number(FEWEST_AUTHORS)} of them have agreed to that."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was said of a milestone, or of people's first weeks (`milestone` None). `names` has who said it."""

    partnership_id: int
    milestone: Milestone | None
    found: tuple[Sorted, ...]
    names: dict[int, str]

    @property
    def about(self) -> str:
        return NEW if self.milestone is None else str(self.milestone.id)


def notice(told: Told) -> Notice:
    """Tell the runner, by name alone, who has looked back."""
    people = dict.fromkeys(one.person_id for part in told.found for one in part.told)
    names = and_list([told.names[one] for one in people if one in told.names]) or "Somebody"
    is_one = len(people) == 1
    if told.milestone is None:
        line, title = f"{names} {'has' if is_one else 'have'} told you about it.", "New to the group"
    else:
        line, title = f"{names} {'has' if is_one else 'have'} looked back on it.", told.milestone.title
    buttons = [_button(told, title, "Read it", Intent.LOOK_BACK, f"{told.about}.{READ}")]
    if told.milestone is not None and any(part.question.key == "thanks" for part in told.found):
        buttons.append(_button(told, title, "Say thank you", Intent.THANK, told.about))
    item = Item(subject=f"looked_back:{told.about}", title=title, lines=((line,),), buttons=tuple(buttons))
    return Notice(
        blocks=(item,),
        rank=Rank.CELEBRATE if told.milestone is not None else Rank.CAN_WAIT,
        asks=False,
        # What somebody took the trouble to say is not lost in a full list.
        once=True,
    )


def reading(told: Told) -> Form:
    """Return what was said. It stands in a form, which is written down nowhere."""
    lines: list[Fragments] = [(Strong(told.milestone.title if told.milestone else "New to the group"),)]
    for part in told.found:
        lines.append((Strong(part.question.words),))
        lines += [(_with_name(part, one, told.names),) for one in part.told]
        lines += [(_words(part.question, one),) for one in part.shared]
    return _form(told, READ, [*lines[: LISTED * 2], (_ALONE,)])


def nothing() -> Message:
    """Say that there is nothing to read yet: a form with a button would ask for something."""
    return Message(opening=_NOTHING, blocks=(Paragraph(text=(_LATER,)),))


def nothing_for_next_time() -> Message:
    """Say that nothing may be kept for next time yet."""
    return Message(opening="There is nothing for next time yet.", blocks=(Paragraph(text=(_NONE,)),))


def next_time(*, partnership_id: int, lessons: Iterable[tuple[Milestone, Sequence[str]]]) -> Form:
    """Return what may be kept for next time, by milestone and without names."""
    lines: list[Fragments] = []
    for milestone, words in lessons:
        lines += [(Strong(milestone.title),), *((f"“{one}”",) for one in words)]
    said = "Said by people who took part, who agreed that it may be shared without their names."
    return Form(
        intent=Intent.LOOK_BACK,
        partnership_id=partnership_id,
        arg=NEXT_TIME,
        title="For next time",
        submit=_READ_IT,
        intro=((said,), *lines[: LISTED * 2]),
    )


def read_button(milestone: Milestone) -> Button:
    """Return the button of a milestone that was celebrated."""
    label = "What people said"
    return Button(
        label=label,
        intent=Intent.LOOK_BACK,
        partnership_id=milestone.partnership_id,
        arg=f"{milestone.id}.{READ}",
        opens=True,
        spoken=f"{label}: {milestone.title}",
    )


def next_time_button(partnership_id: int) -> Button:
    """Return the button of all milestones."""
    return Button(
        label="For next time",
        intent=Intent.LOOK_BACK,
        partnership_id=partnership_id,
        arg=NEXT_TIME,
        opens=True,
    )


def _form(told: Told, word: str, intro: Sequence[Fragments]) -> Form:
    return Form(
        intent=Intent.LOOK_BACK,
        partnership_id=told.partnership_id,
        arg=f"{told.about}.{word}",
        title="Looking back",
        submit=_READ_IT,
        intro=tuple(intro),
    )


def _with_name(part: Sorted, one: NamedAnswer, names: dict[int, str]) -> str:
    who = names.get(one.person_id, "Somebody who has left")
    return f"{who}: {_words(part.question, one)} {_may(part, one)}".rstrip()


def _words(question: Question, one: NamedAnswer) -> str:
    answer = one.answer
    chosen = "" if answer.value is None else f"{question.options[answer.value - 1]}."
    said = f"“{answer.line}”" if answer.line else ""
    whom = (
        f"{answer.person}, for {said}." if answer.person and said else answer.person and f"{answer.person}."
    )
    return whom or " ".join(filter(None, (chosen, said)))


def _may(part: Sorted, one: NamedAnswer) -> str:
    if not part.question.passing:
        return ""
    match one.answer.passing:
        case Passing.WITH_NAME:
            return "You may pass it on with their name."
        case Passing.WITHOUT_NAME:
            return "You may share it, without their name." if part.hides else _ONCE_THREE
        case None:
            return "Please keep it to yourself."


def _button(told: Told, title: str, label: str, intent: Intent, arg: str) -> Button:
    return Button(
        label=label,
        intent=intent,
        partnership_id=told.partnership_id,
        arg=arg,
        opens=True,
        spoken=f"{label}: {title}",
    )
