"""People, their names and their addresses."""

import pytest

from bot.domain.partners import name_key
from bot.domain.people import Address, AddressKind, Membership, Person, Rhythm
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
        (AddressKind.EMAIL, True, False),
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
