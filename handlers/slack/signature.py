"""Whether a request comes from Slack. Nothing in it is believed, read or logged before this says yes."""

import hashlib
import hmac
from datetime import datetime
from typing import Final

_VERSION: Final = "v0"
_SECONDS: Final = 300  # Slack's own bound; what is older may be a recording.


def is_genuine(*, body: bytes, timestamp: str, signature: str, secret: str, now: datetime) -> bool:
    """Say whether `body` was signed with our secret within five minutes of `now`. Any header may be nonsense."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 20):
        return False
    if abs(now.timestamp() - int(timestamp)) > _SECONDS:
        return False
    expected = sign(body=body, timestamp=timestamp, secret=secret)
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))


def sign(*, body: bytes, timestamp: str, secret: str) -> str:
    """Return the signature that Slack puts on a request."""
    signed = b":".join((_VERSION.encode(), timestamp.encode(), body))
    return f"{_VERSION}={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"
