"""Somebody sends their answers at the moment at which the round closes: they are counted, or they are not kept."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from bot.domain.people import Membership
from bot.domain.rounds import Round, RoundState
from bot.errors import Refused
from bot.services.checkins import answering, by_phone, closing
from storage import answers, rounds
from storage.tables import AnswerTokenRow, RoundRow, SecretAnswerRow
from tests.checked_in import CLOSED, agree, answer, close, open_round, typed, widen
from tests.riverside import Riverside

JUST_BEFORE = CLOSED - timedelta(milliseconds=1)
_PATIENCE = 20.0
_A_MOMENT = 0.5


@pytest.fixture
def everybody(group: Riverside) -> Mapping[str, Membership]:
    return widen(group)


@pytest.fixture
def opened(group: Riverside, everybody: Mapping[str, Membership]) -> Round:
    opened = open_round(group)
    for name in ("sam", "grace", "nia", "max", "ned"):
        answer(group, everybody[name], opened, purpose=agree())
    return opened


def test_the_round_waits_for_who_is_sending_and_counts_them(
    group: Riverside,
    everybody: Mapping[str, Membership],
    opened: Round,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The sweep comes, on another connection, when the answer is checked and not yet written."""
    keep, closing = answers.keep_secret, []

    def slowly(transaction: Any, **said: Any) -> None:
        if transaction.locks_rows:
            closing.append(pool.submit(close, group))
            assert not _is_over(closing[0])
        keep(transaction, **said)

    with ThreadPoolExecutor(max_workers=1) as pool:
        monkeypatch.setattr(answers, "keep_secret", slowly)
        answer(group, everybody["mina"], opened, now=JUST_BEFORE, purpose=agree())
        closed = [one.result(timeout=_PATIENCE) for one in closing] or [close(group)]

    assert closed == [1]
    assert _counted(group) == 6
    assert _left(group) == (0, 0)


def test_who_sends_while_it_closes_is_told_so_and_nothing_is_kept(
    group: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    """Two connections: one closes the round and is not done yet, the other sends what was filled in before."""
    mina = everybody["mina"].viewer
    sheet = answering.look(database=group.database, viewer=mina, round_id=opened.id, now=JUST_BEFORE)

    def send() -> object:
        return answering.save(
            database=group.database,
            viewer=mina,
            round_id=opened.id,
            version=sheet.asked.version,
            shown_id=sheet.asked.runner_id,
            typed=typed({"purpose": agree()}),
            now=JUST_BEFORE,
        )

    with ThreadPoolExecutor(max_workers=1) as pool:
        with group.database.write() as transaction:
            since, state = {RoundState.OPEN}, RoundState.CLOSED
            rounds.change(transaction, viewer=group.engine, round_id=opened.id, since=since, state=state)
            sending = pool.submit(send)
            assert not _is_over(sending)
        with pytest.raises(Refused, match="check_in_closed"):
            sending.result(timeout=_PATIENCE)

    assert close(group) == 1
    assert _counted(group) == 5
    assert _left(group) == (0, 0)


def test_what_is_heard_on_the_phone_after_closing_is_not_kept(group: Riverside) -> None:
    opened = open_round(group)
    sam, at = group.viewer("sam"), group.brook_lane_id
    with group.database.read() as transaction:
        asked = by_phone.question_for(transaction, viewer=sam, partner_id=at, now=JUST_BEFORE)
        seen = by_phone.shown(transaction, viewer=sam, asked=asked)
        assert asked is not None
        said = asked.question.options[0]
        heard = by_phone.heard(transaction, viewer=sam, partner_id=at, seen=seen, said=said, now=JUST_BEFORE)
    assert heard is not None
    close(group)

    with group.database.write() as transaction, pytest.raises(Refused) as refused:
        by_phone.keep(transaction, viewer=sam, heard=heard, now=CLOSED)

    assert (refused.value.key, refused.value.field) == ("check_in_closed", "check_in")
    with group.database.read() as transaction:
        assert answers.organisations_of(transaction, viewer=sam, round_id=opened.id) == ()


@pytest.mark.parametrize("state", [RoundState.SUMMARISED, RoundState.SHARED, RoundState.PLANNED])
def test_the_sweep_deletes_what_is_left_of_any_round_that_is_over(
    group: Riverside, opened: Round, state: RoundState
) -> None:
    close(group)
    _leave_behind(group, opened, state=state)

    assert closing.forget(database=group.database, now=CLOSED + timedelta(minutes=1)) == 2

    assert _left(group) == (0, 0)


@pytest.mark.parametrize(("after", "left"), [(timedelta(days=6), 1), (timedelta(days=8), 0)])
def test_what_can_not_be_counted_is_deleted_after_a_week(
    group: Riverside, opened: Round, after: timedelta, left: int
) -> None:
    close(group)
    _leave_behind(group, opened, state=RoundState.CLOSED)

    closing.forget(database=group.database, now=CLOSED + after)

    assert _left(group) == (left, left)


def test_the_sweep_leaves_a_round_alone_that_is_open(group: Riverside, opened: Round) -> None:
    assert close(group, now=JUST_BEFORE) == 0
    assert closing.forget(database=group.database, now=JUST_BEFORE) == 0

    assert _left(group) == (5, 5)
    assert opened.state is RoundState.OPEN


def _is_over(one: Future[Any]) -> bool:
    try:
        one.exception(timeout=_A_MOMENT)
    except TimeoutError:
        return False
    return True


def _leave_behind(group: Riverside, opened: Round, *, state: RoundState) -> None:
    with group.database.write() as transaction:
        transaction.connection.execute(update(RoundRow).values(state=state))
        token = {"round_id": opened.id, "token": "t"}
        mina_id = group.person("mina").id
        transaction.connection.execute(insert(AnswerTokenRow).values(person_id=mina_id, **token))
        transaction.connection.execute(insert(SecretAnswerRow).values(key="purpose", **token))


def _counted(group: Riverside) -> int:
    with group.database.read() as transaction:
        found = answers.results_of(transaction, viewer=group.viewer("sam"))
    return next(one.people for one in found if one.key == "purpose")


def _left(group: Riverside) -> tuple[int, int]:
    with group.database.read() as transaction:
        secrets, tokens = (
            transaction.connection.execute(select(func.count()).select_from(rows)).scalar_one()
            for rows in (SecretAnswerRow, AnswerTokenRow)
        )
    return secrets, tokens
