"""Links made worthless, and the letter that brings a new one."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.errors import DeliveryFailed, Refused
from bot.services import identity, links, outbox
from bot.services.identity import Caller
from storage import audit, people
from storage.database import Database
from storage.tables import AddressRow, MessageRow
from tests import riverside
from tests.riverside import NOW, Riverside

EMAIL = "mina@castle.example"


@pytest.fixture
def group(database: Database) -> Riverside:
    """Mina has a page and an e-mail address, Rob a page alone; the installation stands for the pages."""
    made = riverside.build(database, opened=True)
    _give(made, "mina", AddressKind.WEB, "mina", made.installation_id)
    _give(made, "mina", AddressKind.EMAIL, EMAIL, None)
    _give(made, "rob", AddressKind.WEB, "rob", made.installation_id)
    return made


def _give(group: Riverside, name: str, kind: AddressKind, at: str, installation_id: int | None) -> None:
    with group.database.write() as transaction:
        address = people.give_address(
            transaction,
            viewer=ENGINE,
            person_id=group.person(name).id,
            kind=kind,
            installation_id=installation_id,
            external_id=at,
        )
        transaction.connection.exec_driver_sql(f"UPDATE addresses SET usable = TRUE WHERE id = {address.id}")


def _caller(group: Riverside, name: str) -> Caller:
    return identity.recognise(
        database=group.database,
        kind=AddressKind.SLACK,
        installation_id=group.installation_id,
        external_id=name,
        room=None,
    )


def _letters(group: Riverside) -> list[Any]:
    with group.database.read() as transaction:
        rows = transaction.connection.execute(
            select(MessageRow.recipient, MessageRow.conversation, MessageRow.content, MessageRow.address_id)
            .where(MessageRow.conversation.contains("@"))
            .order_by(MessageRow.id)
        )
        return [(row.recipient, row.conversation, row.content["opening"]) for row in rows]


def _acts(group: Riverside, name: str) -> int:
    with group.database.read() as transaction:
        viewer = group.viewer(name)
        acts = audit.times_of(transaction, viewer=viewer, acts=["links_made_worthless"], since=NOW)
    return len(acts)


def _since(group: Riverside, name: str) -> list[Any]:
    with group.database.read() as transaction:
        rows = transaction.connection.execute(
            select(AddressRow.kind, AddressRow.links_since)
            .where(AddressRow.person_id == group.person(name).id)
            .order_by(AddressRow.id)
        )
        return [(row.kind, row.links_since) for row in rows]


def test_new_link_is_an_ordinary_letter(group: Riverside) -> None:
    assert links.renew(database=group.database, installation_id=group.installation_id, reader="mina", now=NOW)

    assert _letters(group) == [(f"email:0:{EMAIL}", EMAIL, "Here is a new link to your page.")]


def test_new_link_asked_for_twice_in_a_minute_is_one_letter(group: Riverside) -> None:
    for seconds in (0, 20, 61):
        links.renew(
            database=group.database,
            installation_id=group.installation_id,
            reader="mina",
            now=NOW + timedelta(seconds=seconds),
        )

    assert len(_letters(group)) == 2


def test_links_made_worthless_right_after_a_new_one_are_made_good_by_a_letter_each(group: Riverside) -> None:
    links.renew(database=group.database, installation_id=group.installation_id, reader="mina", now=NOW)

    for seconds in (10, 20):
        now = NOW + timedelta(seconds=seconds)
        assert links.make_worthless(database=group.database, caller=_caller(group, "U-MINA"), now=now)

    assert len(_letters(group)) == 3


@pytest.mark.parametrize(("other", "ways"), [(None, []), ("mina@home.example", ["mina@home.example"])])
def test_new_link_that_comes_back_goes_to_another_email_address_alone(
    group: Riverside, other: str | None, ways: list[str]
) -> None:
    if other:
        _give(group, "mina", AddressKind.EMAIL, other, None)
    links.renew(database=group.database, installation_id=group.installation_id, reader="mina", now=NOW)
    [letter] = outbox.claim(database=group.database, now=NOW, limit=5)

    refused = DeliveryFailed("550 5.1.1 No such mailbox", permanent=True, nobody=True)
    outbox.settle_failed(database=group.database, outgoing=letter, failure=refused, now=NOW)

    assert [one.conversation for one in outbox.claim(database=group.database, now=NOW, limit=5)] == ways


@pytest.mark.parametrize("reader", ["rob", "U-LEFT", "nobody"])
def test_no_letter_goes_to_who_has_no_address_for_it(group: Riverside, reader: str) -> None:
    assert not links.renew(
        database=group.database, installation_id=group.installation_id, reader=reader, now=NOW
    )
    assert _letters(group) == []


def test_owner_of_a_page(group: Riverside) -> None:
    found = links.owner(database=group.database, installation_id=group.installation_id, reader="mina")

    assert found is not None
    assert (found.name, found.since) == ("Mina Iqbal", None)


def test_own_links_are_made_worthless_and_a_letter_brings_a_new_one(group: Riverside) -> None:
    assert links.make_worthless(database=group.database, caller=_caller(group, "U-MINA"), now=NOW)

    assert [since for kind, since in _since(group, "mina") if kind is not AddressKind.SLACK] == [NOW, NOW]
    assert [since for kind, since in _since(group, "mina") if kind is AddressKind.SLACK] == [None]
    assert len(_letters(group)) == 1


def test_own_links_are_worthless_without_a_letter_too(group: Riverside) -> None:
    assert not links.make_worthless(database=group.database, caller=_caller(group, "U-ROB"), now=NOW)

    assert (AddressKind.WEB, NOW) in _since(group, "rob")


@pytest.mark.parametrize("who", ["U-GRACE", "U-NOBODY"])
def test_who_has_no_page_is_told_so(group: Riverside, who: str) -> None:
    with pytest.raises(Refused) as refused:
        links.make_worthless(database=group.database, caller=_caller(group, who), now=NOW)

    assert refused.value.key == "no_links"


def test_runner_lets_a_letter_bring_a_new_link(group: Riverside) -> None:
    done = links.replace(
        database=group.database,
        viewer=group.viewer("sam"),
        person_id=group.person("mina").id,
        now=NOW,
    )

    assert (done.person.name, done.mailed) == ("Mina Iqbal", True)
    assert (AddressKind.WEB, NOW) in _since(group, "mina")
    assert _acts(group, "sam") == 1


def test_runner_is_told_where_no_letter_can_go(group: Riverside) -> None:
    done = links.replace(
        database=group.database, viewer=group.viewer("sam"), person_id=group.person("rob").id, now=NOW
    )

    assert not done.mailed


@pytest.mark.parametrize(("who", "key"), [("grace", "no_links"), (None, "person_not_listed")])
def test_runner_is_told_of_whom_there_is_no_link(group: Riverside, who: str | None, key: str) -> None:
    person_id = group.person(who).id if who else 999

    with pytest.raises(Refused) as refused:
        links.replace(database=group.database, viewer=group.viewer("sam"), person_id=person_id, now=NOW)

    assert refused.value.key == key
    assert _acts(group, "sam") == 0


def test_those_who_have_a_page_are_listed(group: Riverside) -> None:
    found = links.linkable(database=group.database, viewer=group.viewer("sam"))

    assert [name for _, name in found] == ["Mina Iqbal", "Rob Stone"]


def test_where_nobody_has_a_page_that_is_said(database: Database) -> None:
    bare = riverside.build(database, opened=True)

    with pytest.raises(Refused) as refused:
        links.linkable(database=database, viewer=bare.viewer("sam"))

    assert refused.value.key == "no_links_yet"
