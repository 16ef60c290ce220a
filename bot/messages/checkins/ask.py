"""The check-in in somebody's envelope (voice 6): why we ask, who sees what, and what they may press."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.permissions import Intent
from bot.domain.questions import QuestionKind
from bot.domain.rounds import thursday
from bot.messages.checkins.reach import Seen, beside_the_runner, with_name
from bot.messages.model import Block, Bullets, Button, Fragments, Item, Paragraph, Strong
from bot.messages.notices import Notice
from bot.messages.words import begin, near, number

ANSWER, LATER, NOT_THIS_TIME = "answer", "later", "no"

NOBODY: Final = Seen()
_TITLE: Final = "Check-in"
_WEEK: Final = timedelta(days=7)
_TOO_FEW: Final = "There are too few of us for secret answers, so I won't pretend."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one person is asked in a round. `kinds` has one entry a question, in order.

    `runner` is the first name, "" where there is none, and `runner_id` their number, 0 for nobody; `is_runner` says
    that it is the reader. `seen` says who reads what is said for an organisation. `is_secret`: some questions of the round are numbers only. `lists` counts what is to be ticked
    beside the questions, `minutes` how long the whole form takes.
    """

    partnership_id: int
    partnership: str
    round_id: int
    version: int
    today: date
    closes_on: date
    kinds: tuple[QuestionKind, ...]
    runner: str
    is_runner: bool
    telephone: str
    organisation: str
    is_secret: bool
    runner_id: int = 0
    seen: Seen = NOBODY
    lists: int = 0
    minutes: int = 2

    @property
    def questions(self) -> str:
        count = len(self.kinds)
        return "one question" if count == 1 else f"{number(count)} questions"

    @property
    def how_much(self) -> str:
        """What stands on the form, and how long it takes: the same wherever it is said."""
        lists = {0: "", 1: " and one list to tick"}.get(
            self.lists, f" and {number(self.lists)} lists to tick"
        )
        minutes = "a minute" if self.minutes == 1 else f"{number(self.minutes)} minutes"
        return f"{self.questions}{lists}, about {minutes}"

    @property
    def until(self) -> str:
        return near(self.closes_on, today=self.today)

    @property
    def who(self) -> str:
        return "You" if self.is_runner else self.runner or "The runner"


def notice(asked: Asked) -> Notice:
    """Return the check-in."""
    intro = f"It's our half-term check-in: {asked.how_much}. Skip any you like."
    return Notice(
        blocks=(
            Paragraph(text=(intro,)),
            Paragraph(text=(Strong("Why we ask."), f" {_why(asked)}")),
            *who_sees(asked),
            _item(asked, f"You can change your answers until {asked.until}.", _buttons(asked)),
        ),
        alone=f"{_quick(asked)}.",
    )


def reminder(asked: Asked) -> Notice:
    """Return the one reminder."""
    intro = f"Our half-term check-in is open until {asked.until}: {asked.how_much}."
    only = "This is the only time I remind you, and no answer is all right too."
    return Notice(
        blocks=(Paragraph(text=(intro,)), _item(asked, only, (_now(asked), _never(asked)))),
        alone=f"{_quick(asked)}, once more.",
    )


def who_sees(asked: Asked) -> Sequence[Block]:
    """Say who sees what, of the kinds that this reader is asked."""
    if not asked.is_secret:
        said = f"{_TOO_FEW} {_sees_all(asked)}"
        return (Paragraph(text=(Strong("Who sees what."), f" {said}")),)
    kinds = [kind for kind in QuestionKind if kind in asked.kinds]
    if len(kinds) == 1:
        first: Fragments = (Strong("Who sees your answers:"),)
    else:
        first = (Strong("Who sees what."), f" Each question says. There are {number(len(kinds))} kinds:")
    return (
        Paragraph(text=first),
        Bullets(items=tuple(_kind(kind, asked) for kind in kinds)),
    )


