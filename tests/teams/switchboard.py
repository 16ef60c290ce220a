"""Stands between the bot and the screens of one tenant: passes everything on, and holds every card against the schema.

It also plays what Teams has and the Playground has not: dialogs, and the question before a file. Both stand in the chat
as cards, with their frame around them; the bot is asked and told exactly what Teams would.
"""

import itertools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

import httpx

from handlers.teams import elements, ids
from tests.teams import cards, frames
from tests.teams.playground import TEAM, Person

Data = dict[str, Any]

_BOT = "/from/"
_UPLOAD = "/upload/"
_CONNECTOR = "/v3/conversations"
_PATIENCE = 20


@dataclass(frozen=True)
class Posted:
    """Something that the bot has posted, or put in the place of something."""

    conversation: str
    activity: Data
    is_edit: bool

    @property
    def card(self) -> Data:
        """Its card, empty where it has none."""
        for one in self.activity.get("attachments") or ():
            if one["contentType"] == elements.CONTENT_TYPE:
                content: Data = one["content"]
                return content
        return {}

    @property
    def words(self) -> str:
        """What can be read on it."""
        return cards.words(self.card) if self.card else str(self.activity.get("text") or "")


@dataclass
class Switchboard:
    """One tenant. `screens` has the address of each person's window; who has none is written to all the same."""

    bot: str
    people: tuple[Person, ...]
    screens: dict[Person, str] = field(default_factory=dict)
    url: str = ""
    posted: list[Posted] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    _client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=_PATIENCE))
    _names: Iterator[int] = field(default_factory=itertools.count)

    def to(self, conversation: str) -> list[Posted]:
        """Return what the bot has posted in a conversation, oldest first."""
        return [one for one in [*self.posted] if one.conversation.startswith(conversation)]

    @contextmanager
    def listening(self, port: int) -> Iterator[None]:
        switchboard = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                _answer(self, switchboard.asked("GET", self.path, b""))

            def do_POST(self) -> None:
                _answer(self, switchboard.asked("POST", self.path, _body(self)))

            def do_PUT(self) -> None:
                _answer(self, switchboard.asked("PUT", self.path, _body(self)))

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named as the library has it
                """Say nothing."""

        listener = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{port}"
        thread = threading.Thread(target=listener.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            listener.shutdown()
            thread.join()
            listener.server_close()
            self._client.close()

    def asked(self, method: str, path: str, body: bytes) -> tuple[int, Data]:
        """Answer a screen that tells the bot something, or the bot that tells Teams something."""
        if path.startswith(_BOT):
            return self._from_screen(path.removeprefix(_BOT), json.loads(body))
        if path.startswith(_UPLOAD):
            self.files[unquote(path.removeprefix(_UPLOAD))] = body
            return 201, {}
        assert path.startswith(_CONNECTOR), path
        content = json.loads(body) if body else {}
        return self._from_bot(method, path.removeprefix(_CONNECTOR).strip("/"), content)

    def _from_bot(self, method: str, path: str, content: Data) -> tuple[int, Data]:
        if not path:
            return 201, {"id": self._by_id(content["members"][0]["id"]).chat}
        conversation, _, _ = path.partition("/")
        conversation = unquote(conversation)
        screen = self._screen(conversation)
        if method == "GET":
            return self._members(conversation, screen, path)
        posted = Posted(conversation=conversation, activity=content, is_edit=method == "PUT")
        self.posted.append(posted)
        self.problems += [
            f"{posted.words[:60]}: {fault}" for fault in cards.faults(posted.card) if posted.card
        ]
        if screen is None:
            return 201, {"id": f"unseen-{next(self._names)}"}
        shown = frames.instead(content, self.people)
        answer = self._client.request(method, f"{screen}/_connector{_CONNECTOR}/{path}", json=shown)
        return answer.status_code, answer.json() if answer.content else {}

    def _members(self, conversation: str, screen: str | None, path: str) -> tuple[int, Data]:
        if screen is not None:
            answer = self._client.get(f"{screen}/_connector{_CONNECTOR}/{path}")
            return answer.status_code, answer.json()
        person = next(one for one in self.people if one.chat == conversation)
        return 200, {"members": [{"id": person.id, "aadObjectId": person.id, "name": person.name}]}

    def _screen(self, conversation: str) -> str | None:
        """Return the window in which a conversation stands; a room stands in the first one."""
        if conversation.startswith(TEAM):
            return next(iter(self.screens.values()))
        return next((url for person, url in self.screens.items() if person.chat == conversation), None)

    def _by_id(self, name: str) -> Person:
        return next(one for one in self.people if one.id == name)

    def _from_screen(self, number: str, activity: Data) -> tuple[int, Data]:
        value = activity.get("value")
        if activity["type"] != "message" or not isinstance(value, dict):
            return self._tell(activity)
        if frames.CONSENT in value:
            return self._decide(activity, value[frames.CONSENT])
        if (asked := frames.asks_for_dialog(value)) is not None:
            return self._dialog(activity, "task/fetch", asked, place=None)
        if value.get(ids.KEY, {}).get("form"):
            return self._dialog(activity, "task/submit", value, place=activity["replyToId"])
        return self._tell(activity)

    def _tell(self, activity: Data) -> tuple[int, Data]:
        """Tell the bot, and return what it answers."""
        answer = self._client.post(self.bot, json=activity)
        if answer.status_code >= 400:
            self.problems.append(f"{activity['type']} was answered {answer.status_code}")
        return answer.status_code, answer.json() if answer.content else {}

    def _dialog(self, activity: Data, name: str, value: Data, *, place: str | None) -> tuple[int, Data]:
        """Ask for a dialog, or send one, as Teams does; show what comes back where the one before stood."""
        context = {"data": value, "context": {"theme": "default"}}
        status, answer = self._tell(
            {**activity, "type": "invoke", "name": name, "value": context, "text": None}
        )
        frame = frames.of_dialog(answer)
        if frame is not None:
            self.problems += [f"a dialog: {fault}" for fault in cards.faults(frames.card_of(frame))]
        elif place is not None:
            frame = frames.closed()
        if frame is not None:
            self._show(activity["conversation"]["id"], frames.instead(frame, self.people), place)
        return status, {}

    def _show(self, conversation: str, frame: Data, place: str | None) -> None:
        screen = self._screen(conversation)
        address = f"{screen}/_connector{_CONNECTOR}/{conversation}/activities"
        method, address = ("PUT", f"{address}/{place}") if place else ("POST", address)
        self._client.request(method, address, json=frame).raise_for_status()

    def _decide(self, activity: Data, decision: Data) -> tuple[int, Data]:
        """Tell the bot whether its file is wanted, and where it is to be put."""
        name = decision["name"]
        place = {
            "uploadUrl": f"{self.url}{_UPLOAD}{name}",
            "contentUrl": f"{self.url}{_UPLOAD}{name}",
            "name": name,
            "uniqueId": "u1",
            "fileType": name.rsplit(".")[-1],
        }
        accepted = decision["action"] == "accept"
        said = {
            "type": "fileUpload",
            "action": decision["action"],
            "context": decision["context"],
            **({"uploadInfo": place} if accepted else {}),
        }
        self._show(activity["conversation"]["id"], frames.decided(name, accepted), activity["replyToId"])
        return self._tell({**activity, "type": "invoke", "name": "fileConsent/invoke", "value": said})


def _body(handler: BaseHTTPRequestHandler) -> bytes:
    return handler.rfile.read(int(handler.headers.get("Content-Length") or 0))


def _answer(handler: BaseHTTPRequestHandler, answer: tuple[int, Data]) -> None:
    content = json.dumps(answer[1]).encode()
    handler.send_response(answer[0])
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)
