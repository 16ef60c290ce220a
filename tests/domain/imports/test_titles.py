from datetime import date

import pytest

from bot.domain.imports.titles import Heading, read_title
from tests.domain.imports.made_sheets import Typed, row

TODAY = date(2026, 9, 10)


@pytest.mark.parametrize(
    ("line", "meeting"),
    [
        (("Who does what – agreed at the steering group, 10 September 2026 (v3)",), date(2026, 9, 10)),
        (("Minutes of 3rd July, 2026",), date(2026, 7, 3)),
        (("Meeting of 1/9/26",), date(2026, 9, 1)),
        (("Date of meeting:", date(2026, 9, 8)), date(2026, 9, 8)),
        (("Next meeting: 12 January 2027",), None),
        (("Last changed on 3 July 2026",), None),
        (("Agreed at the meeting of 31 June 2026",), None),
        (("Agreed in September",), None),
    ],
)
def test_the_date_of_the_meeting_is_taken_from_a_line_that_says_so(
    line: tuple[Typed, ...], meeting: date | None
) -> None:
    assert read_title([row(1, "The plan"), row(2, *line)], today=TODAY).meeting == meeting


def test_the_first_line_is_the_title_and_what_says_nothing_else_is_left_over() -> None:
    rows = [row(1, "  Riverside  Group "), row(2, "Agreed on 1 September 2026"), row(3, "Please print")]

    assert read_title(rows, today=TODAY) == Heading(
        title="Riverside Group", meeting=date(2026, 9, 1), others=(rows[2],)
    )


def test_a_table_with_nothing_above_it_has_no_title() -> None:
    assert read_title([], today=TODAY) == Heading(title="", meeting=None, others=())
