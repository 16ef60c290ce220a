"""Whoever looks at an address changes nothing, be it a program that looks through letters: every route, before and after."""

import re
from collections.abc import Iterator

import pytest
from starlette.routing import Mount, Route

from bot.domain.people import AddressKind
from bot.messages.model import Message
from bot.services import answers
from bot.services.answers import Asker
from storage import rooms
from tests.handlers.web.guests import Guests


def _looked_at(guests: Guests) -> Iterator[str]:
    """Every address that can be looked at."""
    for route in guests.pages.routes:
        if isinstance(route, Mount):
            yield f"{route.path}/page.css"
        elif isinstance(route, Route) and "GET" in (route.methods or ()):
            yield route.path


def _sent_to(guests: Guests) -> Iterator[str]:
    """Every address to which something can be sent."""
    for route in guests.pages.routes:
        if isinstance(route, Route) and "POST" in (route.methods or ()):
            yield route.path


@pytest.fixture
def furnished(guests: Guests) -> Guests:
    """Mina was sent a file, and Riverside meets in a room on our pages."""
    runner = guests.group.viewer("sam")
    with guests.group.database.write() as transaction:
        rooms.add(
            transaction,
            viewer=runner,
            installation_id=guests.pages.installation_id,
            external_id="hall",
            name="hall",
        )
    mina = Asker(
        kind=AddressKind.WEB,
        installation_id=guests.pages.installation_id,
        external_id="mina",
        conversation=None,
        key="k1",
    )
    said = Message(opening="Here it is.")
    answers.send_file(
        database=guests.group.database,
        to=mina,
        name="To share.xlsx",
        file=b"PK",
        content=said,
        now=guests.now,
    )
    return guests


def _whole(guests: Guests, path: str) -> str:
    """Return the address of a route, as it stands in a letter or on a page."""
    with guests.group.database.read() as transaction:
        [room] = [
            one
            for one in rooms.all_of(transaction, viewer=guests.group.viewer("sam"))
            if one.external_id == "hall"
        ]
        file = transaction.connection.exec_driver_sql("SELECT max(id) FROM messages").scalar_one()
    token = guests.token()
    if path.startswith("/f/"):
        token = guests.pages.links.file_token(message_id=file, now=guests.now)
    return path.format(token=token, room=room.id, file=file)


def _addresses(guests: Guests) -> list[str]:
    return [_whole(guests, path) for path in _looked_at(guests)]


def test_every_place_is_among_what_is_looked_at(furnished: Guests) -> None:
    assert sorted(_looked_at(furnished)) == [
        "/f/{token}",
        "/in/{token}",
        "/p/{token}",
        "/p/{token}/feed",
        "/p/{token}/files/{file}",
        "/p/{token}/home",
        "/p/{token}/home/feed",
        "/p/{token}/rooms/{room}",
        "/p/{token}/rooms/{room}/feed",
        "/static/page.css",
    ]


@pytest.mark.parametrize("let_in", [False, True], ids=["a scanner", "the reader"])
def test_looking_changes_nothing(furnished: Guests, let_in: bool) -> None:
    if let_in:
        furnished.enter(furnished.token())
    cookies = dict(furnished.browser.cookies)
    before = furnished.everything()

    for address in _addresses(furnished):
        assert furnished.browser.get(address).status_code == 200, address
        assert furnished.browser.head(address).status_code == 200, address

    assert furnished.everything() == before
    assert dict(furnished.browser.cookies) == cookies


def test_looking_with_a_link_that_is_over_changes_nothing(furnished: Guests) -> None:
    addresses = _addresses(furnished)
    furnished.pass_by(days=60)
    before = furnished.everything()

    for address in addresses:
        code = 200 if address.startswith("/static") else 410
        assert furnished.browser.get(address).status_code == code
        assert furnished.browser.head(address).status_code == code

    assert furnished.everything() == before


def test_looking_where_something_is_sent_changes_nothing(furnished: Guests) -> None:
    furnished.enter(furnished.token())
    before = furnished.everything()
    places = set(_sent_to(furnished)) - set(_looked_at(furnished))

    codes = {furnished.browser.get(_whole(furnished, path)).status_code for path in places}

    assert (codes, furnished.everything() == before) == ({405}, True)


@pytest.mark.parametrize(
    "how", ["another site", "a site beside ours", "no key", "another reader's key", "no cookie"]
)
def test_nothing_is_sent_but_from_the_readers_own_page(furnished: Guests, how: str) -> None:
    token = furnished.token()
    furnished.enter(token)
    key = furnished.key(f"/p/{token}")
    headers = {"Sec-Fetch-Site": "same-origin"}
    if how == "another site":
        headers = {"Origin": "https://elsewhere.example"}
    elif how == "a site beside ours":
        headers = {"Sec-Fetch-Site": "same-site"}
    elif how == "no key":
        key = ""
    elif how == "another reader's key":
        key = furnished.pages.links.key(reader="rob")
    else:
        furnished.browser.cookies.clear()
    before = furnished.everything()
    paths = [path for path in _sent_to(furnished) if path.startswith("/p/")]
    assert len(paths) == 9

    for path in paths:
        form = {
            "key": key,
            "words": "settings",
            "press": "not_this_week::",
            "form": "settings::",
            "message": "",
        }
        answer = furnished.browser.post(_whole(furnished, path), data=form, headers=headers)
        refused = {"another site": 403, "a site beside ours": 403, "no cookie": 200}.get(how, 410)
        assert answer.status_code == refused, path
        if how == "no cookie":
            assert re.search(r"This is Mina Iqbal.+s page", answer.text)

    assert furnished.everything() == before
