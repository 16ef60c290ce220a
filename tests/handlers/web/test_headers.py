"""What goes along with every answer, style sheets and scripts too."""

from urllib.parse import urlsplit

import pytest

from handlers.web.headers import EVERYWHERE, ON_PAGES, for_pages
from tests.handlers.web.guests import Guests

_HSTS = "Strict-Transport-Security"


@pytest.mark.parametrize("name", ["page.css", "page.js", "htmx.min.js", "icon.svg"])
def test_what_everybody_may_have_leaves_with_its_headers(guests: Guests, name: str) -> None:
    headers = guests.browser.get(f"/static/{name}").headers

    assert {key: headers.get(key) for key in EVERYWHERE} == EVERYWHERE
    assert headers[_HSTS] == "max-age=31536000"
    assert headers.get("cache-control") != "no-store"


def test_browsers_are_told_to_come_by_https_alone_where_that_is_served() -> None:
    assert _HSTS not in for_pages(secure=False)
    assert for_pages(secure=True) == {**ON_PAGES, _HSTS: "max-age=31536000"}


@pytest.mark.parametrize("address", ["/in/{token}", "/p/{token}", "/in/forged", "/f/forged", "/p/forged"])
def test_every_answer_of_the_way_in_has_them_all(guests: Guests, address: str) -> None:
    answer = guests.browser.get(address.format(token=guests.token()))

    expected = for_pages(secure=True)
    assert {key: answer.headers.get(key) for key in expected} == expected
    assert all({key: one.headers.get(key) for key in expected} == expected for one in answer.history)


def test_nothing_comes_from_another_server() -> None:
    sources = EVERYWHERE["Content-Security-Policy"].replace(";", " ").split()

    assert not [
        one for one in sources if urlsplit(one).scheme or one in ("*", "'unsafe-inline'", "'unsafe-eval'")
    ]
