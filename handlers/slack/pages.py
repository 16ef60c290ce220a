"""The two small pages by which a workspace adds the bot. Everything in them is escaped, and nothing in them runs."""

import hashlib
from base64 import b64encode
from html import escape
from typing import Final

from starlette.responses import HTMLResponse

from bot.messages.installing import Sentences

_STYLE: Final = """
:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 34rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
a { display: inline-block; margin-top: 1rem; padding: .75rem 1.25rem; border-radius: .5rem;
  background: #1f4d4a; color: #fff; font-weight: 600; text-decoration: none; }
a:focus-visible { outline: 3px solid currentcolor; outline-offset: 3px; }
"""
_STYLE_HASH: Final = b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'",
    # What Slack put in the address is for us alone.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def page(sentences: Sentences, *, link: tuple[str, str], status: int = 200) -> HTMLResponse:
    """Return a page of two sentences and one link: its words, and where it leads."""
    heading, words = map(escape, sentences)
    label, address = map(escape, link)
    return HTMLResponse(
        f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading}</title>
<style>{_STYLE}</style>
</head>
<body><main>
<h1>{heading}</h1>
<p>{words}</p>
<p><a href="{address}">{label}</a></p>
</main></body>
</html>
""",
        status,
        _HEADERS,
    )
