import pytest

from bot.domain.imports.names import KnownPerson
from bot.domain.imports.owners import Owner, OwnerKind
from bot.domain.imports.people import ImportedPerson, Match, MatchedBy, match, people_of
from bot.domain.imports.readings import ImportedAction, ImportedContact, Problem, Reading, Unclear

MINA = KnownPerson(key="1", name="Mina Iqbal", email="M.Iqbal@castle.example", partner="Castle College")
MARK = KnownPerson(key="2", name="Mark Iqbal", email="mark@meadow.example", partner="Meadow College")
ROB = KnownPerson(key="3", name="Rob Stone", email="rob@castle.example")
NAMESAKE = KnownPerson(key="4", name="Rob Stone", email="rob.stone@north.example")
KWAME = KnownPerson(key="5", name="K Osei")
NAMELESS = KnownPerson(key="6", name="")


@pytest.mark.parametrize(
    ("person", "known", "by"),
    [
        (ImportedPerson(name="Somebody", email=" m.iqbal@CASTLE.example "), MINA, MatchedBy.EMAIL),
        (ImportedPerson(name="mina  iqbal"), MINA, MatchedBy.NAME),
        (ImportedPerson(name="Dr Mina Iqbal"), MINA, MatchedBy.NAME),
        (ImportedPerson(name="M Iqbal", partner="castle college"), MINA, MatchedBy.INITIAL),
        (ImportedPerson(name="Kwame Osei"), KWAME, MatchedBy.INITIAL),
        (ImportedPerson(name="k. osei", partner="Meadow College"), KWAME, MatchedBy.NAME),
    ],
)
def test_a_person_is_matched_by_address_then_name_then_initial(
    person: ImportedPerson, known: KnownPerson, by: MatchedBy
) -> None:
    assert match([person], known=[MINA, MARK, ROB, KWAME, NAMELESS]) == (
        Match(person=person, known=known, by=by),
    )


@pytest.mark.parametrize(
    ("person", "candidates"),
    [
        (ImportedPerson(name="M Iqbal"), (MINA, MARK)),
        (ImportedPerson(name="R Stone"), (ROB, NAMESAKE)),
        (ImportedPerson(name="Rob Stone"), (ROB, NAMESAKE)),
        (ImportedPerson(name="Mia Iqbal"), ()),
        (ImportedPerson(name="M Iqbal", partner="Northgate"), ()),
        (ImportedPerson(name="Mina Iqbal", partner="Northgate"), ()),
        (ImportedPerson(name="Mina"), ()),
        (ImportedPerson(name="Iqbal"), ()),
        (ImportedPerson(name=""), ()),
        (ImportedPerson(name="L Osei"), ()),
    ],
)
def test_a_person_who_could_be_two_or_nobody_is_left_to_be_picked(
    person: ImportedPerson, candidates: tuple[KnownPerson, ...]
) -> None:
    known = [MINA, MARK, ROB, NAMESAKE, KWAME, NAMELESS]

    assert match([person], known=known) == (Match(person=person, known=None, candidates=candidates),)


def person(name: str, partner: str = "", *, email: str = "") -> Owner:
    return Owner(kind=OwnerKind.PERSON, name=name, partner=partner, email=email)


def contact(organisation: str, coordinator: Owner | None, deputy: Owner | None = None) -> ImportedContact:
    return ImportedContact(
        sheet="Contacts",
        row=2,
        cells={},
        organisation=organisation,
        coordinator=coordinator,
        deputy=deputy,
        email="m.iqbal@castle.example",
        phone="01632 960 100",
    )


def action(*people: Owner) -> ImportedAction:
    return ImportedAction(sheet="Plan", row=2, cells={}, heading="", what="Sign", people=people)


def test_everybody_named_is_listed_once_with_what_the_contacts_say() -> None:
    problem = Problem(cell="D3", written="asap", reason="missing_day")
    role = Owner(kind=OwnerKind.ROLE, name="Principal", partner="Castle College")
    reading = Reading(
        title="",
        meeting_guess=None,
        actions=(
            action(person("M. Iqbal", "Castle College"), role),
            action(person("J Pereira", "Northgate"), person("M Iqbal")),
            action(person("A Ames"), person("A Ames")),
        ),
        contacts=(contact("Castle College", person("M Iqbal"), person("R Stone", email="r@castle.example")),),
        unclear=(
            Unclear(sheet="Plan", action=action(person("T Lund", "Riverside")), problems=(problem,)),
            Unclear(sheet="Contacts", contact=contact("Meadow College", None, role), problems=(problem,)),
        ),
        not_taken=(),
    )

    assert people_of(reading) == (
        ImportedPerson(
            name="M Iqbal", partner="Castle College", email="m.iqbal@castle.example", phone="01632 960 100"
        ),
        ImportedPerson(name="R Stone", partner="Castle College", email="r@castle.example"),
        ImportedPerson(name="J Pereira", partner="Northgate"),
        ImportedPerson(name="A Ames"),
        ImportedPerson(name="T Lund", partner="Riverside"),
    )
