"""The address at which somebody would like to be written to is one, and their own."""

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import myself
from storage import people, preferring
from tests.riverside import Riverside


def _addresses(group: Riverside) -> list[int]:
    """Mina has a page beside her workspace."""
    mina = group.viewer("mina")
    with group.database.write() as transaction:
        people.give_address(
            transaction,
            viewer=mina,
            person_id=mina.person_id,
            kind=AddressKind.WEB,
            installation_id=group.installation_id + 1,
            external_id="mina",
        )
        found = people.addresses_of(transaction, viewer=mina, person_id=mina.person_id)
    return [one.id for one in found]


def test_preferred_address_comes_first(group: Riverside) -> None:
    first, second = _addresses(group)
    mina = myself(group.person("mina").id)

    with group.database.write() as transaction:
        preferring.prefer(transaction, viewer=mina, address_id=second)
        found = people.addresses_of(transaction, viewer=mina, person_id=mina.person_id)

    assert [(one.id, one.preferred) for one in found] == [(second, True), (first, False)]


def test_address_of_somebody_else_is_not_chosen(group: Riverside) -> None:
    first, _ = _addresses(group)
    rob = myself(group.person("rob").id)

    with group.database.write() as transaction, pytest.raises(LookupError):
        preferring.prefer(transaction, viewer=rob, address_id=first)

    with group.database.read() as transaction:
        mina = group.viewer("mina")
        found = people.addresses_of(transaction, viewer=mina, person_id=mina.person_id)
    assert found[0].id == first
