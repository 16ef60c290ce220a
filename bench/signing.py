"""How Slack signs what it sends, and what we pretend to be connected with."""

import hashlib
import hmac
import time
from datetime import timedelta
from typing import Final

TOKEN: Final = "xoxb-bench"
SECRET: Final = "bench-signing-secret"


def headers(body: str, *, shift: timedelta = timedelta()) -> dict[str, str]:
    """Return the headers of a genuine request of this moment, to a server whose clock is shifted."""
    stamp = str(int(time.time() + shift.total_seconds()))
    signed = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={signed}",
    }
