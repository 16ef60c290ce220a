"""What runner and chair press about a critical action of Mina's in the evening, and what is sent because of it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from bot.domain.commitments import Commitment
from bot.domain.importance import Importance
from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.model import Button, Item
from bot.services import planning
from bot.services.presses import Pressed
from handlers.conversations.incoming import Press
from handlers.conversations.replies import Replace
from storage import commitments
from tests import calls, planned
from tests.pressing import answer
from tests.riverside import Riverside

EVENING: Final = datetime(2026, 11, 10, 21, 5, tzinfo=UTC)
"""Tuesday 10 November 2026, five past nine in the evening."""

DUE: Final = planned.DUE


def promised(
    group: Riverside, *, importance: Importance = Importance.CRITICAL, **how: Any
) -> tuple[Commitment, Pressed]:
    """Put in something that Mina has accepted, and plan what she hears of it."""
    made = planned.add(group, importance=importance, **how)
    planned.plan(group, planning.plan_reminders, made, now=EVENING)
    return made, now_of(group, made)


def now_of(group: Riverside, made: Commitment) -> Pressed:
    with group.database.read() as transaction:
        _, share = commitments.of_share(transaction, viewer=group.viewer("sam"), share_id=made.shares[0].id)
    return Pressed(share_id=share.id, version=share.version)


def drop(group: Riverside, pressed: Pressed, *, by: str = "U-GRACE", now: datetime = EVENING) -> Any:
    """Send the form **Drop**."""
    arg = f"{pressed.share_id}.{pressed.version}"
    sent = calls.submit(group.installation_id, by, Intent.DROP, arg=arg, reason="")
    return answer(group, sent, now=now)


def item(reply: Any) -> Item:
    assert isinstance(reply, Replace)
    assert isinstance(reply.item, Item)
    return reply.item


def lines(reply: Any) -> list[str]:
    return [plain.line(one) for one in item(reply).lines]


def labels(reply: Any) -> list[str]:
    return [one.label for one in item(reply).buttons]


def choose(group: Riverside, reply: Any, label: str, *, by: str = "U-GRACE", now: datetime = EVENING) -> Any:
    """Press one of the buttons that a reply has shown."""
    return answer(group, pressing(group, reply, label, by=by), now=now)


def pressing(group: Riverside, reply: Any, label: str, *, by: str = "U-GRACE") -> Press:
    [found] = [one for one in item(reply).buttons if one.label == label]
    return _press(group, found, by)


def _press(group: Riverside, found: Button, by: str) -> Press:
    sent = calls.press(group.installation_id, by, found.intent, arg=found.arg)
    return replace(sent, partnership_id=found.partnership_id)
