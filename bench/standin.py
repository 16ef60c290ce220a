"""A server in Slack's place, in a process of its own: it takes what is sent and holds everybody to the limits.

`python -m bench.standin [--pace SECONDS]` prints its port. `/seen` tells when each message has arrived, and how
many were turned away.
"""

import argparse
import itertools
import time
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bench import serving, world

_CHANNEL_SECONDS: Final = 1.0
_TOLERANCE: Final = 0.05
"""Seconds by which a message may come before its time, as on any network; the one after it is due no earlier."""


class Slack:
    """One workspace. Each conversation takes a message a second; all of them together one every `pace` seconds."""

    def __init__(self, *, pace: float) -> None:
        self._pace = pace
        self._numbers = itertools.count(1)
        self._due: dict[str, float] = {}
        self._arrivals: list[float] = []
        self._turned_away = 0
        self.app = Starlette(
            routes=[
                Route("/api/auth.test", _say_who, methods=["POST"]),
                Route("/api/users.list", _list_nobody, methods=["GET", "POST"]),
                Route("/api/chat.postMessage", self._take, methods=["POST"]),
                Route("/api/chat.update", self._take, methods=["POST"]),
                Route("/seen", self._tell),
            ]
        )

    async def _take(self, request: Request) -> Response:
        sent = await request.json()
        now = time.monotonic()
        due = max(self._due.get(sent["channel"], now), self._due.get("", now))
        if due - now > _TOLERANCE:
            self._turned_away += 1
            headers = {"Retry-After": str(int(due - now) + 1)}
            return JSONResponse({"ok": False, "error": "ratelimited"}, status_code=429, headers=headers)
        self._due[sent["channel"]] = max(due, now) + _CHANNEL_SECONDS
        self._due[""] = max(self._due.get("", now), now) + self._pace
        self._arrivals.append(now)
        return JSONResponse({"ok": True, "ts": f"{next(self._numbers)}.1", "channel": f"D{sent['channel']}"})

    async def _tell(self, _: Request) -> Response:
        return JSONResponse({"arrivals": self._arrivals, "turned_away": self._turned_away})


async def _say_who(_: Request) -> Response:
    return JSONResponse(
        {"ok": True, "team_id": world.TEAM, "team": "Bench", "user_id": "UBOT", "bot_id": "B1"}
    )


async def _list_nobody(_: Request) -> Response:
    return JSONResponse({"ok": True, "members": [], "response_metadata": {"next_cursor": ""}})


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pace", type=float, default=0.0)
    arguments = parser.parse_args()
    serving.serve(Slack(pace=arguments.pace).app)


if __name__ == "__main__":
    main()
