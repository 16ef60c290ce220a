"""Nobody reads or presses on a page what is not theirs, and no answer leaves without its headers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import httpx
import pytest

from bot.domain.deliveries import Destination, MessageKind, MessageState, NewMessage
from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Role, Viewer, myself
from bot.messages.model import Message
from bot.services.answers import as_kept
from handlers.web.links import LIFE, Links
from storage import members, messages, partnerships, people, rooms
from storage.database import Database
from tests.handlers.web.conftest import NOW, Site
from tests.handlers.web.drawn import LONDON, tree

POSTS: Final[Mapping[str, Mapping[str, str]]] = {
    "press": {"press": "done::1.1", "message": ""},
    "form": {"form": "add::", "message": "", "field-what": "Send data"},
    "say": {"words": "help"},
}
GETS: Final = ("", "/feed", "/files/1", "/rooms/1", "/rooms/1/feed")


@dataclass(frozen=True, kw_only=True)
class Hall:
    """Sam and Mina meet in the hall; Ann has a page and meets nobody."""

    site: Site
    database: Database
    room_id: int

    def write(self, reader: str, words: str, *, in_room: bool = False) -> int:
        """Put a message on somebody's page, or into the hall, as sent."""
        pages = self.site.pages.installation_id
        new = NewMessage(
            kind=MessageKind.ENVELOPE,
            to=Destination(kind=AddressKind.WEB, installation_id=pages, external_id=reader),
            local_date=NOW.date(),
            part=words,
            not_before=NOW,
            room_id=self.room_id if in_room else None,
            content=as_kept(Message(opening=words)),
            file=("To share.xlsx", b"PK"),
        )
        with self.database.write() as transaction:
            message_id = messages.add(transaction, viewer=ENGINE, new=new, now=NOW)
            assert message_id is not None
            messages.change(
                transaction,
                viewer=ENGINE,
                message_id=message_id,
                since=MessageState.PENDING,
                changes={"state": MessageState.SENT},
            )
        return message_id

    def read(self, reader: str, *, in_room: bool = False) -> list[str]:
        """Return the first sentences on somebody's page, or in the hall as they see it."""
        place = f"/rooms/{self.room_id}" if in_room else ""
        html = self.site.client.get(self.site.address(reader) + place).text
        return [one.said for one in tree(html).all("h3")]


@pytest.fixture
def hall(site: Site, database: Database) -> Hall:
    installation_id = site.pages.installation_id
    with database.write() as transaction:
        sam, mina = (
            people.from_directory(
                transaction,
                viewer=myself(0),
                kind=AddressKind.WEB,
                installation_id=installation_id,
                external_id=one,
                now=NOW,
            )
            for one in ("sam", "mina")
        )
        profile = Profile(name="Riverside", zone=LONDON)
        made = partnerships.create(transaction, viewer=myself(sam.id), profile=profile, now=NOW)
        runner = Viewer(person_id=sam.id, partnership_id=made.id, role=Role.RUNNER)
        members.add(transaction, viewer=runner, person_id=sam.id, role=Role.RUNNER, partner_id=None)
        members.add(transaction, viewer=runner, person_id=mina.id, role=Role.MEMBER, partner_id=None)
        room = rooms.add(
            transaction, viewer=runner, installation_id=installation_id, external_id="hall", name="hall"
        )
        # A draft is seen by nobody but who made it.
        partnerships.open_doors(transaction, viewer=runner, now=NOW)
    return Hall(site=site, database=database, room_id=room.id)


def _headers_are_kept(answer: httpx.Response) -> None:
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert {"camera=()", "geolocation=()"} <= set(answer.headers["permissions-policy"].split(", "))
    assert "set-cookie" not in answer.headers


def _post(site: Site, act: str, key: str, *, reader: str = "sam", **headers: str) -> httpx.Response:
    form = {"key": key, **POSTS[act]}
    return site.client.post(f"{site.address(reader)}/{act}", data=form, headers=headers)


@pytest.mark.parametrize("place", GETS)
def test_every_answer_to_looking_has_its_headers_and_no_cookie(hall: Hall, place: str) -> None:
    hall.write("sam", "Yours, Sam.")

    _headers_are_kept(hall.site.client.get(hall.site.address() + place))


