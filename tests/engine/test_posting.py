"""One row with which something is wrong is pushed away, and the rest goes on."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.deliveries import (
    DeliveryKind,
    DeliveryState,
    Destination,
    MessageKind,
    NewMessage,
    Owed,
)
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.engine import posting
from bot.messages.model import Message
from bot.services import answers, planning
from bot.services.answers import Asker
from storage import deliveries, messages, rooms
from storage.database import Database, Transaction
from tests import riverside
from tests.elsewhere import valley_link
from tests.office import Office
from tests.planned import add, plan
from tests.riverside import NOW, Riverside

TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
EARLIER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def spoil(database: Database, statement: str, **values: Any) -> None:
    """Write what no code of ours writes."""
    with database.write() as transaction:
        transaction.connection.execute(text(statement), values)


def remind(group: Riverside, *names: str) -> None:
    for name in names:
        plan(group, planning.plan_reminders, add(group, holders=(name,)), now=EARLIER)


def test_person_whose_post_is_spoilt_holds_up_nobody_else(group: Riverside, office: Office) -> None:
    remind(group, "mina", "rob")
    spoil(
        group.database,
        "UPDATE deliveries SET due_on = '2026-11-24', kind = 'spoilt' WHERE person_id = :person AND step = 'before-5'",
        person=group.person("mina").id,
    )

    assert [one.conversation for one in office.run(TUESDAY)] == ["U-ROB"]


def test_spoilt_post_is_tried_again_in_an_hour(group: Riverside, office: Office) -> None:
    remind(group, "mina")
    spoilt = "UPDATE deliveries SET kind = :kind WHERE step = 'before-5'"
    spoil(group.database, spoilt, kind="spoilt")
    office.run(TUESDAY)
    spoil(group.database, spoilt, kind=DeliveryKind.REMINDER.value)

    assert [len(office.run(TUESDAY + after)) for after in (HOUR / 2, HOUR)] == [0, 1]


def test_message_that_cannot_be_read_holds_up_nobody_else(group: Riverside, office: Office) -> None:
    for name in ("U-MINA", "U-ROB"):
        asker = Asker(
            kind=AddressKind.SLACK,
            installation_id=group.installation_id,
            external_id=name,
            conversation=None,
            key="k1",
        )
        answers.say(database=group.database, to=asker, content=Message(opening="Hello."), now=NOW)
    spoil(group.database, "UPDATE messages SET content = '{}' WHERE recipient LIKE '%U-MINA'")

    first = posting.claim(database=group.database, now=NOW, limit=5)
    second = posting.claim(database=group.database, now=NOW + HOUR / 60, limit=5)

    assert [[one.conversation for one in found] for found in (first, second)] == [["U-ROB"], []]


def test_partnership_whose_morning_is_spoilt_holds_up_no_other(group: Riverside, office: Office) -> None:
    elsewhere = valley_link(group)
    for one in (group, elsewhere):
        with group.database.write() as transaction:
            planning.open_doors(transaction, viewer=one.viewer("sam"), person_ids=[], now=NOW + HOUR)
    spoil(
        group.database,
        "UPDATE partnerships SET zone = 'Nowhere' WHERE id = :id",
        id=group.partnership_id,
    )
    friday = NOW + timedelta(days=1)

    looked_at = posting.write_mornings(database=group.database, now=friday)
    again = posting.write_mornings(database=group.database, now=friday + HOUR / 2)

    assert (looked_at, again) == (2, 0)
    lists = [one for one in office.ledger() if one.owed.kind is DeliveryKind.MORNING]
    assert [one.owed.partnership_id for one in lists] == [elsewhere.partnership_id]


def test_people_are_posted_to_in_several_transactions(database: Database) -> None:
    group = riverside.build(database, opened=True)
    remind(group, "mina", "rob", "grace")

    assert posting.post(database=database, now=TUESDAY) == 3


def test_room_with_which_something_is_wrong_holds_up_no_other(group: Riverside, office: Office) -> None:
    for fact in ("welcome:1", "welcome:2"):
        _owe_in_room(group, fact)
    with group.database.write() as transaction:
        taken = NewMessage(
            kind=MessageKind.ROOM,
            to=Destination(
                kind=AddressKind.SLACK, installation_id=group.installation_id, external_id=riverside.ROOM
            ),
            local_date=NOW.date(),
            part="welcome:1",
            not_before=NOW,
        )
        messages.add(transaction, viewer=ENGINE, new=taken, now=NOW)

    queued = [posting.post_in_rooms(database=group.database, now=now) for now in (NOW, NOW, NOW + HOUR / 2)]

    assert queued == [1, 0, 0]
    assert [(one.owed.fact, one.state) for one in office.ledger()] == [
        ("welcome:2", DeliveryState.CLAIMED),
        ("welcome:1", DeliveryState.PENDING),
    ]


def _owe_in_room(group: Riverside, fact: str) -> None:
    with group.database.write() as transaction:
        [room] = rooms.all_of(transaction, viewer=group.engine)
        owed = Owed(
            kind=DeliveryKind.WELCOME,
            fact=fact,
            step="welcome",
            partnership_id=group.partnership_id,
            due_on=NOW.date(),
            due_at=NOW,
            room_id=room.id,
        )
        deliveries.owe(transaction, viewer=group.engine, owed=owed, now=NOW)


def test_every_message_is_claimed_in_a_transaction_of_its_own(
    group: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("U-MINA", "U-ROB", "U-SAM"):
        asker = Asker(
            kind=AddressKind.SLACK,
            installation_id=group.installation_id,
            external_id=name,
            conversation=None,
            key="k1",
        )
        answers.say(database=group.database, to=asker, content=Message(opening="Hello."), now=NOW)
    written: list[int] = []
    write = group.database.write

    def counted() -> AbstractContextManager[Transaction]:
        written.append(1)
        return write()

    monkeypatch.setattr(group.database, "write", counted)

    assert len(posting.claim(database=group.database, now=NOW, limit=5)) == len(written) == 3
