"""From the start of `bywhen serve` with Slack to ready, and its memory at rest, against importing what Slack needs."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

from bench import processes, signing, world
from bench.measuring import REPETITIONS, Figure, ratios, told
from storage.engine import migrate

_NEEDED: Final = """
import aiohttp, alembic.command, apscheduler.schedulers.asyncio, dateparser, dateutil, defusedxml, holidays, icalendar
import openpyxl, PIL.Image
import pydantic, pydantic_settings, slack_bolt.adapter.starlette.async_handler, slack_bolt.async_app, slackblocks
import slack_sdk.web.async_client, sqlalchemy.dialects.sqlite, sqlalchemy.orm, starlette.applications, structlog, typer
import uvicorn.lifespan.on, uvicorn.loops.asyncio, uvicorn.protocols.http.h11_impl
"""
_THEN_REST: Final = "print('ready', flush=True); input()"
_REST_SECONDS: Final = 2.0
_LONGEST: Final = 30.0
_LOOK_EVERY: Final = 0.005


def measure() -> Sequence[Figure]:
    """Return the ratios of the times and of the memory."""
    with tempfile.TemporaryDirectory() as folder, processes.running("bench.standin") as slack:
        url = world.url_of(Path(folder) / "bench.db")
        migrate(url)
        environment = {
            **_compiled(),
            "BYWHEN_DATABASE_URL": url,
            "SLACK_BOT_TOKEN": signing.TOKEN,
            "SLACK_SIGNING_SECRET": signing.SECRET,
            "SLACK_API_URL": f"{slack.url}/api/",
        }
        runs = [(_serve(environment), _import()) for _ in range(REPETITIONS + 1)][1:]
    times, memory = (
        (tuple(ours[part] for ours, _ in runs), tuple(bare[part] for _, bare in runs)) for part in (0, 1)
    )
    told("start", times, unit="s", scale=1)
    told("memory", memory, unit="MiB", scale=1)
    against = "importing the packages that it needs"
    return [
        Figure(
            what="from start to ready, with Slack", against=against, goal=1.15, unit="×", values=ratios(times)
        ),
        Figure(
            what="memory at rest, with Slack", against=against, goal=1.15, unit="×", values=ratios(memory)
        ),
    ]


def _serve(environment: dict[str, str]) -> tuple[float, float]:
    """Return the seconds until the product is ready, and the MiB that it takes when it rests."""
    port = _free_port()
    with _started("-m", "bot", "serve", environment={**environment, "PORT": str(port)}) as process:
        start = time.perf_counter()
        while not _is_ready(port):
            if process.poll() is not None or time.perf_counter() - start > _LONGEST:
                raise RuntimeError("bywhen serve does not get ready")
            time.sleep(_LOOK_EVERY)
        return time.perf_counter() - start, _memory(process)


def _import() -> tuple[float, float]:
    """Return the seconds that the imports alone take, and the MiB."""
    with _started("-c", _NEEDED + _THEN_REST, environment=_compiled()) as process:
        start = time.perf_counter()
        assert process.stdout is not None
        if not process.stdout.readline():
            raise RuntimeError("what Slack needs cannot be imported")
        return time.perf_counter() - start, _memory(process)


def _compiled() -> dict[str, str]:
    """Return an environment in which a program is compiled once, in the turn that warms up."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@contextmanager
def _started(*arguments: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as process:
        yield process
        process.terminate()


def _memory(process: subprocess.Popen[str]) -> float:
    """Return the MiB of memory that a process has resident, after a rest."""
    time.sleep(_REST_SECONDS)
    status = Path(f"/proc/{process.pid}/status").read_text()
    resident = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
    assert resident is not None
    return int(resident[1]) / 1024


def _is_ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
