"""Who was reached, by what became of what they were owed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.deliveries import FIRST_ASK, DeliveryKind, DeliveryState, Owed, Rule
from storage import deliveries, reach
from storage.database import Database
from storage.tables import DeliveryRow
from tests import promised, riverside
from tests.riverside import NOW, Riverside

HOUR = timedelta(hours=1)


@pytest.fixture
def group(database: Database) -> Riverside:
    return riverside.build(database)


def hello(group: Riverside) -> Owed:
    return Owed(
        kind=DeliveryKind.HELLO,
        fact="hello:1",
        step="hello",
        partnership_id=group.partnership_id,
        due_on=NOW.date(),
        due_at=NOW,
        person_id=group.person("mina").id,
    )


def owe(group: Riverside, owed: Owed) -> None:
    with group.database.write() as transaction:
        deliveries.owe(transaction, viewer=group.viewer("sam"), owed=owed, now=NOW)


def settle(group: Riverside, state: DeliveryState, rule: Rule | None = None) -> None:
    """Let everything that is owed come to this end."""
    with group.database.write() as transaction:
        transaction.connection.execute(update(DeliveryRow).values(state=state, rule=rule))


def test_last_list_is_the_last_that_arrived(group: Riverside) -> None:
    sam = group.person("sam").id
    owed = replace(hello(group), kind=DeliveryKind.MORNING, person_id=sam)

    def last() -> object:
        with group.database.read() as transaction:
            return reach.last_sent(
                transaction, viewer=group.viewer("sam"), kind=DeliveryKind.MORNING, person_id=sam
            )

    owe(group, owed)
    before = last()
    settle(group, DeliveryState.SENT)

    assert (before, last()) == (None, NOW)


def test_who_was_asked_is_known_once_the_ask_has_arrived(group: Riverside) -> None:
    share_id = promised.proposed(group).share_id
    first = replace(hello(group), kind=DeliveryKind.ASK, step=FIRST_ASK, share_id=share_id)

    def asked() -> object:
        with group.database.read() as transaction:
            return reach.asked(transaction, viewer=group.viewer("sam"))

    owe(group, first)
    owe(group, replace(first, step="ask-2", due_at=NOW + 24 * HOUR))
    before = asked()
    settle(group, DeliveryState.SENT)

    assert (before, asked()) == ({}, {(share_id, group.person("mina").id): NOW})


def test_what_found_no_way_is_known_by_its_share(group: Riverside) -> None:
    share_id = promised.proposed(group).share_id
    owe(group, replace(hello(group), kind=DeliveryKind.REMINDER, share_id=share_id))
    settle(group, DeliveryState.WITHHELD, Rule.NO_ADDRESS)

    with group.database.read() as transaction:
        found = [
            reach.unreached(transaction, viewer=group.viewer("sam"), since=since)
            for since in (NOW, NOW + HOUR)
        ]

    assert found == [{share_id}, frozenset()]


@pytest.mark.parametrize(
    ("state", "rule", "expected"),
    [
        (DeliveryState.UNDELIVERABLE, None, True),
        (DeliveryState.WITHHELD, Rule.NO_ADDRESS, True),
        (DeliveryState.WITHHELD, Rule.ANSWERED, False),
        (DeliveryState.SENT, None, False),
    ],
)
def test_hello_that_found_no_way_is_known_by_its_person(
    group: Riverside, state: DeliveryState, rule: Rule | None, expected: bool
) -> None:
    owe(group, hello(group))
    settle(group, state, rule)

    with group.database.read() as transaction:
        found = reach.ungreeted(transaction, viewer=group.viewer("sam"))

    assert found == ({group.person("mina").id: hello(group).due_at} if expected else {})


@pytest.mark.parametrize(("rule", "expected"), [(Rule.NO_ADDRESS, True), (Rule.ANSWERED, False)])
def test_who_had_no_address_is_known(group: Riverside, rule: Rule, expected: bool) -> None:
    owe(group, hello(group))
    settle(group, DeliveryState.WITHHELD, rule)

    with group.database.read() as transaction:
        found = reach.unaddressed(transaction, viewer=group.viewer("sam"))

    assert found == ({group.person("mina").id} if expected else frozenset())
