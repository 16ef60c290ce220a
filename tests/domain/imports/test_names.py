import pytest

from bot.domain.imports.names import KnownNames, KnownPerson, Roster, fold, roster_of, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [("  Castle   College ", "castle college"), ("CAFÉ", "cafe"), ("Straße", "strasse"), ("", "")],
)
def test_names_are_compared_without_case_accents_and_spare_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("M. Iqbal", ("m", "iqbal")),
        ("Dr Mina Iqbal", ("mina", "iqbal")),
        ("Cllr. J.P. O'Neill", ("j", "p", "o'neill")),
        ("Prof", ()),
    ],
)
def test_a_name_is_compared_by_its_words_without_titles(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


def test_a_partner_keeps_the_spelling_that_came_first() -> None:
    roster = roster_of(KnownNames(partners=("County Council",)))

    assert roster.add_partner("county  council") == "County Council"
    assert roster.knows_partner("COUNTY COUNCIL")
    assert not roster.knows_partner("Castle College")


def test_a_person_belongs_to_the_one_partner_they_were_seen_with() -> None:
    roster = roster_of(KnownNames(people=(KnownPerson(key="1", name="M Iqbal", partner="Castle College"),)))

    assert roster.partner_of("M. IQBAL") == "Castle College"
    assert roster.knows_person("M Iqbal")


def test_a_person_seen_with_two_partners_belongs_to_neither() -> None:
    roster = Roster()
    roster.add_person(name="A Smith", partner="Castle College")
    roster.add_person(name="A Smith", partner="Meadow College")

    assert roster.partner_of("A Smith") == ""


def test_a_person_without_a_partner_is_known_and_placed_nowhere() -> None:
    roster = Roster()
    roster.add_person(name="A Smith", partner="")

    assert (roster.knows_person("A Smith"), roster.partner_of("A Smith")) == (True, "")
    assert (roster.knows_person("B Smith"), roster.partner_of("B Smith")) == (False, "")
