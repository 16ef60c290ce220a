"""The sweep that looks into our mailbox: each letter is taken in and put away, and a mistake in one holds up no other."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.domain.mail import Reply
from bot.engine import mailbox
from bot.errors import DeliveryFailed
from bot.services import coming_back
from bot.services.ports import Arrived
from storage.database import Database
from tests.riverside import NOW


class FakeMailbox:
    """A mailbox with these letters in it, which may not answer."""

    def __init__(self, *arrived: Arrived, fails: bool = False) -> None:
        self.arrived = arrived
        self.fails = fails
        self.put: list[str] = []

    async def unread(self, *, limit: int) -> tuple[Arrived, ...]:
        if self.fails:
            raise DeliveryFailed("no answer", retry_after=60)
        return tuple(one for one in self.arrived if one.name not in self.put)[:limit]

    async def put_away(self, names: Sequence[str]) -> None:
        self.put += names


def _reply(name: str) -> Arrived:
    return Arrived(name=name, returned=Reply(key=f"<{name}@x>", about=("k",), sender="a@x.example", words=""))


def _look(database: Database, box: FakeMailbox) -> int:
    sweep = mailbox.sweep(database=database, mailbox=box, clock=lambda: NOW)
    assert (sweep.name, sweep.every) == ("mailbox", 60)

    async def look() -> int:
        return await sweep.run()

    return asyncio.run(look())


def test_letters_are_taken_in_and_put_away(database: Database) -> None:
    box = FakeMailbox(_reply("1"), Arrived(name="2", returned=None))

    assert [_look(database, box), _look(database, box)] == [2, 0]
    assert box.put == ["1", "2"]


def test_letter_with_which_something_is_wrong_holds_up_no_other(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def take(*, returned: Reply, **_: object) -> None:
        taken.append(returned.key)
        if returned.key == "<1@x>":
            raise ValueError("a mistake of ours")

    monkeypatch.setattr(coming_back, "take", take)
    box = FakeMailbox(_reply("1"), _reply("2"))

    assert _look(database, box) == 1
    assert (taken, box.put) == (["<1@x>", "<2@x>"], ["2"])


def test_mailbox_that_does_not_answer_is_looked_into_later(database: Database) -> None:
    box = FakeMailbox(_reply("1"), fails=True)
    before = _look(database, box)
    box.fails = False

    assert (before, _look(database, box)) == (0, 1)
