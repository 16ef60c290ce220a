"""Telling whoever holds a share that what they promised was changed, dropped, or put back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain import slots
from bot.domain.commitments import Share
from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.permissions import Viewer
from bot.domain.slots import Slot
from bot.services import readers
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import deliveries as stored_deliveries


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What somebody is to hear about a share: of which kind, about which fact, and which step of it."""

    kind: DeliveryKind
    fact: str
    step: str
    share_id: int


def in_next_envelope(
    transaction: Transaction,
    *,
    viewer: Viewer,
    person_id: int | None,
    kind: DeliveryKind,
    fact: str,
    step: str,
    share_id: int,
    now: datetime,
) -> None:
    """Tell somebody about a share in their next envelope, or the runner in their next list.

    Whoever causes it is not told, nor is somebody who is not written to.
    """
    if person_id == viewer.person_id:
        return
    to = readers.reader(transaction, viewer=viewer, person_id=person_id)
    if to is not None:
        news = News(kind=kind, fact=fact, step=step, share_id=share_id)
        slot = slots.regular(calendar=to.calendar, earliest=now)
        _owe(transaction, viewer, to, news, slot=slot, now=now)


def once_more(transaction: Transaction, *, viewer: Viewer, person_id: int, news: News, now: datetime) -> None:
    """Tell somebody in the envelope after their next one."""
    to = readers.reader(transaction, viewer=viewer, person_id=person_id)
    first = None if to is None else slots.regular(calendar=to.calendar, earliest=now)
    if to is not None and first is not None:
        earliest = to.calendar.instant(first.on + timedelta(days=1))
        slot = slots.regular(calendar=to.calendar, earliest=earliest)
        _owe(transaction, viewer, to, news, slot=slot, now=now)


def from_day(
    transaction: Transaction,
    *,
    viewer: Viewer,
    person_id: int | None,
    news: News,
    day: date,
    now: datetime,
) -> None:
    """Tell somebody in their first envelope on a day where they are, or after it."""
    to = readers.reader(transaction, viewer=viewer, person_id=person_id)
    if to is not None:
        slot = slots.regular(calendar=to.calendar, earliest=to.calendar.instant(day))
        _owe(transaction, viewer, to, news, slot=slot, now=now)


def _owe(
    transaction: Transaction, viewer: Viewer, to: Reader, news: News, *, slot: Slot | None, now: datetime
) -> None:
    """Owe it; nothing where there is no regular day in sight."""
    if slot is None:
        return
    owed = Owed(
        kind=news.kind,
        fact=news.fact,
        step=news.step,
        partnership_id=to.membership.partnership_id,
        due_on=slot.on,
        due_at=slot.at,
        person_id=to.person_id,
        share_id=news.share_id,
    )
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def changed(transaction: Transaction, *, viewer: Viewer, share: Share, step: str, now: datetime) -> None:
    """Tell the holder what has become of what they promised.

    `step` says what: "changed:" and the instant of it, or "moved:", "dropped:" or "restored:" and that.
    """
    in_next_envelope(
        transaction,
        viewer=viewer,
        person_id=share.person_id,
        kind=DeliveryKind.CHANGED,
        fact=f"share:{share.id}:course",
        step=step,
        share_id=share.id,
        now=now,
    )
