"""The demo as somebody uses it who looks at it for the first time."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Download, Locator, Page

ARTEFACTS = Path(__file__).parent / "artefacts"


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
            self.page.get_by_role("button", name=step).click()
            self.page.wait_for_function(
                "shown => document.querySelector('.clock > p').innerText.split(/\\s+/).join(' ') !== shown",
                arg=shown,
            )
        raise AssertionError(f"the clock shows {self.clock}")

    def ask(self, words: str) -> None:
        """Press a word of the menu."""
        self.page.get_by_role("form", name="What you can do").get_by_role(
            "button", name=words, exact=True
        ).click()

    def type(self, words: str) -> None:
        self.page.get_by_label("Write to Bywhen").fill(words)
        self.page.keyboard.press("Enter")

    def press(self, label: str, *, within: Locator | None = None) -> None:
        (within or self.newest).get_by_role("button", name=label).first.click()

    def press_more(self, label: str, *, within: Locator) -> None:
        """Press what stands under More."""
        within.locator("summary").click()
        within.get_by_role("button", name=label).click()

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
