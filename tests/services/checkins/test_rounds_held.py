"""A round whose day nobody looked after, or that asks something else than was shown: it is told, and nobody has less time."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.domain.calendars import Span
from bot.domain.deliveries import DeliveryKind
from bot.domain.evidence import Stage
from bot.domain.rounds import Round, RoundState
from bot.messages import plain
from bot.services import readers
from bot.services.checkins import opening, own, planning
from bot.services.checkins.own import NewQuestion
from storage import deliveries, partners, rounds
from storage.database import Database
from storage.tables import PartnershipRow
from tests.checked_in import TUESDAY, close, open_round, press_something, widen
from tests.riverside import NOW, Riverside, build

DAY = datetime(2026, 10, 6, 6, 30, tzinfo=TUESDAY.tzinfo)
"""Tuesday 6 October, for which the first round is planned; nobody has pressed anything since September."""


@pytest.fixture
def riverside(database: Database) -> Riverside:
    group = build(database, opened=True)
    _look_ahead(group, now=NOW)
    return group


def test_held_on_its_day_it_waits_for_the_next_tuesday_and_stays_open_as_long(riverside: Riverside) -> None:
    assert _planned(riverside).opens_on == DAY.date()

    _look_ahead(riverside, now=DAY)

    held = _planned(riverside)
    assert (held.opens_on, held.closes_on) == (date(2026, 10, 13), date(2026, 10, 22))
    assert opening.open_due(database=riverside.database, now=DAY) == 0


def test_a_press_later_that_day_does_not_cut_the_days_for_answering(riverside: Riverside) -> None:
    _look_ahead(riverside, now=DAY)
    press_something(riverside, now=DAY + timedelta(hours=3))

    counts = [
        opening.open_due(database=riverside.database, now=now)
        for now in (DAY + timedelta(hours=4), DAY + timedelta(days=7))
    ]

    assert counts == [0, 1]


def test_the_runner_is_told_that_it_is_held_and_why(riverside: Riverside) -> None:
    eve = _morning(riverside, now=DAY - timedelta(days=1))
    _look_ahead(riverside, now=DAY)
    day = _morning(riverside, now=DAY)

    assert "The check-in of Tuesday 6 October waits" in eve
    assert "Nobody has pressed anything here for two weeks, so I ask the others nothing." in eve
    assert "The check-in waits until Tuesday 13 October" in day
    assert "It can be answered until Thursday 22 October then." in day
    assert _morning(riverside, now=DAY + timedelta(days=1)) == ""


def test_moved_by_a_date_that_has_come_too_near_it_is_told_too(riverside: Riverside) -> None:
    late = DAY + timedelta(days=1)
    press_something(riverside, now=DAY)
    _look_ahead(riverside, now=late)

    assert "The check-in goes out on Tuesday 20 October instead" in _morning(riverside, now=late)


def test_screen_says_that_it_waits_and_ask_now_sends_it_out_all_the_same(riverside: Riverside) -> None:
    ahead = planning.show(database=riverside.database, viewer=riverside.viewer("sam"), now=DAY)
    assert ahead.is_held
    assert ahead.soonest is not None
    assert ahead.soonest.on == DAY.date()

    placed = _ask_now(riverside, now=DAY)
    again = _ask_now(riverside, now=DAY + timedelta(minutes=5))

    assert (placed.is_open, placed.on, placed.reaches_on) == (True, DAY.date(), DAY.date())
    assert (again.is_open, again.on, again.changed) == (True, DAY.date(), True)


def test_where_somebody_was_quicker_it_is_not_held_a_second_time(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.rounds.change", lambda *_, **__: False)

    _look_ahead(riverside, now=DAY)

    assert _planned(riverside).opens_on == DAY.date()
    assert _morning(riverside, now=DAY) == ""


def test_before_any_is_planned_the_list_has_nothing_of_it(database: Database) -> None:
    assert _morning(build(database, opened=True), now=NOW) == ""


def test_put_off_into_another_half_term_it_asks_what_is_the_turn_there(riverside: Riverside) -> None:
    holidays = Span(first=date(2026, 10, 26), last=date(2026, 10, 30))
    with riverside.database.write() as transaction:
        for partner_id in (riverside.castle_id, riverside.brook_lane_id):
            partners.keep_days(
                transaction,
                viewer=riverside.viewer("sam"),
                partner_id=partner_id,
                closed=[holidays],
                busy=[],
            )
    for _ in range(3):
        planned = _planned(riverside)
        planning.not_now(
            database=riverside.database,
            viewer=riverside.viewer("sam"),
            round_id=planned.id,
            version=planned.version,
            now=NOW,
        )

    assert _planned(riverside).opens_on > holidays.last
    assert _shown(riverside, now=NOW) == list(_planned(riverside).kinds)


def test_sent_out_within_the_hours_of_a_regular_day_it_is_due_at_once(riverside: Riverside) -> None:
    now = DAY + timedelta(hours=4)

    assert _ask_now(riverside, now=now).reaches_on == now.date()
    assert _due(riverside, "mina") == [("asked", now.date(), now), ("again", date(2026, 10, 8), None)]


def test_sent_out_in_the_evening_it_comes_on_the_next_regular_day_and_says_which(
    riverside: Riverside,
) -> None:
    placed = _ask_now(riverside, now=DAY + timedelta(hours=12))

    assert placed.reaches_on == date(2026, 10, 8)


def test_what_the_runner_was_shown_is_what_is_asked(riverside: Riverside) -> None:
    widen(riverside)
    open_round(riverside)
    close(riverside)
    now = TUESDAY + timedelta(days=14)
    press_something(riverside, now=now)
    _look_ahead(riverside, now=now)
    planned = _planned(riverside)
    shown = _shown(riverside, now=now)

    later = TUESDAY + (planned.opens_on - TUESDAY.date()) - timedelta(days=1)
    press_something(riverside, now=later)
    assert _shown(riverside, now=later) == shown
    opening.open_due(database=riverside.database, now=later + timedelta(days=1))

    assert _asked(riverside) == shown


def test_a_question_of_ones_own_comes_and_goes_and_the_rest_stays(riverside: Riverside) -> None:
    widen(riverside)
    open_round(riverside)
    close(riverside)
    now = TUESDAY + timedelta(days=14)
    press_something(riverside, now=now)
    _look_ahead(riverside, now=now)
    before = _shown(riverside, now=now)
    new = NewQuestion(words="Does the room suit you?", why="To book it.", kind=None, shape=None)
    added = own.add(database=riverside.database, viewer=riverside.viewer("sam"), new=new, now=now)

    between = _shown(riverside, now=now)
    own.retire(database=riverside.database, viewer=riverside.viewer("sam"), key=added.question.key, now=now)

    assert added.question.key in between
    assert _shown(riverside, now=now) == before


def test_another_stage_in_force_asks_something_else_and_says_so(riverside: Riverside) -> None:
    widen(riverside)
    open_round(riverside)
    close(riverside)
    now = TUESDAY + timedelta(days=14)
    press_something(riverside, now=now)
    _look_ahead(riverside, now=now)
    before = planning.show(database=riverside.database, viewer=riverside.viewer("sam"), now=now)
    with riverside.database.write() as transaction:
        transaction.connection.execute(update(PartnershipRow).values(going=Stage.FLYING))

    after = planning.show(database=riverside.database, viewer=riverside.viewer("sam"), now=now)

    assert (before.has_changed, after.has_changed) == (False, True)
    assert before.questions != after.questions


def _look_ahead(group: Riverside, *, now: datetime) -> None:
    with group.database.write() as transaction:
        planning.look_ahead(transaction, viewer=group.engine, now=now)


def _planned(group: Riverside) -> Round:
    with group.database.read() as transaction:
        found = rounds.all_of(transaction, viewer=group.viewer("sam"))
    [planned] = [one for one in found if one.state is RoundState.PLANNED]
    return planned


def _shown(group: Riverside, *, now: datetime) -> list[str]:
    ahead = planning.show(database=group.database, viewer=group.viewer("sam"), now=now)
    return [one.key for one in ahead.questions]


def _asked(group: Riverside) -> list[str]:
    with group.database.read() as transaction:
        found = rounds.all_of(transaction, viewer=group.viewer("sam"))
    return list(next(one for one in found if one.state is RoundState.OPEN).kinds)


def _morning(group: Riverside, *, now: datetime) -> str:
    with group.database.read() as transaction:
        viewer = group.viewer("sam")
        reader = readers.reader(transaction, viewer=viewer, person_id=viewer.person_id)
        assert reader is not None
        notices = planning.of_morning(transaction, reader, now)
    return "\n".join(plain.of_block(block) for notice in notices for block in notice.blocks)


def _ask_now(group: Riverside, *, now: datetime) -> planning.Placed:
    return planning.ask_now(database=group.database, viewer=group.viewer("sam"), because="", now=now)


def _due(group: Riverside, name: str) -> list[tuple[str, date, datetime | None]]:
    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=group.viewer("sam"))
    mine = [one.owed for one in ledger if one.owed.person_id == group.person(name).id]
    found = [one for one in mine if one.kind is DeliveryKind.CHECKIN]
    return [(one.step, one.due_on, one.due_at if one.step == "asked" else None) for one in found]
