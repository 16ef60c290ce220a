"""What a platform says about the rooms in which partnerships meet."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.deliveries import Destination
from bot.domain.people import AddressKind
from bot.domain.permissions import Role
from bot.domain.rooms import Room
from bot.messages import plain
from bot.messages.model import Message
from bot.services import installations, readers, rooms
from bot.services.readers import Reader
from storage import rooms as stored_rooms
from storage.database import Database
from storage.tables import AuditRow
from tests.riverside import NOW, ROOM, Riverside, build


def _at(riverside: Riverside, room: str = ROOM) -> rooms.At:
    return rooms.At(installation_id=riverside.installation_id, room=room)


def _room(riverside: Riverside) -> Room:
    with riverside.database.read() as transaction:
        [room] = stored_rooms.all_of(transaction, viewer=riverside.viewer("sam"))
    return room


def _sam(riverside: Riverside) -> Reader:
    with riverside.database.read() as transaction:
        found = readers.runners(transaction, viewer=riverside.viewer("sam"))
    return next(one for one in found if one.membership.role is Role.RUNNER)


def _told(riverside: Riverside, *, days: int = 0) -> list[str]:
    with riverside.database.read() as transaction:
        notices = rooms.of_morning(transaction, _sam(riverside), NOW + timedelta(days=days))
    return [plain.text(Message(opening="Riverside.", blocks=one.blocks)) for one in notices]


def _acts(database: Database) -> list[str]:
    with database.read() as transaction:
        found = select(AuditRow.act).where(AuditRow.act.startswith("room_")).order_by(AuditRow.id)
        return list(transaction.connection.execute(found).scalars())


def test_new_name_of_a_room_is_kept(database: Database) -> None:
    riverside = build(database)

    rooms.renamed(database=database, at=_at(riverside), name="progression", now=NOW)

    assert _room(riverside).name == "progression"


def test_room_is_usable_while_we_can_post_there(database: Database) -> None:
    riverside = build(database)
    usable = []

    for can_post in (False, True):
        rooms.usable(database=database, at=_at(riverside), can_post=can_post, now=NOW)
        usable.append(_room(riverside).usable)

    assert usable == [False, True]


def test_room_keeps_its_partnership_under_a_new_id(database: Database) -> None:
    riverside = build(database)

    rooms.moved(database=database, at=_at(riverside), new_id="C-NEW", now=NOW)
    rooms.usable(database=database, at=_at(riverside, "C-NEW"), can_post=False, now=NOW)

    assert (_room(riverside).external_id, _room(riverside).usable) == ("C-NEW", False)


def test_id_that_another_room_of_ours_has_is_left_to_it(database: Database) -> None:
    riverside = build(database)
    with database.write() as transaction:
        stored_rooms.add(
            transaction,
            viewer=riverside.viewer("sam"),
            installation_id=riverside.installation_id,
            external_id="C-NEW",
            name="#new",
        )

    rooms.moved(database=database, at=_at(riverside), new_id="C-NEW", now=NOW)

    with database.read() as transaction:
        found = stored_rooms.all_of(transaction, viewer=riverside.viewer("sam"))
    assert [room.external_id for room in found] == [ROOM, "C-NEW"]


def test_each_change_is_written_down_once(database: Database) -> None:
    riverside = build(database)

    for _ in range(2):
        rooms.renamed(database=database, at=_at(riverside), name="progression", now=NOW)
        rooms.usable(database=database, at=_at(riverside), can_post=False, now=NOW)

    assert _acts(database) == ["room_renamed", "room_closed_to_us"]


def test_runner_reads_which_room_is_closed_to_us(database: Database) -> None:
    riverside = build(database, opened=True)

    rooms.usable(database=database, at=_at(riverside), can_post=False, now=NOW)

    [told] = _told(riverside)
    assert "I can't post in the room “#riverside” any more." in told


@pytest.mark.parametrize(("again", "days"), [(True, 0), (False, 8)], ids=["open again", "told before"])
def test_runner_does_not_read_of_a_room(database: Database, again: bool, days: int) -> None:
    riverside = build(database, opened=True)
    rooms.usable(database=database, at=_at(riverside), can_post=False, now=NOW)

    if again:
        rooms.usable(database=database, at=_at(riverside), can_post=True, now=NOW)

    assert _told(riverside, days=days) == []


def test_room_in_which_no_partnership_meets_is_none_of_ours(database: Database) -> None:
    riverside = build(database)
    before = _room(riverside)

    elsewhere = _at(riverside, "C-OTHER")
    rooms.renamed(database=database, at=elsewhere, name="other", now=NOW)
    rooms.usable(database=database, at=elsewhere, can_post=False, now=NOW)
    rooms.moved(database=database, at=elsewhere, new_id="C-NEW", now=NOW)

    assert _room(riverside) == before
    assert _acts(database) == []


def _castle(database: Database) -> int:
    return installations.register(
        database=database,
        kind=AddressKind.SLACK,
        external_id="T-CASTLE",
        name="Castle",
        bot_id="U-BYWHEN-2",
        now=NOW,
    )


def test_of_two_installations_in_a_room_the_first_speaks(database: Database) -> None:
    riverside = build(database)
    second = rooms.At(installation_id=_castle(database), room=ROOM)

    assert rooms.owner(database=database, at=second) == riverside.installation_id
    assert rooms.owner(database=database, at=_at(riverside, "C-OTHER")) is None


def test_room_that_another_installation_has_taken_over_stays_closed(database: Database) -> None:
    riverside = build(database)
    rooms.usable(database=database, at=_at(riverside), can_post=False, now=NOW)
    second = _castle(database)
    with database.write() as transaction:
        stored_rooms.add(
            transaction,
            viewer=riverside.viewer("sam"),
            installation_id=second,
            external_id=ROOM,
            name="#shared",
        )

    rooms.usable(database=database, at=_at(riverside), can_post=True, now=NOW)

    with database.read() as transaction:
        found = stored_rooms.all_of(transaction, viewer=riverside.viewer("sam"))
    assert [(room.installation_id, room.usable) for room in found] == [
        (riverside.installation_id, False),
        (second, True),
    ]
    assert "room_open_to_us" not in _acts(database)


def test_room_that_refuses_is_told_of_once_and_opens_when_somebody_there_speaks(database: Database) -> None:
    riverside = build(database, opened=True)
    here = Destination(kind=AddressKind.SLACK, installation_id=riverside.installation_id, external_id=ROOM)
    elsewhere = replace(here, external_id="U-MINA")

    rooms.heard_in(database=database, at=_at(riverside), now=NOW)
    for to in (elsewhere, here, here):
        with database.write() as transaction:
            rooms.refuse(transaction, to=to, now=NOW)
    closed, [told] = _room(riverside).usable, _told(riverside)
    for at in (_at(riverside, "C-ELSEWHERE"), _at(riverside), _at(riverside)):
        rooms.heard_in(database=database, at=at, now=NOW)

    assert "or I'm not allowed there" in told
    assert (closed, _room(riverside).usable) == (False, True)
    assert _acts(database) == ["room_closed_to_us", "room_open_to_us"]
    assert _told(riverside) == []
