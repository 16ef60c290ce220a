"""People as stored: their addresses, their rhythm, and who may know them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot.domain.people import Address, AddressKind, Person
from bot.domain.permissions import ENGINE, Role, Viewer, myself
from bot.errors import Refused
from storage import people
from storage.database import Database
from tests.riverside import LONDON, NOW, Riverside, build, install


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database)


def _stranger() -> Viewer:
    return Viewer(person_id=99, partnership_id=98, role=Role.RUNNER)


def test_person_behind_an_address(riverside: Riverside) -> None:
    with riverside.database.read() as transaction:
        found = [
            people.behind_address(
                transaction,
                kind=AddressKind.SLACK,
                installation_id=riverside.installation_id,
                external_id=external_id,
            )
            for external_id in ("U-MINA", "U-NOBODY")
        ]

    assert found == [riverside.person("mina"), None]


def test_person_is_made_once_from_the_directory(riverside: Riverside) -> None:
    with riverside.database.write() as transaction:
        again = people.from_directory(
            transaction,
            viewer=riverside.viewer("sam"),
            kind=AddressKind.SLACK,
            installation_id=riverside.installation_id,
            external_id="U-MINA",
            now=NOW,
        )

    assert again == riverside.person("mina")


@pytest.mark.parametrize(
    ("external_id", "key", "name"),
    [
        ("U-LEFT", "person_left", "Pat Gone"),
        ("U-APP", "person_is_app", "Calendar"),
        ("U-NOBODY", "person_unknown", "U-NOBODY"),
    ],
)
def test_person_who_cannot_be_taken_from_the_directory(
    database: Database, external_id: str, key: str, name: str
) -> None:
    installation_id = install(database)

    with database.write() as transaction, pytest.raises(Refused) as refused:
        people.from_directory(
            transaction,
            viewer=myself(0),
            kind=AddressKind.SLACK,
            installation_id=installation_id,
            external_id=external_id,
            now=NOW,
        )

    assert (refused.value.key, refused.value.parameters) == (key, {"name": name})


def test_person_whom_the_directory_does_not_list_yet(database: Database) -> None:
    installation_id = install(database)

    with database.write() as transaction:
        person = people.from_directory(
            transaction,
            viewer=myself(0),
            kind=AddressKind.SLACK,
            installation_id=installation_id,
            external_id="U-NEW",
            name="Nia Newcomer",
            now=NOW,
        )

    assert (person.name, person.zone) == ("Nia Newcomer", None)


@pytest.mark.parametrize("who", ["sam", "mina", "engine", "every sweep"])
def test_person_known_to_who_shares_a_partnership(riverside: Riverside, who: str) -> None:
    viewers = {"engine": riverside.engine, "every sweep": ENGINE}

    with riverside.database.read() as transaction:
        viewer = viewers.get(who) or riverside.viewer(who)
        found = people.get(transaction, viewer=viewer, person_id=riverside.person("rob").id)

    assert found == riverside.person("rob")


def test_person_known_to_themselves(riverside: Riverside) -> None:
    mina = riverside.person("mina")

    with riverside.database.read() as transaction:
        assert people.get(transaction, viewer=myself(mina.id), person_id=mina.id) == mina


def test_person_of_a_partnership_that_the_viewer_is_not_in(riverside: Riverside) -> None:
    with riverside.database.read() as transaction, pytest.raises(LookupError):
        people.get(transaction, viewer=_stranger(), person_id=riverside.person("rob").id)


def test_addresses_carry_messages_first(riverside: Riverside) -> None:
    mina, sam = riverside.person("mina"), riverside.viewer("sam")
    given = (
        (AddressKind.TELEPHONE, None, "01632 960 100"),
        (AddressKind.EMAIL, None, "m.iqbal@castle.example"),
        (AddressKind.WEB, riverside.installation_id, "mina"),
    )

    with riverside.database.write() as transaction:
        for kind, installation_id, external_id in given:
            people.give_address(
                transaction,
                viewer=sam,
                person_id=mina.id,
                kind=kind,
                installation_id=installation_id,
                external_id=external_id,
            )
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=riverside.installation_id,
            external_ids=["U-MINA"],
            usable=False,
        )
        addresses = people.addresses_of(transaction, viewer=sam, person_id=mina.id)

    assert [(one.kind, one.installation_id, one.preferred) for one in addresses] == [
        (AddressKind.WEB, riverside.installation_id, False),
        (AddressKind.TELEPHONE, None, False),
        (AddressKind.SLACK, riverside.installation_id, True),
        (AddressKind.EMAIL, None, False),
    ]


def test_two_people_share_a_telephone(riverside: Riverside) -> None:
    with riverside.database.write() as transaction:
        for name in ("mina", "rob"):
            people.give_address(
                transaction,
                viewer=riverside.viewer("sam"),
                person_id=riverside.person(name).id,
                kind=AddressKind.TELEPHONE,
                installation_id=None,
                external_id="01632 960 100",
            )
        numbers = [
            people.addresses_of(
                transaction, viewer=riverside.viewer("sam"), person_id=riverside.person(name).id
            )[-1].external_id
            for name in ("mina", "rob")
        ]

    assert numbers == ["01632 960 100"] * 2


def test_given_address_is_as_stored(riverside: Riverside) -> None:
    dee, sam = riverside.person("dee"), riverside.viewer("sam")

    with riverside.database.write() as transaction:
        given = people.give_address(
            transaction,
            viewer=sam,
            person_id=dee.id,
            kind=AddressKind.WEB,
            installation_id=riverside.installation_id,
            external_id="dee",
        )
        stored = people.addresses_of(transaction, viewer=sam, person_id=dee.id)[0]

    assert given == stored
    assert given == Address(
        id=given.id,
        person_id=dee.id,
        kind=AddressKind.WEB,
        installation_id=riverside.installation_id,
        external_id="dee",
        conversation=None,
        usable=True,
        preferred=True,
    )


def test_chat_address_needs_an_installation(riverside: Riverside) -> None:
    with riverside.database.write() as transaction, pytest.raises(ValueError, match="installation"):
        people.give_address(
            transaction,
            viewer=riverside.viewer("sam"),
            person_id=riverside.person("dee").id,
            kind=AddressKind.SLACK,
            installation_id=None,
            external_id="U-DEE",
        )


def test_conversation_of_an_address_is_kept(riverside: Riverside) -> None:
    sam = riverside.viewer("sam")

    with riverside.database.write() as transaction:
        [before] = people.addresses_of(transaction, viewer=sam, person_id=sam.person_id)
        people.keep_conversation(transaction, viewer=ENGINE, address_id=before.id, conversation="D-SAM")
        [after] = people.addresses_of(transaction, viewer=sam, person_id=sam.person_id)

    assert (before.conversation, after.conversation) == (None, "D-SAM")


def test_person_behind_an_email_address(riverside: Riverside) -> None:
    dee, sam = riverside.person("dee"), riverside.viewer("sam")

    with riverside.database.write() as transaction:
        people.give_address(
            transaction,
            viewer=sam,
            person_id=dee.id,
            kind=AddressKind.EMAIL,
            installation_id=None,
            external_id="dee@brooklane.example",
        )
        found = [
            people.behind_email(transaction, viewer=viewer, email=" Dee@BrookLane.example ")
            for viewer in (sam, myself(sam.person_id))
        ]

    assert found == [dee, None]


def test_usable_counts_what_changed(riverside: Riverside) -> None:
    with riverside.database.write() as transaction:
        changed = [
            people.set_usable(
                transaction,
                viewer=ENGINE,
                installation_id=riverside.installation_id,
                external_ids=["U-MINA", "U-ROB", "U-NOBODY"],
                usable=usable,
            )
            for usable in (False, False, True)
        ]

    assert changed == [2, 0, 2]


def test_who_only_reads_adds_nobody(riverside: Riverside) -> None:
    observer = Viewer(person_id=5, partnership_id=riverside.partnership_id, role=Role.OBSERVER)

    with riverside.database.write() as transaction, pytest.raises(PermissionError):
        people.create(transaction, viewer=observer, name="Nia Newcomer", zone=LONDON, now=NOW)


def test_people_do_not_change_addresses(riverside: Riverside) -> None:
    sam = riverside.viewer("sam")

    with riverside.database.write() as transaction:
        with pytest.raises(PermissionError):
            people.set_usable(
                transaction, viewer=sam, installation_id=1, external_ids=["U-MINA"], usable=False
            )
        with pytest.raises(PermissionError):
            people.keep_conversation(transaction, viewer=sam, address_id=1, conversation="D-SAM")


@pytest.mark.parametrize(
    ("kind", "external_id"), [(AddressKind.SLACK, "U-MINA"), (AddressKind.EMAIL, "mina@castle.example")]
)
def test_two_who_make_the_same_person_at_once_get_the_same_one(
    database: Database, kind: AddressKind, external_id: str
) -> None:
    installation_id = install(database)
    together = Barrier(4)

    def make(_: int) -> Person:
        together.wait(timeout=10)
        with database.write() as transaction:
            return people.create_at(
                transaction,
                viewer=myself(0),
                name="Mina Iqbal",
                zone=None,
                kind=kind,
                installation_id=installation_id if kind is AddressKind.SLACK else None,
                external_id=external_id,
                now=NOW,
            )

    with ThreadPoolExecutor(max_workers=4) as threads:
        made = list(threads.map(make, range(4)))

    assert len({one.id for one in made}) == 1


def test_address_that_somebody_has_already_is_not_given_twice(riverside: Riverside) -> None:
    dee = riverside.person("dee")
    with riverside.database.write() as transaction:
        again = people.give_address(
            transaction,
            viewer=riverside.viewer("sam"),
            person_id=dee.id,
            kind=AddressKind.TELEPHONE,
            installation_id=None,
            external_id="01632 960 118",
        )
        [only] = people.addresses_of(transaction, viewer=riverside.viewer("sam"), person_id=dee.id)

    assert again == only