@pytest.mark.parametrize("act", POSTS)
@pytest.mark.parametrize("key", ["", "forged"])
def test_key_that_no_page_gave_changes_nothing(site: Site, act: str, key: str) -> None:
    answer = _post(site, act, key)

    assert (answer.status_code, site.log.came) == (410, [])
    _headers_are_kept(answer)


@pytest.mark.parametrize("act", POSTS)
def test_key_of_another_reader_changes_nothing(site: Site, act: str) -> None:
    answer = _post(site, act, site.key("mina"))

    assert (answer.status_code, site.log.came) == (410, [])


@pytest.mark.parametrize("act", POSTS)
def test_key_that_another_server_signed_changes_nothing(site: Site, act: str) -> None:
    elsewhere = Links("another secret that is long enough").key(reader="sam")

    answer = _post(site, act, elsewhere)

    assert (answer.status_code, site.log.came) == (410, [])


@pytest.mark.parametrize("act", POSTS)
def test_link_is_no_key_and_a_key_no_link(site: Site, act: str) -> None:
    token = site.address().removeprefix("/p/")
    key = site.key()

    answers = [_post(site, act, token), site.client.get(f"/p/{key}")]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert site.log.came == []


@pytest.mark.parametrize("act", ["press", "form"])
def test_key_that_is_sent_again_changes_nothing_twice(site: Site, act: str) -> None:
    key = site.key()

    answers = [_post(site, act, key) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len(site.log.came) == 1


def test_two_renderings_of_one_page_are_two_presses(site: Site) -> None:
    for _ in range(2):
        _post(site, "press", site.key())

    assert len(site.log.came) == 2


@pytest.mark.parametrize("act", POSTS)
@pytest.mark.parametrize("site_of_origin", ["cross-site", "same-site"])
def test_nothing_comes_from_another_site(site: Site, act: str, site_of_origin: str) -> None:
    answer = _post(site, act, site.key(), **{"Sec-Fetch-Site": site_of_origin})

    assert (answer.status_code, site.log.came) == (403, [])
    _headers_are_kept(answer)


@pytest.mark.parametrize("act", POSTS)
def test_body_that_is_too_big_is_not_read(site: Site, act: str) -> None:
    upload = {"file": ("timetable.xlsx", bytes(10 * 1024 * 1024 + 1))}

    answer = site.client.post(f"{site.address()}/{act}", data={"key": site.key()}, files=upload)

    assert (answer.status_code, site.log.came) == (413, [])
    assert "less than ten megabytes" in answer.text
    _headers_are_kept(answer)


@pytest.mark.parametrize("place", GETS)
@pytest.mark.parametrize("age", [LIFE, LIFE + timedelta(days=300)])
def test_link_whose_time_is_over_opens_nothing(site: Site, place: str, age: timedelta) -> None:
    token = site.pages.links.token(reader="sam", now=NOW - age)

    answer = site.client.get(f"/p/{token}{place}")

    assert answer.status_code == 410
    assert [one.said for one in tree(answer.text).all("h1")] == ["This link has done its time."]
    assert "Sam" not in answer.text
    _headers_are_kept(answer)


def test_link_works_until_the_last_moment(site: Site) -> None:
    token = site.pages.links.token(reader="sam", now=NOW - LIFE + timedelta(seconds=1))

    assert site.client.get(f"/p/{token}").status_code == 200


@pytest.mark.parametrize("place", GETS)
def test_link_with_one_sign_changed_opens_nothing(site: Site, place: str) -> None:
    token = site.address().removeprefix("/p/")
    changed = ("B" if token[0] != "B" else "C") + token[1:]

    answer = site.client.get(f"/p/{changed}{place}")

    assert answer.status_code == 410
    _headers_are_kept(answer)


def test_mistake_of_ours_leaves_with_its_headers_too(site: Site) -> None:
    site.log.fails = RuntimeError("a bug of ours")

    answer = _post(site, "say", site.key())

    assert answer.status_code == 500
    _headers_are_kept(answer)


def test_messages_of_another_never_stand_in_a_feed(hall: Hall) -> None:
    hall.write("mina", "Mina alone reads this.")
    hall.write("sam", "Sam alone reads this.")

    assert hall.read("sam") == ["Sam alone reads this."]
    assert hall.read("mina") == ["Mina alone reads this."]
    assert hall.read("ann") == []


def test_earlier_messages_of_another_cannot_be_asked_for(hall: Hall) -> None:
    latest = [hall.write("mina", f"Mina's, number {number}.") for number in range(3)][-1]

    answer = hall.site.client.get(f"{hall.site.address('sam')}?before={latest + 1}")

    assert answer.status_code == 200
    assert "Mina's" not in answer.text


def test_file_of_another_cannot_be_fetched(hall: Hall) -> None:
    message_id = hall.write("mina", "Here is your copy.")

    found = [
        hall.site.client.get(f"{hall.site.address(reader)}/files/{message_id}").status_code
        for reader in ("mina", "sam", "ann")
    ]

    assert found == [200, 404, 404]


def test_room_is_read_by_who_meets_there_and_by_nobody_else(hall: Hall) -> None:
    hall.write("hall", "Hello, everybody.", in_room=True)

    assert hall.read("sam", in_room=True) == ["Hello, everybody."]
    assert hall.read("mina", in_room=True) == ["Hello, everybody."]
    assert "Hello, everybody." not in hall.read("sam")
    assert hall.site.client.get(f"{hall.site.address('ann')}/rooms/{hall.room_id}").status_code == 404


@pytest.mark.parametrize("act", POSTS)
def test_nothing_is_said_from_a_room_of_others(hall: Hall, act: str) -> None:
    form = {"key": hall.site.key("ann"), **POSTS[act]}

    answer = hall.site.client.post(f"{hall.site.address('ann')}/rooms/{hall.room_id}/{act}", data=form)

    assert (answer.status_code, hall.site.log.came) == (404, [])
    _headers_are_kept(answer)


def test_room_stands_in_the_page_of_who_meets_there(hall: Hall) -> None:
    def rooms_of(reader: str) -> list[str]:
        html = hall.site.client.get(hall.site.address(reader)).text
        return [link.said for nav in tree(html).all("nav") for link in nav.all("a")]

    assert rooms_of("mina") == ["Home", "Your messages", "# hall"]
    assert rooms_of("ann") == []


@pytest.mark.parametrize("words", ["room=1", "rooms/one", "rooms/-1", "files/0x1"])
def test_address_that_is_none_leads_nowhere(hall: Hall, words: str) -> None:
    assert hall.site.client.get(f"{hall.site.address()}/{words}").status_code == 404


@pytest.mark.parametrize("before", ["x", "-1", "1e9", "9" * 30, "<b>"])
def test_number_that_is_none_is_no_number(hall: Hall, before: str) -> None:
    hall.write("sam", "Yours, Sam.")

    answer = hall.site.client.get(f"{hall.site.address()}?before={before}")

    assert [one.said for one in tree(answer.text).all("h3")] == ["Yours, Sam."]


def test_what_is_asked_in_a_room_and_answered_in_private_leads_there(hall: Hall) -> None:
    form = {"key": hall.site.key(), "words": "help"}
    room = f"{hall.site.address()}/rooms/{hall.room_id}"

    with_script = hall.site.client.post(f"{room}/say", data=form, headers={"HX-Request": "true"})
    plain = hall.site.client.post(f"{room}/say", data=form | {"key": hall.site.key()})

    assert with_script.headers["hx-redirect"] == hall.site.address()
    assert plain.url.path == hall.site.address()
    assert "Hello, this is yours." in hall.read("sam")
    assert hall.read("sam", in_room=True) == []


def test_who_opens_a_form_in_a_room_stays_there(hall: Hall) -> None:
    room = f"{hall.site.address()}/rooms/{hall.room_id}"
    form = {"key": hall.site.key(), "press": "add::", "message": ""}

    answer = hall.site.client.post(f"{room}/press", data=form, headers={"HX-Request": "true"})

    assert answer.headers["hx-retarget"] == "#dialog"
    assert "hx-redirect" not in answer.headers
