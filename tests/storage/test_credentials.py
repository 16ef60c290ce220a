"""Credentials as stored: one row an installation, and of two who renew at once one is first."""

from datetime import datetime, timedelta

from bot.domain.credentials import Sealed, Tenant
from bot.domain.permissions import ENGINE
from storage import credentials
from storage.database import Database
from tests import riverside
from tests.riverside import NOW
from tests.storage.crowd import EIGHT, errors, together
from tests.storage.installing import TENANT

LATER = NOW + timedelta(hours=12)
MINUTE = timedelta(minutes=1)


def keep(
    database: Database,
    number: int,
    *,
    secret: bytes = b"first",
    at: datetime = NOW,
    tenant: Tenant = TENANT,
) -> None:
    with database.write() as transaction:
        credentials.keep(
            transaction,
            viewer=ENGINE,
            installation_id=number,
            tenant=tenant,
            secret=secret,
            expires_at=LATER,
            now=at,
        )


def stored(database: Database) -> list[Sealed]:
    with database.read() as transaction:
        return [*credentials.all_of(transaction, viewer=ENGINE)]


def claim(database: Database, number: int, *, version: int = 1, at: datetime = LATER) -> bool:
    with database.write() as transaction:
        return credentials.claim(
            transaction,
            viewer=ENGINE,
            installation_id=number,
            version=version,
            before=at - MINUTE,
            now=at,
        )


def renew(database: Database, number: int, *, version: int) -> bool:
    with database.write() as transaction:
        return credentials.renew(
            transaction,
            viewer=ENGINE,
            installation_id=number,
            version=version,
            secret=b"second",
            expires_at=None,
            now=LATER,
        )


def test_credentials_are_kept_as_they_were_given(database: Database) -> None:
    number = riverside.install(database)

    keep(database, number)

    assert stored(database) == [
        Sealed(
            installation_id=number,
            tenant=TENANT,
            bot_user_id="U-BYWHEN",
            secret=b"first",
            expires_at=LATER,
            version=1,
            updated_at=NOW,
        )
    ]


def test_later_credentials_stand_in_place_of_the_first(database: Database) -> None:
    number = riverside.install(database)

    for secret, at in ((b"first", NOW), (b"second", LATER)):
        keep(database, number, secret=secret, at=at)

    [one] = stored(database)
    assert (one.secret, one.version, one.updated_at) == (b"second", 2, LATER)


def test_workspace_that_joins_an_organisation_is_the_same_installation(database: Database) -> None:
    number = riverside.install(database)
    keep(database, number)

    tenant = Tenant(enterprise_id="E1", team_id=TENANT.team_id)
    keep(database, number, tenant=tenant)

    assert [one.tenant for one in stored(database)] == [tenant]


def test_forgotten_credentials_are_nowhere(database: Database) -> None:
    number = riverside.install(database)
    keep(database, number)

    with database.write() as transaction:
        credentials.forget(transaction, viewer=ENGINE, installation_id=number, version=1)

    assert stored(database) == []


def test_eight_who_install_at_once_keep_one_row(database: Database) -> None:
    number = riverside.install(database)

    outcomes = together(
        database,
        lambda t, one: credentials.keep(
            t,
            viewer=ENGINE,
            installation_id=number,
            tenant=TENANT,
            secret=b"%d" % one,
            expires_at=None,
            now=NOW,
        ),
    )

    assert errors(outcomes) == []
    [one] = stored(database)
    assert one.version == EIGHT


def test_of_eight_who_renew_at_once_one_is_first(database: Database) -> None:
    number = riverside.install(database)
    keep(database, number)

    outcomes = together(
        database,
        lambda t, _: credentials.claim(
            t, viewer=ENGINE, installation_id=number, version=1, before=LATER, now=LATER
        ),
    )

    assert sorted(map(bool, outcomes)) == [False] * (EIGHT - 1) + [True]


def test_a_renewal_belongs_to_who_began_it_until_the_lease_is_over(database: Database) -> None:
    number = riverside.install(database)
    keep(database, number)

    assert claim(database, number)
    assert not claim(database, number, version=2)
    assert claim(database, number, version=2, at=LATER + 2 * MINUTE)


def test_what_a_renewal_brought_is_kept_by_who_claimed_it(database: Database) -> None:
    number = riverside.install(database)
    keep(database, number)
    claim(database, number)

    assert not renew(database, number, version=1)
    assert renew(database, number, version=2)
    [one] = stored(database)
    assert (one.secret, one.expires_at, one.version) == (b"second", None, 3)


def test_another_key_leaves_the_version_as_it_is(database: Database) -> None:
    number = riverside.install(database)
    keep(database, number)

    with database.write() as transaction:
        done = [
            credentials.encrypt_anew(
                transaction, viewer=ENGINE, installation_id=number, version=version, secret=b"anew"
            )
            for version in (7, 1)
        ]

    [one] = stored(database)
    assert (done, one.secret, one.version) == ([False, True], b"anew", 1)
