"""The menu of an item, at the foot of the page: in front of the line to type in, with scripts and without."""

import pytest
from playwright.sync_api import Browser, Locator

from tests.e2e.conftest import looking
from tests.e2e.demo import SIZES, Screen

# How far the button stands above what sticks to the foot of the screen.
_ABOVE = {"just above it": 6, "with some room": 150}
_TO_THE_FOOT = """(more, above) => {
  const feet = [...document.querySelectorAll('.composer, .ways')].filter(one => {
    const style = getComputedStyle(one);
    return style.position === 'sticky' && style.bottom !== 'auto';
  });
  const top = Math.min(...feet.map(one => one.getBoundingClientRect().top));
  window.scrollBy(0, more.getBoundingClientRect().bottom - top + above);
}"""
_IS_IN_FRONT = """button => {
  const box = button.getBoundingClientRect();
  const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return there === button && box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
}"""


def _in_front(menu: Locator) -> dict[str, bool]:
    return {one.inner_text(): one.evaluate(_IS_IN_FRONT) for one in menu.get_by_role("button").all()}


@pytest.mark.parametrize("above", _ABOVE.values(), ids=_ABOVE)
@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_menu_of_the_last_item_can_be_pressed_all_of_it(
    chromium: Browser, sample_year: str, name: str, above: int, scripts: bool
) -> None:
    with looking(chromium, size=SIZES[name], scripts=scripts) as page:
        page.goto(sample_year)
        screen = Screen(page, f"menu-{name}")
        screen.begin_the_year()
        screen.look_as("Mina Iqbal")
        more = page.locator(".more summary").last
        more.evaluate(_TO_THE_FOOT, above)
        more.click()

        found = _in_front(page.locator(".more[open] > div"))

        assert len(found) >= 3
        assert all(found.values()), found
