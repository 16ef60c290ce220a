"""A contact: a call or a talk with a partner, logged in a line or two (R15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final


class ContactKind(Enum):
    """How it went. PUT_OFF and AWAY are no contact: they say until when nobody need ring."""

    SPOKE = "spoke"
    LEFT_WORD = "left_word"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    PUT_OFF = "put_off"
    AWAY = "away"


TRIED: Final = frozenset(
    {ContactKind.SPOKE, ContactKind.LEFT_WORD, ContactKind.NO_ANSWER, ContactKind.WRONG_NUMBER}
)
"""That somebody rang, whatever came of it."""

LATER: Final = frozenset({ContactKind.PUT_OFF, ContactKind.AWAY})
"""What says until when nobody need ring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One line of a partner's file.

    `on` is a date of the partnership, `until` the last day of what was put off. `person_id` is who was spoken to;
    `words` are what was said, `asked` what they asked about. `by_id` is who wrote it, `at` when (aware, UTC).
    """

    id: int
    partner_id: int
    person_id: int | None
    kind: ContactKind
    on: date
    until: date | None
    words: str
    asked: str
    by_id: int
    at: datetime


def last_spoken(contacts: Iterable[Contact]) -> Contact | None:
    """Return the newest talk, None where there was none."""
    return max(
        (one for one in contacts if one.kind is ContactKind.SPOKE),
        key=lambda one: (one.on, one.id),
        default=None,
    )


def last_tried(contacts: Iterable[Contact]) -> Contact | None:
    """Return the newest call, whether or not anybody answered; None where nobody has rung."""
    return max((one for one in contacts if one.kind in TRIED), key=lambda one: (one.on, one.id), default=None)


def rests_until(contacts: Iterable[Contact]) -> date | None:
    """Return the last day on which nobody need ring, None where nothing was put off."""
    return max((one.until for one in contacts if one.kind in LATER and one.until), default=None)
