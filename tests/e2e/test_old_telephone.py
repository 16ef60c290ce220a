"""The page behind a letter's link on an old telephone: little room, big letters, and no connection just now."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.accessible import looking_closely
from tests.e2e.conftest import looking
from tests.e2e.served import Served, pages_served

_WIDER: Final = "() => document.documentElement.scrollWidth - innerWidth"
_STICKING_OUT: Final = """() => [...document.querySelectorAll('body *')]
  .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.unseen, .scroll'))
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
  .map(one => one.outerHTML.slice(0, 120))"""
_IS_CUT: Final = "strip => strip.scrollWidth > strip.clientWidth"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with pages_served(tmp_path_factory.mktemp("pages")) as found:
        yield found


@contextmanager
def _without_connection(page: Page) -> Iterator[None]:
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


def _let_in(page: Page, served: Served) -> None:
    page.goto(served.link())
    page.get_by_role("button", name="Open my page").click()
    page.get_by_role("heading", name="Mina Iqbal", level=1).wait_for()


def _fits(page: Page) -> None:
    assert (page.evaluate(_WIDER), page.evaluate(_STICKING_OUT)) == (0, []), page.url


def _menu(page: Page) -> Locator:
    page.locator(".fold > summary").click()
    return page.get_by_role("form", name="What you can do")


@pytest.mark.parametrize("width", [320, 360])
def test_no_place_to_look_at_is_cut(chromium: Browser, served: Served, width: int) -> None:
    with looking_closely(chromium, width=width) as page:
        _let_in(page, served)
        places = page.get_by_role("navigation", name="Where you can look")

        assert not places.evaluate(_IS_CUT)
        expect(places.get_by_role("link", name="Your messages")).to_be_in_viewport(ratio=1)


def test_letters_twice_as_big_need_no_scrolling_sideways(chromium: Browser, served: Served) -> None:
    # 320 pixels with everything on them twice as big.
    with looking(chromium, size=(160, 320)) as page:
        page.goto(served.link())
        _fits(page)
        _let_in(page, served)
        _fits(page)
        _menu(page).get_by_role("button", name="Log a talk", exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        _fits(page)
        send = page.get_by_role("dialog").locator("button.send")
        send.scroll_into_view_if_needed()
        expect(send).to_be_in_viewport(ratio=1)
        page.goto(served.pause())
        _fits(page)


def test_press_without_a_connection_is_said_and_can_be_made_again(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640}, locale="en-GB")
    page = context.new_page()
    _let_in(page, served)
    said = page.get_by_role("alert")
    words = page.get_by_label("Write to Bywhen")

    words.fill("timetable")
    with _without_connection(page):
        page.keyboard.press("Enter")
        expect(said).to_contain_text("I can't be reached just now")
        expect(said).to_be_in_viewport(ratio=1)
    expect(words).to_have_value("timetable")
    page.keyboard.press("Enter")
    expect(page.locator(".message").last).to_contain_text("the next eight weeks")
    expect(said).to_have_count(0)

    _menu(page).get_by_role("button", name="Log a talk", exact=True).click()
    form = page.get_by_role("dialog")
    form.get_by_label("What was said", exact=False).first.fill("They are glad of the help.")
    with _without_connection(page):
        form.locator("button.send").click()
        expect(form.get_by_role("alert")).to_contain_text("I can't be reached just now")
    expect(form.get_by_label("What was said", exact=False).first).to_have_value("They are glad of the help.")
    context.close()
