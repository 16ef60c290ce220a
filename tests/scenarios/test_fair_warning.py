"""Nobody hears of somebody else's date before that person had fair warning: the real planner over random autumns."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from bot.domain.commitments import Commitment
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState
from bot.domain.escalations import FollowUpChoice
from bot.domain.importance import Importance
from bot.errors import Refused
from bot.services import follow_ups, last_safe
from tests import riverside
from tests.dates import FRIDAY, Autumn, at
from tests.opened import connect

OTHERS = (DeliveryKind.HELP_OUT,)
WARNINGS = (DeliveryKind.REMINDER, DeliveryKind.AFTER, DeliveryKind.FOREWARNED)
DAY = timedelta(days=1)


@pytest.fixture
def autumn(sqlite_url: str) -> Iterator[Autumn]:
    database = connect(sqlite_url)
    yield Autumn(riverside.build(database, opened=True))
    database.close()


def _sent(autumn: Autumn) -> list[tuple[datetime, Delivery]]:
    when = {outgoing.message_id: now for now, outgoing in autumn.office.sent}
    found = [
        (when[one.message_id], one)
        for one in autumn.office.ledger()
        if one.state is DeliveryState.SENT and one.message_id in when and one.owed.share_id is not None
    ]
    return sorted(found, key=lambda one: (one[0], one[1].message_id or 0))


@pytest.mark.parametrize("seed", range(4))
def test_nobody_hears_before_that_person_had_fair_warning(autumn: Autumn, seed: int) -> None:
    chance = random.Random(seed)
    if seed != 3:
        autumn.agreed_by_all()
    made = [
        autumn.promised(
            due=FRIDAY + timedelta(days=chance.randint(-7, 4)),
            importance=chance.choice(list(Importance)),
            holders=(chance.choice(["rob", "mina"]),),
            last_safe=FRIDAY + timedelta(days=chance.randint(5, 9)),
        )
        for _ in range(5)
    ]
    day = date(2026, 9, 17)
    while day < date(2026, 10, 9):
        autumn.live(day, day, step=timedelta(hours=1))
        if chance.random() < 0.6:
            _press(autumn, chance, made[chance.randrange(len(made))], at(day, 15))
        day += DAY

    holders = {one.shares[0].id: one.shares[0].person_id for one in made}
    warned: set[tuple[int, str]] = set()
    heard = 0
    for _, one in _sent(autumn):
        about = (one.owed.share_id or 0, one.owed.fact)
        if one.owed.kind in WARNINGS and one.owed.person_id == holders[about[0]]:
            warned.add(about)
        is_question = one.owed.kind is DeliveryKind.WAIT_OR_GO and one.owed.step == "ask"
        if one.owed.kind in OTHERS or is_question:
            heard += 1
            assert about in warned, f"{one.owed.kind} came before any warning"
    assert (heard > 0) is (seed != 3)


def _press(autumn: Autumn, chance: random.Random, commitment: Commitment, now: datetime) -> None:
    """Let the runner press anything about one of them; what cannot be done is said kindly."""
    pressed = autumn.pressed(commitment)
    sam = autumn.group.viewer("sam")
    word = chance.choice(
        [choice.value for choice in FollowUpChoice if choice is not FollowUpChoice.GO_WITHOUT]
    )
    try:
        if chance.random() < 0.1:
            last_safe.decide(database=autumn.group.database, viewer=sam, pressed=pressed, go=False, now=now)
        follow_ups.press(database=autumn.group.database, viewer=sam, pressed=pressed, word=word, now=now)
    except Refused as refused:
        if not refused.key.startswith(("help_", "chair_")):
            raise
