"""What the bar of the demo says once the clock was moved."""

import pytest

from bot.messages import demo


@pytest.mark.parametrize(
    ("counts", "closed", "said"),
    [
        ({}, "", "Nothing was sent."),
        ({}, "half-term", "Nothing was sent. All partners are closed today (half-term)."),
        ({"Sam Hallam": 1, "Mina Iqbal": 2}, "", "Written to: Sam Hallam and Mina Iqbal (two)."),
        ({"Sam Hallam": 1}, "half-term", "Written to: Sam Hallam."),
    ],
    ids=["nothing", "nothing in the holidays", "two people", "one person as the holidays begin"],
)
def test_bar_says_who_was_written_to_or_why_nobody_was(
    counts: dict[str, int], closed: str, said: str
) -> None:
    assert demo.sent(counts, closed=closed) == said
