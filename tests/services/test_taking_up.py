"""What is taken up again: after a hand-over and back, after Undo, after other days, after Keep the date."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.deliveries import DeliveryState, Rule
from bot.domain.importance import Importance
from bot.domain.people import Hour, Rhythm
from bot.services import moves, planning, progress, promises
from bot.services.moves import NewDate
from bot.services.presses import Pressed
from storage.database import Database
from tests import promised, riverside
from tests.office import Office
from tests.planned import DUE, add, change, choose, morning, plan, steps
from tests.promised import fresh, installed
from tests.riverside import NOW, Riverside

EARLIER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def hand_on(group: Riverside, pressed: Pressed, *, by: str, to: str) -> Pressed:
    outcome = promises.ask_colleague(
        database=group.database,
        viewer=group.viewer(by),
        pressed=pressed,
        colleague=f"person:{group.person(to).id}",
        installed=installed(group),
        now=NOW + HOUR,
    )
    assert outcome.changed
    return fresh(group, pressed)


def test_who_gets_something_back_is_asked_again(group: Riverside, office: Office) -> None:
    pressed = promised.proposed(group)
    office.live(NOW, NOW + timedelta(days=7), step=HOUR)

    pressed = hand_on(group, fresh(group, pressed), by="mina", to="rob")
    hand_on(group, pressed, by="rob", to="mina")

    assert ("ask-1", date(2026, 9, 15), False) in steps(group)


@pytest.mark.parametrize("posted", [False, True])
def test_undo_brings_back_what_was_due_in_those_minutes(
    group: Riverside, office: Office, posted: bool
) -> None:
    commitment = add(group, due=DUE)
    plan(group, planning.plan_reminders, commitment, now=EARLIER)
    if posted:
        office.gather(TUESDAY)
    share = commitment.shares[0]
    seen = Pressed(share_id=share.id, version=share.version)
    progress.done(
        database=group.database, viewer=group.viewer("mina"), pressed=seen, now=TUESDAY - 5 * MINUTE
    )
    quiet = office.run(TUESDAY)

    progress.undo(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=fresh(group, seen),
        now=TUESDAY + 4 * MINUTE,
    )

    assert quiet == []
    assert len(office.run(TUESDAY + 5 * MINUTE)) == 1


def test_other_days_leave_what_is_due_today(group: Riverside, office: Office) -> None:
    plan(group, planning.plan_reminders, add(group, due=DUE), now=EARLIER)
    choose(group, Rhythm(hour=Hour.LUNCH))

    with group.database.write() as transaction:
        planning.replan_person(
            transaction,
            viewer=group.viewer("mina"),
            person_id=group.person("mina").id,
            now=TUESDAY + MINUTE,
        )

    assert ("before-5", TUESDAY.date(), False) in steps(group)
    assert len(office.run(TUESDAY + 4 * HOUR)) == 1


def ask_for_more(group: Riverside, pressed: Pressed, *, now: datetime) -> None:
    moves.ask_for_time(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        wanted=NewDate(day="4 December 2026"),
        now=now,
    )


def keep(group: Riverside, pressed: Pressed, *, now: datetime) -> None:
    moves.decide(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=fresh(group, pressed),
        agree=False,
        now=now,
    )


@pytest.mark.parametrize("posted", [False, True])
def test_reminder_that_was_paused_comes_once_the_date_is_kept(
    group: Riverside, office: Office, posted: bool
) -> None:
    commitment = add(group, due=DUE, importance=Importance.CRITICAL, last_safe=DUE)
    plan(group, planning.plan_reminders, commitment, now=TUESDAY + HOUR)
    seen = Pressed(share_id=commitment.shares[0].id, version=1)
    if posted:
        office.gather(THURSDAY)
    ask_for_more(group, seen, now=TUESDAY + 2 * HOUR)
    for _ in range(2):
        office.run(THURSDAY)
    paused = [one for one in office.ledger() if one.rule is Rule.PAUSED]

    keep(group, seen, now=THURSDAY + HOUR)
    office.run(THURSDAY + HOUR)

    assert [(one.owed.step, one.state, one.owed.due_on) for one in paused] == [
        ("before-1", DeliveryState.PENDING, date(2026, 11, 27))
    ]
    assert [one.state for one in office.ledger() if one.id == paused[0].id] == [DeliveryState.SENT]


def test_pause_ends_by_itself(group: Riverside, office: Office) -> None:
    commitment = add(group, due=date(2026, 12, 4), last_safe=date(2026, 12, 4))
    plan(group, planning.plan_reminders, commitment, now=EARLIER)
    share = change(group, commitment.shares[0]).shares[0]
    ask_for_more_than_safe(group, Pressed(share_id=share.id, version=share.version), now=EARLIER)

    office.live(EARLIER, EARLIER + timedelta(days=14), step=HOUR)

    asked = [one for one in office.ledger() if one.owed.step.startswith("before")]
    assert {one.state for one in asked} <= {DeliveryState.SENT, DeliveryState.WITHHELD}
    assert DeliveryState.SENT in {one.state for one in asked}


def ask_for_more_than_safe(group: Riverside, pressed: Pressed, *, now: datetime) -> None:
    moves.ask_for_time(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        wanted=NewDate(day="11 December 2026"),
        now=now,
    )


def test_nobody_is_reminded_anew_whose_doors_are_shut(database: Database) -> None:
    group = riverside.build(database)
    commitment = add(group)

    with database.write() as transaction:
        planning.resume(
            transaction, viewer=group.viewer("sam"), share=commitment.shares[0], now=morning(9, 11)
        )

    assert steps(group) == []
