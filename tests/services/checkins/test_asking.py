"""The check-in in people's messages: one message and one reminder, no more, and none once it is answered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState
from bot.domain.evidence import Stage
from bot.domain.people import Membership
from bot.domain.permissions import Role
from bot.domain.rounds import Round
from bot.messages import plain
from bot.messages.notices import Notice
from bot.services import readers
from bot.services.checkins import answering, asking, planning
from storage import deliveries
from storage.database import Database
from storage.tables import DeliveryRow, MembershipRow, ParticipationRow
from tests.checked_in import CLOSED, TUESDAY, WEDNESDAY, agree, answer, close, open_round, widen
from tests.riverside import NOW, Riverside, build
from tests.services.stages.staged import put_in_force

THURSDAY = datetime(2026, 9, 17, 7, 30, tzinfo=UTC)


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


@pytest.fixture
def everybody(riverside: Riverside) -> Mapping[str, Membership]:
    return widen(riverside)


@pytest.fixture
def opened(riverside: Riverside, everybody: Mapping[str, Membership]) -> Round:
    assert everybody
    return open_round(riverside)


def test_everybody_reads_how_many_questions_are_theirs(riverside: Riverside, opened: Round) -> None:
    assert opened.kinds
    found = {name: _said(riverside, name, "asked") for name in ("mina", "rob", "sam")}

    assert found["mina"] is not None
    assert found["rob"] is not None
    assert (found["mina"].alone, found["rob"].alone) == ("four quick questions.", "three quick questions.")
    assert "Castle College's name" in _text(found["mina"])
    assert "For your organisation" not in _text(found["rob"])
    assert "You read the results first." in _text(found["sam"])


def test_once_answered_nothing_more_is_said(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    answer(riverside, everybody["mina"], opened, now=TUESDAY + timedelta(hours=2), purpose=agree())

    assert _said(riverside, "mina", "asked") is None
    assert _said(riverside, "mina", "again", now=THURSDAY) is None


def test_the_reminder_comes_only_after_the_message(riverside: Riverside, opened: Round) -> None:
    assert opened.kinds
    too_early = _said(riverside, "mina", "again", now=THURSDAY)
    _send(riverside, "asked")

    assert too_early is None
    assert "This is the only time I remind you" in _text(_said(riverside, "mina", "again", now=THURSDAY))


def test_who_asked_for_thursday_is_reminded_then_and_not_before(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    answering.later(
        database=riverside.database, viewer=everybody["mina"].viewer, round_id=opened.id, now=TUESDAY
    )
    _send(riverside, "asked")

    assert _said(riverside, "mina", "again", now=THURSDAY) is None
    assert _said(riverside, "mina", "thursday", now=THURSDAY) is not None


@pytest.mark.parametrize("who", ["mina", "sam"])
def test_once_questions_become_calls_nobody_is_asked_in_writing(
    riverside: Riverside, opened: Round, who: str
) -> None:
    assert opened.kinds
    before = _said(riverside, who, "asked")

    put_in_force(riverside, Stage.FAILING)

    assert before is not None
    assert _said(riverside, who, "asked") is None


@pytest.mark.parametrize("is_counted", [False, True])
def test_after_it_is_closed_nothing_is_said(riverside: Riverside, opened: Round, *, is_counted: bool) -> None:
    assert opened.kinds
    if is_counted:
        close(riverside)

    assert _said(riverside, "mina", "asked", now=CLOSED) is None


def test_who_only_reads_by_now_is_not_asked(riverside: Riverside, opened: Round) -> None:
    assert opened.kinds
    with riverside.database.write() as transaction:
        mina = MembershipRow.person_id == riverside.person("mina").id
        transaction.connection.execute(update(MembershipRow).where(mina).values(role=Role.OBSERVER))

    assert _said(riverside, "mina", "asked") is None


def test_what_is_no_round_any_more_and_who_was_not_asked_reads_nothing(
    riverside: Riverside, opened: Round
) -> None:
    [delivery] = _owed(riverside, "mina", "asked")
    elsewhere = replace(delivery, owed=replace(delivery.owed, fact="round:99"))
    with riverside.database.write() as transaction:
        mina = ParticipationRow.person_id == riverside.person("mina").id
        transaction.connection.execute(delete(ParticipationRow).where(mina))

    assert opened.kinds
    assert _write(riverside, "mina", elsewhere, WEDNESDAY) is None
    assert _write(riverside, "mina", delivery, WEDNESDAY) is None


@pytest.mark.parametrize(("days_before", "is_told"), [(1, True), (4, False), (0, False)])
def test_runner_reads_the_questions_the_working_day_before(
    riverside: Riverside, days_before: int, *, is_told: bool
) -> None:
    widen(riverside)
    planning.ask_now(database=riverside.database, viewer=riverside.viewer("sam"), because="", now=NOW)

    found = _morning(riverside, TUESDAY - timedelta(days=days_before))

    assert bool(found) is is_told
    if is_told:
        text = "\n".join(plain.of_block(block) for block in found[0].blocks)
        assert text.startswith("The check-in goes out on Tuesday 15 September\nHere is what I'd ask.")
        assert "[Not now]" in text


def test_without_a_planned_round_the_list_says_nothing(riverside: Riverside) -> None:
    assert _morning(riverside, NOW) == ()


def _morning(riverside: Riverside, now: datetime) -> tuple[Notice, ...]:
    sam = riverside.viewer("sam")
    with riverside.database.read() as transaction:
        reader = readers.reader(transaction, viewer=sam, person_id=sam.person_id)
        assert reader is not None
        return planning.of_morning(transaction, reader, now)


def _said(riverside: Riverside, who: str, step: str, *, now: datetime = WEDNESDAY) -> Notice | None:
    [delivery] = _owed(riverside, who, step)
    return _write(riverside, who, delivery, now)


def _write(riverside: Riverside, who: str, delivery: Delivery, now: datetime) -> Notice | None:
    viewer = riverside.viewer("sam")
    with riverside.database.read() as transaction:
        reader = readers.reader(transaction, viewer=viewer, person_id=riverside.person(who).id)
        assert reader is not None
        return asking.write_notice(transaction, reader, delivery, now)


def _owed(riverside: Riverside, who: str, step: str) -> list[Delivery]:
    with riverside.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=riverside.viewer("sam"))
    return [
        one
        for one in found
        if (one.owed.kind, one.owed.step, one.owed.person_id)
        == (DeliveryKind.CHECKIN, step, riverside.person(who).id)
    ]


def _send(riverside: Riverside, step: str) -> None:
    with riverside.database.write() as transaction:
        sent = update(DeliveryRow).where(DeliveryRow.step == step).values(state=DeliveryState.SENT)
        transaction.connection.execute(sent)


def _text(notice: Notice | None) -> str:
    assert notice is not None
    return "\n".join(plain.of_block(block) for block in notice.blocks)
