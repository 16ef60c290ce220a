"""The guide's messages beside ours, as a picture to look at: artefacts/beside-the-guide.png."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e.beside import page
from tests.e2e.conftest import ARTEFACTS, looking
from tests.messages.of_the_guide import built


def test_messages_stand_beside_the_guide(chromium: Browser, tmp_path: Path) -> None:
    drawn = tmp_path / "beside.html"
    drawn.write_text(page(built()), encoding="utf-8")

    with looking(chromium, size=(1500, 1000)) as screen:
        screen.goto(drawn.as_uri())
        screen.screenshot(path=ARTEFACTS / "beside-the-guide.png", full_page=True)

        assert screen.locator(".beside").count() == len(built())
        # As high as what it holds: nothing is hidden, and nothing runs out of its column.
        for column in (".guide-text", ".ours", ".slack"):
            for one in screen.locator(column).all():
                assert one.evaluate("node => node.scrollWidth <= node.clientWidth + 1")
