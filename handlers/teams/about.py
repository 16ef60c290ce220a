"""The page that the manifest names: what the app is, what it keeps, and on what terms."""

from html import escape
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.messages import about
from handlers.teams.manifest import ABOUT_PATH

_LOOK: Final = "body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def page() -> str:
    """Return the page."""
    parts = "".join(f"<h2>{escape(title)}</h2><p>{escape(words)}</p>" for title, words in about.KEPT)
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(about.FULL_NAME)}</title><style>{_LOOK}</style></head>"
        f"<body><main><h1>{escape(about.NAME)}</h1><p>{escape(about.LONG)}</p>{parts}</main></body></html>"
    )


def _show(_: Request) -> Response:
    return HTMLResponse(page(), headers=_HEADERS)


ROUTE: Final = Route(ABOUT_PATH, _show, methods=["GET"])
