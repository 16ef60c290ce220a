"""A draft is its maker's and its runner's: nobody else hears that it is there, until its doors open."""

import pytest

from bot.domain.partnerships import PartnershipState, Profile
from bot.domain.permissions import Role, Viewer, myself
from storage import members, partnerships, rooms
from storage.database import Database
from tests import riverside
from tests.riverside import LONDON, NOW, ROOM, Riverside


@pytest.fixture
def draft(database: Database) -> Riverside:
    return riverside.build(database)


def _seen(group: Riverside, name: str) -> tuple[int, bool]:
    """Return how many partnerships somebody is in, as far as they know, and whether they know whose room it is."""
    viewer = myself(group.person(name).id)
    with group.database.read() as transaction:
        memberships = partnerships.memberships_of(transaction, viewer=viewer)
        meeting = rooms.meeting_in(
            transaction, viewer=viewer, installation_id=group.installation_id, room=ROOM
        )
    return len(memberships), meeting is not None


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.SELF, Role.ENGINE, Role.RUNNER}])
def test_no_other_role_sees_a_draft(draft: Riverside, role: Role) -> None:
    with draft.database.write() as transaction:
        members.take_role(
            transaction, viewer=draft.viewer("sam"), person_id=draft.person("mina").id, role=role
        )

    assert (_seen(draft, "mina"), _seen(draft, "sam")) == ((0, False), (1, True))


def test_somebody_else_opens_no_doors(draft: Riverside) -> None:
    with draft.database.write() as transaction:
        profile = Profile(name="Valley Link", zone=LONDON)
        made = partnerships.create(
            transaction, viewer=myself(draft.person("rob").id), profile=profile, now=NOW
        )
        elsewhere = Viewer(person_id=draft.person("rob").id, partnership_id=made.id, role=Role.RUNNER)

        opened = [
            partnerships.open_doors(transaction, viewer=viewer, now=NOW)
            for viewer in (elsewhere, myself(draft.person("sam").id))
        ]
        ours = partnerships.get(transaction, viewer=draft.viewer("sam"))

    assert (opened, ours.state, ours.opened_at) == ([True, False], PartnershipState.DRAFT, None)


def test_everybody_sees_it_once_the_doors_are_open(draft: Riverside) -> None:
    with draft.database.write() as transaction:
        partnerships.open_doors(transaction, viewer=draft.viewer("sam"), now=NOW)

    assert {_seen(draft, name) for name in draft.members} == {(1, True)}
