"""The one place where text is made safe for Slack, and made to fit."""

from collections.abc import Iterator
from itertools import accumulate

from bot.messages.model import Fragments, Strong

_ELLIPSIS = "…"


def escape(text: str) -> str:
    """Return text for a field that Slack parses, so that <!channel> and <@U1> are shown and ping nobody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mrkdwn(fragments: Fragments) -> str:
    """Return a line of running text in Slack's markup, with everything that people typed escaped."""
    return "".join(_strong(one.text) if isinstance(one, Strong) else escape(one) for one in fragments)


def bare(fragments: Fragments) -> str:
    """Return a line of running text as it was typed. Only for fields that Slack does not parse."""
    return "".join(one.text if isinstance(one, Strong) else one for one in fragments)


def shorten(text: str, limit: int) -> str:
    """Return text of at most `limit` characters; what is cut ends in an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + _ELLIPSIS


def shorten_escaped(text: str, limit: int) -> str:
    """Return escaped text of at most `limit` characters; nothing is cut within an escape."""
    whole = escape(text)
    if len(whole) <= limit:
        return whole
    sizes = accumulate(len(escape(character)) for character in text)
    kept = sum(size < limit for size in sizes)
    return escape(text[:kept]) + _ELLIPSIS


def pieces(text: str, limit: int) -> Iterator[str]:
    """Cut text into pieces of at most `limit` characters, between lines or words where there are any."""
    while len(text) > limit:
        end = max(text.rfind("\n", 1, limit), text.rfind(" ", 1, limit))
        end = end if end > 0 else limit
        yield text[:end]
        text = text[end:].lstrip(" \n")
    yield text


def _strong(text: str) -> str:
    # Slack marks only one line without stars and without space at its ends; elsewhere the stars would show.
    if "*" in text or "\n" in text or text != text.strip() or not text:
        return escape(text)
    return f"*{escape(text)}*"
