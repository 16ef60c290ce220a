"""What was written back, for who runs it alone; and a message that was sent back after all."""

from datetime import timedelta

import pytest

from bot.domain.permissions import ENGINE, engine_in
from storage import messages, replies, sent_back
from storage.database import Database
from tests.riverside import NOW, Riverside, build


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database)


def _add(riverside: Riverside, words: str) -> None:
    with riverside.database.write() as transaction:
        replies.add(
            transaction,
            viewer=ENGINE,
            partnership_id=riverside.partnership_id,
            person_id=riverside.person("dee").id,
            words=words,
            now=NOW,
        )


def test_words_are_read_by_who_runs_it_and_forgotten_in_time(riverside: Riverside) -> None:
    _add(riverside, "One.")
    _add(riverside, "")

    with riverside.database.write() as transaction:
        sam = riverside.viewer("sam")
        found = replies.since(transaction, viewer=sam, at=NOW - timedelta(seconds=1))
        none = replies.since(transaction, viewer=sam, at=NOW)
        kept = replies.forget(transaction, viewer=ENGINE, before=NOW)
        forgotten = replies.forget(transaction, viewer=ENGINE, before=NOW + timedelta(seconds=1))

    assert [(one.words, one.at) for one in found] == [("One.", NOW), ("", NOW)]
    assert (none, kept, forgotten) == ((), 0, 2)


@pytest.mark.parametrize("name", ["grace", "mina", "dee"])
def test_nobody_else_reads_them(riverside: Riverside, name: str) -> None:
    _add(riverside, "One.")

    with riverside.database.read() as transaction, pytest.raises(PermissionError):
        replies.since(transaction, viewer=riverside.viewer(name), at=NOW)


def test_only_what_comes_in_by_mail_is_kept(riverside: Riverside) -> None:
    someone = engine_in(riverside.partnership_id)

    with riverside.database.write() as transaction:
        with pytest.raises(PermissionError):
            replies.add(transaction, viewer=someone, partnership_id=1, person_id=1, words="", now=NOW)
        with pytest.raises(PermissionError):
            replies.forget(transaction, viewer=someone, before=NOW)
        with pytest.raises(PermissionError):
            sent_back.take_back(transaction, viewer=someone, message_id=1)
        with pytest.raises(PermissionError):
            messages.behind_key(transaction, viewer=riverside.viewer("sam"), key="k")


def test_message_that_nobody_knows_is_behind_no_key(riverside: Riverside) -> None:
    with riverside.database.read() as transaction:
        assert messages.behind_key(transaction, viewer=ENGINE, key="k") is None
