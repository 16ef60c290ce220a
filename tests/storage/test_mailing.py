"""E-mail addresses: when they carry letters, the page that comes along, and what a mail server says of them."""

import pytest

from bot.domain.people import Address, AddressKind
from bot.domain.permissions import ENGINE, Role, Viewer
from storage import installations, mailing, people
from storage.database import Database
from tests.riverside import NOW, Riverside, build

STRANGER = Viewer(person_id=1, partnership_id=99, role=Role.RUNNER)
EMAIL = "jo.blake@meadow.example"


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database)


def _install(riverside: Riverside, kind: AddressKind, name: str) -> int:
    with riverside.database.write() as transaction:
        return installations.register(
            transaction, viewer=ENGINE, kind=kind, external_id=name, name=name, bot_id="", now=NOW
        )


def _begin(riverside: Riverside) -> int:
    pages = _install(riverside, AddressKind.WEB, "pages")
    _install(riverside, AddressKind.EMAIL, "mail")
    with riverside.database.write() as transaction:
        mailing.begin(transaction, viewer=ENGINE)
    return pages


def _give(riverside: Riverside, name: str, email: str = EMAIL) -> Address:
    with riverside.database.write() as transaction:
        return people.give_address(
            transaction,
            viewer=riverside.viewer("sam"),
            person_id=riverside.person(name).id,
            kind=AddressKind.EMAIL,
            installation_id=None,
            external_id=email,
        )


def _addresses(riverside: Riverside, name: str) -> list[tuple[AddressKind, bool, bool]]:
    with riverside.database.read() as transaction:
        found = people.addresses_of(
            transaction, viewer=riverside.viewer("sam"), person_id=riverside.person(name).id
        )
    return [(one.kind, one.carries, one.preferred) for one in found]


def _page(riverside: Riverside, email: str = EMAIL) -> str | None:
    with riverside.database.read() as transaction:
        return mailing.page_of(transaction, viewer=ENGINE, email=email)


def test_address_carries_nothing_before_letters_can_be_sent(riverside: Riverside) -> None:
    _install(riverside, AddressKind.WEB, "pages")

    given = _give(riverside, "dee")

    assert (given.carries, given.preferred, _page(riverside)) == (False, False, None)


def test_address_given_later_carries_letters_and_brings_a_page(riverside: Riverside) -> None:
    pages = _begin(riverside)

    given = _give(riverside, "dee")

    assert (given.carries, given.preferred) == (True, True)
    assert _addresses(riverside, "dee") == [
        (AddressKind.EMAIL, True, True),
        (AddressKind.TELEPHONE, False, False),
        (AddressKind.WEB, False, False),
    ]
    reader = _page(riverside)
    assert reader is not None
    with riverside.database.read() as transaction:
        found = people.behind_address(
            transaction, kind=AddressKind.WEB, installation_id=pages, external_id=reader
        )
    assert found == riverside.person("dee")


def test_address_of_before_carries_letters_once_they_can_be_sent(riverside: Riverside) -> None:
    _give(riverside, "dee")
    _give(riverside, "mina", "m.iqbal@castle.example")

    _begin(riverside)

    assert (AddressKind.EMAIL, True, False) in _addresses(riverside, "dee")
    assert _addresses(riverside, "mina")[:2] == [
        (AddressKind.SLACK, True, True),
        (AddressKind.EMAIL, True, False),
    ]
    assert _page(riverside) is not None


def test_a_page_is_given_once_and_its_name_says_nothing(riverside: Riverside) -> None:
    _begin(riverside)
    _give(riverside, "dee")
    first = _page(riverside)

    _give(riverside, "dee", "dee@home.example")
    with riverside.database.write() as transaction:
        mailing.begin(transaction, viewer=ENGINE)

    assert _page(riverside) == _page(riverside, "dee@home.example") == first
    assert first is not None
    assert len(first) == 16
    assert "dee" not in first.lower()


def test_without_pages_there_is_no_page(riverside: Riverside) -> None:
    _install(riverside, AddressKind.EMAIL, "mail")

    _give(riverside, "dee")

    assert _page(riverside) is None


def test_letters_that_end_reach_nobody_and_begin_again(riverside: Riverside) -> None:
    _begin(riverside)
    _give(riverside, "dee")

    with riverside.database.write() as transaction:
        mailing.end(transaction, viewer=ENGINE, now=NOW)
    ended = _addresses(riverside, "dee")
    with riverside.database.read() as transaction:
        sends = mailing.sends(transaction)
    _begin(riverside)

    assert (AddressKind.EMAIL, True, True) not in ended
    assert not sends
    assert (AddressKind.EMAIL, True, True) in _addresses(riverside, "dee")


def test_refused_address_is_told_of_once_and_stays_so(riverside: Riverside) -> None:
    _begin(riverside)
    _give(riverside, "dee")

    with riverside.database.write() as transaction:
        told = [
            mailing.refuse(transaction, viewer=ENGINE, email=EMAIL, said=said, now=NOW)
            for said in ("No such user", "Still no such user")
        ]
        mailing.begin(transaction, viewer=ENGINE)

    assert told == [True, False]
    assert (AddressKind.EMAIL, True, True) not in _addresses(riverside, "dee")
    with riverside.database.read() as transaction:
        [refusal] = mailing.refused(transaction, viewer=riverside.viewer("sam"))
        elsewhere = mailing.refused(transaction, viewer=STRANGER)
    assert (refusal.person_id, refusal.email) == (riverside.person("dee").id, EMAIL)
    assert (refusal.said, refusal.since, elsewhere) == ("No such user", NOW, ())


def test_refused_address_is_put_right_by_who_knows_them(riverside: Riverside) -> None:
    _begin(riverside)
    _give(riverside, "dee")
    _give(riverside, "dee", "dee@home.example")
    dee = riverside.person("dee").id

    with riverside.database.write() as transaction:
        for email in (EMAIL, "dee@home.example"):
            mailing.refuse(transaction, viewer=ENGINE, email=email, said="No such user", now=NOW)
        with pytest.raises(PermissionError):
            mailing.put_right(transaction, viewer=STRANGER, person_id=dee, email=EMAIL)
        before = mailing.refused(transaction, viewer=riverside.viewer("sam"))
        mailing.put_right(transaction, viewer=riverside.viewer("sam"), person_id=dee, email=EMAIL)
        after = mailing.refused(transaction, viewer=riverside.viewer("sam"))

    assert (len(before), after) == (2, ())
    assert [one[1] for one in _addresses(riverside, "dee") if one[0] is AddressKind.EMAIL] == [True, False]


def test_only_a_mail_server_says_who_is_reached(riverside: Riverside) -> None:
    sam = riverside.viewer("sam")

    with riverside.database.write() as transaction:
        for forbidden in (
            lambda: mailing.begin(transaction, viewer=sam),
            lambda: mailing.end(transaction, viewer=sam, now=NOW),
            lambda: mailing.page_of(transaction, viewer=sam, email=EMAIL),
            lambda: mailing.refuse(transaction, viewer=sam, email=EMAIL, said="", now=NOW),
        ):
            with pytest.raises(PermissionError):
                forbidden()
