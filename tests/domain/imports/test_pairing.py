import pytest

from bot.domain.imports.names import Roster
from bot.domain.imports.owners import OwnerKind
from bot.domain.imports.pairing import Owners, learn, pair, read_owners


def taught(*rows: tuple[str, str]) -> Roster:
    roster = Roster()
    for organisations, people in rows:
        learn(read_owners(organisations=organisations, people=people, roster=roster), roster=roster)
    return roster


def paired(organisations: str, people: str, roster: Roster) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    owners = pair(read_owners(organisations=organisations, people=people, roster=roster), roster=roster)
    return owners.partners, [(owner.name, owner.partner) for owner in owners.people]


@pytest.mark.parametrize(
    ("organisations", "people", "everyone", "partners"),
    [
        ("All partners", "", True, ()),
        ("", "all", True, ()),
        ("all", "all", True, ()),
        ("Castle College", "all", False, ("Castle College",)),
        ("", "Castle College", False, ("Castle College",)),
        ("Castle College / castle college", "", False, ("Castle College", "castle college")),
        ("tbc", "tbc", False, ()),
        ("", "", False, ()),
    ],
)
def test_the_two_cells_of_owners_are_read_together(
    organisations: str, people: str, everyone: bool, partners: tuple[str, ...]
) -> None:
    owners = read_owners(organisations=organisations, people=people, roster=Roster())

    assert owners == Owners(partners=partners, everyone=everyone, people=())


def test_a_person_of_several_is_put_with_the_partner_that_single_rows_teach() -> None:
    roster = taught(("Town Council", "C. Adeyemi"), ("Valley Health Trust", "H. Brandt"))

    assert paired("Valley Health Trust, Town Council", "C. Adeyemi & H. Brandt", roster) == (
        ("Valley Health Trust", "Town Council"),
        [("C. Adeyemi", "Town Council"), ("H. Brandt", "Valley Health Trust")],
    )


def test_people_nobody_knows_are_put_with_the_partner_in_the_same_place() -> None:
    assert paired("Castle College / Meadow College", "M Iqbal, K Osei", Roster()) == (
        ("Castle College", "Meadow College"),
        [("M Iqbal", "Castle College"), ("K Osei", "Meadow College")],
    )


def test_the_last_person_and_the_last_partner_belong_together() -> None:
    roster = taught(("Meadow College", "K Osei"))

    assert paired("Castle College / Meadow College", "K Osei, M Iqbal", roster) == (
        ("Castle College", "Meadow College"),
        [("K Osei", "Meadow College"), ("M Iqbal", "Castle College")],
    )


@pytest.mark.parametrize(
    ("organisations", "people", "placed"),
    [
        ("Castle College, Meadow College, Northgate Form", "Chair to lead", [("Chair to lead", "")]),
        (
            "Castle College / Meadow College",
            "A Ames, B Bell, C Cole",
            [("A Ames", ""), ("B Bell", ""), ("C Cole", "")],
        ),
        ("All partners", "Co-ordinators", [("Co-ordinators", "")]),
        ("Castle College", "Principal", [("Principal", "Castle College")]),
        ("", "A Ames", [("A Ames", "")]),
    ],
)
def test_whoever_cannot_be_placed_is_placed_nowhere(
    organisations: str, people: str, placed: list[tuple[str, str]]
) -> None:
    assert paired(organisations, people, Roster())[1] == placed


def test_a_row_without_a_partner_gets_those_of_its_people() -> None:
    roster = taught(("Castle College", "M Iqbal"), ("Meadow College", "K Osei"))

    assert paired("", "K Osei, M Iqbal, K Osei", roster)[0] == ("Meadow College", "Castle College")


def test_a_row_of_all_partners_keeps_its_people_with_theirs() -> None:
    roster = taught(("Castle College", "M Iqbal"))

    assert paired("All", "M Iqbal", roster) == ((), [("M Iqbal", "Castle College")])


def test_a_person_listed_under_another_partner_counts_for_that_one() -> None:
    roster = taught(("Castle College", "M Iqbal"))

    assert paired("Meadow College", "M Iqbal", roster)[1] == [("M Iqbal", "Meadow College")]


def test_a_role_teaches_nothing_and_a_partner_keeps_its_first_spelling() -> None:
    roster = taught(("County Council", "Principal"))

    assert not roster.knows_person("Principal")
    assert paired("county council / County  Council", "", roster)[0] == ("County Council",)


def test_the_kind_of_each_owner_is_kept() -> None:
    owners = read_owners(organisations="Chair", people="M Iqbal, Principal", roster=Roster())

    assert [(owner.kind, owner.name) for owner in owners.people] == [
        (OwnerKind.ROLE, "Chair"),
        (OwnerKind.PERSON, "M Iqbal"),
        (OwnerKind.ROLE, "Principal"),
    ]
