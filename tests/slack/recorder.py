"""Stands between the bot and a Slack server, passes everything on, and remembers what was sent."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import httpx

from tests.slack import limits

Data = dict[str, Any]

RESPOND = "/respond"
_PASSED_ON = ("authorization", "content-type")


@dataclass(frozen=True)
class Call:
    """One call of the Web API, and what the server answered."""

    method: str
    arguments: Data
    answer: Data


@dataclass
class Recorder:
    """What the bot has asked, in order. `problems` has every limit of Slack's that something passed."""

    server: str
    url: str = ""
    calls: list[Call] = field(default_factory=list)
    responses: list[Data] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=10))

    def of(self, method: str) -> list[Call]:
        return [call for call in [*self.calls] if call.method == method]

    @contextmanager
    def listening(self, port: int) -> Iterator[None]:
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                recorder._pass_on(self)

            def do_POST(self) -> None:
                recorder._pass_on(self)

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

    def _pass_on(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        if handler.path == RESPOND:
            self._take(handler, json.loads(body))
            return
        headers = {name: handler.headers[name] for name in _PASSED_ON if handler.headers.get(name)}
        answer = self._client.request(
            handler.command, f"{self.server}{handler.path}", content=body, headers=headers
        )
        if handler.path.startswith("/api/"):
            self._keep(handler.path, headers.get("content-type", ""), body, answer)
        handler.send_response(answer.status_code)
        handler.send_header("Content-Type", answer.headers.get("content-type", "text/plain"))
        handler.send_header("Content-Length", str(len(answer.content)))
        handler.end_headers()
        handler.wfile.write(answer.content)

    def _take(self, handler: BaseHTTPRequestHandler, answer: Data) -> None:
        """Take what is said by the address of a command or a press; the server knows no such address."""
        self.problems += [f"response_url: {problem}" for problem in limits.in_answer(answer)]
        self.responses.append(answer)
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    def _keep(self, path: str, kind: str, body: bytes, answer: httpx.Response) -> None:
        method = path.removeprefix("/api/").split("?")[0]
        arguments = _arguments(kind, body)
        self.problems += [f"{method}: {problem}" for problem in limits.in_call(method, arguments)]
        self.calls.append(Call(method=method, arguments=arguments, answer=answer.json()))


def _arguments(kind: str, body: bytes) -> Data:
    if kind.startswith("application/json"):
        found: Data = json.loads(body)
        return found
    return dict(parse_qsl(body.decode()))
