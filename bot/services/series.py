"""What comes round again: begun from one action, and made two ahead, each an action like any other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain.calendars import PartnerCalendar, local_date
from bot.domain.commitments import Commitment, EventKind, NewCommitment, NewShare, ShareState, remaining
from bot.domain.items import ItemView
from bot.domain.permissions import ENGINE, Intent, Role, Viewer
from bot.domain.series import Every, Holder, Series, is_too_long, missing, open_day
from bot.domain.transitions import Transition
from bot.errors import Refused
from bot.services import changes, entries, holders, items, planning, presses
from bot.services.days import read_day
from bot.services.each import each
from bot.services.ports import Transaction, Transactions
from bot.services.presses import Outcome, Pressed
from storage import commitments as stored_commitments
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import series as stored_series

_AGREED: Final = frozenset({ShareState.ACCEPTED, ShareState.DONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """How often something is to come round, and until when, as a form has them."""

    every: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One action that came of a series. `asked_for` is the date of which it is the last open day before."""

    due: date
    asked_for: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What became of the press: the action, whether it begins a series now, and what was made of it."""

    view: ItemView
    changed: bool
    rounds: tuple[Round, ...] = ()


def look(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Outcome:
    """Return how an action stands, before the form opens. Raises `Refused` (action_gone, not_for_your_role)."""
    with database.read() as transaction:
        commitment, share = changes.find(transaction, viewer=viewer, intent=Intent.SERIES, pressed=pressed)
        as_seen = share.version == pressed.version and commitment.series_id is None
        return presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=as_seen, now=now)


def make(*, database: Transactions, viewer: Viewer, pressed: Pressed, again: Again, now: datetime) -> Begun:
    """**Make it come round again**, from its date on.

    Raises `Refused` (action_gone, not_for_your_role, every_needed, until_…, date_…) before anything is written.
    """
    with database.write() as transaction:
        commitment, share = changes.find(transaction, viewer=viewer, intent=Intent.SERIES, pressed=pressed)
        every, until = read(transaction, viewer=viewer, again=again, first=commitment.due, now=now)
        fresh = share.is_open and commitment.series_id is None
        transition = Transition(event=EventKind.CHANGED, details=_details(every, until)) if fresh else None
        rounds: tuple[Round, ...] = ()
        changed = presses.make(transaction, viewer=viewer, pressed=pressed, transition=transition, now=now)
        if changed:
            rounds = begin(
                transaction, viewer=viewer, commitment=commitment, every=every, until=until, now=now
            )
        view = items.view(transaction, viewer=viewer, share_id=share.id, now=now)
        return Begun(view=view, changed=changed, rounds=rounds)


def read(
    transaction: Transaction, *, viewer: Viewer, again: Again, first: date, now: datetime
) -> tuple[Every, date]:
    """Read how often and until when.

    Raises `Refused` (every_needed, until_needed, until_before_first, until_too_long, date_…).
    """
    known = {one.value: one for one in Every}
    if again.every not in known:
        raise Refused("every_needed", field="every")
    if not again.until.strip():
        raise Refused("until_needed", field="until")
    today = local_date(now=now, zone=stored_partnerships.get(transaction, viewer=viewer).zone)
    until = read_day(text=again.until, field="until", today=today)
    if until <= first:
        raise Refused("until_before_first", field="until", day=until)
    if is_too_long(first=first, until=until):
        raise Refused("until_too_long", field="until", day=until)
    return known[again.every], until


def begin(
    transaction: Transaction,
    *,
    viewer: Viewer,
    commitment: Commitment,
    every: Every,
    until: date,
    now: datetime,
) -> tuple[Round, ...]:
    """Let an action be the first of a series, and make what is ahead of it."""
    held = [
        Holder(partner_id=one.partner_id, person_id=one.person_id, role_word=one.role_word)
        for one in remaining(commitment)
    ]
    new = Series(
        id=0,
        partnership_id=commitment.partnership_id,
        wording=commitment.wording,
        importance=commitment.importance,
        all_partners=commitment.all_partners,
        every=every,
        first=commitment.due,
        until=until,
        holders=tuple(held),
        created_by=viewer.person_id,
    )
    series = stored_series.add(transaction, viewer=viewer, new=new, now=now)
    stored_commitments.change(
        transaction,
        viewer=viewer,
        commitment_id=commitment.id,
        series_id=series.id,
        original_due=commitment.due,
    )
    return _fill(transaction, viewer, series, now)


def come_round(*, database: Transactions, now: datetime) -> int:
    """Make what should stand in the timetable by now of every series. Returns how many actions were made."""
    with database.read() as transaction:
        # Anywhere on earth it may still be yesterday; a series that ends there today is looked at all the same.
        going_on = stored_series.going_on(transaction, viewer=ENGINE, today=now.date())
    return each(going_on, lambda one: _come_round(database, one, now))


def _come_round(database: Transactions, one: Series, now: datetime) -> int:
    maker = Viewer(person_id=one.created_by, partnership_id=one.partnership_id, role=Role.ENGINE)
    with database.write() as transaction:
        series = stored_series.get(transaction, viewer=maker, series_id=one.id)
        return len(_fill(transaction, maker, series, now))


def _fill(transaction: Transaction, viewer: Viewer, series: Series, now: datetime) -> tuple[Round, ...]:
    today = local_date(now=now, zone=stored_partnerships.get(transaction, viewer=viewer).zone)
    made = stored_series.made(transaction, viewer=viewer, series_id=series.id)
    calendars = _calendars(transaction, viewer, series)
    commitments = [
        _round(transaction, viewer, series, day, now)
        for day in missing(series=series, made=made, today=today, calendars=calendars)
    ]
    planning.plan_new(transaction, viewer=viewer, commitments=commitments, now=now)
    return tuple(Round(due=one.due, asked_for=one.original_due or one.due) for one in commitments)


def _round(transaction: Transaction, viewer: Viewer, series: Series, day: date, now: datetime) -> Commitment:
    calendars = _calendars(transaction, viewer, series)
    agreed = _agreed(transaction, viewer, series)
    new = NewCommitment(
        wording=series.wording,
        due=open_day(day=day, calendars=calendars),
        importance=series.importance,
        all_partners=series.all_partners,
        shares=tuple(_share(transaction, viewer, series, one, agreed) for one in series.holders),
        series_id=series.id,
        original_due=day,
    )
    return entries.write(transaction, viewer=viewer, new=new, now=now)


def _calendars(transaction: Transaction, viewer: Viewer, series: Series) -> list[PartnerCalendar]:
    partners = {one.id: one for one in stored_partners.all_of(transaction, viewer=viewer)}
    return [partners[one.partner_id].calendar for one in series.holders]


def _agreed(transaction: Transaction, viewer: Viewer, series: Series) -> frozenset[tuple[int, int | None]]:
    """Return who has accepted one that came round: they have agreed to the series, and are not asked each time."""
    made = stored_series.made(transaction, viewer=viewer, series_id=series.id)
    came_round: Sequence[Commitment] = [
        stored_commitments.get(transaction, viewer=viewer, commitment_id=commitment_id)
        for day, commitment_id in made.items()
        if day > series.first
    ]
    return frozenset(
        (share.partner_id, share.person_id)
        for one in came_round
        for share in one.shares
        if share.state in _AGREED
    )


def _share(
    transaction: Transaction,
    viewer: Viewer,
    series: Series,
    holder: Holder,
    agreed: frozenset[tuple[int, int | None]],
) -> NewShare:
    person_id = _still_here(transaction, viewer, holder)
    knows = person_id == series.created_by or (holder.partner_id, person_id) in agreed
    return NewShare(
        partner_id=holder.partner_id,
        person_id=person_id,
        role_word=holder.role_word,
        state=ShareState.ACCEPTED if knows and person_id is not None else ShareState.PROPOSED,
    )


def _still_here(transaction: Transaction, viewer: Viewer, holder: Holder) -> int | None:
    """Return who holds it; where they have gone, whoever speaks for the partner."""
    if holder.person_id is None or stored_members.member(
        transaction, viewer=viewer, person_id=holder.person_id
    ):
        return holder.person_id
    partner = stored_partners.get(transaction, viewer=viewer, partner_id=holder.partner_id)
    speaker = holders.speaker(transaction, viewer=viewer, partner=partner)
    return speaker.person.id if speaker else None


def _details(every: Every, until: date) -> dict[str, object]:
    return {"old": {}, "new": {"every": every.value, "until": until.isoformat()}}
