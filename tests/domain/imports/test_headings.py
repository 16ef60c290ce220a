import pytest

from bot.domain.imports.headings import Header, Meaning, find_header, repeats
from bot.domain.imports.sheets import CellKind
from bot.errors import Refused
from tests.domain.imports.made_sheets import Typed, row, sheet


def found(*rows: tuple[Typed, ...]) -> Header:
    header = find_header(sheet(*rows))
    assert header is not None
    return header


@pytest.mark.parametrize(
    ("headings", "meanings"),
    [
        (
            ("What", "Who", "Lead person", "By when", "Status", "Notes"),
            [
                Meaning.WHAT,
                Meaning.ORGANISATION,
                Meaning.PERSON,
                Meaning.BY,
                Meaning.STATUS,
                Meaning.NOTES,
            ],
        ),
        (
            ("Action", "Owner(s)", "Organisation", "Due date", "RAG", "Comment"),
            [
                Meaning.WHAT,
                Meaning.PERSON,
                Meaning.ORGANISATION,
                Meaning.BY,
                Meaning.STATUS,
                Meaning.NOTES,
            ],
        ),
        (
            ("TASK:", " who? ", "Deadline", "Progress", "Comment(s)"),
            [Meaning.WHAT, Meaning.ORGANISATION, Meaning.BY, Meaning.STATUS, Meaning.NOTES],
        ),
        (("Milestone", "Responsible", "When"), [Meaning.WHAT, Meaning.PERSON, Meaning.BY]),
        (
            ("Organisation", "Co-ordinator", "Deputy", "E-mail", "Telephone"),
            [
                Meaning.ORGANISATION,
                Meaning.COORDINATOR,
                Meaning.DEPUTY,
                Meaning.EMAIL,
                Meaning.PHONE,
            ],
        ),
        (
            ("By when", "What", "Who", "Person", "State", "So far", "Part of", "Done when", "Why it matters"),
            [
                Meaning.BY,
                Meaning.WHAT,
                Meaning.ORGANISATION,
                Meaning.PERSON,
                Meaning.STATUS,
                Meaning.SO_FAR,
                Meaning.HEADING,
                Meaning.DONE_WHEN,
                Meaning.WHY,
            ],
        ),
    ],
)
def test_headings_are_recognised_by_what_people_call_them(
    headings: tuple[str, ...], meanings: list[Meaning]
) -> None:
    assert dict(found(headings).columns) == dict(zip(meanings, "ABCDEFGHI", strict=False))


def test_who_means_the_person_where_another_column_has_the_organisation() -> None:
    header = found(("What", "Who", "Organisation", "By"))

    assert (header.columns[Meaning.PERSON], header.columns[Meaning.ORGANISATION]) == ("B", "C")


def test_the_row_that_reads_most_like_headings_is_taken_and_the_first_of_two_alike() -> None:
    header = found(
        ("What", "When we met"), ("Action", "Notes"), ("What", "Who", "By when"), ("What", "Who", "By when")
    )

    assert header.row.number == 3


@pytest.mark.parametrize(
    "rows",
    [
        [("Shopping", "list"), ("milk", "2")],
        [("What",), ("Book venue",)],
        [*[("filler",)] * 20, ("What", "Who", "By when")],
        [],
    ],
)
def test_no_headings_are_found_where_fewer_than_two_stand_in_the_first_twenty_rows(
    rows: list[tuple[str, ...]],
) -> None:
    assert find_header(sheet(*rows)) is None


def test_headings_in_the_twentieth_row_are_found() -> None:
    assert found(*[("filler",)] * 19, ("What", "Who", "By when")).row.number == 20


@pytest.mark.parametrize(
    ("headings", "first", "second", "heading"),
    [
        (("What", "Owner", "Owner", "By when"), "B1", "C1", "Owner"),
        (("Action", "Task", "By when"), "A1", "B1", "Task"),
        (("What", "Who", "Organisation", "Lead person"), "D1", "B1", "Who"),
    ],
)
def test_two_columns_of_one_meaning_are_named_with_both_cells(
    headings: tuple[str, ...], first: str, second: str, heading: str
) -> None:
    with pytest.raises(Refused) as refused:
        find_header(sheet(headings, name="Plan"))

    assert refused.value.key == "two_columns"
    assert refused.value.parameters == {
        "sheet": "Plan",
        "first": first,
        "second": second,
        "heading": heading,
    }


def test_a_heading_that_means_nothing_to_us_is_kept_as_unknown() -> None:
    header = found(("What", "Budget", "Who", "By when"))

    assert [cell.ref for cell in header.unknown] == ["B1"]


@pytest.mark.parametrize(
    ("headings", "actions", "contacts"),
    [
        (("What", "By when"), True, False),
        (("What", "Who"), True, False),
        (("What", "Owner"), True, False),
        (("What", "Notes"), False, False),
        (("Organisation", "Email"), False, True),
        (("Organisation", "Contact"), False, True),
        (("Person", "Organisation", "Phone"), False, True),
        (("Organisation", "Person"), False, True),
        (("Organisation", "Notes"), False, False),
        (("Email", "Phone"), False, False),
        (("Name", "Status"), False, False),
        (("Name", "Email"), False, True),
    ],
)
def test_a_table_lists_actions_or_contacts_by_its_headings(
    headings: tuple[str, ...], actions: bool, contacts: bool
) -> None:
    header = found(headings)

    assert (header.lists_actions, header.lists_contacts) == (actions, contacts)


def test_a_cell_of_a_column_that_the_table_does_not_have_is_empty() -> None:
    header = found(("What", "Who"))

    assert header.cell(row(5, "Book venue", "Castle College"), Meaning.WHAT).text == "Book venue"
    assert header.cell(row(5, "Book venue", "Castle College"), Meaning.BY).kind is CellKind.EMPTY


def test_headings_said_again_are_recognised_in_any_case_and_a_row_of_values_is_not() -> None:
    header = found(("What", "Who"))

    assert repeats(row(9, "WHAT", "who "), header=header)
    assert not repeats(row(9, "What", "Castle"), header=header)
