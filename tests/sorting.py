"""One person's post, sorted: what goes now, and what waits for when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.domain.deliveries import MessageKind
from bot.domain.desks import Reader
from bot.domain.envelopes import Gathered, gather
from bot.domain.pending import Pending
from tests.posting import (
    MINA,
)

KNOWN = Reader(home=MINA)
ENVELOPE, HELLO = MessageKind.ENVELOPE, MessageKind.HELLO


def sorted_post(
    *post: Pending, now: datetime, sent: Sequence[tuple[date, MessageKind]] = (), reader: Reader = KNOWN
) -> Gathered:
    return gather(post, reader=replace(reader, sent=tuple(sent)), now=now)


def letters(found: Gathered) -> list[tuple[MessageKind, list[int]]]:
    return [(letter.kind, [one.id for one in letter.deliveries]) for letter in found.letters]


def waits(found: Gathered) -> list[tuple[int, datetime]]:
    return [(wait.delivery.id, wait.until.at) for wait in found.waits]
