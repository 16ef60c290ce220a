"""Somebody who is met through another installation of ours."""

from bot.domain.deliveries import Destination
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, myself
from bot.services import acquainting
from storage import installations, people
from tests.riverside import NOW, Riverside


def second(group: Riverside) -> int:
    with group.database.write() as transaction:
        return installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.SLACK,
            external_id="T-CASTLE",
            name="Castle",
            bot_id="U-BYWHEN-2",
            now=NOW,
        )


def slack(number: int, external_id: str = "U-MINA") -> Destination:
    return Destination(kind=AddressKind.SLACK, installation_id=number, external_id=external_id)


def introduce(group: Riverside, number: int, external_id: str = "U-MINA") -> bool:
    return acquainting.introduce(
        database=group.database,
        at=slack(number, external_id),
        known=slack(group.installation_id, external_id),
    )


def test_a_member_is_known_at_both_addresses_and_written_to_at_the_first(group: Riverside) -> None:
    number = second(group)

    assert introduce(group, number)
    mina = group.viewer("mina")
    with group.database.read() as transaction:
        found = people.addresses_of(transaction, viewer=mina, person_id=mina.person_id)
    assert [(one.installation_id, one.preferred) for one in found] == [
        (group.installation_id, True),
        (number, False),
    ]


def test_who_is_known_already_is_not_introduced(group: Riverside) -> None:
    number = second(group)
    introduce(group, number)

    assert not introduce(group, number)


def test_who_is_in_no_partnership_stays_a_stranger(group: Riverside) -> None:
    number = second(group)
    with group.database.write() as transaction:
        people.create_at(
            transaction,
            viewer=myself(0),
            name="Val Marsh",
            zone=None,
            kind=AddressKind.SLACK,
            installation_id=group.installation_id,
            external_id="U-VAL",
            now=NOW,
        )

    assert not introduce(group, number, "U-VAL")
    assert not introduce(group, number, "U-NOBODY")
