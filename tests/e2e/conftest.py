"""A real browser, and the demo as its own process."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e import ports

ROOT = Path(__file__).parents[2]
ARTEFACTS = Path(__file__).parent / "artefacts"
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    assert found is not None, "Chromium is not installed: see tests/e2e/prepare.sh"
    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root, which is who runs the tests in a container.
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--lang=en-GB"])
        yield browser
        browser.close()


@pytest.fixture
def demo() -> Iterator[str]:
    """The address of a demo of its own, from the beginning."""
    with playing("--from-beginning") as address:
        yield address


@pytest.fixture(scope="session")
def sample_year() -> Iterator[str]:
    """The address of the demo in its sample year. Each test begins with the year's own button."""
    with playing() as address:
        yield address


@contextmanager
def playing(*options: str) -> Iterator[str]:
    """Run a demo. It must end quietly, and must have had nothing to complain about."""
    [port] = ports.free(1)
    command = [sys.executable, "-m", "bot", "demo", *options, "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if address := re.search(r"http://\S+", line):
            break
    assert address is not None, (said, process.communicate(timeout=10))
    try:
        yield address[0]
    finally:
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=20)
    assert (process.returncode, complaints) == (0, "")


@contextmanager
def looking(chromium: Browser, *, size: tuple[int, int], scripts: bool = True) -> Iterator[Page]:
    """Look through a window of this size; nothing may go wrong in it."""
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="en-GB",
        timezone_id="Europe/London",
        java_script_enabled=scripts,
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.set_default_timeout(10_000)
    ARTEFACTS.mkdir(exist_ok=True)
    try:
        yield page
    except BaseException:
        page.screenshot(path=ARTEFACTS / f"failed-{os.getpid()}.png")
        raise
    context.close()
    assert wrong == []
