"""What people are owed because of what happened, and when: nothing before the doors are open."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from bot.domain.commitments import ShareState
from bot.domain.deliveries import DeliveryKind, Rule
from bot.domain.importance import Importance
from bot.services import planning
from storage.database import Database, Transaction
from tests import riverside
from tests.planned import DUE, Plan, add, answer, change, go_away, morning, pending, plan, steps
from tests.riverside import NOW, Riverside

KIND = DeliveryKind


@pytest.mark.parametrize(
    ("importance", "due", "expected"),
    [
        (
            Importance.NORMAL,
            DUE,
            [
                ("before-5", date(2026, 11, 24), False),
                ("before-1", date(2026, 11, 26), False),
                ("after-2", date(2026, 12, 1), False),
            ],
        ),
        (
            Importance.CRITICAL,
            date(2026, 9, 30),
            [
                ("before-10", date(2026, 9, 17), False),
                ("before-5", date(2026, 9, 24), False),
                ("before-1", date(2026, 9, 29), False),
                ("after-1", date(2026, 10, 1), False),
            ],
        ),
        (
            Importance.CRITICAL,
            date(2026, 9, 24),
            [
                ("before-5", date(2026, 9, 17), False),
                ("before-1", date(2026, 9, 23), True),
                ("after-1", date(2026, 9, 29), False),
            ],
        ),
    ],
)
def test_reminders_are_placed_and_missed_leads_are_not_made_up(
    group: Riverside, importance: Importance, due: date, expected: list[tuple[str, date, bool]]
) -> None:
    plan(group, planning.plan_reminders, add(group, due=due, importance=importance), now=morning(9, 14))

    assert steps(group) == expected


def test_reminders_come_at_the_readers_hour_and_until_the_date(group: Riverside) -> None:
    plan(group, planning.plan_reminders, add(group))

    [first, _, after] = pending(group)
    assert (first.due_at, first.last_day) == (datetime(2026, 11, 24, 8, 30, tzinfo=UTC), DUE)
    assert (after.kind, after.last_day) == (KIND.AFTER, None)


def test_reminder_whose_hour_has_gone_by_today_is_not_made_up(group: Riverside) -> None:
    commitment = add(group, due=date(2026, 9, 16))

    plan(group, planning.plan_reminders, commitment, now=morning(9, 15) + timedelta(minutes=1))

    assert steps(group) == [("after-2", date(2026, 9, 22), False)]


def test_reminders_that_rest_are_left_out(group: Riverside) -> None:
    commitment = add(group, importance=Importance.CRITICAL)
    resting = change(group, commitment.shares[0], rested_on=date(2026, 11, 10))

    plan(group, planning.plan_reminders, resting, now=datetime(2026, 11, 10, 10, 0, tzinfo=UTC))

    assert [step for step, _, _ in steps(group)] == ["before-5", "before-1", "after-1"]


def test_what_rested_long_ago_has_had_its_turn(group: Riverside) -> None:
    commitment = add(group, importance=Importance.CRITICAL)
    resting = change(group, commitment.shares[0], rested_on=date(2026, 10, 1))

    plan(group, planning.plan_reminders, resting, now=datetime(2026, 11, 16, 10, 0, tzinfo=UTC))

    assert [step for step, _, _ in steps(group)] == ["before-10", "before-5", "before-1", "after-1"]


@pytest.mark.parametrize("state", [ShareState.PROPOSED, ShareState.DONE])
def test_only_what_is_accepted_is_reminded_of(group: Riverside, state: ShareState) -> None:
    plan(group, planning.plan_reminders, add(group, state=state))

    assert pending(group) == []


def test_date_long_past_is_not_warned_about(group: Riverside) -> None:
    plan(group, planning.plan_reminders, add(group, due=date(2026, 8, 3)))

    assert pending(group) == []


@pytest.mark.parametrize(
    ("now", "on", "off_day"),
    [
        # Everybody had their hello on 10 September; nothing else is said that day.
        (morning(9, 10), date(2026, 9, 15), False),
        (morning(9, 11), date(2026, 9, 15), False),
        (morning(9, 15), date(2026, 9, 15), False),
        (morning(9, 15) + timedelta(hours=12), date(2026, 9, 17), False),
    ],
)
def test_ask_goes_with_the_next_envelope(group: Riverside, now: datetime, on: date, off_day: bool) -> None:
    plan(group, planning.plan_ask, add(group, state=ShareState.PROPOSED), now=now)

    assert steps(group) == [("ask-1", on, off_day)]


def test_ask_added_late_goes_next_working_morning(group: Riverside) -> None:
    commitment = add(group, state=ShareState.PROPOSED, due=date(2026, 9, 15))

    plan(group, planning.plan_ask, commitment, now=morning(9, 11) + timedelta(hours=3))

    [owed] = pending(group)
    assert (owed.due_at, owed.off_day, owed.last_day) == (morning(9, 14), True, date(2026, 9, 15))


def test_ask_that_would_come_after_its_date_is_not_made(group: Riverside) -> None:
    commitment = add(group, state=ShareState.PROPOSED, due=date(2026, 9, 12))

    plan(group, planning.plan_ask, commitment, now=morning(9, 11) + timedelta(hours=3))

    assert pending(group) == []


def test_second_ask_comes_in_the_envelope_after(group: Riverside) -> None:
    commitment = add(group, state=ShareState.PROPOSED)

    plan(group, planning.plan_second_ask, commitment, now=morning(9, 10))

    assert steps(group) == [("ask-2", date(2026, 9, 15), False)]


def test_whoever_it_is_handed_on_to_is_asked_for_the_first_time(group: Riverside) -> None:
    commitment = add(group, state=ShareState.PROPOSED)
    plan(group, planning.plan_ask, commitment)
    handed_on = change(group, commitment.shares[0], person_id=group.person("rob").id)

    plan(group, planning.plan_ask, handed_on)

    assert [step for step, _, _ in steps(group, "rob")] == ["ask-1"]


def test_agreed_is_told_once_in_the_next_envelope(group: Riverside) -> None:
    commitment = add(group, agreed_on=date(2026, 9, 8))

    for now in (morning(9, 10), morning(9, 11)):
        plan(group, planning.plan_agreed, commitment, now=now)

    assert steps(group) == [("told", date(2026, 9, 15), False)]


def test_stuck_goes_to_the_runner_at_once(group: Riverside) -> None:
    now = morning(9, 9) + timedelta(hours=6)

    plan(group, planning.tell_stuck, add(group), now=now)

    [owed] = pending(group, "sam")
    assert (owed.kind, owed.due_at) == (KIND.STUCK, now)


def test_stuck_after_hours_waits_for_the_runners_morning(group: Riverside) -> None:
    plan(group, planning.tell_stuck, add(group), now=morning(9, 11) + timedelta(hours=12))

    assert [one.due_at for one in pending(group, "sam")] == [morning(9, 14)]


def test_runner_is_not_told_that_the_runner_is_stuck(group: Riverside) -> None:
    plan(group, planning.tell_stuck, add(group, holders=("sam",)))

    assert pending(group, "sam") == []


@pytest.mark.parametrize(
    ("by", "by_phone", "told"),
    [("sam", False, ["mina"]), ("sam", True, []), ("mina", False, ["sam"])],
    ids=["by somebody else", "as its holder said on the telephone", "by its holder"],
)
def test_done_is_told_to_whoever_holds_it_and_does_not_know(
    group: Riverside, by: str, by_phone: bool, told: list[str]
) -> None:
    done = add(group, state=ShareState.DONE, holders=("mina", None))
    with group.database.write() as transaction:
        planning.tell_effect(
            transaction,
            viewer=group.viewer(by),
            commitment=done,
            share=done.shares[0],
            not_before=NOW,
            now=NOW,
            by_phone=by_phone,
        )

    found = {name: [one.kind for one in pending(group, name)] for name in ("mina", "rob", "sam")}
    assert found == {name: [KIND.EFFECT] if name in told else [] for name in found}


def test_done_is_told_to_those_who_wait_and_to_the_runner_but_not_at_once(group: Riverside) -> None:
    done = add(group, state=ShareState.DONE, holders=("mina", "rob"))
    with group.database.write() as transaction:
        planning.tell_effect(
            transaction,
            viewer=group.viewer("mina"),
            commitment=done,
            share=done.shares[0],
            not_before=morning(9, 10) + timedelta(minutes=10),
            now=morning(9, 10),
        )

    assert pending(group, "mina") == []
    assert [(one.kind, one.due_on) for one in pending(group, "rob")] == [(KIND.EFFECT, date(2026, 9, 15))]
    assert [(one.kind, one.due_on) for one in pending(group, "sam")] == [(KIND.EFFECT, date(2026, 9, 11))]


@pytest.mark.parametrize(
    ("now", "at"),
    [
        (morning(9, 9) + timedelta(hours=4), morning(9, 9) + timedelta(hours=4)),
        (morning(9, 9) + timedelta(hours=14), morning(9, 10)),
    ],
)
def test_answer_comes_at_once_or_next_morning(group: Riverside, now: datetime, at: datetime) -> None:
    answer(group, "mina", now=now)

    assert [(one.kind, one.step, one.due_at) for one in pending(group)] == [(KIND.ANSWER, "date_kept", at)]


def test_nobody_answers_themselves(group: Riverside) -> None:
    answer(group, "sam", now=NOW)

    assert pending(group, "sam") == []


def test_withholding_says_how_many(group: Riverside) -> None:
    commitment = add(group)
    plan(group, planning.plan_reminders, commitment)

    with group.database.write() as transaction:
        found = planning.withhold(
            transaction,
            viewer=group.viewer("sam"),
            share_id=commitment.shares[0].id,
            rule=Rule.DONE,
            now=NOW,
        )

    assert (found, pending(group)) == (3, [])


EVERY_PLAN = [
    planning.plan_ask,
    planning.plan_second_ask,
    planning.plan_agreed,
    planning.plan_reminders,
    planning.tell_stuck,
]


@pytest.mark.parametrize("what", EVERY_PLAN)
def test_nobody_is_owed_anything_before_the_doors_are_open(database: Database, what: Plan) -> None:
    group = riverside.build(database)

    plan(group, what, add(group))

    assert (pending(group), pending(group, "sam")) == ([], [])


@pytest.mark.parametrize("what", EVERY_PLAN[:4])
@pytest.mark.parametrize("holder", [None, "away"])
def test_nobody_is_owed_what_nobody_reads(group: Riverside, what: Plan, holder: str | None) -> None:
    state = ShareState.PROPOSED if what in EVERY_PLAN[:2] else ShareState.ACCEPTED
    if holder is None:
        commitment = add(group, holders=(None,), state=state)
    else:
        commitment = add(group, state=state)
        go_away(group)

    plan(group, what, commitment)

    assert pending(group) == []


def test_answer_to_somebody_who_is_away_for_good_is_not_owed(group: Riverside) -> None:
    go_away(group)

    answer(group, "mina", now=NOW)

    assert pending(group) == []


def test_many_actions_are_planned_with_as_few_questions_as_one(group: Riverside) -> None:
    one, *many = [add(group, agreed_on=date(2026, 9, 8)) for _ in range(20)]
    asked: list[int] = []

    for commitments in ([one], many):
        with group.database.write() as transaction, counted(transaction) as statements:
            planning.plan_new(transaction, viewer=group.viewer("sam"), commitments=commitments, now=NOW)
        asked.append(len(statements))

    assert asked[0] == asked[1]
    assert len(pending(group)) == 20 * 4


@contextmanager
def counted(transaction: Transaction) -> Iterator[list[str]]:
    """Collect the statements that a transaction sends."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(transaction.connection, "before_cursor_execute", note)
    yield statements
    event.remove(transaction.connection, "before_cursor_execute", note)
