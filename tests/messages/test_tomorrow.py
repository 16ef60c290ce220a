"""**Tomorrow's post**: the real words of what goes out, and of something long its beginning."""

from datetime import UTC, datetime
from typing import Final

import pytest

from bot.messages import tomorrow
from bot.messages.model import Message, Paragraph
from bot.messages.plain import line
from bot.messages.tomorrow import Mail, Part

THE_REST: Final = "… and more. Try it on me shows you all of it."


def _lines(paragraphs: int) -> list[str]:
    blocks = tuple(Paragraph(text=(f"Line {number}",)) for number in range(1, paragraphs + 1))
    mail = Mail(
        person_id=7,
        name="Mina Iqbal",
        parts=(Part(delivery_id=1, title="the hello"),),
        at=datetime(2026, 12, 1, 8, 30, tzinfo=UTC),
        messages=(Message(opening="Riverside: hello from Bywhen.", blocks=blocks),),
    )
    return [line(one) for one in tomorrow.going(9, mail).lines]


@pytest.mark.parametrize("paragraphs", [0, 1, 11])
def test_short_message_stands_there_whole(paragraphs: int) -> None:
    said = _lines(paragraphs)

    assert len(said) == 1 + paragraphs
    assert said[0] == "Riverside: hello from Bywhen."


@pytest.mark.parametrize("paragraphs", [12, 30])
def test_of_a_long_message_the_beginning_stands_there(paragraphs: int) -> None:
    said = _lines(paragraphs)

    assert said[-2:] == ["Line 10", THE_REST]
    assert len(said) == 12
