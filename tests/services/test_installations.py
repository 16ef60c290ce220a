"""Installations: connected, taken away by one person or by all, and there again."""

from typing import Any

import pytest

from bot.domain.people import Address, AddressKind
from bot.domain.permissions import ENGINE
from bot.services import directory, installations, rooms
from bot.services.ports import Listed
from storage import installations as stored_installations
from storage import people
from tests.riverside import LISTED, NOW, ROOM, Riverside

MINA = "U-MINA"
TENANT = "https://smba.example/uk/"


def register(group: Riverside, external_id: str, *, kind: AddressKind = AddressKind.TEAMS) -> int:
    return installations.register(
        database=group.database,
        kind=kind,
        external_id=external_id,
        name="Teams",
        bot_id="28:bot",
        now=NOW,
        service_url=TENANT,
    )


def names(group: Riverside, kind: AddressKind) -> list[str]:
    found = installations.connected(database=group.database, kind=kind)
    return [one.external_id for one in found]


def mina(group: Riverside) -> Address:
    viewer = group.viewer("mina")
    with group.database.read() as transaction:
        [found] = people.addresses_of(transaction, viewer=viewer, person_id=viewer.person_id)
    return found


def reach(group: Riverside, external_id: str, *, is_there: bool) -> None:
    installations.reached(
        database=group.database,
        installation_id=group.installation_id,
        external_id=external_id,
        is_there=is_there,
    )


def leave_if_alone(group: Riverside, installation_id: int) -> bool:
    return installations.leave_if_alone(database=group.database, installation_id=installation_id, now=NOW)


def test_installations_of_a_kind_are_connected_in_the_order_in_which_they_came(group: Riverside) -> None:
    register(group, "tenant-2")
    register(group, "tenant-1")
    register(group, "T-OTHER", kind=AddressKind.SLACK)

    assert names(group, AddressKind.TEAMS) == ["tenant-2", "tenant-1"]
    [first, _] = installations.connected(database=group.database, kind=AddressKind.TEAMS)
    assert (first.service_url, first.bot_id, first.removed_at) == (TENANT, "28:bot", None)


def test_who_takes_the_bot_away_is_unreachable_until_they_add_it_again(group: Riverside) -> None:
    usable = []
    for is_there in (False, True):
        reach(group, MINA, is_there=is_there)
        usable.append(mina(group).usable)

    assert usable == [False, True]


def test_who_adds_the_bot_again_is_written_to_where_they_are_now(group: Riverside) -> None:
    for conversation in ("D-OLD", "D-NEW", None):
        installations.reached(
            database=group.database,
            installation_id=group.installation_id,
            external_id=MINA,
            is_there=True,
            conversation=conversation,
        )

    assert mina(group).conversation == "D-NEW"


def test_what_somebody_elsewhere_does_changes_nothing_here(group: Riverside) -> None:
    reach(group, "U-NOBODY", is_there=False)
    installations.reached(
        database=group.database, installation_id=register(group, "t"), external_id=MINA, is_there=False
    )

    assert mina(group).usable


def test_a_list_brings_nobody_back_who_took_the_bot_away(group: Riverside) -> None:
    listed = Listed(external_id=MINA, name="Mina", email=None, zone=None, left=False, is_bot=False)
    reach(group, MINA, is_there=False)

    directory.sync(database=group.database, installation_id=group.installation_id, listed=[listed], now=NOW)

    assert not mina(group).usable


def test_an_installation_is_left_when_nobody_and_no_room_there_is_reached(group: Riverside) -> None:
    number = group.installation_id
    at = rooms.At(installation_id=number, room=ROOM)
    assert not leave_if_alone(group, number)

    for one in LISTED:
        reach(group, one, is_there=False)
    assert not leave_if_alone(group, number)
    assert names(group, AddressKind.SLACK) != []

    rooms.usable(database=group.database, at=at, can_post=False, now=NOW)
    assert leave_if_alone(group, number)
    assert names(group, AddressKind.SLACK) == []
    with group.database.read() as transaction:
        kept = stored_installations.get(transaction, viewer=ENGINE, installation_id=number)
    assert kept.removed_at == NOW


def test_an_installation_that_was_left_is_there_again_once_it_is_registered(group: Riverside) -> None:
    number = register(group, "tenant-1")
    assert leave_if_alone(group, number)

    assert register(group, "tenant-1") == number
    assert names(group, AddressKind.TEAMS) == ["tenant-1"]


def test_rooms_are_those_in_which_we_can_post_or_those_in_which_we_cannot(group: Riverside) -> None:
    def of(*, usable: bool) -> list[str]:
        return rooms.at_installation(
            database=group.database, installation_id=group.installation_id, usable=usable
        )

    assert (of(usable=True), of(usable=False)) == ([ROOM], [])
    at = rooms.At(installation_id=group.installation_id, room=ROOM)
    rooms.usable(database=group.database, at=at, can_post=False, now=NOW)
    assert (of(usable=True), of(usable=False)) == ([], [ROOM])


def test_an_installation_without_a_name_is_called_by_its_own_people(group: Riverside) -> None:
    number = register(group, "tenant-1")

    def called(*emails: str | None, **more: Any) -> str:
        listed = [
            Listed(
                external_id=f"U{at}{email}",
                name="A",
                email=email,
                zone=None,
                left=False,
                is_bot=False,
                **more,
            )
            for at, email in enumerate(emails)
        ]
        directory.sync(database=group.database, installation_id=number, listed=listed, now=NOW)
        installations.name_after_people(database=group.database, installation_id=number)
        with group.database.read() as transaction:
            return stored_installations.get(transaction, viewer=ENGINE, installation_id=number).name

    assert called(None, "nobody") == "Teams"  # As before: they tell nothing.
    assert called("guest@castle.example", "g@castle.example", is_guest=True) == "Teams"
    assert called("mina@Riverside.example") == "riverside.example"
    assert called("rob@riverside.example", "a@alpha.example") == "riverside.example"
    assert called("b@alpha.example") == "alpha.example"  # As many: the first of the alphabet.
    assert called() == "alpha.example"


@pytest.mark.parametrize("name", ["connected", "note_name", "note_removed", "reaches_anybody", "note_reach"])
def test_people_see_no_installations(group: Riverside, name: str) -> None:
    asked: dict[str, dict[str, Any]] = {
        "connected": {"kind": AddressKind.TEAMS},
        "note_name": {"installation_id": 1, "name": "County"},
        "note_removed": {"installation_id": 1, "now": NOW},
        "reaches_anybody": {"installation_id": 1},
        "note_reach": {"installation_id": 1, "external_id": MINA, "trouble": "", "conversation": None},
    }
    with group.database.write() as transaction, pytest.raises(PermissionError):
        getattr(stored_installations, name)(transaction, viewer=group.viewer("sam"), **asked[name])
