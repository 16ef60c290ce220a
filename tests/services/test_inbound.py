"""One inbound key, one transaction, one answer."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from bot.domain.permissions import ENGINE
from bot.services import inbound
from bot.services.inbound import Kept
from storage import audit, inbox
from storage.database import Database, Joined
from storage.tables import AuditRow
from tests.riverside import NOW


def _act(reply: str) -> Callable[[Joined], Kept]:
    def act(joined: Joined) -> Kept:
        with joined.write() as transaction:
            audit.write(transaction, viewer=ENGINE, act="acted", subject=reply, now=NOW)
        return {"reply": reply}

    return act


def _acted(database: Database) -> int:
    with database.read() as transaction:
        return transaction.connection.execute(select(func.count()).select_from(AuditRow)).scalar_one()


def _once(database: Database, key: str, act: Callable[[Joined], Kept]) -> Kept | None:
    return inbound.once(database=database, source="slack:1", key=key, now=NOW, act=act)


def test_key_that_comes_again_changes_nothing(database: Database) -> None:
    answers = [_once(database, "press:1", _act(reply)) for reply in ("first", "second")]

    assert (answers, _acted(database)) == ([{"reply": "first"}] * 2, 1)


def test_keys_of_their_own_act_each(database: Database) -> None:
    answers = [_once(database, key, _act(key)) for key in ("press:1", "press:2")]

    assert (answers, _acted(database)) == ([{"reply": "press:1"}, {"reply": "press:2"}], 2)


def test_answer_that_is_kept_no_longer(database: Database) -> None:
    _once(database, "press:1", _act("first"))
    with database.write() as transaction:
        inbox.forget_replies(transaction, viewer=ENGINE, before=NOW.replace(year=2027))

    assert (_once(database, "press:1", _act("second")), _acted(database)) == (None, 1)


def test_what_fails_is_undone_and_may_be_tried_again(database: Database) -> None:
    def fail(joined: Joined) -> Kept:
        _act("half-done")(joined)
        raise RuntimeError("the power went out")

    with pytest.raises(RuntimeError):
        _once(database, "press:1", fail)
    before = _acted(database)

    assert (before, _once(database, "press:1", _act("whole")), _acted(database)) == (0, {"reply": "whole"}, 1)


def test_key_that_works_once_is_taken_by_the_first(database: Database) -> None:
    taken = [inbound.is_first(database=database, source="slack:1", key=key, now=NOW) for key in "aab"]

    assert taken == [True, False, True]
