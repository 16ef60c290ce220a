"""Directories as platforms hand them over, and the installations that they belong to."""

from bot.domain.people import AddressKind
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
