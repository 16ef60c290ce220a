"""The ledger: where each message went, what became of it, and what was tried next. Never what it said."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.deliveries import (
    IN_CONFIDENCE,
    SECOND,
    DeliveryKind,
    DeliveryState,
    Destination,
    MessageKind,
    MessageState,
    Rule,
)

RECEIPT: Final = "receipt:"
"""How the part of the line begins that is said where an edit was not taken. The number of the edit follows."""

_ANSWERED: Final = IN_CONFIDENCE | {
    DeliveryKind.CHECKIN,
    DeliveryKind.LOOK_BACK,
    DeliveryKind.SIDE,
    DeliveryKind.UNTOLD,
}
"""Of these the rule would tell who has answered already."""

_NAMES: Final = {DeliveryKind.CHECKIN: "check-in"}
_STANDS_FOR: Final = re.compile(rf"(?:{SECOND}|{RECEIPT})(\d+)")
_E_MAIL: Final = re.compile(r"([^\s<>@,;:]?)[^\s<>@,;:]*@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """One message as the ledger has it. `edits` is the message that it changes, None for a new one.

    `stands_for` is the message that could not be brought, where it is the next way; its number, as all of these.
    `person` and `room` are names, "" where it went to the other; `partnerships` those about which it carries something.
    Instants are aware and in UTC.
    """

    message_id: int
    at: datetime
    kind: MessageKind
    to: Destination
    person: str
    room: str
    partnerships: frozenset[str]
    carries: frozenset[DeliveryKind]
    undeliverable: bool
    state: MessageState
    attempts: int
    not_before: datetime
    sent_at: datetime | None
    error: str
    edits: int | None
    stands_for: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """Something owed that no message carries: withheld by a rule, without a way, or waiting. `at` is when it is due (UTC)."""

    at: datetime
    kind: DeliveryKind
    person: str
    room: str
    partnership: str
    state: DeliveryState
    rule: Rule | None


def stands_for(part: str) -> int | None:
    """Return the number of the message that one of this part stands for, None where it stands for none."""
    found = _STANDS_FOR.match(part)
    return int(found[1]) if found else None


def rule_to_tell(kind: DeliveryKind, rule: Rule | None) -> Rule | None:
    """Return the rule by which something was withheld; None where it would tell what was said in confidence."""
    return None if kind in _ANSWERED else rule


def kinds_to_tell(kinds: Collection[DeliveryKind]) -> tuple[str, ...]:
    """Return what a message carries, in the order of an envelope. What is told in confidence has no name here."""
    order = list(DeliveryKind)
    told = [one for one in sorted(kinds, key=order.index) if one not in IN_CONFIDENCE]
    words = [_NAMES.get(one, one.value.replace("_", " ")) for one in told]
    return tuple(words) if len(told) == len(kinds) else (*words, "in confidence")


def masked(text: str) -> str:
    """Return text in which no e-mail address stands in full: "m…@castle.example"."""
    return _E_MAIL.sub(r"\1…@", text)
