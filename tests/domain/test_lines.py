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


PEOPLE = {
    "Mina Iqbal": "Castle College",
    "Kwame Osei": "Meadow College",
    "Kwame Addo": "Castle College",
    "Grace Obi": None,
}
TWO = ("Castle College", "Meadow College")


@pytest.mark.parametrize(
    ("text", "partner", "person", "what"),
    [
        ("Mina to send course data by 27 Nov", "Castle College", "Mina Iqbal", "Send course data"),
        ("MINA  IQBAL to sign by 27 Nov", "Castle College", "Mina Iqbal", "Sign"),
        ("Kwame at Castle to sign by 27 Nov", "Castle College", "Kwame Addo", "Sign"),
        ("Kwame Osei, from Meadow College: sign by 27 Nov", "Meadow College", "Kwame Osei", "Sign"),
        ("Grace to open the fair by 27 Nov", None, "Grace Obi", "Open the fair"),
        ("Castle: sign by 27 Nov", "Castle College", "", "Sign"),
        ("Kwam to sign by 27 Nov", None, "", "Kwam to sign"),
    ],
)
def test_somebody_is_found_by_the_words_of_their_name(
    text: str, partner: str | None, person: str, what: str
) -> None:
    line = read_line(text, partners=TWO, people=PEOPLE, today=TODAY)

    assert (line.partner, line.person, line.what) == (partner, person, what)
    assert line.stranger == ""


@pytest.mark.parametrize(
    ("text", "who", "fitting", "stranger"),
    [
        ("Kwame to sign by 27 Nov", "Kwame", ("Kwame Osei", "Kwame Addo"), ""),
        ("Zed at Castle to sign by 27 Nov", "", (), "Zed"),
        ("Zed at Elsewhere to sign by 27 Nov", "Zed at Elsewhere", (), ""),
        ("Whoever has time and a car left to drive by 27 Nov", "", (), ""),
        ("Agree: who does what by 27 Nov", "", (), ""),
    ],
)
def test_name_that_fits_nobody_is_kept_as_it_was_typed(
    text: str, who: str, fitting: tuple[str, ...], stranger: str
) -> None:
    line = read_line(text, partners=TWO, people=PEOPLE, today=TODAY)

    assert (line.who, line.fitting, line.stranger) == (who, fitting, stranger)


def test_first_name_that_two_have_at_one_partner_is_given_with_both() -> None:
    people = {"Kwame Osei": "Meadow College", "Kwame Addo": "Meadow College"}

    line = read_line("Kwame at Meadow to sign", partners=TWO, people=people, today=TODAY)

    assert (line.partner, line.stranger) == ("Meadow College", "Kwame")
    assert line.fitting == ("Kwame Osei", "Kwame Addo")


@pytest.mark.parametrize(
    ("text", "what", "day", "reason"),
    [
        ("Meadow to meet on 27 November", "Meet", date(2026, 11, 27), None),
        ("Meadow to wait until Friday", "Wait", date(2026, 11, 13), None),
        ("Meadow to meet on 31 February", "Meet", None, "no_such_day"),
        ("Meadow to meet on Mon 27 Nov 2026", "Meet", None, "weekday_differs"),
        ("Meadow to print on demand", "Print on demand", None, "missing_day"),
        ("Meadow to report on May", "Report on May", None, "missing_day"),
        ("Meadow to meet on 3 March by 27 November", "Meet on 3 March", date(2026, 11, 27), None),
    ],
)
def test_day_after_on_or_until_is_the_date_where_none_is_given_by_by(
    text: str, what: str, day: date | None, reason: str | None
) -> None:
    line = read_line(text, partners=PARTNERS, today=TODAY)

    assert (line.what, line.date.day, line.date.reason) == (what, day, reason)
