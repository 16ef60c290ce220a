"""What a letter in our mailbox means: one of ours sent back (RFC 3464), somebody's own words, or no concern of ours."""

import hashlib
import re
from collections.abc import Iterator
from email.message import Message
from email.utils import parseaddr
from html.parser import HTMLParser
from typing import Final

from bot.domain.mail import Answer, Bounce, Reply, Returned, of_status, own_words
from handlers.conversations.cleaning import cleaned
from handlers.web.letters import THREAD

_NAMES: Final = re.compile(r"<([\w.-]{1,100})@([^<>@\s]+)>", re.ASCII)
_NAMED: Final = re.compile(r"^(message-id|references):\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)
_MOST_SAID: Final = 300
_LONGEST_NAME: Final = 300
_BY_ITSELF: Final = frozenset({"bulk", "junk", "list", "auto_reply"})
_SIGNS: Final = ("X-Autoreply", "X-Autorespond", "List-Id", "List-Unsubscribe")
_OWN_LINE: Final = ("br", "p", "div", "tr", "li")
_NOT_WRITTEN: Final = ("style", "script", "title", "blockquote")


def read(mail: Message, *, domain: str) -> Returned | None:
    """Return what a letter means to us; None for what it doesn't. `domain` is that of our own letters' names."""
    if mail.get_content_type() == "multipart/report":
        return _bounce(mail, domain)
    if _comes_by_itself(mail):
        return None
    about = tuple(
        dict.fromkeys([*_keys(mail["In-Reply-To"], domain), *reversed([*_keys(mail["References"], domain)])])
    )
    if not about:
        return None
    sender = parseaddr(str(mail["From"] or ""))[1].lower()
    return Reply(key=_name(mail), about=about, sender=sender, words=own_words(cleaned(_text(mail))))


def _bounce(mail: Message, domain: str) -> Bounce | None:
    """Return what a notice says has failed for good; None where a letter is only late, or isn't ours."""
    failed = [one for one in _recipients(mail) if str(one["Action"] or "").strip().lower() == "failed"]
    about = next(
        iter(
            [
                *_original(mail, domain),
                *_keys(mail["In-Reply-To"], domain),
                *_keys(mail["References"], domain),
            ]
        ),
        None,
    )
    if not failed or about is None:
        return None
    status = str(failed[0]["Status"] or "")
    answer = of_status(status)
    return Bounce(
        key=_name(mail),
        about=about,
        addresses=tuple(dict.fromkeys(address for one in failed for address in _addresses(one))),
        # What a server has tried for days, and gives up, has not been taken either.
        answer=Answer.NOT_TAKEN if answer is Answer.LATER else answer,
        said=_said(failed[0], status),
    )


def _recipients(mail: Message) -> Iterator[Message]:
    """Give what a notice says of each address; its first part is about the letter as a whole."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            yield from (one for one in part.get_payload() if isinstance(one, Message) and "Action" in one)


def _original(mail: Message, domain: str) -> Iterator[str]:
    """Give the key of our own letter, which a notice brings along whole or with its headers alone."""
    for part in mail.walk():
        if part.get_content_type() == "text/rfc822-headers":
            for _, named in _NAMED.findall(str(part.get_payload())):
                yield from _keys(named, domain)
        elif part.get_content_type() == "message/rfc822":
            for letter in part.get_payload():
                if isinstance(letter, Message):
                    yield from _keys(f"{letter['Message-ID']} {letter['References']}", domain)


def _addresses(recipient: Message) -> Iterator[str]:
    for name in ("Original-Recipient", "Final-Recipient"):
        written = str(recipient[name] or "").rpartition(";")[2].strip().strip("<>").lower()
        if written:
            yield written


def _said(recipient: Message, status: str) -> str:
    said = str(recipient["Diagnostic-Code"] or "").partition(";")[2]
    return " ".join(cleaned(said or status).split())[:_MOST_SAID]


def _comes_by_itself(mail: Message) -> bool:
    """Say whether a program has written it: somebody is on holiday, or a list was sent round."""
    automatic = str(mail["Auto-Submitted"] or "no").strip().lower() != "no"
    bulk = str(mail["Precedence"] or "").strip().lower() in _BY_ITSELF
    nobodys = str(mail["Return-Path"] or "").strip() == "<>"
    return automatic or bulk or nobodys or any(sign in mail for sign in _SIGNS)


def _keys(written: object, domain: str) -> Iterator[str]:
    """Give the keys of ours among the names of letters."""
    for key, at in _NAMES.findall(str(written or "")):
        if at.lower() == domain.lower():
            yield key.removesuffix(THREAD)


def _name(mail: Message) -> str:
    """Return what mail calls a letter; where that was left out, or can't be kept, what it says is its name."""
    name = cleaned(str(mail["Message-ID"] or "").strip())
    return name if 0 < len(name) <= _LONGEST_NAME else hashlib.sha256(mail.as_bytes()).hexdigest()


def _text(mail: Message) -> str:
    """Return what was written, without pictures; from HTML alone where there is no text."""
    for kind in ("text/plain", "text/html"):
        for part in mail.walk():
            if part.get_content_type() == kind and part.get_filename() is None:
                words = _decoded(part)
                return words if kind == "text/plain" else _without_tags(words)
    return ""


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset() or "utf-8", errors="replace")
    except (LookupError, ValueError):
        # A character set that nobody knows, or that is none of letters.
        return content.decode("utf-8", errors="replace")


class _Words(HTMLParser):
    """What stands in HTML, but for what was quoted and what is never shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's signature
        if tag in _NOT_WRITTEN:
            self._hidden.append(tag)
        elif tag in _OWN_LINE:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
        elif tag in _OWN_LINE:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def _without_tags(html: str) -> str:
    words = _Words()
    words.feed(html)
    words.close()
    return "".join(words.found)
