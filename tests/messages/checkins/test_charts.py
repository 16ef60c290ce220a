"""Pictures: whatever they hold, they can be opened, are wide enough to read, and their words say the same."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from bot.messages.checkins import charts, felt
from bot.messages.checkins.felt import Felt
from tests.messages.cast import SAMPLE
from tests.messages.summed_catalogue import feeling, worthwhile


def _opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_how_it_feels_has_a_strip_for_each_line_that_was_asked() -> None:
    one = replace(feeling(SAMPLE), lines={"purpose": feeling(SAMPLE).lines["purpose"]})

    few, many = _opened(charts.feels(one)), _opened(charts.feels(feeling(SAMPLE)))

    assert few.size[0] == many.size[0] == charts.WIDTH
    assert few.size[1] < many.size[1]


@pytest.mark.parametrize(
    "shown", [feeling(SAMPLE), replace(feeling(SAMPLE), lines={})], ids=["lines", "nothing"]
)
def test_every_picture_of_how_it_feels_can_be_opened(shown: Felt) -> None:
    assert _opened(charts.feels(shown)).format == "PNG"


def test_its_words_say_what_it_shows() -> None:
    assert felt.described(feeling(SAMPLE)) == (
        (
            "Purpose. In December few agreed. In November views were mixed. "
            "In October too few answered to show it. In September most agreed."
        ),
        "Trust. In December few agreed. In November views were mixed.",
        "Clarity. In September most agreed.",
    )


def test_is_it_worth_it_has_a_bar_for_what_several_have_ticked() -> None:
    without = worthwhile(SAMPLE, picks=())

    assert _opened(charts.worth(without)).size[1] < _opened(charts.worth(worthwhile(SAMPLE))).size[1]
    assert _opened(charts.worth(worthwhile(SAMPLE, question=None))).format == "PNG"
