"""One autumn term in six places: two Slack workspaces, a Teams tenant, e-mail, a page, a telephone."""

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.domain.deliveries import DeliveryKind, DeliveryState, MessageState
from tests.opened import connect
from tests.scenarios.places import post, term
from tests.scenarios.places.cast import CHANNEL, FAIR, ROOM
from tests.scenarios.places.post import Arrived, Owed, Queued
from tests.scenarios.places.town import town

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    # aiosmtpd says of itself what it will change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd"),
]


@dataclass(frozen=True)
class Term:
    """What was owed, what we sent for it, and what stands where it went."""

    owed: list[Owed]
    queued: list[Queued]
    arrived: list[Arrived]


@pytest.fixture(scope="module")
def played(sqlite_template: Path) -> Iterator[Term]:
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with TemporaryDirectory(dir=memory) as directory:
        path = Path(directory) / "bywhen.db"
        path.write_bytes(sqlite_template.read_bytes())
        database = connect(f"sqlite:///{path}")

        async def play() -> list[Arrived]:
            async with town(database) as there:
                await term.live(there)
                return post.arrived(there)

        arrived = asyncio.run(play())
        yield Term(owed=post.owed(database), queued=post.queued(database), arrived=arrived)
        database.close()


def _first_letter_to_bea(arrived: list[Arrived]) -> list[Arrived]:
    return [one for one in arrived if one.place == "bea@lund.example"]


def test_what_we_sent_is_what_stands_there(played: Term) -> None:
    """Each message stands once where we think it does, but for the letter that its server took and sent back."""
    sent = Counter(
        (one.tool.value, one.place, one.name)
        for one in played.queued
        if one.state is MessageState.SENT and one.edits is None and one.tool.value != "web"
    )
    there = Counter((one.tool, one.place, one.name) for one in played.arrived)

    [returned] = _first_letter_to_bea(played.arrived)
    assert sent - there == Counter()
    assert there - sent == Counter({(returned.tool, returned.place, returned.name): 1})


def test_nothing_is_left_unsent(played: Term) -> None:
    waiting = [one for one in played.queued if one.state not in (MessageState.SENT, MessageState.DEAD)]
    due = [one for one in played.owed if one.state is DeliveryState.PENDING and one.due_at <= term.END]
    lost = [one for one in played.owed if one.state is DeliveryState.UNDELIVERABLE]

    assert waiting == []
    assert due == []
    assert {one.person for one in lost} == {"Fay Moor"}


@pytest.mark.parametrize("kind", [DeliveryKind.WELCOME, DeliveryKind.CELEBRATION])
def test_each_room_hears_it_once(played: Term, kind: DeliveryKind) -> None:
    heard = {one.message for one in played.owed if one.kind is kind}
    places = Counter(one.place for one in played.queued if one.id in heard)

    assert places == {ROOM[0]: 1, FAIR[0]: 1, CHANNEL: 1}
