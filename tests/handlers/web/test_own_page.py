"""What keeps a page its reader's: signed links, numbers that are none of theirs, and presses from elsewhere."""

import re
from datetime import timedelta

import httpx
import pytest

from handlers.web.links import LIFE
from tests.handlers.web.conftest import NOW, Site

HTMX = {"HX-Request": "true"}


def _words(response: httpx.Response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.text).split())


def _press(site: Site, button: str, *, message: str = "", key: str = "") -> httpx.Response:
    form = {"key": key or site.key(), "press": button, "message": message}
    return site.client.post(f"{site.address()}/press", data=form, headers=HTMX)


def test_link_that_was_not_signed_here_leads_to_a_sentence(site: Site) -> None:
    answer = site.client.get("/p/forged")

    assert answer.status_code == 410
    assert "This link has done its time." in _words(answer)


def test_link_of_long_ago_leads_to_a_sentence(site: Site) -> None:
    token = site.pages.links.token(reader="sam", now=NOW - LIFE - timedelta(seconds=1))

    assert site.client.get(f"/p/{token}").status_code == 410


def test_room_of_others_is_not_there(site: Site) -> None:
    assert site.client.get(f"{site.address()}/rooms/1").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
    ],
)
def test_press_from_another_site_changes_nothing(site: Site, headers: dict[str, str]) -> None:
    form = {"key": site.key(), "press": "done::1.1", "message": ""}

    answer = site.client.post(f"{site.address()}/press", data=form, headers=headers)

    assert answer.status_code == 403
    assert "Nothing was changed." in _words(answer)
    assert site.log.came == []


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}])
def test_press_from_the_page_itself_is_taken(site: Site, headers: dict[str, str]) -> None:
    form = {"key": site.key(), "press": "done::1.1", "message": ""}

    answer = site.client.post(f"{site.address()}/press", data=form, headers=headers)

    assert answer.status_code == 200
    assert len(site.log.came) == 1


def test_key_of_somebody_elses_page_opens_nothing(site: Site) -> None:
    form = {"key": site.key("mina"), "press": "done::1.1", "message": ""}

    answer = site.client.post(f"{site.address('sam')}/press", data=form)

    assert answer.status_code == 410
    assert site.log.came == []


@pytest.mark.parametrize("path", ["", "/rooms/1", "/files/1"], ids=["page", "room", "file"])
@pytest.mark.parametrize(
    "number", ["9" * 30, "9" * 5000, "-1", "٣"], ids=["long", "endless", "below", "other"]
)
def test_numbers_that_are_none_of_ours_lead_nowhere(site: Site, path: str, number: str) -> None:
    address = path[:-1] + number if path else f"?before={number}"

    answer = site.client.get(site.address() + address)

    assert answer.status_code == (404 if path else 200)
