"""What is said to whoever puts something in where no day is certain on which its holder is asked."""

from datetime import date

import pytest

from bot.domain.asking import AskPlan
from bot.messages import add, plain

THURSDAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("late", "said"),
    [(False, "It isn't agreed until they say so."), (True, "It's close, so a ring would help.")],
)
def test_no_day_is_named_that_nobody_here_can_know(late: bool, said: str) -> None:
    plan = AskPlan(on=THURSDAY, late=late, is_certain=False)
    waits = [("Mina Iqbal", "Castle College", plan)]

    message = add.added(title="Sign accord", due=THURSDAY, waits=waits, own=False, without=(), ringer="Sam")

    words = plain.text(message)
    assert f"I'll ask Mina Iqbal at Castle College in their next message. {said}" in words
