"""What a stage is read from, out of hand-made histories."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.commitments import EventKind, ShareState
from bot.domain.contacts import ContactKind
from bot.domain.evidence import Stage
from bot.domain.permissions import Viewer
from bot.domain.renegotiations import RenegotiationKind, RenegotiationState
from bot.domain.stage_facts import Contact, Facts, Milestone, Move
from bot.services.stages import facts as reading
from storage import audit, contacts, renegotiations, shares, stages
from storage.database import Database
from tests import marked, planned, riverside
from tests.planned import DUE
from tests.riverside import NOW, Riverside

TODAY = datetime(2026, 12, 1, 9, tzinfo=UTC)
LATER = date(2026, 12, 11)


def facts(group: Riverside) -> Facts:
    with group.database.read() as transaction:
        return reading.facts(transaction, viewer=group.engine, now=TODAY)


def note(
    group: Riverside, viewer: Viewer, share_id: int, kind: EventKind, day: int, **details: object
) -> None:
    with group.database.write() as transaction:
        shares.note_event(
            transaction,
            viewer=viewer,
            share_id=share_id,
            kind=kind,
            now=datetime(2026, 10, day, 9, tzinfo=UTC),
            details=details,
        )


def test_partnership_that_has_just_begun(group: Riverside) -> None:
    found = facts(group)

    assert (found.today, found.began_on, found.since) == (TODAY.date(), NOW.date(), NOW.date())
    assert (found.in_force, found.last_proposed_on) == (Stage.FORMING, None)
    assert found.numbers == {group.castle_id, group.brook_lane_id}
    assert {one.joined_on for one in found.partners} == {NOW.date()}
    assert (found.promises, found.milestones, found.contacts, found.rounds, found.concerns) == ((),) * 5


def test_draft_has_begun_today(database: Database) -> None:
    draft = riverside.build(database)

    assert facts(draft).began_on == TODAY.date()


def test_partner_that_came_later_is_new_since_then(group: Riverside) -> None:
    with group.database.write() as transaction:
        for partner_id, at in ((group.castle_id, NOW - timedelta(days=3)), (group.brook_lane_id, TODAY)):
            audit.write(
                transaction,
                viewer=group.viewer("sam"),
                act="partner_added",
                subject=f"partner:{partner_id}",
                now=at,
            )

    joined = {one.number: one.joined_on for one in facts(group).partners}

    assert joined == {group.castle_id: NOW.date(), group.brook_lane_id: TODAY.date()}


def test_promise_with_everything_that_happened_to_it(group: Riverside) -> None:
    commitment = planned.add(group)
    [share] = commitment.shares
    mina, sam = group.viewer("mina"), group.viewer("sam")
    note(group, mina, share.id, EventKind.ACCEPTED, 1)
    note(group, mina, share.id, EventKind.STUCK, 6)
    note(group, sam, share.id, EventKind.DATE_KEPT, 7)
    note(group, sam, share.id, EventKind.ON_TRACK, 8, by_phone=True)
    with group.database.write() as transaction:
        for state in (RenegotiationState.AGREED, RenegotiationState.REFUSED):
            renegotiations.add(
                transaction,
                viewer=mina,
                share_id=share.id,
                kind=RenegotiationKind.MORE_TIME,
                state=state,
                old_due=DUE,
                new_due=LATER,
                reason="",
                now=NOW,
            )
    planned.change(group, share, own_due=LATER)

    [one] = facts(group).promises

    assert (one.partner, one.asked_on, one.due, one.original_due) == (
        group.castle_id,
        NOW.date(),
        LATER,
        DUE,
    )
    assert one.moves == (Move(asked_on=NOW.date(), old=DUE, new=LATER),)
    assert (one.accepted_on, one.stuck_on) == (date(2026, 10, 1), date(2026, 10, 6))
    assert one.words_on == (date(2026, 10, 1), date(2026, 10, 6), date(2026, 10, 8))
    assert (one.has_person, one.has_done_when, one.is_shared, one.added_by) == (True, False, False, None)
    assert (one.done_on, one.declined_on, one.dropped_on, one.is_open) == (None, None, None, True)


@pytest.mark.parametrize(
    ("state", "kind", "field"),
    [
        (ShareState.DECLINED, EventKind.DECLINED, "declined_on"),
        (ShareState.DROPPED, EventKind.DROPPED, "dropped_on"),
    ],
)
def test_promise_that_ended_without_being_done(
    group: Riverside, state: ShareState, kind: EventKind, field: str
) -> None:
    [share] = planned.add(group).shares
    note(group, group.viewer("mina"), share.id, kind, 12)
    planned.change(group, share, state=state)

    [one] = facts(group).promises

    assert getattr(one, field) == date(2026, 10, 12)
    assert not one.is_open


def test_promise_of_the_office_and_one_that_is_shared_and_done(group: Riverside) -> None:
    [castle, _] = planned.add(group, holders=("mina", None)).shares
    planned.change(group, castle, state=ShareState.DONE, done_at=TODAY)

    first, second = sorted(facts(group).promises, key=lambda one: one.partner is None)

    assert (first.partner, first.done_on, first.is_shared) == (group.castle_id, TODAY.date(), True)
    assert (second.partner, second.has_person) == (None, False)


def test_milestones_talks_and_the_last_card(group: Riverside) -> None:
    marked.planned(group, is_quick_win=True)
    with group.database.write() as transaction:
        for who, partner_id, kind in (
            ("sam", group.castle_id, ContactKind.SPOKE),
            ("mina", group.castle_id, ContactKind.SPOKE),
            ("sam", group.castle_id, ContactKind.NO_ANSWER),
            ("sam", group.office_id, ContactKind.SPOKE),
        ):
            contacts.add(
                transaction,
                viewer=group.viewer(who),
                partner_id=partner_id,
                person_id=None,
                kind=kind,
                on=DUE,
                now=TODAY,
            )
        for day, suggests in ((2, Stage.FUNCTIONING), (5, None)):
            stages.add_card(
                transaction,
                viewer=group.engine,
                on=date(2026, 11, day),
                in_force=Stage.FORMING,
                suggests=suggests,
                evidence={},
                deciders=(),
                now=TODAY,
            )

    found = facts(group)

    assert found.milestones == (Milestone(due=date(2027, 2, 5), is_quick_win=True),)
    assert found.contacts == (
        Contact(partner=group.castle_id, on=DUE),
        Contact(partner=group.castle_id, on=DUE, begun_by_partner=True),
    )
    assert found.last_proposed_on == date(2026, 11, 2)


def test_term_is_counted_on_days_on_which_most_are_open(group: Riverside) -> None:
    term = facts(group).term

    assert term.holds(date(2026, 12, 1))
    assert not term.holds(date(2026, 12, 25))
    assert not term.holds(date(2026, 12, 5))
