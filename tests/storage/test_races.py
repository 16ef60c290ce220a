"""Eight at once: a key decides who was first, the others find that out, and nothing is there twice."""

from collections import Counter

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bot.domain.commitments import ShareState
from bot.domain.deliveries import DeliveryKind, Destination, MessageKind, MessageState, NewMessage, Owed, Rule
from bot.domain.installations import Entry
from bot.domain.people import AddressKind, Person
from bot.domain.permissions import ENGINE, Role, myself
from bot.domain.renegotiations import RenegotiationState
from bot.domain.uploads import UploadState
from bot.errors import Refused
from bot.services import outbox
from storage import (
    deliveries,
    directory,
    inbox,
    installations,
    members,
    messages,
    partners,
    partnerships,
    people,
    renegotiations,
    rooms,
    schedules,
    shares,
    uploads,
)
from storage.database import Database, Joined
from storage.tables import Base
from tests import riverside
from tests.riverside import LONDON, NOW
from tests.storage.crowd import EIGHT, errors, together
from tests.storage.house import House, furnish

LOST = EIGHT - 1


@pytest.fixture
def house(database: Database) -> House:
    return furnish(database)


def count(database: Database, table: str) -> int:
    with database.read() as transaction:
        rows = select(func.count()).select_from(Base.metadata.tables[table])
        return transaction.connection.execute(rows).scalar_one()


def to(number: int = 0) -> Destination:
    return Destination(kind=AddressKind.SLACK, installation_id=1, external_id=f"U-{number}")


def new(*, number: int = 0) -> NewMessage:
    return NewMessage(
        kind=MessageKind.ANSWER,
        to=to(number),
        local_date=NOW.date(),
        part="k1",
        not_before=NOW,
        content={"opening": "Hello.", "blocks": []},
    )


def test_same_thing_is_owed_once(house: House) -> None:
    before = count(house.group.database, "deliveries")
    owed = Owed(
        kind=DeliveryKind.STUCK,
        fact="share:1:stuck",
        step="told",
        partnership_id=house.group.partnership_id,
        due_on=NOW.date(),
        due_at=NOW,
        person_id=house.mina_id,
    )

    outcomes = together(
        house.group.database, lambda t, _: deliveries.owe(t, viewer=ENGINE, owed=owed, now=NOW)
    )

    assert errors(outcomes) == []
    assert count(house.group.database, "deliveries") == before + 1


def test_same_message_is_queued_once(database: Database) -> None:
    outcomes = together(database, lambda t, _: messages.add(t, viewer=ENGINE, new=new(), now=NOW))

    assert errors(outcomes) == []
    assert Counter(one is None for one in outcomes) == {True: LOST, False: 1}
    assert count(database, "messages") == 1


def test_different_messages_are_all_queued(database: Database) -> None:
    outcomes = together(
        database, lambda t, number: messages.add(t, viewer=ENGINE, new=new(number=number), now=NOW)
    )

    assert errors(outcomes) == []
    assert len(set(outcomes)) == EIGHT


def test_every_message_is_taken_in_hand_by_one_sender(database: Database) -> None:
    with database.write() as transaction:
        for number in range(EIGHT * 2):
            messages.add(transaction, viewer=ENGINE, new=new(number=number), now=NOW)

    outcomes = together(database, lambda t, _: outbox.claim(database=Joined(t), now=NOW, limit=4))
    taken = [one.message_id for claimed in outcomes if isinstance(claimed, tuple) for one in claimed]

    assert errors(outcomes) == []
    assert (max(Counter(taken).values()), len(taken) >= 4) == (1, True)


def test_what_recurs_begins_once(house: House) -> None:
    before = count(house.group.database, "schedules")

    outcomes = together(
        house.group.database,
        lambda t, _: schedules.begin(
            t, viewer=house.group.engine, kind="weekly", person_id=house.mina_id, next_at=NOW
        ),
    )

    assert errors(outcomes) == []
    assert count(house.group.database, "schedules") == before + 1


def test_directory_lists_a_newcomer_once(database: Database) -> None:
    installation_id = riverside.install(database)
    before = count(database, "directory")

    outcomes = together(
        database,
        lambda t, number: directory.put(
            t, viewer=ENGINE, installation_id=installation_id, entry=entry(f"Nia {number}"), now=NOW
        ),
    )

    assert errors(outcomes) == []
    assert count(database, "directory") == before + 1


def entry(name: str) -> Entry:
    return Entry(external_id="U-NIA", name=name, email=None, zone=None, left=False, is_bot=False)


