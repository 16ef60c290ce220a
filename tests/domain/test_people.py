"""People, their names and their addresses."""

import pytest

from bot.domain.partners import name_key
from bot.domain.people import Address, AddressKind, Membership, Person, Rhythm, who_answers
from bot.domain.permissions import Role, Viewer


def _person(name: str) -> Person:
    return Person(id=1, name=name, zone=None, rhythm=Rhythm())


@pytest.mark.parametrize(
    ("name", "first"),
    [("Mina Iqbal", "Mina"), ("M Iqbal", "M Iqbal"), ("M. Iqbal", "M. Iqbal"), ("Mina", "Mina")],
)
def test_name_to_greet_with(name: str, first: str) -> None:
    assert _person(name).first_name == first


@pytest.mark.parametrize(
    ("kind", "usable", "carries"),
    [
        (AddressKind.SLACK, True, True),
        (AddressKind.WEB, True, True),
        (AddressKind.SLACK, False, False),
        (AddressKind.EMAIL, True, True),
        (AddressKind.TELEPHONE, True, False),
    ],
)
def test_address_carries_messages(kind: AddressKind, usable: bool, carries: bool) -> None:
    address = Address(
        id=1,
        person_id=1,
        kind=kind,
        installation_id=None,
        external_id="x",
        conversation=None,
        usable=usable,
        preferred=True,
    )

    assert address.carries is carries


def test_member_is_a_viewer_of_their_partnership() -> None:
    membership = Membership(
        id=9,
        partnership_id=2,
        person=_person("Mina Iqbal"),
        role=Role.CO_ORDINATOR,
        partner_id=3,
        doors_open=False,
        greeted_at=None,
        rings=False,
    )

    assert membership.viewer == Viewer(person_id=1, partnership_id=2, role=Role.CO_ORDINATOR, partner_id=3)


@pytest.mark.parametrize("spelling", ["Castle College", " castle  COLLEGE ", "CASTLE\tcollege"])
def test_spellings_of_one_organisation(spelling: str) -> None:
    assert name_key(spelling) == "castle college"


def _member(number: int, role: Role, partner_id: int) -> Membership:
    return Membership(
        id=number,
        partnership_id=1,
        person=Person(id=number, name=f"Person {number}", zone=None, rhythm=Rhythm()),
        role=role,
        partner_id=partner_id,
        doors_open=True,
        greeted_at=None,
        rings=False,
    )


def test_co_ordinator_answers_for_a_partner_and_then_the_deputy() -> None:
    everybody = [
        _member(1, Role.DEPUTY, 7),
        _member(2, Role.MEMBER, 7),
        _member(3, Role.CO_ORDINATOR, 8),
        _member(4, Role.CO_ORDINATOR, 7),
        _member(5, Role.RUNNER, 7),
    ]

    assert [one.id for one in who_answers(everybody, partner_id=7)] == [4, 1]
    assert who_answers(everybody, partner_id=9) == ()
