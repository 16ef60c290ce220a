"""A workspace adds the bot in a real browser, by a Slack server of somebody else's making, and is answered at once."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx
from playwright.sync_api import Browser, expect

from handlers.slack.signature import sign
from tests.e2e import ports
from tests.e2e.conftest import ARTEFACTS, ROOT
from tests.e2e.slack import await_ready
from tests.slack import payloads
from tests.slack.emulator import CLIENT_ID, CLIENT_SECRET, Emulator, emulating

_SIGNING: Final = "the-signing-secret-of-the-tests"
_PEOPLE: Final = {"Sam Hallam": "s.hallam@office.example", "Mina Iqbal": "m.iqbal@castle.example"}


@contextmanager
def _serving(folder: Path, *, bot: int, slack: int) -> Iterator[str]:
    """Run `bywhen serve` as an operator does who has no token of any workspace."""
    url = f"http://127.0.0.1:{bot}"
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "BYWHEN_DATABASE_URL": f"sqlite:///{folder / 'bywhen.db'}",
        "BYWHEN_PUBLIC_URL": url,
        "BYWHEN_SECRET_KEY": "the-secret-of-the-tests-in-a-browser",
        "BYWHEN_SWEEP_SECONDS": "1",
        "SLACK_CLIENT_ID": CLIENT_ID,
        "SLACK_CLIENT_SECRET": CLIENT_SECRET,
        "SLACK_SIGNING_SECRET": _SIGNING,
        "SLACK_API_URL": f"http://127.0.0.1:{slack}/api/",
        "PORT": str(bot),
    }
    with (folder / "bywhen.log").open("a") as log:
        command = [sys.executable, "-m", "bot", "serve"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            await_ready(url, process)
            yield url
        finally:
            process.terminate()
            assert process.wait(timeout=20) == 0


def test_workspace_adds_the_bot_and_is_answered(tmp_path: Path, chromium: Browser) -> None:
    slack_port, bot_port = ports.free(2)
    back = f"http://127.0.0.1:{bot_port}/slack/oauth_redirect"
    slack_url = f"http://127.0.0.1:{slack_port}"
    with emulating(
        port=slack_port, public_url=slack_url, people=_PEOPLE, folder=tmp_path, returns=(back,)
    ) as slack:
        with _serving(tmp_path, bot=bot_port, slack=slack_port) as url:
            _installs(chromium, url)
            team = str(slack.call("auth.test")["team_id"])
            _is_answered(url, slack, team)
        # What lets us in is still there after the next start, and stands nowhere in the open.
        with _serving(tmp_path, bot=bot_port, slack=slack_port) as url:
            _is_answered(url, slack, team, says="help")
    assert b"xoxb-" not in (tmp_path / "bywhen.db").read_bytes()
    assert "xoxb-" not in (tmp_path / "bywhen.log").read_text()


def _installs(chromium: Browser, url: str) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 640})
    page.goto(f"{url}/slack/install")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bywhen keeps your partnership's dates.")
    page.screenshot(path=ARTEFACTS / "slack-install.png")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Add to Slack")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="sam.hallam").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bywhen is in County now.")
    page.screenshot(path=ARTEFACTS / "slack-installed.png")
    # The way back works once.
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "This page has done its work, or came from elsewhere."
    )
    page.close()


def _is_answered(url: str, slack: Emulator, team: str, *, says: str = "hello") -> None:
    """Say something to the bot in private, and wait for its answer there."""
    sam = slack.users["Sam Hallam"]
    chat = slack.private_chat(sam)
    before = len(slack.messages(chat))
    said = payloads.message(says, channel=chat, user=sam, ts=f"{time.time():.6f}")
    named = {"team_id": team, "event_id": f"Ev-{says}", "authorizations": [{"team_id": team}]}
    _post(url, {**said, **named})
    for _ in range(100):
        if len(slack.messages(chat)) > before:
            return
        time.sleep(0.1)
    raise AssertionError("the bot has not answered")


def _post(url: str, payload: dict[str, object]) -> None:
    body = httpx.Request("POST", url, json=payload).content.decode()
    timestamp = str(int(datetime.now(UTC).timestamp()))
    headers = {
        "content-type": "application/json",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": sign(body=body.encode(), timestamp=timestamp, secret=_SIGNING),
    }
    answer = httpx.post(f"{url}/slack/events", content=body, headers=headers, timeout=10)
    assert answer.status_code == 200, answer.text
