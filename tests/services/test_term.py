"""A term of Riverside, with everything that goes wrong in one: nothing that was owed is forgotten on the way."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from bot.domain.calendars import Span
from bot.domain.commitments import ShareState
from bot.domain.deliveries import Delivery, DeliveryState, Rule
from bot.domain.importance import Importance
from bot.domain.people import Rhythm
from bot.domain.permissions import ENGINE
from bot.errors import DeliveryFailed
from bot.services import outbox, planning
from bot.services.ports import Outgoing
from storage import people
from tests import riverside
from tests.office import Office
from tests.opened import connect
from tests.planned import add, choose, plan
from tests.riverside import NOW, Riverside

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
END = NOW + 98 * DAY
"""Thursday 17 December 2026: the end of term."""

AWAY = Span(first=date(2026, 10, 26), last=date(2026, 10, 30))
REFUSED = DeliveryFailed("user_not_found", permanent=True)
LATER = DeliveryFailed("ratelimited", retry_after=9 * 3600)


@pytest.fixture(params=[1, 2])
def chance(request: pytest.FixtureRequest) -> random.Random:
    seed: int = request.param
    return random.Random(seed)


@pytest.fixture
def group(sqlite_url: str) -> Iterator[Riverside]:
    database = connect(sqlite_url)
    yield riverside.build(database, opened=True)
    database.close()


def fill(group: Riverside, chance: random.Random) -> None:
    """Put in what the term brings: asked or accepted, of every importance, for everybody."""
    with group.database.write() as transaction:
        planning.open_doors(transaction, viewer=group.viewer("sam"), person_ids=[], now=NOW)
    choose(group, Rhythm(leave=(AWAY,)), "rob")
    for number in range(30):
        state = chance.choice([ShareState.PROPOSED, ShareState.ACCEPTED])
        commitment = add(
            group,
            due=NOW.date() + timedelta(days=3 + 3 * number),
            importance=chance.choice(list(Importance)),
            state=state,
            holders=(chance.choice(["mina", "rob", "sam", "grace", "dee"]),),
        )
        what = planning.plan_ask if state is ShareState.PROPOSED else planning.plan_reminders
        plan(group, what, commitment, now=NOW)


def fate(chance: random.Random) -> DeliveryFailed | None:
    return chance.choices([None, REFUSED, LATER, DeliveryFailed("lost", unknown=True)], [85, 3, 8, 4])[0]


def live(group: Riverside, office: Office, chance: random.Random) -> None:
    """Let the term pass, with days on which nothing runs and weeks in which Mina cannot be reached."""
    now = NOW
    while now <= END:
        if now.date().weekday() != chance.randrange(14):
            office.run(now)
            settle_lost(group, now, certain=chance.random() < 0.5)
        reach_mina(group, usable=not 30 * DAY <= now - NOW < 40 * DAY)
        now += chance.choice([HOUR, 3 * HOUR, 15 * HOUR])
    office.fate = lambda _: None
    for after in range(5 * 24):
        office.run(END + after * HOUR)
        settle_lost(group, END + after * HOUR, certain=True)


def settle_lost(group: Riverside, now: datetime, *, certain: bool) -> None:
    outbox.expire(database=group.database, now=now)
    for outgoing, _ in outbox.lost(database=group.database, now=now, limit=50):
        outbox.settle_lost(
            database=group.database,
            message_id=outgoing.message_id,
            found=None,
            certain=certain,
            now=now,
        )


def reach_mina(group: Riverside, *, usable: bool) -> None:
    with group.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_ids=["U-MINA"],
            usable=usable,
        )


def test_nothing_is_left_on_its_way_at_the_end_of_a_term(group: Riverside, chance: random.Random) -> None:
    def happens(_: Outgoing) -> DeliveryFailed | None:
        return fate(chance)

    office = Office(group.database, fate=happens)
    fill(group, chance)

    live(group, office, chance)

    ledger = office.ledger()
    last = END + 5 * DAY - HOUR
    assert [one for one in ledger if is_forgotten(one, last)] == []
    assert {DeliveryState.SENT, DeliveryState.WITHHELD} <= {one.state for one in ledger}
    assert all(one.rule is not None for one in ledger if one.state is DeliveryState.WITHHELD)
    assert not [one for one in ledger if one.state is DeliveryState.SENT and one.rule is Rule.MERGED]


def is_forgotten(one: Delivery, now: datetime) -> bool:
    if one.state is DeliveryState.CLAIMED:
        return True
    return one.state is DeliveryState.PENDING and one.owed.due_at <= now
