"""A page in a real browser: its menu, Home and what is answered there, a form that is left half-written, the clock."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import looking
from tests.e2e.demo import SIZES, Screen

_IN_SIGHT = """shown => {
  const box = shown.getBoundingClientRect();
  const x = box.x + Math.min(box.width, 40) / 2, y = box.y + Math.min(box.height, 20) / 2;
  return shown.contains(document.elementFromPoint(x, y)) && box.right <= innerWidth;
}"""
# The page goes away while the clock moves: what its button said meanwhile is kept beside it.
_WATCHED = """() => {
  const button = document.querySelector('.clock button[value=morning]');
  new MutationObserver(() => sessionStorage.setItem('said', button.textContent))
    .observe(button, { childList: true });
}"""
_TOUCHED = 44
_TYPED = "Bring the banner"


def _opened(page: Page, address: str) -> Screen:
    page.goto(address)
    return Screen(page, "pages")


def _in_sight(shown: Locator) -> bool:
    found: bool = shown.evaluate(_IN_SIGHT)
    return found


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_every_word_of_the_menu_can_be_reached(
    chromium: Browser, sample_year: str, size: tuple[int, int], scripts: bool
) -> None:
    with looking(chromium, size=size, scripts=scripts) as page:
        screen = _opened(page, sample_year)
        fold = page.locator(".fold > summary")
        if size == SIZES["phone"]:
            assert _in_sight(fold)
            fold.click()
        else:
            expect(fold).to_be_hidden()

        words = page.locator(".menu button")
        for one in words.all():
            one.scroll_into_view_if_needed()
            assert _in_sight(one), one.inner_text()
            box = one.bounding_box()
            assert box is not None
            assert size != SIZES["phone"] or box["height"] >= _TOUCHED
        assert {"Milestones", "What came of it", "Side by side"} <= set(words.all_inner_texts())
        screen.shoot(f"menu-{size[0]}-{'scripts' if scripts else 'plain'}")


@pytest.mark.parametrize("name", SIZES)
def test_words_of_the_menu_show_what_there_is(chromium: Browser, sample_year: str, name: str) -> None:
    with looking(chromium, size=SIZES[name]) as page:
        screen = _opened(page, sample_year)

        for words, shown in {
            "Milestones": "the milestones.",
            "What came of it": "check-in",
            "Side by side": "side by side.",
        }.items():
            screen.ask(words)
            expect(screen.newest).to_contain_text(shown)
            expect(page.locator(".asked").last).to_contain_text("You said: ")
            screen.shoot(f"asked-{words.replace(' ', '-').lower()}-{name}")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("name", SIZES)
def test_what_is_pressed_on_home_is_answered_where_one_looks(
    chromium: Browser, sample_year: str, name: str, scripts: bool
) -> None:
    with looking(chromium, size=SIZES[name], scripts=scripts) as page:
        screen = _opened(page, sample_year)
        screen.begin_the_year()
        screen.look_as("Mina Iqbal")
        screen.look_into("Home")
        page.locator("#m0").get_by_role("button", name="On track").first.click()

        answer = page.locator(".message:not(#m0)")
        expect(answer).to_contain_text("Good to know.")
        expect(answer).to_be_in_viewport(ratio=0.9)
        expect(answer).not_to_contain_text("couldn't change")
        if scripts:
            expect(answer).to_be_focused()
            expect(page.locator("#news")).not_to_be_empty()
        screen.shoot(f"home-answered-{name}-{'scripts' if scripts else 'plain'}")


@pytest.mark.parametrize("way", ["Escape", "Close", "beside it"])
def test_half_a_form_is_not_lost_by_a_slip(chromium: Browser, sample_year: str, way: str) -> None:
    with looking(chromium, size=SIZES["wide"]) as page:
        screen = _opened(page, sample_year)
        screen.ask("Add to the timetable")
        what = screen.dialog.get_by_label("What", exact=False).first
        what.fill(_TYPED)

        _leave(screen, way)
        expect(screen.dialog.get_by_text("Nothing of this is sent yet.")).to_be_visible()
        screen.shoot("half-a-form")
        screen.dialog.get_by_role("button", name="Keep writing").click()
        expect(what).to_have_value(_TYPED)
        _leave(screen, way)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(what).to_have_value(_TYPED)
        if screen.dialog.get_by_text("Nothing of this is sent yet.").is_hidden():
            _leave(screen, way)
        screen.dialog.get_by_role("button", name="Close it").click()
        expect(screen.dialog).to_be_hidden()


def test_form_in_which_nothing_was_typed_closes_at_once(chromium: Browser, sample_year: str) -> None:
    with looking(chromium, size=SIZES["wide"]) as page:
        screen = _opened(page, sample_year)
        screen.ask("Add to the timetable")
        expect(screen.dialog).to_be_visible()

        page.keyboard.press("Escape")

        expect(screen.dialog).to_be_hidden()


def test_clock_says_that_it_moves(chromium: Browser, sample_year: str) -> None:
    with looking(chromium, size=SIZES["wide"]) as page:
        screen = _opened(page, sample_year)
        screen.begin_the_year()

        page.evaluate(_WATCHED)

        page.get_by_role("button", name="Next morning", exact=True).click()

        page.get_by_text("8.30 am Wednesday 10 February 2027").wait_for()
        assert page.evaluate("sessionStorage.getItem('said')") == "Moving the clock …"
        expect(page.get_by_role("button", name="Next morning", exact=True)).to_be_enabled()


def _leave(screen: Screen, way: str) -> None:
    if way == "Escape":
        screen.page.keyboard.press("Escape")
    elif way == "Close":
        screen.dialog.get_by_label("Close", exact=True).click()
    else:
        screen.page.mouse.click(5, 5)
