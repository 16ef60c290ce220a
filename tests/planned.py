"""Commitments as planning meets them: added without a plan, planned by hand, and what is owed then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.calendars import Span
from bot.domain.commitments import Commitment, NewShare, Share, ShareState, Wording
from bot.domain.deliveries import Owed
from bot.domain.importance import Importance
from bot.domain.people import Rhythm
from bot.domain.permissions import ENGINE, myself
from bot.services import planning
from storage import commitments, deliveries, people, shares
from tests.riverside import NOW, Riverside

Plan = Callable[..., None]

DUE = date(2026, 11, 27)
"""Friday 27 November 2026."""


def add(
    group: Riverside,
    *,
    due: date = DUE,
    importance: Importance = Importance.NORMAL,
    state: ShareState = ShareState.ACCEPTED,
    holders: tuple[str | None, ...] = ("mina",),
    last_safe: date | None = None,
    **share: object,
) -> Commitment:
    partner_ids = (group.castle_id, group.office_id, group.brook_lane_id)
    new = [
        replace(
            NewShare(
                partner_id=partner_id,
                person_id=group.person(holder).id if holder else None,
                state=state,
            ),
            **share,  # type: ignore[arg-type]  # Names and values are the caller's.
        )
        for partner_id, holder in zip(partner_ids, holders, strict=False)
    ]
    with group.database.write() as transaction:
        return commitments.add(
            transaction,
            viewer=group.viewer("sam"),
            wording=Wording(title="Send course data"),
            due=due,
            importance=importance,
            last_safe=last_safe,
            all_partners=False,
            shares=new,
            now=NOW,
        )


def change(group: Riverside, share: Share, **columns: object) -> Commitment:
    with group.database.write() as transaction:
        shares.change(
            transaction, viewer=group.viewer("sam"), share_id=share.id, version=share.version, **columns
        )
        return commitments.get(transaction, viewer=group.viewer("sam"), commitment_id=share.commitment_id)


def plan(
    group: Riverside, what: Plan, commitment: Commitment, *, now: datetime = NOW, **more: object
) -> None:
    with group.database.write() as transaction:
        what(
            transaction,
            viewer=group.viewer("sam"),
            commitment=commitment,
            share=commitment.shares[0],
            now=now,
            **more,
        )


def pending(group: Riverside, name: str = "mina") -> list[Owed]:
    with group.database.read() as transaction:
        found = deliveries.pending_of(transaction, viewer=ENGINE, person_id=group.person(name).id)
    return [one.owed for one in found]


def steps(group: Riverside, name: str = "mina") -> list[tuple[str, date, bool]]:
    return [(one.step, one.due_on, one.off_day) for one in pending(group, name)]


def morning(*day: int) -> datetime:
    """Return half past eight on a day of summer in Dublin, where Mina is."""
    return datetime(2026, day[0], day[1], 7, 30, tzinfo=UTC)


def answer(group: Riverside, name: str, *, now: datetime, by: str = "sam") -> None:
    commitment = add(group, holders=(name,))
    with group.database.write() as transaction:
        planning.answer_person(
            transaction,
            viewer=group.viewer(by),
            share=commitment.shares[0],
            person_id=group.person(name).id,
            step="date_kept",
            now=now,
        )


def choose(group: Riverside, rhythm: Rhythm, name: str = "mina") -> None:
    with group.database.write() as transaction:
        person_id = group.person(name).id
        people.set_rhythm(transaction, viewer=myself(person_id), person_id=person_id, rhythm=rhythm)


def go_away(group: Riverside) -> None:
    choose(group, Rhythm(leave=(Span(first=date(2026, 1, 1), last=date(2029, 1, 1)),)))
