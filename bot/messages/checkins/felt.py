"""**How it feels**: purpose, commitment, trust and clarity over time, beside what is counted. Never one number of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.evidence import Evidence, Level
from bot.domain.permissions import Intent
from bot.messages.checkins import levels
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
from bot.messages.stage_evidence import line as counted_line

TITLE: Final = "How it feels"
FILE: Final = "how-it-feels.png"
_LAST: Final = 6
"""So many check-ins are shown; more would not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """How one question was felt at one check-in; None where too few answered to show it."""

    on: date
    level: Level | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """The lines over time by key, oldest point first, with the `words` of each question; and what was counted."""

    partnership_id: int
    partnership: str
    round_id: int | None
    lines: Mapping[str, Sequence[Point]]
    words: Mapping[str, str]
    counted: Sequence[Evidence]

    @property
    def shown(self) -> dict[str, Sequence[Point]]:
        """The newest points of the lines that have any."""
        return {key: points[-_LAST:] for key, points in self.lines.items() if points}


def message(felt: Felt) -> Message:
    """Return the screen."""
    return Message(
        opening=f"{felt.partnership}: how it feels, over time.",
        blocks=(*_felt(felt), *_counted(felt), *_buttons(felt)),
    )


def picture(felt: Felt) -> Message:
    """Return what goes with the picture: in words, all that it shows."""
    return Message(
        opening=f"{felt.partnership}: how it feels, as a picture.",
        blocks=(
            Paragraph(text=("Here is what it shows, in words. The newest comes first.",)),
            Bullets(items=tuple((one,) for one in described(felt))),
        ),
    )


def described(felt: Felt) -> tuple[str, ...]:
    """Return each line in words, newest first."""
    return tuple(f"{levels.IN_SHORT[key]}. {_over_time(points)}" for key, points in felt.shown.items())


def _felt(felt: Felt) -> tuple[Block, ...]:
    lines: list[Fragments] = [
        (
            Strong(f"{levels.IN_SHORT[key]}."),
            f" “{felt.words[key]}” {_over_time(points)}",
        )
        for key, points in felt.shown.items()
    ]
    if not lines:
        return (Paragraph(text=("No check-in has asked how it feels yet.",)),)
    return (
        Heading(text="What people told me"),
        Bullets(items=tuple(lines)),
        Note(text=("The newest check-in comes first.",)),
    )


def _counted(felt: Felt) -> tuple[Block, ...]:
    lines = tuple(counted_line(one, is_contrary=False) for one in felt.counted)
    if not lines:
        return ()
    beside = "What people told me and what I counted can point different ways. That is worth a talk."
    return (Heading(text="What I counted"), Bullets(items=lines), Note(text=(beside,)))


def _over_time(points: Sequence[Point]) -> str:
    """Return the points in sentences, the newest first."""
    return levels.by_month([(one.on.month, one.level) for one in reversed(points)])


def _buttons(felt: Felt) -> tuple[Block, ...]:
    if felt.round_id is None or not felt.shown:
        return ()
    button = Button(
        label="As a picture",
        intent=Intent.CHECK_IN_RESULTS,
        partnership_id=felt.partnership_id,
        arg=f"{felt.round_id}.feels_picture",
        spoken="As a picture: how it feels",
    )
    return (Buttons(buttons=(button,)),)
