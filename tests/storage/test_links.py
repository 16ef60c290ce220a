"""Whose a page is, since when links to it count, and who may make them worthless."""

from datetime import timedelta

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Role, Viewer, myself
from storage import links, people
from storage.database import Database, Transaction
from storage.links import Owner
from tests import riverside
from tests.riverside import NOW, Riverside


@pytest.fixture
def group(database: Database) -> Riverside:
    """Mina has a page and an e-mail address; the installation stands for the pages."""
    made = riverside.build(database, opened=True)
    with database.write() as transaction:
        _give(transaction, made, AddressKind.WEB, "mina", made.installation_id)
        _give(transaction, made, AddressKind.EMAIL, "mina@castle.example", None)
    return made


def _give(
    transaction: Transaction, group: Riverside, kind: AddressKind, at: str, installation_id: int | None
) -> None:
    mina = group.person("mina").id
    address = people.give_address(
        transaction,
        viewer=ENGINE,
        person_id=mina,
        kind=kind,
        installation_id=installation_id,
        external_id=at,
    )
    _set(transaction, address.id, usable=True)


def _set(transaction: Transaction, address_id: int, *, usable: bool) -> None:
    said = "TRUE" if usable else "FALSE"
    transaction.connection.exec_driver_sql(f"UPDATE addresses SET usable = {said} WHERE id = {address_id}")


def _owner(group: Riverside, reader: str) -> Owner | None:
    with group.database.read() as transaction:
        return links.owner(transaction, viewer=ENGINE, installation_id=group.installation_id, reader=reader)


def test_page_is_whose_address_it_is(group: Riverside) -> None:
    mina = group.person("mina")

    assert _owner(group, "mina") == Owner(name="Mina Iqbal", person_id=mina.id)


def test_page_of_who_is_only_listed_has_a_name(group: Riverside) -> None:
    assert _owner(group, "U-LEFT") == Owner(name="Pat Gone")


def test_page_of_nobody_is_none(group: Riverside) -> None:
    assert _owner(group, "nobody") is None


def test_letters_go_to_the_address_that_works(group: Riverside) -> None:
    mina = group.person("mina").id
    with group.database.write() as transaction:
        found = links.mailed(transaction, viewer=ENGINE, person_id=mina)
        assert found is not None
        assert (found.email, found.person_id) == ("mina@castle.example", mina)
        _set(transaction, found.address_id, usable=False)
        assert links.mailed(transaction, viewer=ENGINE, person_id=mina) is None
        assert links.mailed(transaction, viewer=ENGINE, person_id=group.person("rob").id) is None


@pytest.mark.parametrize("who", ["mina", "sam"])
def test_links_are_made_worthless_by_whose_they_are_and_by_the_runner(group: Riverside, who: str) -> None:
    mina = group.person("mina").id
    viewer = myself(mina) if who == "mina" else group.viewer(who)

    with group.database.write() as transaction:
        assert links.revoke(transaction, viewer=viewer, person_id=mina, now=NOW)

    assert _owner(group, "mina") == Owner(name="Mina Iqbal", person_id=mina, since=NOW)


def test_links_are_made_worthless_once_more(group: Riverside) -> None:
    mina = group.person("mina").id
    for hours in (0, 1):
        with group.database.write() as transaction:
            links.revoke(transaction, viewer=myself(mina), person_id=mina, now=NOW + timedelta(hours=hours))

    found = _owner(group, "mina")

    assert found is not None
    assert found.since == NOW + timedelta(hours=1)


def test_who_has_no_page_has_no_links(group: Riverside) -> None:
    rob = group.person("rob").id
    with group.database.write() as transaction:
        assert not links.revoke(transaction, viewer=myself(rob), person_id=rob, now=NOW)
        assert not links.has_links(transaction, viewer=myself(rob))
        assert links.has_links(transaction, viewer=myself(group.person("mina").id))


@pytest.mark.parametrize("who", ["grace", "rob"])
def test_nobody_else_makes_links_worthless(group: Riverside, who: str) -> None:
    with group.database.write() as transaction, pytest.raises(PermissionError):
        links.revoke(transaction, viewer=group.viewer(who), person_id=group.person("mina").id, now=NOW)


def test_runner_of_another_partnership_makes_no_links_worthless(group: Riverside) -> None:
    elsewhere = Viewer(person_id=999, partnership_id=999, role=Role.RUNNER)

    with group.database.write() as transaction, pytest.raises(PermissionError):
        links.revoke(transaction, viewer=elsewhere, person_id=group.person("mina").id, now=NOW)


def test_who_has_a_page_is_seen_in_their_partnership_alone(group: Riverside) -> None:
    elsewhere = Viewer(person_id=999, partnership_id=999, role=Role.RUNNER)
    mina = group.person("mina")

    with group.database.read() as transaction:
        assert links.linkable(transaction, viewer=group.viewer("sam")) == ((mina.id, mina.name),)
        assert links.linkable(transaction, viewer=elsewhere) == ()


def test_whose_page_it_is_and_where_letters_go_is_for_the_pages_alone(group: Riverside) -> None:
    sam = group.viewer("sam")
    with group.database.read() as transaction:
        with pytest.raises(PermissionError):
            links.owner(transaction, viewer=sam, installation_id=1, reader="mina")
        with pytest.raises(PermissionError):
            links.mailed(transaction, viewer=sam, person_id=group.person("mina").id)
