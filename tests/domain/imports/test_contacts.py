import pytest

from bot.domain.imports.contacts import read_contact
from bot.domain.imports.headings import Meaning, find_header
from bot.domain.imports.names import Roster
from bot.domain.imports.owners import Owner, OwnerKind
from bot.domain.imports.readings import ImportedContact, Problem, Unclear
from tests.domain.imports.made_sheets import Typed, sheet

HEADINGS = ("Organisation", "Co-ordinator", "Deputy", "Email", "Phone")


def contact(
    *values: Typed, headings: tuple[str, ...] = HEADINGS, roster: Roster | None = None
) -> ImportedContact | Unclear:
    made = sheet(headings, values, name="Contacts")
    header = find_header(made)
    assert header is not None
    return read_contact(made.rows[1], sheet="Contacts", header=header, roster=roster or Roster())


def person(name: str, partner: str) -> Owner:
    return Owner(kind=OwnerKind.PERSON, name=name, partner=partner)


def test_a_contact_is_read_whole_and_teaches_who_belongs_where() -> None:
    roster = Roster()

    read = contact(
        "Castle  College", "M Iqbal", "R Stone", " m@castle.example ", "01632 960 118", roster=roster
    )

    assert read == ImportedContact(
        sheet="Contacts",
        row=2,
        cells={
            Meaning.ORGANISATION: "A2",
            Meaning.COORDINATOR: "B2",
            Meaning.DEPUTY: "C2",
            Meaning.EMAIL: "D2",
            Meaning.PHONE: "E2",
        },
        organisation="Castle College",
        coordinator=person("M Iqbal", "Castle College"),
        deputy=person("R Stone", "Castle College"),
        email="m@castle.example",
        phone="01632 960 118",
    )
    assert roster.partner_of("R. Stone") == "Castle College"


def test_a_person_takes_the_place_of_a_co_ordinator_where_that_is_the_heading() -> None:
    read = contact("A Ames", "Castle College", "a@c.example", headings=("Person", "Organisation", "Email"))

    assert isinstance(read, ImportedContact)
    assert read.coordinator == person("A Ames", "Castle College")


@pytest.mark.parametrize("written", ["tbc", None])
def test_an_organisation_may_have_nobody_yet(written: str | None) -> None:
    read = contact("Castle College", written)

    assert isinstance(read, ImportedContact)
    assert (read.coordinator, read.deputy) == (None, None)


def test_a_role_keeps_its_word_and_teaches_nobody() -> None:
    roster = Roster()

    read = contact("Castle College", "Principal", roster=roster)

    assert isinstance(read, ImportedContact)
    assert read.coordinator == Owner(kind=OwnerKind.ROLE, name="Principal", partner="Castle College")
    assert not roster.knows_person("Principal")


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        (
            (None, "M Iqbal", None, "m@castle.example"),
            Problem(cell="A2", written="", reason="no_organisation"),
        ),
        (
            ("Castle College", "M Iqbal / A Ames"),
            Problem(cell="B2", written="M Iqbal / A Ames", reason="one_person"),
        ),
        (
            ("Castle College", "M Iqbal", "R Stone, A Ames"),
            Problem(cell="C2", written="R Stone, A Ames", reason="one_person"),
        ),
        (
            ("Castle College", "M Iqbal", None, "m at castle"),
            Problem(cell="D2", written="m at castle", reason="unreadable_email"),
        ),
    ],
)
def test_a_contact_that_is_not_clear_says_where(values: tuple[Typed, ...], problem: Problem) -> None:
    read = contact(*values)

    assert isinstance(read, Unclear)
    assert read.contact is not None
    assert read.contact.coordinator is not None
    assert read.problems == (problem,)
