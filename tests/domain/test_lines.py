"""A line typed after `add`."""

from datetime import date

import pytest

from bot.domain.lines import Named, read_line

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


MINA = Named(id=1, name="Mina Iqbal", partner="Castle College")
OSEI = Named(id=2, name="Kwame Osei", partner="Meadow College")
ADDO = Named(id=3, name="Kwame Addo", partner="Castle College")
GRACE = Named(id=4, name="Grace Obi", partner=None)
PEOPLE = (MINA, OSEI, ADDO, GRACE)
TWO = ("Castle College", "Meadow College")


@pytest.mark.parametrize(
    ("text", "partner", "person", "what"),
    [
        ("Mina to send course data by 27 Nov", "Castle College", MINA, "Send course data"),
        ("MINA  IQBAL to sign by 27 Nov", "Castle College", MINA, "Sign"),
        ("Kwame at Castle to sign by 27 Nov", "Castle College", ADDO, "Sign"),
        ("Kwame Osei, from Meadow College: sign by 27 Nov", "Meadow College", OSEI, "Sign"),
        ("Grace to open the fair by 27 Nov", None, GRACE, "Open the fair"),
        ("Castle: sign by 27 Nov", "Castle College", None, "Sign"),
        ("Kwam to sign by 27 Nov", None, None, "Kwam to sign"),
    ],
)
def test_somebody_is_found_by_the_words_of_their_name(
    text: str, partner: str | None, person: Named | None, what: str
) -> None:
    line = read_line(text, partners=TWO, people=PEOPLE, today=TODAY)

    assert (line.partner, line.person, line.what) == (partner, person, what)
    assert line.stranger == ""


@pytest.mark.parametrize(
    ("text", "who", "could_be", "stranger"),
    [
        ("Kwame to sign by 27 Nov", "Kwame", (OSEI, ADDO), ""),
        ("Zed at Castle to sign by 27 Nov", "", (), "Zed"),
        ("Zed at Elsewhere to sign by 27 Nov", "Zed at Elsewhere", (), ""),
        ("Whoever has time and a car left to drive by 27 Nov", "", (), ""),
        ("Agree: who does what by 27 Nov", "", (), ""),
    ],
)
def test_name_that_fits_nobody_is_kept_as_it_was_typed(
    text: str, who: str, could_be: tuple[Named, ...], stranger: str
) -> None:
    line = read_line(text, partners=TWO, people=PEOPLE, today=TODAY)

    assert (line.who, line.could_be, line.stranger) == (who, could_be, stranger)


@pytest.mark.parametrize(
    ("text", "partner", "stranger"),
    [
        ("Invite everyone at Castle to come to the fair", None, ""),
        ("Ask the head of Meadow to come", None, ""),
        ("Agreement of Castle to be signed", None, ""),
        ("Lend the hall from Meadow College: all day", None, ""),
        ("zed at Castle to sign", None, ""),
        ("Zed Mary Ann at Castle to sign", None, ""),
        ("Everyone at Castle to come", "Castle College", ""),
        ("Zed at Castle to sign", "Castle College", "Zed"),
        ("Zed Black, from Castle to sign", "Castle College", "Zed Black"),
    ],
)
def test_nothing_is_eaten_of_what_names_nobody(text: str, partner: str | None, stranger: str) -> None:
    line = read_line(f"{text} by 27 Nov", partners=TWO, people=PEOPLE, today=TODAY)

    assert line.what == text[0].upper() + text[1:]
    assert (line.partner, line.person, line.stranger, line.who) == (partner, None, stranger, "")


ANN = Named(id=5, name="Ann Smith", partner="Castle College")
OTHER_ANN = Named(id=6, name="Ann Smith", partner="Meadow College")


@pytest.mark.parametrize(
    ("text", "person"), [("Ann Smith at Castle to sign", ANN), ("Ann at Meadow to sign", OTHER_ANN)]
)
def test_two_of_one_name_are_found_each_at_their_partner(text: str, person: Named) -> None:
    line = read_line(text, partners=TWO, people=(ANN, OTHER_ANN), today=TODAY)

    assert (line.partner, line.person, line.stranger) == (person.partner, person, "")


def test_two_of_one_name_are_two_that_fit() -> None:
    line = read_line("Ann Smith to sign", partners=TWO, people=(ANN, OTHER_ANN), today=TODAY)

    assert (line.partner, line.person, line.could_be) == (None, None, (ANN, OTHER_ANN))
    assert (line.who, line.what) == ("Ann Smith", "Ann Smith to sign")


def test_first_name_that_two_have_at_one_partner_is_given_with_both() -> None:
    people = (OSEI, Named(id=3, name="Kwame Addo", partner="Meadow College"))

    line = read_line("Kwame at Meadow to sign", partners=TWO, people=people, today=TODAY)

    assert (line.partner, line.stranger) == ("Meadow College", "Kwame")
    assert (line.could_be, line.what) == (people, "Sign")


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
