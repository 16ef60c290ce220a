from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.permissions import ENGINE, myself
from storage import inbox
from storage.database import Database

NOW = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)
SOURCE = "web:1"


def _take(database: Database, key: str, *, at: datetime = NOW, reply: dict[str, str] | None = None) -> None:
    with database.write() as transaction:
        inbox.take(transaction, source=SOURCE, key=key, at=at)
        if reply is not None:
            inbox.keep_reply(transaction, source=SOURCE, key=key, reply=reply)


def _forget(database: Database, before: datetime) -> tuple[int, int]:
    with database.write() as transaction:
        replies = inbox.forget_replies(transaction, viewer=ENGINE, before=before)
    with database.write() as transaction:
        return replies, inbox.forget_replies(transaction, viewer=ENGINE, before=before)


def test_key_is_taken_once(database: Database) -> None:
    _take(database, "press-1")

    with pytest.raises(inbox.CameBefore):
        _take(database, "press-1")


def test_reply_is_kept_for_a_retry(database: Database) -> None:
    _take(database, "press-1", reply={"kind": "nothing"})
    _take(database, "press-2")

    with database.read() as transaction:
        kept = [inbox.kept_reply(transaction, source=SOURCE, key=key) for key in ("press-1", "press-2", "no")]

    assert kept == [{"kind": "nothing"}, None, None]


def test_old_replies_are_forgotten_once_and_their_keys_stay(database: Database) -> None:
    _take(database, "old", reply={"kind": "nothing"})
    _take(database, "old and without one")
    _take(database, "new", at=NOW + timedelta(days=1), reply={"kind": "nothing"})

    assert _forget(database, NOW + timedelta(hours=24)) == (1, 0)
    with database.read() as transaction:
        assert inbox.kept_reply(transaction, source=SOURCE, key="old") is None
        assert inbox.kept_reply(transaction, source=SOURCE, key="new") == {"kind": "nothing"}
    with pytest.raises(inbox.CameBefore):
        _take(database, "old")


def test_keys_of_long_ago_are_forgotten(database: Database) -> None:
    _take(database, "old")

    with database.write() as transaction:
        assert inbox.forget_keys(transaction, viewer=ENGINE, before=NOW + timedelta(seconds=1)) == 1
    _take(database, "old")


def test_inbox_is_tidied_by_a_sweep_alone(database: Database) -> None:
    with database.write() as transaction:
        with pytest.raises(PermissionError):
            inbox.forget_replies(transaction, viewer=myself(1), before=NOW)
        with pytest.raises(PermissionError):
            inbox.forget_keys(transaction, viewer=myself(1), before=NOW)
