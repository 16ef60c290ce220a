"""Somebody was quicker, is away, or there is no day left: each ends well, and nothing is done twice."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from bot.domain.calendars import Span
from bot.domain.deliveries import DeliveryKind
from bot.domain.people import Rhythm
from bot.domain.permissions import myself
from bot.domain.questions import AGREE_WORDS, Question, QuestionKind, Shape
from bot.domain.rounds import Round, RoundState, Standing
from bot.errors import Refused
from bot.services.checkins import answering, closing, opening, own, planning
from bot.services.checkins.own import NewQuestion
from storage import deliveries, own_questions, partners, people, rounds
from storage.database import Database
from storage.tables import MembershipRow
from tests.checked_in import CLOSED, TUESDAY, WEDNESDAY, agree, answer, close, open_round, press_something
from tests.riverside import NOW, Riverside, build

OWN = NewQuestion(
    words="Do the papers come in time?",
    why="We could send them earlier.",
    kind=QuestionKind.TO_RUNNER,
    shape=Shape.AGREE,
)


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


def test_answer_that_another_device_overtakes_changes_nothing(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_round(riverside)
    monkeypatch.setattr("storage.rounds.note", _slower)

    with pytest.raises(Refused, match="check_in_answered_elsewhere"):
        answer(riverside, riverside.members["mina"], opened, purpose=agree())
    later = answering.later(
        database=riverside.database, viewer=riverside.viewer("mina"), round_id=opened.id, now=TUESDAY
    )

    assert (later.changed, later.standing) == (False, Standing.ASKED)
    assert "thursday" not in _steps(riverside, "mina")


def test_two_sweeps_sum_up_once(riverside: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_round(riverside)
    assert close(riverside) == 1

    monkeypatch.setattr("storage.rounds.to_close", lambda *_, **__: (opened,))

    assert closing.close_due(database=riverside.database, now=CLOSED) == 0


def test_two_sweeps_open_once(riverside: Riverside) -> None:
    planned = _planned(riverside)

    with riverside.database.write() as transaction:
        stale = replace(planned, version=planned.version + 1)
        sam = riverside.viewer("sam")
        assert not opening.open_today(transaction, viewer=sam, planned=stale, now=TUESDAY)


@pytest.mark.parametrize("function", ["change", "plan"])
def test_ask_now_that_somebody_overtakes_says_so(
    riverside: Riverside, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    if function == "change":
        _planned(riverside)
    monkeypatch.setattr(f"storage.rounds.{function}", _nothing if function == "plan" else _slower)

    placed = planning.ask_now(
        database=riverside.database, viewer=riverside.viewer("sam"), because="", now=TUESDAY
    )

    assert (placed.changed, placed.is_open) == (False, False)


def test_while_everybody_is_closed_there_is_no_day(riverside: Riverside) -> None:
    planned = _planned(riverside)
    _close_all(riverside)

    with pytest.raises(Refused, match="check_in_no_day"):
        planning.not_now(
            database=riverside.database,
            viewer=riverside.viewer("sam"),
            round_id=planned.id,
            version=planned.version,
            now=NOW,
        )
    with pytest.raises(Refused, match="check_in_no_day"):
        planning.ask_now(database=riverside.database, viewer=riverside.viewer("sam"), because="", now=NOW)
    with riverside.database.write() as transaction:
        planning.look_ahead(transaction, viewer=riverside.engine, now=NOW)
    assert _rounds(riverside) == (planned,)


@pytest.mark.parametrize(
    ("leave", "steps"),
    [
        (Span(first=date(2026, 9, 10), last=date(2026, 10, 20)), []),
        (Span(first=date(2026, 9, 16), last=date(2026, 10, 20)), ["asked"]),
    ],
)
def test_who_is_away_is_not_written_to_about_it(riverside: Riverside, leave: Span, steps: list[str]) -> None:
    mina = riverside.viewer("mina")
    with riverside.database.write() as transaction:
        people.set_rhythm(transaction, viewer=mina, person_id=mina.person_id, rhythm=Rhythm(leave=(leave,)))

    open_round(riverside)

    assert _steps(riverside, "mina") == steps


def test_whose_doors_are_shut_meanwhile_is_not_reminded(riverside: Riverside) -> None:
    opened = open_round(riverside)
    with riverside.database.write() as transaction:
        transaction.connection.execute(update(MembershipRow).values(doors_open=False))

    answering.later(
        database=riverside.database, viewer=riverside.viewer("mina"), round_id=opened.id, now=WEDNESDAY
    )

    assert "thursday" not in _steps(riverside, "mina")


def test_own_question_is_asked_once_from_the_second_round_on(riverside: Riverside) -> None:
    added = own.add(database=riverside.database, viewer=riverside.viewer("grace"), new=OWN, now=NOW)
    first = open_round(riverside)
    close(riverside)

    second = open_round(riverside, now=TUESDAY.replace(month=10, day=20))
    close(riverside, now=TUESDAY.replace(month=11, day=1))
    third = open_round(riverside, now=TUESDAY.replace(month=11, day=24))

    key = added.question.key
    assert [key in one.kinds for one in (first, second, third)] == [False, True, False]


def test_own_question_belongs_to_a_partnership(riverside: Riverside) -> None:
    question = Question(
        key="own_1",
        words=OWN.words,
        why=OWN.why,
        kind=QuestionKind.TO_RUNNER,
        shape=Shape.AGREE,
        options=AGREE_WORDS,
    )

    with riverside.database.write() as transaction, pytest.raises(PermissionError):
        own_questions.add(transaction, viewer=myself(1), question=question, now=NOW)


def _slower(*_: object, **__: object) -> bool:
    return False


def _nothing(*_: object, **__: object) -> None:
    return None


def _planned(riverside: Riverside) -> Round:
    press_something(riverside, now=NOW)
    placed = planning.ask_now(
        database=riverside.database, viewer=riverside.viewer("sam"), because="", now=NOW
    )
    [planned] = _rounds(riverside)
    assert (planned.state, placed.on) == (RoundState.PLANNED, TUESDAY.date())
    return planned


def _rounds(riverside: Riverside) -> tuple[Round, ...]:
    with riverside.database.read() as transaction:
        return rounds.all_of(transaction, viewer=riverside.viewer("sam"))


def _close_all(riverside: Riverside) -> None:
    span = Span(first=date(2026, 1, 1), last=date(2028, 12, 31))
    with riverside.database.write() as transaction:
        for partner_id in (riverside.castle_id, riverside.brook_lane_id):
            partners.keep_days(
                transaction, viewer=riverside.viewer("sam"), partner_id=partner_id, closed=[span], busy=[]
            )


def _steps(riverside: Riverside, who: str) -> list[str]:
    with riverside.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=riverside.viewer("sam"))
    return [
        one.owed.step
        for one in found
        if one.owed.kind is DeliveryKind.CHECKIN and one.owed.person_id == riverside.person(who).id
    ]
