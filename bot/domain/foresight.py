"""When something that is owed to somebody will go: the post of the days ahead, sorted as it will be."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain import slots
from bot.domain.calendars import local_date
from bot.domain.deliveries import DeliveryKind, MessageKind
from bot.domain.desks import Letter, Reader
from bot.domain.envelopes import Gathered, gather
from bot.domain.pending import Pending
from bot.domain.slots import Slot

_MOST_STEPS: Final = 60
_COUNTS: Final = (MessageKind.ENVELOPE, MessageKind.HELLO)


def goes_at(
    wanted: Collection[int], *, everything: Sequence[Pending], reader: Reader, now: datetime
) -> datetime | None:
    """Return when (aware, UTC) the first of these deliveries goes, by all that is open for its reader by now.

    None where nothing is certain. Who runs a partnership has it in their next list.
    """
    if reader.has_list:
        return _in_list([one for one in everything if one.delivery.id in wanted], now)
    post, at = tuple(everything), now
    for _ in range(_MOST_STEPS):
        found = gather(post, reader=reader, now=at)
        if any(_carries(letter, wanted) for letter in found.letters):
            return at
        post = _left(post, found)
        reader = _written_to(reader, found, at)
        post = tuple(_greeted(one, found, reader, at) for one in post)
        following = min((one.owed.due_at for one in post if one.owed.due_at > at), default=None)
        if following is None:
            return None
        at = following
    return None


def _in_list(wanted: Sequence[Pending], now: datetime) -> datetime | None:
    found = [
        slots.at_once(calendar=one.calendar, now=now)
        if one.owed.kind is DeliveryKind.ANSWER
        else slots.working(calendar=one.calendar, earliest=now)
        for one in wanted
    ]
    return min((slot.at for slot in found if slot is not None), default=None)


def _carries(letter: Letter, wanted: Collection[int]) -> bool:
    return any(one.id in wanted for one in (*letter.deliveries, *letter.merged))


def _left(post: Sequence[Pending], found: Gathered) -> tuple[Pending, ...]:
    """What is open still, each as due as it is by then."""
    gone = {one.id for letter in found.letters for one in (*letter.deliveries, *letter.merged)}
    gone |= {one.id for one in found.too_late}
    until = {wait.delivery.id: wait.until for wait in (*found.waits, *found.rests)}
    return tuple(_due(one, until.get(one.delivery.id)) for one in post if one.delivery.id not in gone)


def _due(one: Pending, until: Slot | None) -> Pending:
    if until is None:
        return one
    owed = replace(one.owed, due_on=until.on, due_at=until.at)
    return replace(one, delivery=replace(one.delivery, owed=owed))


def _written_to(reader: Reader, found: Gathered, at: datetime) -> Reader:
    today = local_date(now=at, zone=reader.home.zone)
    sent = tuple((today, letter.kind) for letter in found.letters if letter.kind in _COUNTS)
    return replace(reader, sent=(*reader.sent, *sent), is_known=reader.is_known or bool(sent))


def _greeted(one: Pending, found: Gathered, reader: Reader, at: datetime) -> Pending:
    """Whoever has had the hello of a partnership by then has met it."""
    hellos = {
        said.owed.partnership_id
        for letter in found.letters
        for said in letter.deliveries
        if said.owed.kind is DeliveryKind.HELLO
    }
    if one.greeted_on is not None or one.owed.partnership_id not in hellos:
        return one
    return replace(one, greeted_on=local_date(now=at, zone=reader.home.zone))
