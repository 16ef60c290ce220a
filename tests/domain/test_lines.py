"""A line typed after `add`."""

from datetime import date

import pytest

from bot.domain.lines import read_line

TODAY = date(2026, 11, 10)
PARTNERS = ("Castle College", "Castle Trust", "Meadow College", "Northgate Sixth Form")


@pytest.mark.parametrize(
    ("text", "partner", "everybody", "what", "day"),
    [
        (
            "Meadow to send course data by Friday fortnight",
            "Meadow College",
            False,
            "Send course data",
            date(2026, 11, 27),
        ),
        ("MEADOW COLLEGE to sign by 27/11/2026", "Meadow College", False, "Sign", date(2026, 11, 27)),
        ("castle trust to sign by 27 Nov", "Castle Trust", False, "Sign", date(2026, 11, 27)),
        ("all partners to sign by 27 Nov", None, True, "Sign", date(2026, 11, 27)),
        ("Castle to sign by 27 Nov", None, False, "Castle to sign", date(2026, 11, 27)),
        ("Go to the fair by 27 Nov", None, False, "Go to the fair", date(2026, 11, 27)),
        ("Northgate to stand by the door", "Northgate Sixth Form", False, "Stand by the door", None),
        ("book the hall", None, False, "Book the hall", None),
    ],
)
def test_line_gives_partner_what_and_date(
    text: str, partner: str | None, everybody: bool, what: str, day: date | None
) -> None:
    line = read_line(text, partners=PARTNERS, today=TODAY)

    assert (line.partner, line.everybody, line.what, line.date.day) == (partner, everybody, what, day)


def test_line_without_a_day_keeps_what_was_typed_of_the_date() -> None:
    line = read_line("Meadow to sign by the end of March term", partners=PARTNERS, today=TODAY)

    assert line.what
    assert line.date.day is None
