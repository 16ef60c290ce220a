"""Servers in processes of their own, and how they are asked."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from typing import Final

from bench import signing
from bench.world import World
from handlers.slack import manifest

_SECONDS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """When each message has arrived, in seconds of the server's clock, and how many were turned away."""

    arrivals: list[float]
    turned_away: int


class Server:
    """One server, asked over one connection, one request after another."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self._connection = HTTPConnection("127.0.0.1", port, timeout=_SECONDS)

    def send(self, body: str) -> bytes:
        """Send what Slack would send and return the answer. RuntimeError for any status but 200."""
        self._connection.request("POST", manifest.PATH, body=body, headers=signing.headers(body))
        return self._answer()

    def cpu(self) -> float:
        """Return the seconds of CPU that the server's process has taken."""
        self._connection.request("GET", "/cpu")
        return float(json.loads(self._answer()))

    def cpu_of(self, bodies: Iterable[str]) -> float:
        """Send one after another and return the seconds of CPU that the server takes for one of them."""
        start, count = self.cpu(), 0
        for body in bodies:
            self.send(body)
            count += 1
        return (self.cpu() - start) / count

    def seen(self) -> Seen:
        """Return what a server in Slack's place has seen."""
        self._connection.request("GET", "/seen")
        return Seen(**json.loads(self._answer()))

    def close(self) -> None:
        self._connection.close()

    def _answer(self) -> bytes:
        response = self._connection.getresponse()
        content = response.read()
        if response.status != 200:
            raise RuntimeError(f"the server at {self.url} answered {response.status}")
        return content


@contextmanager
def running(*arguments: str) -> Iterator[Server]:
    """Run `python -m` with these arguments, a program that prints its port and then serves."""
    process = subprocess.Popen([sys.executable, "-m", *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        server = Server(int(process.stdout.readline()))
        yield server
        server.close()
    finally:
        process.terminate()
        process.wait(_SECONDS)
        process.stdout.close()


@contextmanager
def bywhen(made: World, *, slack: Server) -> Iterator[Server]:
    """Run the product on a world, connected with this server in Slack's place."""
    with running("bench.server", "bywhen", "--database", made.url, "--slack", f"{slack.url}/api/") as server:
        yield server


@contextmanager
def whole(made: World, *, slack: Server, shift: timedelta) -> Iterator[Server]:
    """Run the product with all that it does by itself, sweeping every second, by a shifted clock."""
    where = ("--database", made.url, "--slack", f"{slack.url}/api/")
    with running("bench.server", "whole", *where, "--shift", str(shift.total_seconds())) as server:
        yield server
