"""A round whose day has gone by, or for which there is nobody: the sweep leaves it alone, and the morning takes it back."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.domain.evidence import Stage
from bot.domain.permissions import Role, Viewer, engine_in
from bot.domain.questions import QuestionKind
from bot.domain.rounds import Round, RoundState
from bot.domain.term_days import TermDays
from bot.errors import Refused
from bot.services.checkins import grounds, opening, planning
from storage import rounds
from storage.database import Database, Transaction
from storage.tables import MembershipRow, PartnershipRow
from tests.checked_in import TUESDAY, press_something
from tests.riverside import NOW, Riverside, build

DAY = datetime(2026, 10, 6, 6, 30, tzinfo=TUESDAY.tzinfo)
"""Tuesday 6 October, for which the first round is planned."""

NEXT = DAY + timedelta(days=1)
SYDNEY = ZoneInfo("Australia/Sydney")


@pytest.fixture
def riverside(database: Database) -> Riverside:
    group = build(database, opened=True)
    _look_ahead(group, now=NOW)
    return group


@pytest.mark.parametrize("days", [-1, 1, 30])
def test_on_another_day_the_sweep_does_not_look_at_it(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    def looked(*_: object, **__: object) -> None:
        pytest.fail("it is not its day")

    monkeypatch.setattr("bot.services.checkins.grounds.look", looked)

    assert opening.open_due(database=riverside.database, now=DAY + timedelta(days=days)) == 0


def test_the_day_is_that_of_the_partnership(riverside: Riverside) -> None:
    with riverside.database.write() as transaction:
        transaction.connection.execute(update(PartnershipRow).values(zone=SYDNEY))
    monday_evening = datetime(2026, 10, 5, 22, tzinfo=TUESDAY.tzinfo)
    press_something(riverside, now=monday_evening)

    counts = [
        opening.open_due(database=riverside.database, now=monday_evening + timedelta(hours=hours))
        for hours in (-12, 0)
    ]

    assert counts == [0, 1]


def test_what_bars_it_is_looked_at_again_on_its_day_alone(riverside: Riverside) -> None:
    _fail(riverside)
    press_something(riverside, now=NEXT)

    _look_ahead(riverside, now=DAY)
    kept = _rounds(riverside)
    _look_ahead(riverside, now=NEXT)

    assert [one.opens_on for one in kept] == [DAY.date()]
    assert _rounds(riverside) == ()


def test_on_hold_as_well_it_is_taken_back_once_its_day_is_over(riverside: Riverside) -> None:
    _fail(riverside)

    _look_ahead(riverside, now=NEXT)

    assert _rounds(riverside) == ()


def test_taken_back_it_is_planned_anew_when_nothing_bars_it(riverside: Riverside) -> None:
    _fail(riverside)
    _look_ahead(riverside, now=NEXT)
    with riverside.database.write() as transaction:
        transaction.connection.execute(update(PartnershipRow).values(going=Stage.FORMING))
    press_something(riverside, now=NEXT)

    _look_ahead(riverside, now=NEXT)

    assert [one.opens_on for one in _rounds(riverside)] == [date(2026, 10, 20)]


def test_with_no_day_in_sight_it_is_taken_back(riverside: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    press_something(riverside, now=NEXT)
    seen = grounds.look

    def without_days(
        transaction: Transaction, *, viewer: Viewer, now: datetime, by_hand: bool = False
    ) -> grounds.Grounds:
        found = seen(transaction, viewer=viewer, now=now, by_hand=by_hand)
        return replace(found, setting=replace(found.setting, terms=TermDays(days=())))

    monkeypatch.setattr("bot.services.checkins.grounds.look", without_days)

    _look_ahead(riverside, now=NEXT)
    _look_ahead(riverside, now=NEXT)

    assert _rounds(riverside) == ()


def test_taken_back_is_what_is_as_it_was_seen_and_only_from_within(riverside: Riverside) -> None:
    [planned] = _rounds(riverside)
    with riverside.database.write() as transaction:
        stale = replace(planned, version=planned.version + 1)
        elsewhere = engine_in(riverside.partnership_id + 1)
        dropped = [
            rounds.drop(transaction, viewer=viewer, seen=one)
            for viewer, one in (
                (elsewhere, planned),
                (riverside.engine, stale),
                (riverside.engine, planned),
                (riverside.engine, planned),
            )
        ]

    assert dropped == [False, False, True, False]


def test_with_a_runner_alone_there_is_nobody_to_ask(riverside: Riverside) -> None:
    _leave_the_runner_alone(riverside)
    press_something(riverside, now=TUESDAY)

    with pytest.raises(Refused, match="check_in_nobody"):
        _ask_now(riverside)

    assert [one.state for one in _rounds(riverside)] == [RoundState.PLANNED]


def test_with_a_question_for_nobody_it_does_not_open(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    with riverside.database.write() as transaction:
        no_longer = MembershipRow.role.in_([Role.CO_ORDINATOR, Role.DEPUTY])
        transaction.connection.execute(update(MembershipRow).where(no_longer).values(role=Role.MEMBER))
        transaction.connection.execute(update(PartnershipRow).values(going=Stage.FUNCTIONING))
    monkeypatch.setattr(
        "bot.services.checkins.grounds.kinds_on", lambda *_, **__: {"changed": QuestionKind.ORGANISATION}
    )
    press_something(riverside, now=DAY)

    assert opening.open_due(database=riverside.database, now=DAY) == 0
    with pytest.raises(Refused, match="check_in_nobody"):
        _ask_now(riverside, now=DAY)
    assert [one.state for one in _rounds(riverside)] == [RoundState.PLANNED]


def _look_ahead(riverside: Riverside, *, now: datetime) -> None:
    with riverside.database.write() as transaction:
        planning.look_ahead(transaction, viewer=riverside.engine, now=now)


def _ask_now(riverside: Riverside, *, now: datetime = TUESDAY) -> None:
    planning.ask_now(database=riverside.database, viewer=riverside.viewer("sam"), because="", now=now)


def _rounds(riverside: Riverside) -> tuple[Round, ...]:
    with riverside.database.read() as transaction:
        return rounds.all_of(transaction, viewer=riverside.viewer("sam"))


def _fail(riverside: Riverside) -> None:
    with riverside.database.write() as transaction:
        transaction.connection.execute(update(PartnershipRow).values(going=Stage.FAILING))


def _leave_the_runner_alone(riverside: Riverside) -> None:
    with riverside.database.write() as transaction:
        others = MembershipRow.person_id != riverside.person("sam").id
        transaction.connection.execute(update(MembershipRow).where(others).values(role=Role.OBSERVER))
