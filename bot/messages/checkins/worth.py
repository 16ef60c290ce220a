"""**Is it worth it?** (R08): what it gives and takes, for each organisation, and for people in their own jobs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.climate import Trend
from bot.domain.permissions import Intent
from bot.domain.questions import Question
from bot.domain.secret_answers import FEWEST_TICKS
from bot.domain.sides import Pick, Side
from bot.domain.sides import Worth as InWords
from bot.domain.small_numbers import FEWEST
from bot.messages.checkins import levels
from bot.messages.checkins import side as side_wording
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Fragments,
    Heading,
    Message,
    Note,
    Paragraph,
    Strong,
)
from bot.messages.words import begin, number

TITLE: Final = "Is it worth it?"
FILE: Final = "is-it-worth-it.png"
_SAFE: Final = "What it gives and what it takes, as organisations and people have said. It is for you, and not to be passed on."
_NO_PICKS: Final = (
    "What organisations gain, what it costs them and what worries them is shown, in words and as a picture, once "
    f"at least {number(FEWEST)} of them have answered and {number(FEWEST_TICKS)} have ticked the same."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What there is to say. `question` is None where it was never asked; `sides` is None for who may not read them.

    `sides` and `picks` are of the last check-in that asked it, on `asked_on`, and `answers` is how many organisations answered in
    it; `earlier` has what others said before that. `own` is how people find it in their own jobs, None where nothing is shown; `month` is that of the time before.
    """

    partnership_id: int
    partnership: str
    round_id: int | None
    question: Question | None
    sides: Sequence[Side] | None
    picks: Sequence[Pick]
    partners: Mapping[int, str]
    in_words: InWords | None
    own: Trend | None
    month: int | None
    answers: int = 0
    earlier: Sequence[Side] = ()
    asked_on: date | None = None


def message(worth: Worth) -> Message:
    """Return the screen."""
    return Message(
        opening=f"{worth.partnership}: is it worth it?",
        blocks=(Note(text=(_SAFE,)), *_organisations(worth), *_own(worth), *_buttons(worth)),
    )


def picture(worth: Worth) -> Message:
    """Return what goes with the picture: in words, all that it shows."""
    return Message(
        opening=f"{worth.partnership}: what it gives and takes, as a picture.",
        blocks=(
            Paragraph(text=("Here is what it shows, in words.",)),
            *_picks(worth),
        ),
    )


def _organisations(worth: Worth) -> tuple[Block, ...]:
    if worth.question is None or not (worth.answers or worth.earlier):
        return (Paragraph(text=("No organisation has been asked yet, or none has answered.",)),)
    said: list[Block] = [Paragraph(text=(f"{_answered(worth)}{_blurred(worth)}",))]
    if worth.sides:
        said += [
            Heading(text="For their organisations"),
            Bullets(items=tuple(_sides(worth, worth.question, worth.sides))),
        ]
    if worth.earlier:
        before = tuple(_sides(worth, worth.question, worth.earlier))
        said += [Heading(text="Not this time, but before"), Bullets(items=before)]
    return (*said, *_picks(worth))


def _blurred(worth: Worth) -> str:
    """What every room reads, for who reads no names: a name may say otherwise, and stands for itself."""
    if worth.sides or worth.earlier:
        return ""
    words = levels.worth(worth.in_words) if worth.in_words else "Too few organisations have answered to say."
    return f" {words}"


def _answered(worth: Worth) -> str:
    """Return of how many all the rest is said, and when they were asked."""
    when = (
        f" in the check-in of {levels.month(worth.asked_on.month)} {worth.asked_on.year}"
        if worth.asked_on
        else ""
    )
    return f"{begin(levels.organisations(worth.answers))} answered{when}."


def _sides(worth: Worth, question: Question, sides: Sequence[Side]) -> list[Fragments]:
    return [
        (
            Strong(worth.partners.get(one.partner_id, "")),
            f": {question.options[one.answer.value - 1] if one.answer.value else side_wording.NOTHING}",
            f", in {levels.month(one.on.month)} {one.on.year}" if one.on and one.on != worth.asked_on else "",
        )
        for one in sides
    ]


def _picks(worth: Worth) -> tuple[Block, ...]:
    if worth.question is None or worth.sides is None:
        return ()
    found = side_wording.worth(worth.picks, {worth.question.key: worth.question})
    return found or (Note(text=(_NO_PICKS,)),)


def _own(worth: Worth) -> tuple[Block, ...]:
    heading = Heading(text="For people, in their own jobs")
    if worth.own is None:
        return (heading, Paragraph(text=("Too few have answered to show it.",)))
    asked = levels.saying(worth.own.key, words="")
    said = levels.over_time(worth.own, said=asked, month=worth.month)
    return (heading, Paragraph(text=(begin(said),)))


def _buttons(worth: Worth) -> tuple[Block, ...]:
    if worth.round_id is None or not worth.picks:
        return ()
    button = Button(
        label="As a picture",
        intent=Intent.CHECK_IN_RESULTS,
        partnership_id=worth.partnership_id,
        arg=f"{worth.round_id}.worth_picture",
        spoken="As a picture: is it worth it?",
    )
    return (Buttons(buttons=(button,)),)
