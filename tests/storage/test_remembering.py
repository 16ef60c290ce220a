"""What one transaction has read once it need not read again, until something is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from bot.domain.calendars import Span
from storage import members, partners, partnerships
from storage.database import Database, Transaction
from storage.remembering import remembered
from storage.tables import PartnerRow
from tests import riverside

_MAY = Span(first=date(2027, 5, 31), last=date(2027, 6, 4), name="half-term")


@contextmanager
def _statements() -> Iterator[list[str]]:
    said: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_what_is_asked_twice_in_one_transaction_is_read_once(database: Database) -> None:
    group = riverside.build(database)

    with database.read() as transaction, _statements() as said:
        first = partners.all_of(transaction, viewer=group.viewer("sam"))
        again = partners.all_of(transaction, viewer=group.viewer("sam"))

    assert first is again
    assert len(said) == 1


def test_another_question_is_asked_anew(database: Database) -> None:
    group = riverside.build(database)
    viewer = group.viewer("sam")

    with database.read() as transaction, _statements() as said:
        mina = members.member(transaction, viewer=viewer, person_id=group.person("mina").id)
        sam = members.member(transaction, viewer=viewer, person_id=group.person("sam").id)

    assert mina != sam
    assert len(said) == 2


def test_another_transaction_reads_for_itself(database: Database) -> None:
    viewer = riverside.build(database).viewer("sam")

    with database.read() as transaction:
        partnerships.get(transaction, viewer=viewer)
    with database.read() as transaction, _statements() as said:
        partnerships.get(transaction, viewer=viewer)

    assert len(said) == 1


def test_what_is_written_is_seen_by_whoever_asks_again(database: Database) -> None:
    group = riverside.build(database)
    viewer = group.viewer("sam")

    with database.write() as transaction:
        before = partners.get(transaction, viewer=viewer, partner_id=group.castle_id)
        partners.keep_days(transaction, viewer=viewer, partner_id=group.castle_id, closed=[_MAY], busy=[])
        after = partners.get(transaction, viewer=viewer, partner_id=group.castle_id)

    assert _MAY not in before.calendar.closed
    assert after.calendar.closed == (_MAY,)


def test_a_row_that_is_held_is_read_anew(database: Database) -> None:
    asked: list[int] = []

    @remembered
    def ask(_: Transaction) -> int:
        asked.append(1)
        return len(asked)

    with database.write() as transaction:
        ask(transaction)
        if transaction.locks_rows:
            transaction.connection.execute(select(PartnerRow.id).with_for_update())
            assert ask(transaction) == 2
        else:
            assert ask(transaction) == 1


def test_what_was_read_before_something_is_taken_back_is_read_anew(database: Database) -> None:
    group = riverside.build(database)
    viewer = group.viewer("sam")

    with database.write() as transaction:
        nested = transaction.connection.begin_nested()
        partners.keep_days(transaction, viewer=viewer, partner_id=group.castle_id, closed=[_MAY], busy=[])
        partners.get(transaction, viewer=viewer, partner_id=group.castle_id)
        nested.rollback()

        again = partners.get(transaction, viewer=viewer, partner_id=group.castle_id)

    assert _MAY not in again.calendar.closed


def test_what_raises_is_asked_anew(database: Database) -> None:
    asked: list[int] = []

    @remembered
    def ask(_: Transaction) -> int:
        asked.append(1)
        raise LookupError

    with database.read() as transaction:
        for _ in range(2):
            with pytest.raises(LookupError):
                ask(transaction)

    assert len(asked) == 2


def test_one_is_found_among_all_who_were_read(database: Database) -> None:
    group = riverside.build(database)
    viewer, mina = group.viewer("sam"), group.person("mina")

    with database.read() as transaction, _statements() as said:
        everybody = members.all_of(transaction, viewer=viewer)
        found = members.member(transaction, viewer=viewer, person_id=mina.id)
        runner = members.runner_of(transaction, viewer=viewer)
        speaks = members.co_ordinator_of(transaction, viewer=viewer, partner_id=group.castle_id)

    assert found in everybody
    assert runner in everybody
    assert speaks in everybody
    assert len(said) == 1


def test_one_is_the_same_whether_all_were_read_or_not(database: Database) -> None:
    group = riverside.build(database)
    viewer = group.viewer("sam")

    with database.read() as transaction:
        alone = partners.get(transaction, viewer=viewer, partner_id=group.castle_id)
        names = partners.names(transaction, viewer=viewer)
        partners.all_of(transaction, viewer=viewer)

        assert partners.get(transaction, viewer=viewer, partner_id=group.castle_id) == alone
        assert partners.names(transaction, viewer=viewer) == names
