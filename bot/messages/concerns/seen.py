"""A concern as one of those sees it who may read it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.concerns import About, Concern, Keepers
from bot.domain.permissions import Intent, Role
from bot.messages.model import Button

RAISED: Final = "Something you raised"
"""What it is called to whoever raised it; the word itself stands in no message, since others may look on."""

KEPT: Final = "Something said in confidence"
"""What it is called to whoever hears it."""

LEFT: Final = "somebody who has left"
"""Whoever was told of one, or whom it is about, and is in the partnership no more."""

READ: Final = "read"
ELSE: Final = "else"
SORTED: Final = "sorted"
STILL: Final = "still"
HAND_ON: Final = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One concern. `owner` and `others` (who else was told) are first names, `raiser` and `partner` names in full.

    `about` has the first names of whom it is about, where that decided who hears it; `knowing` of all who were told but
    the reader.

    `raiser` and `partner` are "" where the reader may not know them, or where they are known no more: `has_left`.
    `answerer` is the first name of whose answer it is. `by` is the day by which it is to be answered; `theme` what its owner picked.
    """

    concern: Concern
    partnership: str
    owner: str
    raiser: str
    partner: str
    by: date
    others: tuple[str, ...] = ()
    theme: str = ""
    has_left: bool = False
    answerer: str = ""
    about: tuple[str, ...] = ()
    knowing: tuple[str, ...] = ()

    @property
    def keeper(self) -> str:
        """The first name of who has it, or another word where they are gone."""
        return self.owner or "Whoever had it"

    @property
    def replied(self) -> str:
        """The first name of who has answered, or another word where they are gone."""
        return self.answerer or "Whoever had it"

    @property
    def is_back(self) -> bool:
        """Whether who has it has answered before, and its raiser said **Still there**."""
        return bool(self.owner and self.concern.answer) and self.concern.answered_by == self.concern.owner_id

    @property
    def subject(self) -> str:
        return f"concern:{self.concern.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """Somebody to whom a concern may be passed on, by first name. `knows`: they were told of it, and don't answer it yet."""

    person_id: int
    name: str
    role: Role
    knows: bool


def shown(keepers: Keepers, *, about: About = About.OTHERS) -> str:
    """Return whom a form names as those who hear, and for what is `about` whom, in the words that it carries."""
    people = (
        f"{keepers.runner_id}.{keepers.chair_id or 0}.{int(keepers.chair_is_neutral)}.{keepers.third_id or 0}"
    )
    return people if about is About.OTHERS else f"{people}.{about.value}"


def button(
    seen: Seen,
    label: str,
    intent: Intent,
    *,
    arg: str,
    title: str = RAISED,
    opens: bool = False,
    primary: bool = False,
) -> Button:
    """Return a button of an item about this concern."""
    return Button(
        label=label,
        intent=intent,
        partnership_id=seen.concern.partnership_id,
        arg=arg,
        spoken=f"{label}: {title}",
        opens=opens,
        primary=primary,
    )


def sorted_button(seen: Seen) -> Button:
    """Return **It's sorted**."""
    return button(seen, "It's sorted", Intent.FOLLOW_CONCERN, arg=f"{seen.concern.id}.{SORTED}")


def still_button(seen: Seen) -> Button:
    """Return **Still there**."""
    return button(seen, "Still there", Intent.FOLLOW_CONCERN, arg=f"{seen.concern.id}.{STILL}")


def read_button(seen: Seen, *, title: str = RAISED) -> Button:
    """Return **Read it**, which opens a form: nothing of it stays in the chat."""
    arg = f"{READ}.{seen.concern.id}"
    return button(seen, "Read it", Intent.CONCERN, arg=arg, title=title, opens=True, primary=True)
