"""How long a form takes is counted from all that stands on it."""

import pytest

from bot.domain.questions import minutes
from bot.messages.bank import CURRENT


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((), 1),
        (("purpose",), 1),
        (("purpose", "trust", "clarity"), 2),
        (("purpose", "trust", "clarity", "changed"), 2),
        (("trust", "clarity", "worth_it", "worth_it_for_you"), 3),
        (("easier", "thanks"), 2),
    ],
)
def test_minutes_of_a_form(keys: tuple[str, ...], expected: int) -> None:
    assert minutes(CURRENT.questions[key] for key in keys if key in CURRENT.questions) == expected


def test_a_list_to_tick_takes_time_of_its_own() -> None:
    worth = CURRENT.questions["worth_it"]

    assert len(worth.lists) == 3
    assert minutes([worth] * 4) > minutes([CURRENT.questions["purpose"]] * 4)
