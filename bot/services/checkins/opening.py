"""A round opens: who is asked is written down, and owed the message, in the same transaction."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.domain import slots
from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.permissions import ENGINE, Viewer, engine_in
from bot.domain.round_days import bars_by_hand
from bot.domain.round_people import Invited
from bot.domain.rounds import Round, RoundState, Standing, reminded_on
from bot.domain.slots import Slot
from bot.messages.bank import CURRENT
from bot.services import readers
from bot.services.checkins import grounds
from bot.services.each import each
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import audit
from storage import deliveries as stored_deliveries
from storage import rounds as stored_rounds

ASKED: Final = "asked"
AGAIN: Final = "again"
ON_THURSDAY: Final = "thursday"

BY_HAND: Final = "by hand"
"""In place of a reason where none is missing: it was asked for when the day was chosen."""


def fact_of(round_id: int) -> str:
    """Return the fact about which everybody in a round is written to."""
    return f"round:{round_id}"


def open_due(*, database: Transactions, now: datetime) -> int:
    """Open the rounds whose day it is. Returns how many. For a sweep."""
    with database.read() as transaction:
        found = stored_rounds.to_open(transaction, viewer=ENGINE, now=now)
    return each(found, lambda one: _open_due(database, one, now))


def open_today(
    transaction: Transaction, *, viewer: Viewer, planned: Round, now: datetime, by_hand: bool = False
) -> bool:
    """Open a planned round if it is its day and nothing speaks against it. Returns whether it opened."""
    seen = grounds.look(transaction, viewer=viewer, now=now, by_hand=by_hand)
    if planned.opens_on != seen.today or bars_by_hand(seen.today, setting=seen.setting, because=BY_HAND):
        return False
    kinds = grounds.kinds_on(transaction, viewer=viewer, on=seen.today, grounds=seen)
    people = grounds.asked_anything(transaction, viewer=viewer, on=seen.today, kinds=kinds)
    if not people:
        return False
    opened = stored_rounds.change(
        transaction,
        viewer=viewer,
        round_id=planned.id,
        since={RoundState.PLANNED},
        version=planned.version,
        state=RoundState.OPEN,
        opened_at=now,
        closes_at=planned.closes_at(seen.partnership.zone),
        kinds=[[key, kind.value] for key, kind in kinds.items()],
        stage=seen.stage,
        bank=CURRENT.version,
    )
    if opened:
        _ask(transaction, viewer, planned, people, now)
        audit.write(transaction, viewer=viewer, act="check_in_opened", subject=fact_of(planned.id), now=now)
    return opened


def reaches_on(transaction: Transaction, *, viewer: Viewer, on: date, now: datetime) -> date | None:
    """Return the first day on which others get a round that opens on a day, None where everybody is rung."""
    days = []
    for one in grounds.asked_on(transaction, viewer=viewer, on=on):
        is_other = one.person_id != viewer.person_id and not one.by_telephone
        to = readers.reader(transaction, viewer=viewer, person_id=one.person_id) if is_other else None
        slot = None if to is None else slots.still_today(calendar=to.calendar, now=now)
        days += [slot.on] if slot is not None else []
    return min(days, default=None)


def _open_due(database: Transactions, planned: Round, now: datetime) -> int:
    viewer = engine_in(planned.partnership_id)
    with database.write() as transaction:
        return int(open_today(transaction, viewer=viewer, planned=planned, now=now))


def _ask(
    transaction: Transaction, viewer: Viewer, opened: Round, people: Sequence[Invited], now: datetime
) -> None:
    stored_rounds.ask_people(transaction, viewer=viewer, round_id=opened.id, people=people, now=now)
    owed: list[Owed] = []
    for one in people:
        to = readers.reader(transaction, viewer=viewer, person_id=one.person_id)
        if to is not None and not one.by_telephone:
            owed += _owed(to, opened, now)
    stored_deliveries.owe_all(transaction, viewer=viewer, owed=owed, now=now)


def _owed(to: Reader, opened: Round, now: datetime) -> list[Owed]:
    """The message in the next envelope, and the one reminder in the envelope after it."""
    first = slots.still_today(calendar=to.calendar, now=now)
    if first is None or first.on > opened.closes_on:
        return []
    again = reminded_on(Standing.ASKED, written_on=first.on, calendar=to.calendar, closing=opened.closes_on)
    found = [owed(to, opened, step=ASKED, slot=first)]
    if again is not None:
        found.append(owed(to, opened, step=AGAIN, slot=Slot(on=again, at=to.calendar.instant(again))))
    return found


def owed(to: Reader, opened: Round, *, step: str, slot: Slot) -> Owed:
    """Return what somebody is owed about a round; it makes sense while the round takes answers."""
    return Owed(
        kind=DeliveryKind.CHECKIN,
        fact=fact_of(opened.id),
        step=step,
        partnership_id=opened.partnership_id,
        due_on=slot.on,
        due_at=slot.at,
        person_id=to.person_id,
        off_day=slot.off_day,
        last_day=opened.closes_on,
    )
