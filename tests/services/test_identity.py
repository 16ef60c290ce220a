"""Who is calling, and what they are in each partnership."""

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import myself
from bot.errors import Refused
from bot.services import identity
from bot.services.identity import Caller
from storage.database import Database
from tests.riverside import NOW, ROOM, Riverside, build, install


def _recognise(riverside: Riverside, external_id: str, *, room: str | None = None) -> Caller:
    return identity.recognise(
        database=riverside.database,
        kind=AddressKind.SLACK,
        installation_id=riverside.installation_id,
        external_id=external_id,
        room=room,
        name="Whoever",
    )


def test_member_is_recognised(database: Database) -> None:
    riverside = build(database, opened=True)

    caller = _recognise(riverside, "U-MINA", room=ROOM)

    assert caller == Caller(
        kind=AddressKind.SLACK,
        installation_id=riverside.installation_id,
        external_id="U-MINA",
        person=riverside.person("mina"),
        memberships=(riverside.members["mina"],),
        room_partnership_id=riverside.partnership_id,
        name="Whoever",
    )
    assert caller.viewer(riverside.partnership_id) == riverside.viewer("mina")
    assert caller.viewer(riverside.partnership_id + 1) is None
    assert caller.alone() == myself(riverside.person("mina").id)


def test_stranger_is_recognised_as_nobody(database: Database) -> None:
    caller = _recognise(build(database), "U-NOBODY", room="C-OTHER")

    assert (caller.person, caller.memberships, caller.room_partnership_id) == (None, (), None)
    assert caller.alone() == myself(0)


def test_draft_is_hidden_from_those_who_wait_in_it(database: Database) -> None:
    riverside = build(database)

    seen = {
        external_id: _recognise(riverside, external_id, room=ROOM).room_partnership_id
        for external_id in ("U-SAM", "U-MINA")
    }

    assert seen == {"U-SAM": riverside.partnership_id, "U-MINA": None}


def test_known_person_is_settled_already(database: Database) -> None:
    riverside = build(database)

    person = identity.settle_person(database=database, caller=_recognise(riverside, "U-MINA"), now=NOW)

    assert person == riverside.person("mina")


@pytest.mark.parametrize(("external_id", "name"), [("U-MINA", "Mina Iqbal"), ("U-NEW", "Nia Newcomer")])
def test_new_person_is_made(database: Database, external_id: str, name: str) -> None:
    caller = Caller(
        kind=AddressKind.SLACK,
        installation_id=install(database),
        external_id=external_id,
        person=None,
        memberships=(),
        name="Nia Newcomer",
    )

    person = identity.settle_person(database=database, caller=caller, now=NOW)

    assert person.name == name


def test_person_who_left_is_not_made(database: Database) -> None:
    caller = Caller(
        kind=AddressKind.SLACK,
        installation_id=install(database),
        external_id="U-LEFT",
        person=None,
        memberships=(),
    )

    with pytest.raises(Refused, match="person_left"):
        identity.settle_person(database=database, caller=caller, now=NOW)
