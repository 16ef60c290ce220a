from datetime import date

from bot.domain.timetables import ALL_PARTNERS, TimetableRow, by_date, by_partner


def row(what: str, *partners: str, day: int) -> TimetableRow:
    return TimetableRow(what=what, partners=partners, by=date(2026, 11, day), state="Agreed")


SIGN = row("Sign", ALL_PARTNERS, day=9)
BOOK = row("Book", "Meadow", "castle", day=20)
ASK = row("ask", "Meadow", day=20)


def test_the_soonest_comes_first_and_then_the_alphabet() -> None:
    assert by_date((BOOK, ASK, SIGN)) == (SIGN, ASK, BOOK)


def test_each_partner_has_its_own_and_what_is_for_all_stands_once_at_the_end() -> None:
    assert by_partner((BOOK, ASK, SIGN)) == (
        ("castle", (BOOK,)),
        ("Meadow", (ASK, BOOK)),
        (ALL_PARTNERS, (SIGN,)),
    )


def test_a_row_of_all_partners_says_so() -> None:
    assert (SIGN.is_for_all, BOOK.is_for_all) == (True, False)
