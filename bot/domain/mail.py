"""What a mail server's answer means, in the codes of RFC 5321 and RFC 3463, and what comes back by mail."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

_ENHANCED: Final = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_NOBODY: Final = frozenset({(1, 0), (1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 1), (4, 4)})
"""Subject and detail of a status that says that nobody is reached there: no such mailbox or domain, moved, shut."""

_NOBODY_PLAIN: Final = frozenset({550, 551, 553})
"""What a server that knows no other codes says of an address with nobody behind it."""

_OF_US: Final = re.compile(
    r"relay|authenti|sender|spam|polic|block|black ?list|denied|reputation|\b(spf|dkim|dmarc|ip|rbl|dnsbl)\b",
    re.IGNORECASE,
)
"""Words of a server that refuses whoever sends, and not whoever is written to."""


class Answer(Enum):
    """What becomes of a letter, and of its address: to be tried again, not taken, or nobody is reached there at all."""

    LATER = "later"
    NOT_TAKEN = "not taken"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """A letter that was sent back. `key` is what mail calls this notice, `about` the key of our message.

    `addresses` are those that it names as refused, none where it names none.
    """

    key: str
    about: str
    addresses: tuple[str, ...]
    answer: Answer
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody has written back. `about` has the keys of the messages that it says it answers, the latest first."""

    key: str
    about: tuple[str, ...]
    sender: str
    words: str


Returned = Bounce | Reply
"""What comes back by mail, as far as it is any concern of ours."""

_LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN: Final = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])")
_LONGEST_LOCAL: Final = 64
_LONGEST: Final = 254


def email_address(text: str) -> str | None:
    """Return what somebody typed as an e-mail address to which letters can go; None where it is none."""
    local, _, domain = text.strip().rpartition("@")
    try:
        plain = domain.lower().encode("idna").decode()
    except UnicodeError:
        return None
    address = f"{local.lower()}@{plain}"
    is_one = _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(plain)
    return address if is_one and len(local) <= _LONGEST_LOCAL and len(address) <= _LONGEST else None


def answer_of(*, code: int, said: str, of_letter: bool = False) -> Answer:
    """Return what a mail server means by this code and these words; `of_letter`: it took the address, not the letter."""
    status = _ENHANCED.search(said)
    if status is not None and status[1] != "2":
        return of_status(status[0])
    if code < 500:
        return Answer.LATER
    is_of_us = of_letter or _OF_US.search(said) is not None
    return Answer.NOBODY if code in _NOBODY_PLAIN and not is_of_us else Answer.NOT_TAKEN


def of_status(status: str) -> Answer:
    """Return what a status such as "5.1.1" means."""
    found = _ENHANCED.search(status)
    if found is None or found[1] != "5":
        return Answer.LATER
    is_nobody = (int(found[2]), int(found[3])) in _NOBODY
    return Answer.NOBODY if is_nobody else Answer.NOT_TAKEN


_QUOTES: Final = re.compile(
    r"^(>|On .{0,200}(wrote|writes):\s*$|-{2,} ?(Original Message|Forwarded message)|_{10,}\s*$|From: .+@|-- $|Sent from my )"
)
_OUR_LINK: Final = re.compile(r"https?://\S+/(in|p|pause|f)/\S*")
"""A link of ours in a letter that somebody's mail program has quoted without a sign: it is for nobody else's eyes."""

_MOST_WORDS: Final = 1000


def own_words(text: str) -> str:
    """Return what somebody has written above the letter that they answer, on one line; shortened where it is long."""
    lines: list[str] = []
    for line in text.splitlines():
        if _QUOTES.match(line):
            break
        link = _OUR_LINK.search(line)
        lines.append(line[: link.start()] if link else line)
        if link:
            break
    words = " ".join(" ".join(lines).split())
    return words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1]}…"
