"""Actions put into Riverside's timetable as people put them in, and how they stand."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from bot.domain.commitments import Commitment, EventKind, Share
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from bot.services import commitments, moves, promises
from bot.services.commitments import Added, NewAction
from bot.services.people import Installed
from bot.services.presses import Outcome, Pressed
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import shares as stored_shares
from tests.riverside import NOW, Riverside

DUE = date(2026, 11, 27)
"""Friday 27 November 2026."""


def installed(group: Riverside) -> Installed:
    return Installed(kind=AddressKind.SLACK, id=group.installation_id)


def add(
    group: Riverside,
    *,
    by: str = "sam",
    confirmed: Collection[str] = (),
    now: datetime = NOW,
    **form: Any,
) -> Added:
    """Fill in the form **Add to the timetable** and send it: course data of Castle College, unless `form` says otherwise."""
    filled: dict[str, Any] = {
        "what": "Send course data",
        "partner": str(group.castle_id),
        "by_when": "27 November 2026",
        **form,
    }
    return commitments.add(
        database=group.database,
        viewer=group.viewer(by),
        new=NewAction(**filled),
        confirmed=frozenset(confirmed),
        installed=installed(group),
        now=now,
    )


def proposed(group: Riverside, **form: str) -> Pressed:
    """Put something in for Castle College, as Mina sees it when she is asked."""
    [share] = add(group, by="sam", confirmed=(), now=NOW, **form).commitment.shares
    return Pressed(share_id=share.id, version=share.version)


def accepted(group: Riverside, **form: str) -> Pressed:
    """As `proposed`, and Mina has accepted it."""
    pressed = proposed(group, **form)
    promises.accept(database=group.database, viewer=group.viewer("mina"), pressed=pressed, now=NOW)
    return fresh(group, pressed)


def fresh(group: Riverside, pressed: Pressed) -> Pressed:
    """Return the same share as it is now."""
    return Pressed(share_id=pressed.share_id, version=stored(group, pressed)[1].version)


def stored(group: Riverside, pressed: Pressed) -> tuple[Commitment, Share]:
    with group.database.read() as transaction:
        return stored_commitments.of_share(transaction, viewer=group.viewer("sam"), share_id=pressed.share_id)


def events(group: Riverside, pressed: Pressed) -> list[EventKind]:
    with group.database.read() as transaction:
        found = stored_shares.events_of(transaction, viewer=group.viewer("sam"), share_id=pressed.share_id)
    return [event.kind for event in found]


def owed(group: Riverside, name: str) -> list[tuple[DeliveryKind, str, date]]:
    """Return what somebody is still owed about actions: its kind, its step and its day."""
    with group.database.read() as transaction:
        pending = stored_deliveries.pending_of(
            transaction, viewer=group.viewer("sam"), person_id=group.person(name).id
        )
    return [
        (one.owed.kind, one.owed.step, one.owed.due_on)
        for one in pending
        if one.state is DeliveryState.PENDING and one.owed.share_id is not None
    ]


def looked(group: Riverside, name: str, intent: Intent, pressed: Pressed) -> Outcome:
    return moves.look(
        database=group.database, viewer=group.viewer(name), intent=intent, pressed=pressed, now=NOW
    )
