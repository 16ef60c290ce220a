"""The words of the ledger that whoever runs the server prints."""

from collections.abc import Sequence
from typing import Final

from bot.domain.deliveries import DeliveryState, MessageKind, MessageState
from bot.domain.people import AddressKind

HEADINGS: Final = ("When (UTC)", "To", "Partnership", "What", "Where", "What became of it", "Then")
NOTHING: Final = "Nothing was sent that fits."
TOOLS: Final = {
    AddressKind.SLACK: "Slack",
    AddressKind.TEAMS: "Teams",
    AddressKind.WEB: "Own page",
    AddressKind.EMAIL: "E-mail",
    AddressKind.TELEPHONE: "Telephone",
}
"""What people call the ways by which somebody can be reached."""

STRANGER: Final = "somebody in no partnership"
"""To whom it went, where they are known by their address alone."""

NO_OTHER_WAY: Final = "no other way: the runner's list says so"

_GIVEN_UP: Final = "given up"
_FATES: Final = {
    MessageState.PENDING: "waits",
    MessageState.SENDING: "on its way",
    MessageState.SENT: "sent",
    MessageState.UNKNOWN: "nobody knows yet whether it arrived",
    MessageState.DEAD: _GIVEN_UP,
}
_UNSENT: Final = {
    DeliveryState.PENDING: "due, waits",
    DeliveryState.WITHHELD: "withheld",
    DeliveryState.UNDELIVERABLE: _GIVEN_UP,
}


def what(kind: MessageKind, carries: Sequence[str]) -> str:
    """Return what kind of message it is, and what kinds of thing it brings: "envelope (reminder, ask)"."""
    return f"{kind.value} ({', '.join(carries)})" if carries else kind.value


def fate(*, state: MessageState, attempts: int) -> str:
    """Return what became of a message, and after how many attempts."""
    tried = f", {attempts} attempts" if attempts > 1 else ""
    return f"{_FATES[state]}{tried}"


def unsent(*, state: DeliveryState) -> str:
    """Return what became of something owed that no message carries."""
    return _UNSENT.get(state, state.value)


def next_way(*, tool: AddressKind, message_id: int) -> str:
    """Return what was tried next: "E-mail, message 12"."""
    return f"{TOOLS[tool]}, message {message_id}"
