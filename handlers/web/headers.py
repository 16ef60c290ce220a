"""What goes along with every answer of our pages, so that a browser does nothing that they don't need."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NEVER: Final = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
_YEAR: Final = 365 * 24 * 60 * 60

EVERYWHERE: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{one}=()" for one in _NEVER),
    # The address of a page is half of its key, so no other site may learn it.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}
ON_PAGES: Final = EVERYWHERE | {"Cache-Control": "no-store"}
_SECURE: Final = {"Strict-Transport-Security": f"max-age={_YEAR}"}


def for_pages(*, secure: bool) -> dict[str, str]:
    """Return the headers of a page; `secure` where it is served by https alone."""
    return ON_PAGES | _SECURE if secure else ON_PAGES


def with_headers(app: ASGIApp, *, secure: bool) -> ASGIApp:
    """Return the application with the headers of what everybody may have: style, script, icon."""
    added = EVERYWHERE | _SECURE if secure else EVERYWHERE

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(added)
            await send(message)

        await app(scope, receive, sent)

    return answer
