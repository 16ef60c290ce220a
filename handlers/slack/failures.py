"""What Slack's answers and silences mean for the fate of a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.errors import DeliveryFailed

UNSHOWABLE: Final = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
"""Slack refused for good what was to be shown, so the same words may be sent without any blocks."""

_AMBIGUOUS: Final = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
_LATER: Final = frozenset({"rate_limited", "ratelimited", "team_added_to_org"})
_UNINSTALLED: Final = frozenset(
    {
        "access_denied",
        "account_inactive",
        "enterprise_is_restricted",
        "invalid_auth",
        "messages_tab_disabled",
        "missing_scope",
        "no_permission",
        "not_authed",
        "org_login_required",
        "token_expired",
        "token_revoked",
    }
)
"""Something is wrong with the whole installation, not with whom a message is for; its people can mend that."""

_CLOSED: Final = frozenset({"channel_not_found", "is_archived", "not_in_channel"})
"""Nothing of ours is taken in that room, and not only this message."""

_NOBODY: Final = frozenset({"cannot_dm_bot", "user_disabled", "user_not_found", "user_not_visible"})
"""Nobody is written to there, whatever the message."""

_WAIT_SECONDS: Final = 30.0
_MENDED_SECONDS: Final = 600.0


@contextmanager
def translated() -> Iterator[None]:
    """Turn what a call to Slack may raise into `DeliveryFailed`."""
    try:
        yield
    except SlackApiError as error:
        raise _from_answer(error) from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        # There was no connection, so nothing can have arrived.
        raise DeliveryFailed("no_connection", retry_after=_WAIT_SECONDS) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise DeliveryFailed(type(error).__name__, unknown=True) from error


def _from_answer(error: SlackApiError) -> DeliveryFailed:
    answer: Any = error.response
    status = int(getattr(answer, "status_code", 0) or getattr(answer, "status", 0))
    if status == 429:
        return DeliveryFailed("ratelimited", retry_after=_wait(answer.headers.get("Retry-After", "")))
    data = getattr(answer, "data", None)
    code = data.get("error", "") if isinstance(data, dict) else ""
    if code in _LATER:
        return DeliveryFailed(code, retry_after=_WAIT_SECONDS)
    if code in _UNINSTALLED:
        return DeliveryFailed(code, retry_after=_MENDED_SECONDS)
    if status >= 500 or code in _AMBIGUOUS:
        return DeliveryFailed(code or f"http_{status}", unknown=True)
    if code or 400 <= status < 500:
        return DeliveryFailed(code or f"http_{status}", permanent=True, nobody=code in _CLOSED | _NOBODY)
    # An answer that is no answer, such as a page in place of data.
    return DeliveryFailed("unreadable_answer", unknown=True)


def _wait(header: str) -> float:
    return float(header) if header.isascii() and header.isdigit() else _WAIT_SECONDS