def test_installation_is_registered_once(database: Database) -> None:
    outcomes = together(
        database,
        lambda t, _: installations.register(
            t,
            viewer=ENGINE,
            kind=AddressKind.WEB,
            external_id="here",
            name="Our pages",
            bot_id="",
            now=NOW,
        ),
    )

    assert errors(outcomes) == []
    assert (len(set(outcomes)), count(database, "installations")) == (1, 1)


def test_person_who_is_met_in_many_places_is_made_once(database: Database) -> None:
    installation_id = riverside.install(database)

    outcomes = together(
        database,
        lambda t, _: people.from_directory(
            t,
            viewer=myself(0),
            kind=AddressKind.SLACK,
            installation_id=installation_id,
            external_id="U-SAM",
            now=NOW,
        ),
    )

    assert errors(outcomes) == []
    assert len({one.id for one in outcomes if isinstance(one, Person)}) == 1
    assert (count(database, "people"), count(database, "addresses")) == (1, 1)


def test_room_is_joined_by_one_partnership(house: House) -> None:
    outcomes = together(
        house.group.database,
        lambda t, number: rooms.add(
            t,
            viewer=house.group.viewer("sam") if number % 2 else house.outsiders["runner of another"],
            installation_id=house.group.installation_id,
            external_id="C-NEW",
            name="#new",
        ),
    )

    assert errors(outcomes) == [Refused] * LOST


def test_partner_of_one_name_is_added_once(house: House) -> None:
    before = count(house.group.database, "partners")

    outcomes = together(
        house.group.database, lambda t, _: partners.add(t, viewer=house.group.viewer("sam"), name="Northgate")
    )

    assert errors(outcomes) == [Refused] * LOST
    assert count(house.group.database, "partners") == before + 1


def test_member_is_added_once(house: House) -> None:
    """Who adds a member asks before; of two at once the later one gets nothing of theirs written."""
    with house.group.database.write() as transaction:
        nia = people.create(transaction, viewer=ENGINE, name="Nia", zone=LONDON, now=NOW)
    before = count(house.group.database, "memberships")

    outcomes = together(
        house.group.database,
        lambda t, _: members.add(
            t,
            viewer=house.group.viewer("sam"),
            person_id=nia.id,
            role=Role.MEMBER,
            partner_id=house.group.castle_id,
        ),
    )

    assert errors(outcomes) == [IntegrityError] * LOST
    assert count(house.group.database, "memberships") == before + 1


def test_inbound_key_is_taken_once(database: Database) -> None:
    outcomes = together(database, lambda t, _: inbox.take(t, source="slack:1", key="E1", at=NOW))

    assert errors(outcomes) == [inbox.CameBefore] * LOST
    assert count(database, "inbox") == 1


def test_one_of_many_presses_changes_a_share(house: House) -> None:
    outcomes = together(
        house.group.database,
        lambda t, _: shares.change(
            t,
            viewer=house.group.viewer("mina"),
            share_id=house.share.id,
            version=house.share.version,
            state=ShareState.DONE,
        ),
    )

    assert Counter(outcomes) == {True: 1, False: LOST}


def test_one_of_many_answers_settles_a_move(house: House) -> None:
    states = [RenegotiationState.AGREED, RenegotiationState.REFUSED]

    outcomes = together(
        house.group.database,
        lambda t, number: renegotiations.decide(
            t,
            viewer=house.group.viewer("sam"),
            renegotiation_id=house.move.id,
            state=states[number % 2],
            now=NOW,
        ),
    )

    assert Counter(outcomes) == {True: 1, False: LOST}


def test_one_of_many_decides_upon_a_workbook(house: House) -> None:
    outcomes = together(
        house.group.database,
        lambda t, _: uploads.change(
            t,
            viewer=house.group.viewer("sam"),
            upload=house.upload,
            state=UploadState.MADE,
            content=None,
            values={},
        ),
    )

    assert Counter(outcomes) == {True: 1, False: LOST}


def test_one_of_many_changes_a_message(house: House) -> None:
    outcomes = together(
        house.group.database,
        lambda t, _: messages.change(
            t,
            viewer=ENGINE,
            message_id=house.message_id,
            since=MessageState.PENDING,
            changes={"state": MessageState.SENDING},
        ),
    )

    assert Counter(outcomes) == {True: 1, False: LOST}


def test_one_of_many_withholds_what_is_open(house: House) -> None:
    outcomes = together(
        house.group.database,
        lambda t, _: deliveries.withhold_of_share(t, viewer=ENGINE, share_id=house.share.id, rule=Rule.DONE),
    )

    assert Counter(outcomes) == {1: 1, 0: LOST}


def test_doors_open_once(database: Database) -> None:
    group = riverside.build(database)

    outcomes = together(
        database, lambda t, _: partnerships.open_doors(t, viewer=group.viewer("sam"), now=NOW)
    )

    assert Counter(outcomes) == {True: 1, False: LOST}
