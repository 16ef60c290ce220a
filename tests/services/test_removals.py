"""A bot that is taken away, and added again: nothing is lost, and whoever runs it reads what is closed."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.domain.credentials import Tenant, Tokens
from bot.domain.permissions import ENGINE, Role
from bot.messages import plain
from bot.messages.model import Message
from bot.services import credentials as services
from bot.services import readers, removals, rooms
from bot.services.vault import Vault
from storage import credentials, installations, people
from storage import rooms as stored_rooms
from storage.tables import CommitmentRow
from tests import planned
from tests.riverside import NOW, ROOM, Riverside

LATER = NOW + timedelta(days=1)


def remove(group: Riverside) -> None:
    removals.removed(database=group.database, installation_id=group.installation_id, version=1, now=NOW)


def install(group: Riverside) -> None:
    number = services.install(
        database=group.database,
        vault=Vault("k" * 32),
        tenant=Tenant(enterprise_id="", team_id="T-OFFICE"),
        name="Office",
        bot_user_id="U-BYWHEN",
        tokens=Tokens(access="xoxb-1"),
        now=NOW,
    )
    assert number == group.installation_id


def is_reached(group: Riverside, name: str) -> bool:
    person_id = group.person(name).id
    with group.database.read() as transaction:
        found = people.addresses_of(transaction, viewer=group.viewer(name), person_id=person_id)
    return any(one.carries for one in found)


def is_open(group: Riverside) -> bool:
    with group.database.read() as transaction:
        [room] = stored_rooms.all_of(transaction, viewer=group.viewer("sam"))
    return room.usable


def told(group: Riverside) -> list[str]:
    with group.database.read() as transaction:
        found = readers.runners(transaction, viewer=group.viewer("sam"))
        sam = next(one for one in found if one.membership.role is Role.RUNNER)
        notices = rooms.of_morning(transaction, sam, LATER)
    return [plain.text(Message(opening="Riverside.", blocks=one.blocks)) for one in notices]


def removed_at(group: Riverside) -> object:
    with group.database.read() as transaction:
        found = installations.get(transaction, viewer=ENGINE, installation_id=group.installation_id)
    return found.removed_at


def test_bot_that_is_taken_away_reaches_nobody_there(group: Riverside) -> None:
    with group.database.write() as transaction:
        credentials.keep(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            tenant=Tenant(enterprise_id="", team_id="T-OFFICE"),
            secret=b"s",
            expires_at=None,
            now=NOW,
        )

    remove(group)

    assert removed_at(group) == NOW
    assert not is_reached(group, "mina")
    assert not is_open(group)
    with group.database.read() as transaction:
        assert credentials.all_of(transaction, viewer=ENGINE) == ()


def test_runner_reads_once_which_room_is_closed(group: Riverside) -> None:
    for _ in range(2):
        remove(group)

    [words] = told(group)
    assert "I can't post in the room “#riverside” any more." in words


def test_who_lets_us_in_again_reaches_everybody_in_the_same_moment(group: Riverside) -> None:
    remove(group)

    install(group)

    assert removed_at(group) is None
    assert is_reached(group, "mina")


def test_end_of_what_somebody_has_made_anew_is_no_end(group: Riverside) -> None:
    for version in (1, None):
        install(group)
        install(group)

        assert not removals.removed(
            database=group.database, installation_id=group.installation_id, version=version, now=NOW
        )
        assert removed_at(group) is None
        assert is_reached(group, "mina")


def test_bot_that_is_added_again_reaches_everybody(group: Riverside) -> None:
    planned.add(group, holders=("mina",))
    remove(group)

    closed = removals.returned(database=group.database, installation_id=group.installation_id)
    for room in closed:
        at = rooms.At(installation_id=group.installation_id, room=room)
        rooms.usable(database=group.database, at=at, can_post=True, now=LATER)

    assert closed == [ROOM]
    assert is_reached(group, "mina")
    assert is_open(group)
    assert told(group) == []
    with group.database.read() as transaction:
        kept = transaction.connection.execute(select(func.count()).select_from(CommitmentRow)).scalar_one()
    assert kept == 1
