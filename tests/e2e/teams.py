"""The whole of it: `bywhen serve` as its own process, a tenant of Teams in front, and the screens of its people."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, ViewportSize

from tests.e2e import ports
from tests.e2e.conftest import ARTEFACTS
from tests.teams.playground import TEAM, Person, playground
from tests.teams.switchboard import Switchboard

_ROOT = Path(__file__).parents[2]
_CLIENT_ID = "7d1cbb7a-52ff-4a2f-8d13-6c0c5fa1f0f4"
_PATIENCE = 15.0
_HERE = "127.0.0.1"
_SIZE: Final[ViewportSize] = {"width": 1280, "height": 900}
_TALL: Final[ViewportSize] = {"width": 1280, "height": 2600}
_SETTLED: Final = 300
_MOMENT = 0.1
_EDITOR = "[data-lexical-editor=true]"
_CARD = ".ac-adaptiveCard"


@dataclass(frozen=True)
class Organisation:
    """The bot's own server, the tenant in front of it, and the time by which they live."""

    bot: str
    switchboard: Switchboard
    clock: Path
    screens: dict[Person, "Screen"]

    def move(self, to: datetime) -> None:
        """Move the clock, in one step for whoever reads it meanwhile."""
        moved = self.clock.with_suffix(".new")
        moved.write_text(to.isoformat())
        moved.replace(self.clock)

    def brings(self, screen: "Screen", *, at: datetime) -> None:
        """Move the clock to an instant, and wait until somebody has got one more message."""
        before = screen.page.locator(_CARD).count()
        self.move(at)
        screen.page.wait_for_function(
            "([cards, before]) => document.querySelectorAll(cards).length > before", arg=[_CARD, before]
        )


@contextmanager
def organisation(
    chromium: Browser, *, people: tuple[Person, ...], looking: tuple[Person, ...], folder: Path, at: datetime
) -> Iterator[Organisation]:
    """Start everything, with a window for each of those who look. Every card that was sent is one that Teams takes."""
    bot_port, port, *screen_ports = ports.free(2 + len(looking))
    bot = f"http://{_HERE}:{bot_port}"
    clock = folder / "clock"
    clock.write_text(at.isoformat())
    switchboard = Switchboard(bot=f"{bot}/api/messages", people=people)
    with ExitStack() as stack:
        stack.enter_context(switchboard.listening(port))
        stack.enter_context(_serving(bot, folder=folder, clock=clock, port=bot_port))
        for person, screen_port in zip(looking, screen_ports, strict=True):
            switchboard.screens[person] = stack.enter_context(
                playground(
                    person,
                    everybody=people,
                    port=screen_port,
                    bot=f"{switchboard.url}/from/{person.number}",
                    connector=switchboard.url,
                    folder=folder,
                )
            )
        screens = {
            person: stack.enter_context(_opened(chromium, person, address, at=at))
            for person, address in switchboard.screens.items()
        }
        yield Organisation(bot=bot, switchboard=switchboard, clock=clock, screens=screens)
    assert switchboard.problems == []


