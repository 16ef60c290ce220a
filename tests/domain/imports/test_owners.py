import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.imports.names import Roster
from bot.domain.imports.owners import (
    Owner,
    OwnerKind,
    is_of_the_partnership,
    is_role,
    means_everyone,
    names_nobody,
    names_some_partners,
    read_organisation,
    read_person,
    split_organisations,
    split_people,
)


@pytest.fixture
def roster() -> Roster:
    roster = Roster()
    roster.add_person(name="Mina Iqbal", partner="Castle College")
    roster.add_partner("Health and Care Trust")
    roster.add_partner("Northgate")
    return roster


@pytest.mark.parametrize(
    ("text", "everyone"),
    [
        ("All", True),
        ("all partners", True),
        ("Each partner", True),
        ("EVERY PARTNER", True),
        ("all the organisations", True),
        ("everyone", True),
        ("all of us", True),
        ("All Saints College", False),
        ("all but Castle", False),
        ("Castle College", False),
        ("", False),
    ],
)
def test_all_partners_are_meant_by_several_words(text: str, everyone: bool) -> None:
    assert means_everyone(text) is everyone


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("All colleges", True),
        ("each but Castle", True),
        ("All Saints College", False),
        ("Every Child Trust", False),
        ("Castle College", False),
        ("", False),
    ],
)
def test_several_partners_that_are_not_named_are_noticed(text: str, some: bool) -> None:
    assert names_some_partners(text) is some


@pytest.mark.parametrize(
    ("text", "nobody"),
    [("tbc", True), ("N/A", True), ("", True), ("–", True), ("(tbc)", True), ("Tibor", False)],
)
def test_nobody_is_meant_by_the_usual_placeholders(text: str, nobody: bool) -> None:
    assert names_nobody(text) is nobody


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Principal", True),
        ("Estates", True),
        ("Chairs", True),
        ("Chair to lead", True),
        ("Co-ordinators", True),
        ("legal leads", True),
        ("Head of Admissions", True),
        ("of the", False),
        ("Partnership office", False),
        ("M Iqbal", False),
        ("Jo Blake", False),
    ],
)
def test_a_role_is_no_person(text: str, role: bool) -> None:
    assert is_role(text) is role


@pytest.mark.parametrize(
    ("kind", "name", "own"),
    [
        (OwnerKind.ROLE, "Chair", True),
        (OwnerKind.ROLE, "the Runner", True),
        (OwnerKind.ROLE, "Principal", False),
        (OwnerKind.PERSON, "Runner", False),
    ],
)
def test_chair_and_runner_are_roles_of_the_partnership_itself(kind: OwnerKind, name: str, own: bool) -> None:
    assert is_of_the_partnership(Owner(kind=kind, name=name)) is own


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Castle College / Northgate Sixth Form", ("Castle College", "Northgate Sixth Form")),
        (
            "Castle College; Meadow College,Brook Lane",
            ("Castle College", "Meadow College", "Brook Lane"),
        ),
        ("Castle College\nMeadow College", ("Castle College", "Meadow College")),
        ("Town Council & Valley Trust", ("Town Council", "Valley Trust")),
        ("Town Council and Valley Trust", ("Town Council", "Valley Trust")),
        ("Health and Care Trust", ("Health and Care Trust",)),
        ("Arts & Crafts Guild", ("Arts & Crafts Guild",)),
        ("Meadow and Northgate", ("Meadow", "Northgate")),
        ("Meadow / Health and  Care Trust", ("Meadow", "Health and Care Trust")),
        ("/ Castle College ;", ("Castle College",)),
        ("", ()),
    ],
)
def test_the_organisations_of_a_cell_are_told_apart(
    text: str, names: tuple[str, ...], roster: Roster
) -> None:
    assert split_organisations(text, roster=roster) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("M Iqbal, J Pereira", ("M Iqbal", "J Pereira")),
        ("C. Adeyemi & H. Brandt", ("C. Adeyemi", "H. Brandt")),
        ("Mina and Rob", ("Mina", "Rob")),
        ("Chair and Principal", ("Chair and Principal",)),
        ("Mina  Iqbal", ("Mina Iqbal",)),
    ],
)
def test_the_people_of_a_cell_are_told_apart(text: str, names: tuple[str, ...], roster: Roster) -> None:
    assert split_people(text, roster=roster) == names


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("northgate", Owner(kind=OwnerKind.ORGANISATION, name="Northgate")),
        ("Meadow  College", Owner(kind=OwnerKind.ORGANISATION, name="Meadow College")),
        ("Partnership office", Owner(kind=OwnerKind.ORGANISATION, name="Partnership office")),
        ("BBC Wales", Owner(kind=OwnerKind.ORGANISATION, name="BBC Wales")),
        ("UK Trust", Owner(kind=OwnerKind.ORGANISATION, name="UK Trust")),
        ("Our Town", Owner(kind=OwnerKind.ORGANISATION, name="Our Town")),
        ("JP Lund", Owner(kind=OwnerKind.PERSON, name="JP Lund")),
        ("J. P. Lund Smith", Owner(kind=OwnerKind.PERSON, name="J. P. Lund Smith")),
        ("Chair", Owner(kind=OwnerKind.ROLE, name="Chair")),
        ("T Lund", Owner(kind=OwnerKind.PERSON, name="T Lund")),
        ("mina iqbal", Owner(kind=OwnerKind.PERSON, name="mina iqbal")),
    ],
)
def test_a_column_of_organisations_may_hold_a_role_or_a_person(
    text: str, owner: Owner, roster: Roster
) -> None:
    assert read_organisation(text, roster=roster) == owner


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("J.P. O'Neill", Owner(kind=OwnerKind.PERSON, name="J.P. O'Neill")),
        ("Rob Stone", Owner(kind=OwnerKind.PERSON, name="Rob Stone")),
        (
            "Admissions – T Lund",
            Owner(kind=OwnerKind.PERSON, name="T Lund", note="Admissions"),
        ),
        ("Admissions - Tom Lund", Owner(kind=OwnerKind.PERSON, name="Tom Lund", note="Admissions")),
        ("T Lund (admissions)", Owner(kind=OwnerKind.PERSON, name="T Lund", note="admissions")),
        (
            "M Iqbal <m.iqbal@castle.example>",
            Owner(kind=OwnerKind.PERSON, name="M Iqbal", email="m.iqbal@castle.example"),
        ),
        (
            "m.iqbal@castle.example",
            Owner(kind=OwnerKind.PERSON, name="m.iqbal@castle.example", email="m.iqbal@castle.example"),
        ),
        ("Castle College", Owner(kind=OwnerKind.ORGANISATION, name="Castle College")),
        ("Northgate", Owner(kind=OwnerKind.ORGANISATION, name="Northgate")),
        ("Principal", Owner(kind=OwnerKind.ROLE, name="Principal")),
        ("Admissions lead", Owner(kind=OwnerKind.ROLE, name="Admissions lead")),
        ("Whole  admissions team", Owner(kind=OwnerKind.ROLE, name="Whole admissions team")),
        ("(Mina)", Owner(kind=OwnerKind.PERSON, name="(Mina)", note="Mina")),
    ],
)
def test_a_column_of_people_may_hold_a_role_or_an_organisation(
    text: str, owner: Owner, roster: Roster
) -> None:
    assert read_person(text, roster=roster) == owner


@given(st.text(max_size=60))
def test_whatever_a_cell_of_owners_holds_is_read(text: str) -> None:
    roster = Roster()

    for name in (*split_people(text, roster=roster), *split_organisations(text, roster=roster)):
        read_person(name, roster=roster)
        read_organisation(name, roster=roster)
