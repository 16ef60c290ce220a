"""How Slack signs what it sends, and what we pretend to be connected with."""

import hashlib
import hmac
import time
from typing import Final

TOKEN: Final = "xoxb-bench"
SECRET: Final = "bench-signing-secret"


def headers(body: str, *, content_type: str = "application/x-www-form-urlencoded") -> dict[str, str]:
    """Return the headers of a genuine request of this moment."""
    stamp = str(int(time.time()))
    signed = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "content-type": content_type,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={signed}",
    }
