"""Installations, their directories, and the audit trail as stored."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.installations import Installation
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, engine_in, myself
from storage import audit, directory, installations
from storage.database import Database
from storage.tables import AuditRow
from tests.riverside import LISTED, NOW, build, install


def test_installation_is_registered_once(database: Database) -> None:
    first = install(database)

    with database.write() as transaction:
        second = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.SLACK,
            external_id="T-OFFICE",
            name="New name",
            bot_id="U-NEW",
            now=NOW + timedelta(days=1),
        )
        stored = installations.get(transaction, viewer=ENGINE, installation_id=first)

    assert second == first
    assert stored == Installation(
        id=first, kind=AddressKind.SLACK, external_id="T-OFFICE", name="New name", bot_id="U-NEW"
    )


def test_installation_that_is_none(database: Database) -> None:
    with database.read() as transaction, pytest.raises(LookupError):
        installations.get(transaction, viewer=ENGINE, installation_id=77)


def test_installations_are_for_the_engine(database: Database) -> None:
    with database.write() as transaction:
        with pytest.raises(PermissionError):
            installations.get(transaction, viewer=myself(1), installation_id=1)
        with pytest.raises(PermissionError):
            installations.register(
                transaction,
                viewer=myself(1),
                kind=AddressKind.WEB,
                external_id="x",
                name="",
                bot_id="",
                now=NOW,
            )


def test_line_of_the_directory_is_replaced(database: Database) -> None:
    installation_id = install(database)
    married = replace(LISTED["U-MINA"], name="Mina Stone", left=True)

    with database.write() as transaction:
        directory.put(transaction, viewer=ENGINE, installation_id=installation_id, entry=married, now=NOW)
        found = [
            directory.entry(transaction, installation_id=installation_id, external_id=external_id)
            for external_id in ("U-MINA", "U-NOBODY")
        ]

    assert found == [married, None]


def test_people_to_pick_are_those_who_are_there(database: Database) -> None:
    riverside = build(database)

    with database.read() as transaction:
        found = directory.all_of(
            transaction, viewer=riverside.viewer("mina"), installation_id=riverside.installation_id
        )

    assert [entry.name for entry in found] == ["Grace Obi", "Mina Iqbal", "Rob Stone", "Sam Hallam"]


def test_directory_is_for_people_of_the_installation(database: Database) -> None:
    riverside = build(database)

    with database.read() as transaction:
        counts = [
            len(directory.all_of(transaction, viewer=viewer, installation_id=riverside.installation_id))
            for viewer in (riverside.viewer("dee"), myself(0), ENGINE)
        ]

    assert counts == [0, 0, 4]


def test_members_are_known_by_their_addresses(database: Database) -> None:
    riverside = build(database)

    with database.read() as transaction:
        found = [
            directory.known(transaction, viewer=riverside.viewer("sam"), installation_id=installation_id)
            for installation_id in (riverside.installation_id, riverside.installation_id + 1)
        ]

    assert found[0]["U-MINA"] == riverside.person("mina").id
    assert found[1] == {}


def test_only_a_platform_lists_people(database: Database) -> None:
    with database.write() as transaction, pytest.raises(PermissionError):
        directory.put(transaction, viewer=myself(1), installation_id=1, entry=LISTED["U-SAM"], now=NOW)


def test_audit_says_who_has_done_an_act_here_since(database: Database) -> None:
    riverside = build(database)
    sam, mina, dee = (riverside.viewer(name) for name in ("sam", "mina", "dee"))

    with database.write() as transaction:
        for viewer, act, at in (
            (sam, "rings_chosen", NOW - timedelta(days=1)),
            (mina, "rings_chosen", NOW),
            (dee, "writes_chosen", NOW),
            (engine_in(riverside.partnership_id), "rings_chosen", NOW),
        ):
            audit.write(transaction, viewer=viewer, act=act, subject="person:1", now=at)
        here = audit.actors_of(transaction, viewer=sam, act="rings_chosen", since=NOW)
        elsewhere = audit.actors_of(transaction, viewer=engine_in(999_999), act="rings_chosen", since=NOW)

    assert (here, elsewhere) == (frozenset({mina.person_id}), frozenset())


def test_audit_says_who_did_what(database: Database) -> None:
    riverside = build(database)

    with database.write() as transaction:
        audit.write(
            transaction,
            viewer=riverside.viewer("mina"),
            act="share_done",
            subject="share:1",
            now=NOW,
            details={"version": 3},
        )
        audit.write(transaction, viewer=ENGINE, act="swept", subject="inbox", now=NOW)
        rows = transaction.connection.execute(select(AuditRow.__table__).order_by(AuditRow.id)).all()

    found = [
        (row.at, row.actor_id, row.partnership_id, row.act, row.subject, row.details) for row in rows[-2:]
    ]
    assert found == [
        (NOW, riverside.person("mina").id, riverside.partnership_id, "share_done", "share:1", {"version": 3}),
        (NOW, None, None, "swept", "inbox", {}),
    ]
