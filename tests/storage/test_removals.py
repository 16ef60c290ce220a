"""What goes with an installation, what comes back, and through whom we speak in a room that two of them see."""

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from storage import directory, installations, people, removals, rooms, shared_rooms
from tests.riverside import LISTED, NOW, ROOM, Riverside

GONE = "gone"


def close(group: Riverside) -> None:
    with group.database.write() as transaction:
        removals.close(transaction, viewer=ENGINE, installation_id=group.installation_id, trouble=GONE)


def reopen(group: Riverside) -> None:
    with group.database.write() as transaction:
        removals.reopen(transaction, viewer=ENGINE, installation_id=group.installation_id, trouble=GONE)


def usable(group: Riverside, name: str) -> list[bool]:
    person_id = group.person(name).id
    with group.database.read() as transaction:
        found = people.addresses_of(transaction, viewer=group.viewer(name), person_id=person_id)
    return [one.usable for one in found]


def second(group: Riverside, *, kind: AddressKind = AddressKind.SLACK, room: str = ROOM) -> int:
    """Let another installation see a room too, in which the same partnership meets."""
    with group.database.write() as transaction:
        number = installations.register(
            transaction,
            viewer=ENGINE,
            kind=kind,
            external_id="T-CASTLE",
            name="Castle",
            bot_id="U-BYWHEN-2",
            now=NOW,
        )
        rooms.add(
            transaction,
            viewer=group.viewer("sam"),
            installation_id=number,
            external_id=room,
            name="#shared",
        )
    return number


def owner(group: Riverside, number: int, room: str = ROOM) -> int | None:
    with group.database.read() as transaction:
        return shared_rooms.owner(transaction, viewer=ENGINE, installation_id=number, room=room)


def test_addresses_go_and_come_back(group: Riverside) -> None:
    close(group)
    gone = usable(group, "mina")
    reopen(group)

    assert (gone, usable(group, "mina")) == ([False], [True])


def test_a_telephone_is_no_address_of_an_installation(group: Riverside) -> None:
    # The number that stands beside it may be that of an installation too.
    close(group)

    assert usable(group, "dee") == [True]


def test_who_had_left_before_does_not_come_back(group: Riverside) -> None:
    with group.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_ids=["U-MINA"],
            usable=False,
        )
    close(group)
    reopen(group)

    assert (usable(group, "mina"), usable(group, "rob")) == ([False], [True])


@pytest.mark.parametrize("can_post", [True, False])
def test_rooms_are_told_apart_by_whether_we_can_post(group: Riverside, can_post: bool) -> None:
    with group.database.write() as transaction:
        rooms.note_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_id=ROOM,
            usable=can_post,
        )
        found = [
            removals.rooms_at(
                transaction, viewer=ENGINE, installation_id=group.installation_id, usable=usable
            )
            for usable in (can_post, not can_post)
        ]

    assert found == [[ROOM], []]


def test_a_room_belongs_to_the_first_installation_that_met_there(group: Riverside) -> None:
    with group.database.write() as transaction:
        number = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.SLACK,
            external_id="T-CASTLE",
            name="Castle",
            bot_id="U-BYWHEN-2",
            now=NOW,
        )

    assert owner(group, number) == owner(group, group.installation_id) == group.installation_id
    assert owner(group, number, "C-NOBODY") is None


def test_a_room_of_another_platform_is_another_room(group: Riverside) -> None:
    number = second(group, kind=AddressKind.TEAMS)

    assert (owner(group, number), owner(group, group.installation_id)) == (number, group.installation_id)


def test_a_room_that_is_closed_to_its_owner_belongs_to_nobody(group: Riverside) -> None:
    with group.database.write() as transaction:
        rooms.note_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_id=ROOM,
            usable=False,
        )

    assert owner(group, group.installation_id) is None


def test_directory_stays_as_it_is(group: Riverside) -> None:
    close(group)

    with group.database.read() as transaction:
        listed = directory.all_of(transaction, viewer=ENGINE, installation_id=group.installation_id)
    assert {one.external_id for one in listed} == {*LISTED} - {"U-LEFT", "U-APP"}
