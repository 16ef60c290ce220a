"""A page without a mouse: everything can be reached, where one is can be seen, and no answer takes that away."""

import re
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessible import WIDTHS, looking_closely
from tests.e2e.demo import Screen

_MOST: Final = 400
_FOCUSED: Final = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return { name: '', fault: 'nowhere' };
  const name = (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent).trim();
  const shown = at.closest('.attach') ?? at;
  const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const hits = [[0.5, 0.5], [0.1, 0.5], [0.5, 0.1], [0.5, 0.9]].some(([x, y]) => {
    const hit = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y);
    return hit !== null && (shown.contains(hit) || hit.contains(shown));
  });
  return { name, fault: !ring ? 'no ring' : !hits ? 'out of sight' : '' };
}"""


def _focused(page: Page) -> tuple[str, str]:
    """Return the name of what has the focus, and what is wrong with how it shows."""
    found = page.evaluate(_FOCUSED)
    return " ".join(found["name"].split()), found["fault"]


def _go_to(page: Page, name: str, *, by: str = "Tab") -> None:
    """Go on by one key until something of this name has the focus. On the way each place can be seen."""
    wanted = re.compile(name)
    for _ in range(_MOST):
        page.keyboard.press(by)
        found, fault = _focused(page)
        assert fault in ("", "nowhere"), (found, fault)
        if wanted.search(found):
            return
    raise AssertionError(f"nothing is called {name}")


def _begun(page: Page, address: str, name: str) -> Screen:
    page.goto(address)
    screen = Screen(page, "keyboard")
    screen.begin_the_year()
    screen.look_as(name)
    page.evaluate("document.activeElement.blur()")
    return screen


@pytest.mark.parametrize("width", [width for width in WIDTHS if width != 360])
def test_envelope_is_answered_by_keyboard_alone(chromium: Browser, sample_year: str, width: int) -> None:
    with looking_closely(chromium, width=width) as page:
        _begun(page, sample_year, "Mina Iqbal")
        page.keyboard.press("Tab")
        assert _focused(page) == ("Go to your messages", "")
        screen_shot(page, f"skip-{width}")
        page.keyboard.press("Enter")
        expect(page.locator("#feed")).to_be_focused()
        _go_to(page, "^Done: ")
        screen_shot(page, f"done-{width}")
        pressed = _focused(page)[0].removeprefix("Done: ")
        page.keyboard.press("Enter")

        expect(page.locator("#news")).to_contain_text("done", ignore_case=True)
        assert page.evaluate("document.activeElement.matches('.item, .message')")
        assert _focused(page)[1] == ""
        assert pressed in page.evaluate("document.activeElement.closest('.message').textContent")
        screen_shot(page, f"answered-{width}")


@pytest.mark.parametrize("width", [width for width in WIDTHS if width != 360])
def test_form_is_filled_in_by_keyboard_alone(chromium: Browser, sample_year: str, width: int) -> None:
    with looking_closely(chromium, width=width) as page:
        screen = _begun(page, sample_year, "Sam Hallam")
        if width != 1280:
            _go_to(page, "^What you can do$", by="Shift+Tab")
            page.keyboard.press("Enter")
        _go_to(page, "^Add to the timetable$", by="Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#form-title")).to_be_focused()

        _go_to(page, "^What")
        page.keyboard.type("Bring the banner")
        page.keyboard.press("Enter")
        wrong = screen.dialog.locator("[aria-invalid]").first
        expect(wrong).to_be_focused()
        assert _focused(page)[1] == ""
        screen_shot(page, f"error-{width}")
        expect(screen.dialog.get_by_label("What", exact=False).first).to_have_value("Bring the banner")
        page.keyboard.press("ArrowDown")
        _go_to(page, "^By when")
        page.keyboard.type("03112027")
        _go_to(page, "^Add$")
        page.keyboard.press("Enter")

        expect(screen.dialog).to_be_hidden()
        expect(page.locator("#news")).not_to_be_empty()
        assert page.evaluate("document.activeElement.matches('.message, .item')")
        assert _focused(page)[1] == ""
        expect(screen.newest).to_contain_text("Bring the banner")
        screen_shot(page, f"sent-{width}")


@pytest.mark.parametrize("width", [width for width in WIDTHS if width != 360])
def test_form_that_is_left_gives_the_focus_back(chromium: Browser, sample_year: str, width: int) -> None:
    with looking_closely(chromium, width=width) as page:
        screen = _begun(page, sample_year, "Sam Hallam")
        if width != 1280:
            _go_to(page, "^What you can do$", by="Shift+Tab")
            page.keyboard.press("Enter")
        _go_to(page, "^Add to the timetable$")
        page.keyboard.press("Enter")
        expect(page.locator("#form-title")).to_be_focused()
        page.keyboard.press("Escape")

        expect(screen.dialog).to_be_hidden()
        name, fault = _focused(page)
        assert (name, fault) == ("Add to the timetable" if width == 1280 else "What you can do", "")


def test_every_stop_on_home_can_be_seen(chromium: Browser, sample_year: str) -> None:
    with looking_closely(chromium, width=320) as page:
        screen = _begun(page, sample_year, "Mina Iqbal")
        screen.look_into("Home")
        page.evaluate("document.activeElement.blur()")
        seen: list[str] = []
        for _ in range(_MOST):
            page.keyboard.press("Tab")
            name, fault = _focused(page)
            if fault == "nowhere":
                break
            assert fault == "", (name, fault)
            seen.append(name)

        assert {"Go to your messages", "Home", "Write to Bywhen", "Send"} <= set(seen)


def test_what_comes_by_itself_leaves_the_focus_where_it_is(chromium: Browser, sample_year: str) -> None:
    with looking_closely(chromium) as page:
        screen = _begun(page, sample_year, "Mina Iqbal")
        button = screen.newest.locator(".item .buttons > button").last
        button.focus()
        name = _focused(page)[0]
        address = page.url
        page.request.post(
            f"{address}/say",
            form={"key": page.locator("#composer-key").get_attribute("value") or "", "words": "mine"},
            headers={"Origin": address.split("/p/")[0]},
        )
        page.evaluate("htmx.ajax('GET', location.pathname + '/feed?seen=x', { target: '#feed' })")
        expect(page.locator(".asked").last).to_contain_text("mine")

        assert _focused(page)[0] == name


def screen_shot(page: Page, moment: str) -> None:
    """Keep a picture for people to look at."""
    Screen(page, "keyboard").shoot(moment)
