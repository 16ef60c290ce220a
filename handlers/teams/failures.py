"""What Teams' answers and silences mean for the fate of a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import httpx

from bot.errors import DeliveryFailed

_AMBIGUOUS: Final = frozenset({408, 412})
"""Beside everything from 500 on: the docs say to send again, but nobody knows whether it arrived."""

_CLOSED: Final = "ConversationNotFound"

_WAIT_SECONDS: Final = 30.0
_MENDED_SECONDS: Final = 600.0
_LONGEST_REASON: Final = 100


@contextmanager
def translated() -> Iterator[None]:
    """Turn what a call to Teams may raise into `DeliveryFailed`."""
    try:
        yield
    except httpx.HTTPStatusError as error:
        raise of_answer(error.response) from error
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        # There was no connection, so nothing can have arrived.
        raise DeliveryFailed("no_connection", retry_after=_WAIT_SECONDS) from error
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError) as error:
        raise DeliveryFailed(type(error).__name__, unknown=True) from error
    except ValueError as error:
        # An answer that is no answer, such as a page in place of data.
        raise DeliveryFailed("unreadable_answer", unknown=True) from error


def without_token(error: Exception) -> DeliveryFailed:
    """Return what it means that we were given no token: nothing was sent, and our people can mend that."""
    return DeliveryFailed(f"no_token: {type(error).__name__}", retry_after=_MENDED_SECONDS)


def of_answer(answer: httpx.Response) -> DeliveryFailed:
    """Return what an answer means that is not the one we wanted."""
    status, reason = answer.status_code, _reason(answer)
    if status == 429:
        return DeliveryFailed(reason, retry_after=_wait(answer.headers.get("Retry-After", "")))
    if status == 401:
        # Something is wrong with our own registration, not with whom a message is for.
        return DeliveryFailed(reason, retry_after=_MENDED_SECONDS)
    if status >= 500 or status < 400 or status in _AMBIGUOUS:
        return DeliveryFailed(reason, unknown=True)
    # Blocked, taken away, or switched off by an administrator: that is no fault of this one message.
    return DeliveryFailed(reason, permanent=True, nobody=status == 403 or reason == _CLOSED)


def _reason(answer: httpx.Response) -> str:
    """Return Teams' own name for what is wrong ("MessageWritesBlocked"), else the number."""
    try:
        code = answer.json()["error"]["code"]
    except (ValueError, KeyError, TypeError, httpx.StreamError):
        code = ""
    return code[:_LONGEST_REASON] if isinstance(code, str) and code else f"http_{answer.status_code}"


def _wait(header: str) -> float:
    return float(header) if header.isascii() and header.isdigit() else _WAIT_SECONDS
