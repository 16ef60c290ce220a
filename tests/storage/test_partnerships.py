"""Partnerships, partners, members and rooms as stored, and who sees them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.evidence import Stage
from bot.domain.partnerships import PartnershipState, Profile, Worked
from bot.domain.permissions import ENGINE, Role, Viewer, myself
from bot.errors import Refused
from storage import members, partners, partnerships, people, rooms
from storage.database import Database
from tests.riverside import LONDON, NOW, ROOM, Riverside, build


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database)


@pytest.fixture
def opened(database: Database) -> Riverside:
    return build(database, opened=True)


def _stranger(riverside: Riverside) -> Viewer:
    """Somebody who runs a partnership of their own."""
    with riverside.database.write() as transaction:
        made = partnerships.create(
            transaction,
            viewer=myself(riverside.person("rob").id),
            profile=Profile(name="Valley Link", zone=LONDON),
            now=NOW,
        )
    return Viewer(person_id=riverside.person("rob").id, partnership_id=made.id, role=Role.RUNNER)


def test_profile_is_kept_whole(riverside: Riverside) -> None:
    profile = Profile(
        name="Valley Link",
        zone=LONDON,
        purpose="One map of all services",
        for_whom="Patients",
        country="GB",
        region="WLS",
        chair_works_for_partner=True,
        runner_works_for_partner=False,
        runner_telephone="01632 960 200",
        worked=Worked.YEARS,
        going=Stage.FRUSTRATION,
        money_ends=date(2028, 3, 31),
        partners_agreed=False,
    )

    with riverside.database.write() as transaction:
        made = partnerships.create(
            transaction, viewer=myself(riverside.person("rob").id), profile=profile, now=NOW
        )
        stored = partnerships.get(
            transaction, viewer=Viewer(person_id=1, partnership_id=made.id, role=Role.RUNNER)
        )

    assert stored == made
    assert (stored.profile, stored.state, stored.opened_at) == (profile, PartnershipState.DRAFT, None)


def test_partnership_of_nobody(riverside: Riverside) -> None:
    with riverside.database.read() as transaction, pytest.raises(LookupError):
        partnerships.get(transaction, viewer=myself(riverside.person("sam").id))


def test_doors_open_once(riverside: Riverside) -> None:
    sam = riverside.viewer("sam")
    later = NOW + timedelta(hours=1)

    with riverside.database.write() as transaction:
        answers = [partnerships.open_doors(transaction, viewer=sam, now=at) for at in (NOW, later)]
        stored = partnerships.get(transaction, viewer=sam)

    assert answers == [True, False]
    assert (stored.state, stored.opened_at) == (PartnershipState.OPEN, NOW)


def test_draft_is_seen_by_its_runner_only(riverside: Riverside) -> None:
    with riverside.database.read() as transaction:
        seen = {
            name: partnerships.memberships_of(transaction, viewer=myself(one.person.id))
            for name, one in riverside.members.items()
        }

    assert seen == {"sam": (riverside.members["sam"],), "grace": (), "mina": (), "rob": (), "dee": ()}


def test_draft_is_seen_by_its_maker(riverside: Riverside) -> None:
    rob = _stranger(riverside)

    with riverside.database.write() as transaction:
        made = members.add(
            transaction, viewer=rob, person_id=rob.person_id, role=Role.OBSERVER, partner_id=None
        )
        seen = partnerships.memberships_of(transaction, viewer=myself(rob.person_id))

    assert seen == (made,)


def test_open_partnership_is_seen_by_everybody_in_it(opened: Riverside) -> None:
    with opened.database.read() as transaction:
        seen = [
            partnerships.memberships_of(transaction, viewer=myself(one.person.id))
            for one in opened.members.values()
        ]

    assert seen == [(one,) for one in opened.members.values()]


def test_room_leads_to_its_partnership(opened: Riverside) -> None:
    with opened.database.read() as transaction:
        found = [
            partnerships.meeting_in(
                transaction, viewer=myself(0), installation_id=opened.installation_id, room=room
            )
            for room in (ROOM, "C-OTHER")
        ]

    assert found == [opened.partnership_id, None]


@pytest.mark.parametrize(("name", "knows"), [("sam", True), ("grace", False), ("mina", False)])
def test_room_of_a_draft_is_known_to_its_runner(riverside: Riverside, name: str, knows: bool) -> None:
    with riverside.database.read() as transaction:
        found = partnerships.meeting_in(
            transaction,
            viewer=myself(riverside.person(name).id),
            installation_id=riverside.installation_id,
            room=ROOM,
        )

    assert found == (riverside.partnership_id if knows else None)


def test_room_holds_one_partnership(riverside: Riverside) -> None:
    with riverside.database.write() as transaction, pytest.raises(Refused) as refused:
        rooms.add(
            transaction,
            viewer=riverside.viewer("sam"),
            installation_id=riverside.installation_id,
            external_id=ROOM,
            name="#riverside",
        )

    assert (refused.value.key, refused.value.parameters) == ("room_taken", {"room": "#riverside"})


def test_room_is_renamed_and_archived(riverside: Riverside) -> None:
    here: dict[str, Any] = {"installation_id": riverside.installation_id, "external_id": ROOM}

    with riverside.database.write() as transaction:
        rooms.note_name(transaction, viewer=ENGINE, name="#progression", **here)
        rooms.note_usable(transaction, viewer=ENGINE, usable=False, **here)
        found = rooms.all_of(transaction, viewer=riverside.viewer("mina"))

    assert [(room.name, room.usable) for room in found] == [("#progression", False)]


def test_rooms_of_another_partnership(riverside: Riverside) -> None:
    stranger = _stranger(riverside)

    with riverside.database.read() as transaction:
        assert rooms.all_of(transaction, viewer=stranger) == ()


def test_people_do_not_rename_rooms(riverside: Riverside) -> None:
    with riverside.database.write() as transaction, pytest.raises(PermissionError):
        rooms.note_name(
            transaction, viewer=riverside.viewer("sam"), installation_id=1, external_id=ROOM, name="#mine"
        )


def test_members_of_the_viewers_partnership(riverside: Riverside) -> None:
    stranger = _stranger(riverside)

    with riverside.database.read() as transaction:
        ours = members.all_of(transaction, viewer=riverside.viewer("mina"))
        theirs = members.all_of(transaction, viewer=stranger)

    assert (ours, theirs) == (tuple(riverside.members.values()), ())


def test_member_by_person(riverside: Riverside) -> None:
    stranger = _stranger(riverside)
    mina = riverside.person("mina")

    with riverside.database.read() as transaction:
        found = [
            members.member(transaction, viewer=viewer, person_id=mina.id)
            for viewer in (riverside.viewer("sam"), stranger)
        ]

    assert found == [riverside.members["mina"], None]


def test_runner_and_chair(riverside: Riverside) -> None:
    stranger = _stranger(riverside)

    with riverside.database.read() as transaction:
        ours = (
            members.runner_of(transaction, viewer=riverside.engine),
            members.chair_of(transaction, viewer=riverside.engine),
        )
        theirs = (
            members.runner_of(transaction, viewer=stranger),
            members.chair_of(transaction, viewer=stranger),
        )

    assert ours == (riverside.members["sam"], riverside.members["grace"])
    assert theirs == (None, None)


def test_who_speaks_for_a_partner(riverside: Riverside) -> None:
    sam = riverside.viewer("sam")

    with riverside.database.write() as transaction:
        empty = partners.add(transaction, viewer=sam, name="Meadow College")
        found = [
            members.co_ordinator_of(transaction, viewer=sam, partner_id=partner_id)
            for partner_id in (riverside.castle_id, riverside.office_id, empty.id)
        ]

    assert found == [riverside.members["mina"], riverside.members["sam"], None]


def test_deputy_does_not_speak_for_a_partner(riverside: Riverside) -> None:
    sam = riverside.viewer("sam")

    with riverside.database.write() as transaction:
        meadow = partners.add(transaction, viewer=sam, name="Meadow College")
        members.work_for(transaction, viewer=sam, person_id=riverside.person("rob").id, partner_id=meadow.id)

        assert members.co_ordinator_of(transaction, viewer=sam, partner_id=meadow.id) is None


def test_doors_of_members(riverside: Riverside) -> None:
    sam, mina = riverside.viewer("sam"), riverside.person("mina")
    again = datetime(2026, 9, 11, 9, 0, tzinfo=UTC)

    with riverside.database.write() as transaction:
        members.open_door(transaction, viewer=sam, person_ids=[mina.id])
        members.greeted(transaction, viewer=sam, person_id=mina.id, now=NOW)
        members.greeted(transaction, viewer=sam, person_id=mina.id, now=again)
        members.ring(transaction, viewer=sam, person_id=mina.id, rings=True)
        after = members.all_of(transaction, viewer=sam)

    state = {one.person.name: (one.doors_open, one.greeted_at, one.rings) for one in after}
    assert state.pop("Mina Iqbal") == (True, NOW, True)
    assert set(state.values()) == {(False, None, False)}


def test_doors_of_another_partnership_stay_shut(riverside: Riverside) -> None:
    stranger, mina = _stranger(riverside), riverside.person("mina")

    with riverside.database.write() as transaction:
        members.open_door(transaction, viewer=stranger, person_ids=[mina.id])
        found = members.member(transaction, viewer=riverside.viewer("sam"), person_id=mina.id)

    assert found == riverside.members["mina"]


def test_runner_of_an_open_partnership(riverside: Riverside, database: Database) -> None:
    sam = riverside.person("sam").id

    with database.write() as transaction:
        viewer = riverside.viewer("sam")
        members.open_door(transaction, viewer=viewer, person_ids=[sam])
        before = members.runs_an_open_one(transaction, viewer=viewer, person_id=sam)
        partnerships.open_doors(transaction, viewer=viewer, now=NOW)
        after = {
            name: members.runs_an_open_one(transaction, viewer=viewer, person_id=one.person.id)
            for name, one in riverside.members.items()
        }
        asked_by_strangers = members.runs_an_open_one(transaction, viewer=myself(0), person_id=sam)

    assert before is False
    assert after == {"sam": True, "grace": False, "mina": False, "rob": False, "dee": False}
    assert asked_by_strangers is False


def test_who_stands_in_for_the_runner_behind_shut_doors_runs_nothing_yet(
    riverside: Riverside, database: Database
) -> None:
    rob, viewer = riverside.person("rob").id, riverside.viewer("sam")

    with database.write() as transaction:
        partnerships.open_doors(transaction, viewer=viewer, now=NOW)
        members.take_role(transaction, viewer=viewer, person_id=rob, role=Role.DEPUTY_RUNNER)
        shut = members.runs_an_open_one(transaction, viewer=viewer, person_id=rob)
        members.open_door(transaction, viewer=viewer, person_ids=[rob])
        opened = members.runs_an_open_one(transaction, viewer=viewer, person_id=rob)

    assert (shut, opened) == (False, True)


def test_nothing_is_added_to_no_partnership(riverside: Riverside) -> None:
    alone = myself(riverside.person("sam").id)

    with riverside.database.write() as transaction:
        with pytest.raises(PermissionError):
            partners.add(transaction, viewer=alone, name="Meadow College")
        with pytest.raises(PermissionError):
            members.add(transaction, viewer=alone, person_id=1, role=Role.RUNNER, partner_id=None)
        with pytest.raises(PermissionError):
            rooms.add(transaction, viewer=alone, installation_id=1, external_id="C-NEW", name="#new")


def test_nobody_is_added_for_a_partner_of_another_partnership(riverside: Riverside) -> None:
    with riverside.database.write() as transaction:
        alone = people.create(transaction, viewer=myself(0), name="Ada Vale", zone=None, now=NOW)
        other = partnerships.create(
            transaction, viewer=myself(alone.id), profile=Profile(name="Valley Link", zone=LONDON), now=NOW
        )
        ada = Viewer(person_id=alone.id, partnership_id=other.id, role=Role.RUNNER)

        with pytest.raises(PermissionError):
            members.add(
                transaction,
                viewer=ada,
                person_id=alone.id,
                role=Role.RUNNER,
                partner_id=riverside.castle_id,
            )

        assert members.all_of(transaction, viewer=ada) == ()
