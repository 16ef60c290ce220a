"""The Home page: what stands there now, pressed where it stands."""

from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from re import findall
from typing import Final

import pytest
from httpx import Response
from starlette.applications import Starlette

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from handlers.web.app import WebPages
from storage import people
from storage.database import Database
from tests import checked_in, promised, riverside
from tests.handlers.web.browser import Browser
from tests.handlers.web.drawn import tree
from tests.riverside import NOW, Riverside

SECRET: Final = "s" * 32


class Site:
    """The real conversations behind real pages, and Mina's browser."""

    def __init__(self, group: Riverside, browser: Browser, pages: WebPages) -> None:
        self.group = group
        self.browser = browser
        self.base = f"/p/{pages.links.token(reader='mina', now=NOW)}"

    def open(self, place: str = "/home") -> str:
        return self.browser.get(f"{self.base}{place}").text

    def press(self, label: str) -> str:
        return self.send(label).text

    def send(self, label: str) -> Response:
        html = self.open()
        key = findall(r'name="key" value="([^"]+)"', html)[-1]
        [button] = [one for one in tree(html).all("button") if one.text.strip() == label]
        data = {"key": key, "press": unescape(button.get("value")), "message": ""}
        return self.browser.post(f"{self.base}/home/press", data=data)


@pytest.fixture
def site(database: Database) -> Iterator[Site]:
    """Mina has a page, and holds one accepted action; the doors are open."""
    group = riverside.build(database, opened=True)
    promised.accepted(group)
    pages = WebPages(
        database=database,
        router=Router(routes=ROUTES, database=database),
        clock=lambda: NOW + timedelta(hours=1),
        secret=SECRET,
        public_url="http://testserver",
        is_open=True,
    )
    browser = Browser(Starlette(routes=pages.routes))
    browser.run(pages.start())
    with database.write() as transaction:
        people.give_address(
            transaction,
            viewer=ENGINE,
            person_id=group.person("mina").id,
            kind=AddressKind.WEB,
            installation_id=pages.installation_id,
            external_id="mina",
        )
    yield Site(group, browser, pages)
    browser.close()


def test_home_shows_what_is_yours_with_its_buttons(site: Site) -> None:
    html = site.open()

    assert "Riverside Progression Group: one thing is yours." in html
    assert "Send course data" in html
    assert [one.text.strip() for one in tree(html).all("button") if one.text.strip() == "On track"] == [
        "On track"
    ]
    links = tree(html).all("nav")[0].all("a")
    assert [(one.said, one.get("aria-current")) for one in links] == [("Home", "page"), ("Your messages", "")]


def test_what_was_pressed_on_home_is_answered_there_and_home_has_moved_on(site: Site) -> None:
    html = site.press("Done")

    assert "Riverside Progression Group: nothing is yours at the moment." in html
    assert "Here is how that one stands now." in html
    assert "couldn&#39;t change" not in html, "Nothing was sent that could be changed"
    assert "It&#39;s done." in html or "Thank you" in html


def test_answer_stands_below_home_and_the_browser_is_led_to_it(site: Site) -> None:
    sent = site.send("Done")

    shown = [one.get("id") for one in tree(site.open()).all("article")]
    assert shown[0] == "m0"
    assert len(shown) == 2
    assert sent.history[0].headers["location"] == f"{site.base}/home#{shown[1]}"


def test_menu_offers_what_came_of_a_check_in_once_one_is_in(site: Site) -> None:
    def menu() -> list[str]:
        return [one.text.strip() for one in tree(site.open()).all("button")]

    assert "Side by side" not in menu()
    checked_in.widen(site.group)
    checked_in.open_round(site.group)
    assert "Side by side" not in menu()

    checked_in.close(site.group)

    assert "Side by side" in menu()
    assert "What came of it" not in menu(), "That is for runner and chair"


def test_what_was_pressed_on_home_stands_above_its_answer(site: Site) -> None:
    html = site.press("Done")

    said = [" ".join(one.text.split()) for one in tree(html).all("p") if one.get("class") == "asked"]
    assert said == ["You said: Done: Send course data"]


def test_home_is_written_anew_and_never_stored(site: Site) -> None:
    site.open()

    assert "one thing is yours" not in site.open("")


def test_page_that_polls_gets_nothing_while_nothing_has_changed(site: Site) -> None:
    html = site.open()
    [state] = findall(r"/feed\?seen=([0-9a-f]+)", html)

    assert site.browser.get(f"{site.base}/home/feed?seen={state}").status_code == 204


def test_button_that_opens_a_form_opens_it_on_home(site: Site) -> None:
    html = site.press("Need more time")

    assert f'action="{site.base}/home/form"' in html
    assert "New date" in html


def test_home_behind_a_link_that_is_none_of_ours_is_gone(site: Site) -> None:
    stranger = site.base.replace("/p/", "/p/x")

    assert site.browser.get(f"{stranger}/home").status_code == 410