def waiting(asked: Asked) -> Item:
    """Return the check-in where somebody looks for it who has not answered yet."""
    return _item(asked, f"{begin(asked.how_much)}. It is open until {asked.until}.", _buttons(asked))


def settled(asked: Asked, *, said: str, answered: bool) -> Item:
    """The check-in in its message after a press. What was answered is not repeated."""
    again = button(asked, "Change my answers", ANSWER, opens=True) if answered else _now(asked)
    return Item(
        subject=f"round:{asked.round_id}",
        title=_TITLE,
        lines=((said,),),
        buttons=(again,),
    )


def button(asked: Asked, label: str, word: str, *, opens: bool = False, primary: bool = False) -> Button:
    """Return one of the buttons of a check-in."""
    return Button(
        label=label,
        intent=Intent.ANSWER_CHECK_IN,
        partnership_id=asked.partnership_id,
        arg=f"{asked.round_id}.{word}",
        opens=opens,
        spoken=f"{label}: {_TITLE}",
        primary=primary,
    )


def _item(asked: Asked, line: str, buttons: tuple[Button, ...]) -> Item:
    return Item(subject=f"round:{asked.round_id}", title=_TITLE, lines=((line,),), buttons=buttons)


def _buttons(asked: Asked) -> tuple[Button, ...]:
    later = thursday(today=asked.today, closing=asked.closes_on)
    on_thursday = () if later is None else (button(asked, "Remind me on Thursday", LATER),)
    return (_now(asked), *on_thursday, _never(asked))


def _now(asked: Asked) -> Button:
    return button(asked, "Answer now", ANSWER, opens=True, primary=True)


def _never(asked: Asked) -> Button:
    return button(asked, "Not this time", NOT_THIS_TIME)


def _why(asked: Asked) -> str:
    told = near(asked.closes_on + _WEEK, today=asked.today)
    reads = "You read the results first" if asked.is_runner else f"{asked.who} reads the results"
    return (
        "Things change for people between meetings, and we'd sooner ask than guess. "
        f"{reads}. You'll all hear what we're going to do about it by {told}."
    )


def _kind(kind: QuestionKind, asked: Asked) -> Fragments:
    match kind:
        case QuestionKind.NUMBERS_ONLY:
            whoever = "you" if asked.is_runner else asked.runner or "the runner"
            yours = "anybody's" if asked.is_runner else "your"
            shown = "Results are shown only if at least five people from three partners answer."
            return (Strong("Numbers only."), f" No one sees {yours} name, not even {whoever}. {shown}")
        case QuestionKind.ORGANISATION:
            name = f"{asked.organisation}'s name" if asked.organisation else "your organisation's name"
            return (Strong("For your organisation."), f" {with_name(asked.seen, name=name)}")
        case QuestionKind.TO_RUNNER:
            sees = "see" if asked.is_runner else "sees"
            said = f"{asked.who} {sees} it with your name. It goes no further unless you say so."
            return (Strong(f"To {asked.runner or 'the runner'}."), f" {said}")


def _sees_all(asked: Asked) -> str:
    if asked.is_runner:
        more = beside_the_runner(asked.seen, what="What they say for their organisations")
        return _but_nothing("You will see what people say, with their names.", more, whose="they tick")
    will = f"{begin(asked.who)} will see what you say, with your name."
    is_speaker = QuestionKind.ORGANISATION in asked.kinds
    name = asked.organisation or "your organisation"
    more = beside_the_runner(asked.seen, what=f"What you say for {name}") if is_speaker else ""
    return _but_nothing(will, more, whose="you tick")


def _but_nothing(will: str, more: str, *, whose: str) -> str:
    """Say who will see it, who else sees some of it, and that nothing else goes anywhere."""
    if not more:
        return f"{will} Nothing goes to the others unless {whose} the box."
    return f"{will} {more} Nothing else goes to the others unless {whose} the box."


def _quick(asked: Asked) -> str:
    return asked.questions.replace(" question", " quick question")
