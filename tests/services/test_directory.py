"""Directories as platforms hand them over, and the installations that they belong to."""

from dataclasses import replace

import pytest

from bot.domain.deliveries import Destination
from bot.domain.people import AddressKind
from bot.errors import Refused
from bot.services import directory, installations
from bot.services.ports import Listed
from storage import people as stored_people
from storage.database import Database
from tests.riverside import NOW, build


def _listed(external_id: str, *, left: bool = False) -> Listed:
    return Listed(
        external_id=external_id, name=f"Name {external_id}", email=None, zone=None, left=left, is_bot=False
    )


def test_long_directory_is_kept_whole(database: Database) -> None:
    riverside = build(database)
    many = [_listed(f"U-{number:03}") for number in range(120)]

    directory.sync(database=database, installation_id=riverside.installation_id, listed=many, now=NOW)
    found = directory.people(
        database=database, viewer=riverside.viewer("sam"), installation_id=riverside.installation_id
    )

    assert [entry for entry in found if entry in many] == many


def test_address_of_who_left_is_unusable_until_they_come_back(database: Database) -> None:
    riverside = build(database)
    mina = riverside.viewer("mina")
    usable = []

    for left in (True, False):
        listed = [_listed("U-MINA", left=left), _listed("U-ROB")]
        directory.sync(database=database, installation_id=riverside.installation_id, listed=listed, now=NOW)
        with database.read() as transaction:
            addresses = stored_people.addresses_of(transaction, viewer=mina, person_id=mina.person_id)
        usable.append([address.usable for address in addresses])

    assert usable == [[False], [True]]


def test_installation_is_registered_at_every_start(database: Database) -> None:
    ids = {
        installations.register(
            database=database,
            kind=AddressKind.WEB,
            external_id="pages",
            name=name,
            bot_id="",
            now=NOW,
        )
        for name in ("First", "Second")
    }

    assert len(ids) == 1


@pytest.mark.parametrize(
    ("who", "listed_belong", "outside"),
    [
        ("U-MINA", False, False),
        ("U-NOBODY", False, True),
        ("U-NOBODY", True, True),
        ("U-LEFT", False, True),
        ("U-LEFT", True, False),
        ("U-STRANGE", True, True),
    ],
    ids=["a member", "unknown", "unlisted", "listed", "listed in a large organisation", "a stranger"],
)
def test_who_of_another_installation_is_an_outsider(
    database: Database, who: str, listed_belong: bool, outside: bool
) -> None:
    riverside = build(database, opened=True)
    strange = replace(_listed("U-STRANGE"), is_stranger=True)
    directory.sync(database=database, installation_id=riverside.installation_id, listed=[strange], now=NOW)
    at = Destination(kind=AddressKind.SLACK, installation_id=riverside.installation_id, external_id=who)

    assert directory.is_outsider(database=database, at=at, listed_belong=listed_belong) is outside


def test_stranger_cannot_be_picked(database: Database) -> None:
    riverside = build(database)
    strange = replace(_listed("U-STRANGE"), is_stranger=True)

    directory.sync(database=database, installation_id=riverside.installation_id, listed=[strange], now=NOW)

    found = directory.people(
        database=database, viewer=riverside.viewer("sam"), installation_id=riverside.installation_id
    )
    assert strange not in found
    with database.write() as transaction, pytest.raises(Refused) as refused:
        stored_people.from_directory(
            transaction,
            viewer=riverside.viewer("sam"),
            kind=AddressKind.SLACK,
            installation_id=riverside.installation_id,
            external_id="U-STRANGE",
            now=NOW,
        )
    assert refused.value.key == "person_is_stranger"


def test_who_has_proved_to_be_there_is_listed_unless_they_are_already(database: Database) -> None:
    riverside = build(database)
    number = riverside.installation_id
    directory.sync(database=database, installation_id=number, listed=[_listed("U-KNOWN")], now=NOW)

    for one in (_listed("U-NEW"), replace(_listed("U-KNOWN"), name="Somebody")):
        directory.meet(database=database, installation_id=number, met=one, now=NOW)

    found = directory.people(database=database, viewer=riverside.viewer("sam"), installation_id=number)
    assert {one.name for one in found} >= {"Name U-NEW", "Name U-KNOWN"}
    assert "Somebody" not in {one.name for one in found}
    asked = ("U-NEW", "U-KNOWN", "U-NOBODY")
    assert [directory.lists(database=database, installation_id=number, external_id=one) for one in asked] == [
        True,
        True,
        False,
    ]
