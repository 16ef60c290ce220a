"""The demo as somebody uses it who looks at it for the first time."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from playwright.sync_api import Download, Locator, Page, expect

ARTEFACTS = Path(__file__).parent / "artefacts"
SIZES = {"wide": (1280, 900), "phone": (360, 760)}
_ALL_OF_IT: Final = 2600

# Between two pages there is no clock.
_MOVED: Final = """shown => {
  const clock = document.querySelector('.clock > p');
  return clock !== null && clock.innerText.split(/\\s+/).join(' ') !== shown;
}"""


@dataclass(frozen=True)
class Screen:
    """One window on the demo."""

    page: Page
    name: str

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def newest(self) -> Locator:
        return self.page.locator(".message").last

    @property
    def clock(self) -> str:
        return " ".join(self.page.locator(".clock > p").first.inner_text().split())

    def item(self, title: str) -> Locator:
        """The newest item of this title."""
        return self.page.locator(".item").filter(has=self.page.get_by_role("heading", name=title)).last

    def look_as(self, name: str) -> None:
        self.page.get_by_role("navigation", name="Look at it as").get_by_role("link", name=name).click()
        self.page.get_by_role("heading", name=name, level=1).wait_for()

    def move(self, step: str, *, to: str) -> None:
        """Press a step of the clock until it shows `to`."""
        for _ in range(40):
            if self.clock == to:
                return
            shown = self.clock
            self.page.get_by_role("button", name=step, exact=True).click()
            self.page.wait_for_function(_MOVED, arg=shown)
        raise AssertionError(f"the clock shows {self.clock}")

    def begin_the_year(self) -> None:
        """Go to Tuesday 9 February, half past eight, with nothing pressed yet."""
        self.page.get_by_role("button", name="Tuesday 9 February", exact=True).click()
        self.page.get_by_role("button", name="Yes, start at Tuesday 9 February").click()
        self.page.locator(".clock").wait_for()
        self.page.get_by_text("Tuesday 9 February 2027").first.wait_for()
        assert self.clock == "8.30 am Tuesday 9 February 2027"

    def let_pass(self, *, minutes: int) -> None:
        """Let ten minutes pass again and again, faster than a hand would press."""
        address = self.page.locator(".clock form").get_attribute("action")
        assert address is not None
        for _ in range(minutes // 10):
            answer = self.page.request.post(
                urljoin(self.page.url, address), form={"step": "ten_minutes"}, max_redirects=0
            )
            assert answer.status == 303
        self.page.reload()

    def ask(self, words: str) -> None:
        """Press a word of the menu, wherever in it that stands."""
        menu = self.page.get_by_role("form", name="What you can do")
        button = menu.get_by_role("button", name=words, exact=True, include_hidden=True).first
        if not button.is_visible():
            menu.locator("details:not([open]) > summary").click()
        button.click()

    def ask_help(self, label: str) -> None:
        """Ask for everything there is to do, and press one thing of it."""
        self.type("help")
        self.press("More that you can ask for", within=self.message("You can type"))
        self.press(label, within=self.message("Here is everything that you can ask me for."))

    def look_into(self, room: str) -> None:
        """Open a room, or what stands beside it: home, or one's own messages."""
        self.page.get_by_role("navigation", name="Where you can look").get_by_role("link", name=room).click()
        self.page.wait_for_load_state()

    def message(self, words: str) -> Locator:
        """The newest message in which these words stand."""
        return self.page.locator(".message").filter(has_text=words).last

    def type(self, words: str) -> None:
        self.page.get_by_label("Write to Bywhen").fill(words)
        self.page.keyboard.press("Enter")
        self.wait_for_answer()

    def press(self, label: str, *, within: Locator | None = None) -> None:
        (within or self.newest).get_by_role("button", name=label).first.click()
        self.wait_for_answer()

    def press_more(self, label: str, *, within: Locator) -> None:
        """Press what stands under More."""
        within.locator("summary").click()
        within.get_by_role("button", name=label).click()
        self.wait_for_answer()

    def wait_for_answer(self) -> None:
        """Wait until what was sent is answered: whoever leaves the page before takes it back."""
        expect(self.page.locator(".htmx-request")).to_have_count(0)

    def send(self, label: str) -> None:
        """Send the form that is open; it closes."""
        self.dialog.get_by_role("button", name=label).click()
        self.dialog.wait_for(state="hidden")

    def download(self) -> Download:
        with self.page.expect_download() as waiting:
            self.newest.get_by_role("link", name="Download").click()
        return waiting.value

    def shoot(self, moment: str) -> None:
        """Keep a picture for people to look at."""
        self.page.wait_for_timeout(200)
        self.page.screenshot(path=ARTEFACTS / f"{self.name}-{moment}.png")

    def shoot_both(self, moment: str, *, of: Locator | None = None) -> None:
        """Keep a picture as it is on a desk, and one as it is on a telephone; `of` is what to look at in them."""
        before = self.page.viewport_size
        for name, (width, height) in SIZES.items():
            self.page.set_viewport_size({"width": width, "height": height})
            if of is not None:
                of.evaluate("shown => shown.scrollIntoView({block: 'start'})")
            self.page.wait_for_timeout(150)
            self.page.screenshot(path=ARTEFACTS / f"{self.name}-{moment}-{name}.png")
        if before is not None:
            self.page.set_viewport_size(before)

    def shoot_whole(self, moment: str, *, of: Locator) -> None:
        """Keep two pictures of all that stands in one place, as wide as on a desk and on a telephone."""
        before = self.page.viewport_size
        for name, (width, _) in SIZES.items():
            self.page.set_viewport_size({"width": width, "height": _ALL_OF_IT})
            self.page.wait_for_timeout(150)
            of.screenshot(path=ARTEFACTS / f"{self.name}-{moment}-{name}.png")
        if before is not None:
            self.page.set_viewport_size(before)
