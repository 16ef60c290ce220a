"""**Who was reached**, as the runner presses it."""

import pytest

from bot.domain.permissions import Intent
from bot.errors import DeliveryFailed
from bot.messages import plain
from bot.messages.model import Message, Table
from handlers.conversations.replies import Say
from tests import calls, pressing
from tests.outgoing import TUESDAY, envelope, fail
from tests.riverside import Riverside


def press(group: Riverside, who: str = "U-SAM") -> Message:
    sent = calls.press(group.installation_id, who, Intent.REACHED)
    reply = pressing.answer(group, sent, now=TUESDAY)
    assert isinstance(reply, Say)
    assert not reply.in_room
    return reply.message


def table(message: Message) -> Table:
    [found] = [block for block in message.blocks if isinstance(block, Table)]
    return found


def test_it_is_a_table_with_a_row_for_each_person(group: Riverside) -> None:
    shown = press(group)

    assert shown.opening == "Riverside Progression Group: who was reached."
    assert table(shown).columns == ("Person", "Organisation", "Reached?", "By")
    assert table(shown).rows[0] == ("Dee Frame", "Brook Lane Training", "Not yet", "Telephone")
    assert ("Mina Iqbal", "Castle College", "Not yet", "Slack") in table(shown).rows
    assert "I don't say who looked at it, or when." in plain.text(shown)
    assert "A ring" not in plain.text(shown)


def test_where_somebody_was_not_reached_it_says_what_to_do(group: Riverside) -> None:
    fail(group, envelope(group), DeliveryFailed("user_not_found", permanent=True), TUESDAY)

    shown = press(group)

    assert ("Mina Iqbal", "Castle College", "Not reached", "Slack") in table(shown).rows
    assert "Not reached? A ring is the quickest way to find out what works for them." in plain.text(shown)


@pytest.mark.parametrize("who", ["U-GRACE", "U-MINA", "U-ROB"])
def test_nobody_else_is_told(group: Riverside, who: str) -> None:
    shown = press(group, who)

    assert "Mina" not in plain.text(shown)
    assert not [block for block in shown.blocks if isinstance(block, Table)]
