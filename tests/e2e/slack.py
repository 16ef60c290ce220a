"""The whole of it: `bywhen serve` as its own process, a Slack server behind it, and people in front."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import httpx

from tests.e2e import ports
from tests.slack.county import County
from tests.slack.emulator import BOT_TOKEN, emulating
from tests.slack.recorder import Recorder

_ROOT = Path(__file__).parents[2]
_SECRET = "the-signing-secret-of-the-tests"


@contextmanager
def county(*, people: Mapping[str, str], folder: Path, at: datetime | None = None) -> Iterator[County]:
    """Start everything, at an instant that the test moves on from, or now. All that was sent is within Slack's limits."""
    slack_port, recorder_port, bot_port = ports.free(3)
    recorder = Recorder(server=f"http://127.0.0.1:{slack_port}")
    clock = folder / "clock" if at else None
    with (
        recorder.listening(recorder_port),
        emulating(port=slack_port, public_url=recorder.url, people=people, folder=folder) as slack,
    ):
        found = County(
            bot=f"http://127.0.0.1:{bot_port}", slack=slack, recorder=recorder, clock=clock, secret=_SECRET
        )
        if at is not None:
            found.move(at)
        with serving(found, folder=folder, port=bot_port):
            _await_directory(found)
            yield found
    assert recorder.problems == []
    assert found.problems == []


@contextmanager
def serving(found: County, *, folder: Path, port: int) -> Iterator[None]:
    """Run `bywhen serve`; where a test moves the clock, in everything as it is but for that."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(_ROOT),
        "HOME": str(folder),
        "BYWHEN_DATABASE_URL": f"sqlite:///{folder / 'bywhen.db'}",
        "BYWHEN_SWEEP_SECONDS": "1",
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": _SECRET,
        "SLACK_API_URL": f"{found.recorder.url}/api/",
        "PORT": str(port),
    }
    clocked = ["tests.slack.clocked_serve", str(found.clock)] if found.clock else ["bot"]
    command = [sys.executable, "-m", *clocked, "serve"]
    with (folder / "bywhen.log").open("a") as log:
        process = subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=log, stderr=log)
        try:
            await_ready(found.bot, process)
            yield
        finally:
            process.terminate()
            assert process.wait(timeout=20) == 0


def await_ready(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until all of `bywhen serve` is there."""
    for _ in range(200):
        assert process.poll() is None, "bywhen has stopped: see bywhen.log"
        try:
            if httpx.get(f"{url}/readyz", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("bywhen is not ready")


def _await_directory(found: County) -> None:
    """Wait until the bot knows the people of its workspace, which it reads once it is up."""
    for _ in range(100):
        if found.recorder.of("users.list"):
            time.sleep(0.5)  # What it has read, it also writes.
            return
        time.sleep(0.1)
    raise AssertionError("bywhen has not read the directory")
