"""What somebody meets who sees little, has no mouse or a narrow window: axe-core's opinion, and what it can't judge."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page

from tests.e2e.conftest import ARTEFACTS

AXE: Final = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS: Final = {1280: 900, 360: 760, 320: 640}
_BETWEEN: Final = 360
SCHEMES: Final = ("light", "dark")
_RULES: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
_COLOURS: Final = {**_RULES, "runOnly": ["color-contrast"], "rules": {}}
"""All that night can change; and a telephone a little wider has nothing that the narrowest hasn't."""
_RUN: Final = "rules => axe.run(document, rules)"
_WIDER: Final = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What can be pressed is 24 pixels high and wide, but for links within a sentence, and boxes whose label is pressed too.
_SMALL: Final = """() => [...document.querySelectorAll('a, button, summary, input, select, textarea')]
  .filter(one => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
  .map(one => one.closest('label') ?? one)
  .filter(one => !one.classList.contains('skip') || one.matches(':focus'))
  .filter(one => { const box = one.getBoundingClientRect(); return box.width < 24 || box.height < 24; })
  .map(one => one.outerHTML.slice(0, 120))"""
# No rule of a style sheet may be so quick for nobody to notice: with reduced motion nothing moves at all.
_MOVING: Final = "() => document.getAnimations().filter(one => one.playState === 'running').length"


@contextmanager
def looking_closely(chromium: Browser, *, width: int = 1280, answers: tuple[int, ...] = ()) -> Iterator[Page]:
    """Look through a window that knows axe-core. Nothing may go wrong in it, but an answer of one of these codes."""
    context = chromium.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    expected = [f"status of {code}" for code in answers]
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    ARTEFACTS.mkdir(exist_ok=True)
    yield page
    context.close()
    assert [one for one in wrong if not any(code in one for code in expected)] == []


def look_at(page: Page, name: str) -> list[str]:
    """Look at what the page shows now, in each width and by day and night. Return what is wrong with it."""
    before = page.viewport_size
    found = [
        f"{name}, {width}, {scheme}: {fault}"
        for width, height in WIDTHS.items()
        for scheme in SCHEMES
        for fault in _faults(page, name, (width, height), scheme)
    ]
    if before is not None:
        page.set_viewport_size(before)
    page.emulate_media(color_scheme="light")
    return found


def _faults(page: Page, name: str, size: tuple[int, int], scheme: Any) -> Iterator[str]:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_timeout(60)
    page.screenshot(path=ARTEFACTS / f"access-{name}-{size[0]}-{scheme}.png")
    rules = _RULES if scheme == "light" and size[0] != _BETWEEN else _COLOURS
    for violation in page.evaluate(_RUN, rules)["violations"]:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {node['target']} {node['failureSummary']}"
    if wider := page.evaluate(_WIDER):
        yield f"{wider} pixels too wide"
    yield from (f"too small to press: {one}" for one in page.evaluate(_SMALL))
    if page.evaluate(_MOVING):
        yield "something moves"