@contextmanager
def _serving(bot: str, *, folder: Path, clock: Path, port: int) -> Iterator[None]:
    """Run `bywhen serve` at one's own desk, in everything as it is but for its clock."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(_ROOT),
        "HOME": str(folder),
        "BYWHEN_DATABASE_URL": f"sqlite:///{folder / 'bywhen.db'}",
        "BYWHEN_PUBLIC_URL": bot,
        "BYWHEN_SECRET_KEY": "the-key-of-the-tests-and-of-nobody-else",
        "BYWHEN_SWEEP_SECONDS": "1",
        "TEAMS_CLIENT_ID": _CLIENT_ID,
        "TEAMS_UNAUTHENTICATED": "true",
        "PORT": str(port),
    }
    command = [sys.executable, "-m", "tests.slack.clocked_serve", str(clock), "serve"]
    with (folder / "bywhen.log").open("a") as log:
        process = subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=log, stderr=log)
        try:
            _await_ready(bot, process)
            yield
        finally:
            process.terminate()
            assert process.wait(timeout=20) == 0


def _await_ready(bot: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        assert process.poll() is None, "bywhen has stopped: see bywhen.log"
        try:
            if httpx.get(f"{bot}/readyz", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(_MOMENT)
    raise AssertionError("bywhen is not ready")


@contextmanager
def _opened(chromium: Browser, person: Person, address: str, *, at: datetime) -> Iterator["Screen"]:
    context = chromium.new_context(viewport=_SIZE, locale="en-GB", timezone_id="Europe/London")
    _keep_inside(context)
    page = context.new_page()
    page.set_default_timeout(_PATIENCE * 1000)
    page.clock.set_fixed_time(at)
    page.goto(address)
    page.get_by_text("Connected.").wait_for()
    page.locator("button[title$='Log Panel']").first.click()
    screen = Screen(page=page, person=person)
    ARTEFACTS.mkdir(exist_ok=True)
    try:
        yield screen
    except BaseException:
        screen.shoot(f"failed-{os.getpid()}")
        raise
    context.close()


def _keep_inside(context: BrowserContext) -> None:
    """Let nothing be loaded from elsewhere: the Playground would ask for its fonts."""

    def decide(route: Route) -> None:
        if urlsplit(route.request.url).hostname == _HERE:
            route.continue_()
        else:
            route.abort()

    context.route("**/*", decide)


@dataclass(frozen=True)
class Screen:
    """Somebody's window: they type, press and fill in."""

    page: Page
    person: Person

    def joins_team(self) -> None:
        """Put the bot in the team."""
        address = f"{self.page.url.split('/#')[0].rstrip('/')}/_debug/conversation/{TEAM}/installation"
        assert self.page.request.post(address, data={"action": "add"}).ok

    def opens(self, conversation: str) -> None:
        """Look into another conversation."""
        self.page.get_by_role("treeitem").filter(has_text=conversation).click()

    def types(self, words: str) -> None:
        """Type in the private chat, and send it."""
        self.page.locator(_EDITOR).last.click()
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")

    def mentions(self, words: str) -> None:
        """Say something to the bot in the room that is open."""
        self.page.locator(_EDITOR).first.click()
        self.page.keyboard.type("@By")
        self.page.locator("#typeahead-menu").get_by_text("Bywhen", exact=True).click()
        self.page.keyboard.type(f" {words}")
        self.page.keyboard.press("Enter")

    def card(self, words: str) -> Locator:
        """The newest card on which these words stand."""
        return self.page.locator(_CARD).filter(has_text=words).last

    def sees(self, words: str) -> Locator:
        """Wait for a card with these words, and return it."""
        card = self.card(words)
        card.wait_for()
        return card

    def presses(self, label: str, *, on: str, about: str = "") -> None:
        """Press a button of the newest card with these words; of the item with that title, where `about` says one."""
        card = self.sees(on)
        near = card.locator(".ac-container").filter(has_text=about).first if about else card
        near.get_by_role("button", name=label).first.click()

    def fills(self, form: str, **answers: str) -> None:
        """Fill in the dialog with these words on it, by label with _ for each space."""
        card = self.sees(form)
        for label, answer in answers.items():
            self._answer(card, re.compile(rf"^{re.escape(label.replace('_', ' '))}"), answer)

    def ticks(self, choice: str, *, form: str) -> None:
        """Tick one of several choices of the dialog with these words on it."""
        self.sees(form).get_by_text(choice, exact=True).click()

    def sends(self, button: str, *, form: str) -> None:
        """Send the dialog with these words on it."""
        self.sees(form).get_by_role("button", name=button, exact=True).click()

    def _answer(self, card: Locator, label: re.Pattern[str], answer: str) -> None:
        group = card.get_by_role("radiogroup", name=label).or_(card.get_by_role("group", name=label))
        box = card.get_by_role("combobox", name=label)
        if group.count():
            group.get_by_label(answer).check()
        elif not box.count():
            card.get_by_role("textbox", name=label).fill(answer)
        elif box.get_attribute("aria-haspopup") == "dialog":
            self._pick(box, answer)
        else:
            box.click()
            self.page.get_by_role("option", name=answer, exact=True).click()

    def _pick(self, box: Locator, answer: str) -> None:
        """Turn the calendar to a date such as "6 October 2026", and press it."""
        day, month, year = answer.split()
        box.click()
        calendar = self.page.get_by_role("dialog", name="Calendar")
        while not calendar.get_by_text(f"{month} {year}", exact=True).is_visible():
            calendar.get_by_role("button", name=re.compile("next month", re.IGNORECASE)).click()
        calendar.get_by_role(
            "button", name=re.compile(rf"^{month} {day}, {year}|^{day}, {month}, {year}")
        ).click()

    def shoot(self, moment: str, *, of: str = "") -> None:
        """Keep a picture for people to look at; of the newest card with these words, all of it, where `of` says so."""
        path = ARTEFACTS / f"teams-{self.person.name.split()[0].lower()}-{moment}.png"
        if not of:
            self.page.wait_for_timeout(_SETTLED)
            self.page.screenshot(path=path)
            return
        card = self.sees(of)
        self.page.set_viewport_size(_TALL)
        self.page.wait_for_timeout(_SETTLED)
        card.screenshot(path=path)
        self.page.set_viewport_size(_SIZE)
