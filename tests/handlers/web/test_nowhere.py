"""Addresses where there is nothing, those to which only a button leads, and the way back from each."""

import pytest

from bot.messages import page as wording
from handlers.web.headers import for_pages
from tests.handlers.web.drawn import tree
from tests.handlers.web.post import Post, post

__all__ = ["post"]

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd"),
]

_NOTHING = (404, wording.NOT_HERE)
_A_BUTTON = (405, wording.NOT_TO_OPEN)


def test_where_there_is_nothing_a_page_says_so_and_leads_back(post: Post) -> None:
    expected = {
        "/": (_NOTHING, []),
        "/wp-login.php": (_NOTHING, []),
        "/static/nothing.css": (_NOTHING, []),
        "/p": (_NOTHING, []),
        "/pause": (_NOTHING, []),
        "/p/my-token/nothing/at/all": (_NOTHING, ["/p/my-token"]),
        "/in/a%22b/nothing": (_NOTHING, ["/p/a%22b"]),
        "/in/my-token/new": (_A_BUTTON, ["/p/my-token"]),
        "/p/my-token/press": (_A_BUTTON, ["/p/my-token"]),
        "/p/my-token/home/form": (_A_BUTTON, ["/p/my-token"]),
        "/p/my-token/rooms/3/say": (_A_BUTTON, ["/p/my-token"]),
    }

    for address, ((status, sentences), back) in expected.items():
        answer = post.browser.get(address)
        page = tree(answer.text)
        said = [one.said for one in page.all("h1")]
        found = [one.get("href") for one in page.all("a")]
        assert (answer.status_code, said, found) == (status, [sentences[0]], back), address
        assert sentences[1] in answer.text, address
        wanted = for_pages(secure=True)
        assert {name: answer.headers.get(name) for name in wanted} == wanted, address
        assert answer.headers.get("allow") == ("POST" if status == 405 else None), address


def test_way_back_leads_to_a_page_and_never_to_a_pause_or_a_file(post: Post) -> None:
    elsewhere = {"sec-fetch-site": "cross-site"}
    expected = {"/pause/my-token": [], "/in/my-token": ["/p/my-token"], "/p/my-token/press": ["/p/my-token"]}

    for address, back in expected.items():
        answer = post.browser.post(address, data={}, headers=elsewhere)
        found = [one.get("href") for one in tree(answer.text).all("a")]
        assert (answer.status_code, found) == (403, back), address
