"""Riverside Progression Group as the tests need it: a few of its people, on the morning on which it starts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.installations import Entry
from bot.domain.partners import PartnerKind, Reach
from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind, Membership, Person
from bot.domain.permissions import ENGINE, Role, Viewer, engine_in, myself
from storage import directory, installations, members, partners, partnerships, people, rooms
from storage.database import Database, Transaction
from tests import again

NOW = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)
"""Thursday 10 September 2026, half past eight in London."""

LONDON = ZoneInfo("Europe/London")
ROOM = "C-RIVERSIDE"
LISTED = {
    "U-SAM": Entry(
        external_id="U-SAM",
        name="Sam Hallam",
        email="sam@office.example",
        zone="Europe/London",
        left=False,
        is_bot=False,
    ),
    "U-GRACE": Entry(
        external_id="U-GRACE", name="Grace Obi", email=None, zone="Europe/London", left=False, is_bot=False
    ),
    "U-MINA": Entry(
        external_id="U-MINA",
        name="Mina Iqbal",
        email="M.Iqbal@castle.example",
        zone="Europe/Dublin",
        left=False,
        is_bot=False,
    ),
    "U-ROB": Entry(external_id="U-ROB", name="Rob Stone", email=None, zone=None, left=False, is_bot=False),
    "U-LEFT": Entry(external_id="U-LEFT", name="Pat Gone", email=None, zone=None, left=True, is_bot=False),
    "U-APP": Entry(external_id="U-APP", name="Calendar", email=None, zone=None, left=False, is_bot=True),
}


@dataclass(frozen=True, kw_only=True)
class Riverside:
    """The partnership as stored: Sam runs it, Grace has the chair, Mina and Rob are at Castle College, Dee has a telephone."""

    database: Database
    installation_id: int
    partnership_id: int
    office_id: int
    castle_id: int
    brook_lane_id: int
    members: Mapping[str, Membership]

    def viewer(self, name: str) -> Viewer:
        return self.members[name].viewer

    def person(self, name: str) -> Person:
        return self.members[name].person

    @property
    def engine(self) -> Viewer:
        return engine_in(self.partnership_id)


def install(database: Database) -> int:
    """Connect the workspace and list its people. Returns the installation's id."""
    with database.write() as transaction:
        installation_id = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.SLACK,
            external_id="T-OFFICE",
            name="Partnership office",
            bot_id="U-BYWHEN",
            now=NOW,
        )
        for entry in LISTED.values():
            directory.put(transaction, viewer=ENGINE, installation_id=installation_id, entry=entry, now=NOW)
    return installation_id


def build(database: Database, *, opened: bool = False, zone: ZoneInfo = LONDON) -> Riverside:
    """Make the partnership: a draft, or with the doors open for everybody who can be written to.

    `zone` is that of the partnership and its partners; people have their own.
    """
    name = f"riverside, {'open' if opened else 'a draft'}, {zone}"
    made = again.built(database, name, partial(_build, database, opened=opened, zone=zone))
    return replace(made, database=database)


def _build(database: Database, *, opened: bool, zone: ZoneInfo) -> Riverside:
    installation_id = install(database)
    with database.write() as transaction:
        sam = _listed(transaction, myself(0), installation_id, "U-SAM")
        profile = Profile(name="Riverside Progression Group", zone=zone, country="GB", region="ENG")
        made = partnerships.create(transaction, viewer=myself(sam.id), profile=profile, now=NOW)
        runner = Viewer(person_id=sam.id, partnership_id=made.id, role=Role.RUNNER)
        office = partners.add(transaction, viewer=runner, name="Partnership office", kind=PartnerKind.OFFICE)
        castle = partners.add(transaction, viewer=runner, name="Castle College", reach=Reach.SLACK)
        brook_lane = partners.add(
            transaction, viewer=runner, name="Brook Lane Training", reach=Reach.TELEPHONE
        )
        joining = (
            (sam, Role.RUNNER, office.id),
            (_listed(transaction, runner, installation_id, "U-GRACE"), Role.CHAIR, office.id),
            (_listed(transaction, runner, installation_id, "U-MINA"), Role.CO_ORDINATOR, castle.id),
            (_listed(transaction, runner, installation_id, "U-ROB"), Role.DEPUTY, castle.id),
            (_by_telephone(transaction, runner), Role.CO_ORDINATOR, brook_lane.id),
        )
        for person, role, partner_id in joining:
            members.add(transaction, viewer=runner, person_id=person.id, role=role, partner_id=partner_id)
        rooms.add(
            transaction, viewer=runner, installation_id=installation_id, external_id=ROOM, name="#riverside"
        )
        if opened:
            _open(transaction, runner, [sam, *(person for person, _, _ in joining)])
        everybody = members.all_of(transaction, viewer=runner)
    return Riverside(
        database=database,
        installation_id=installation_id,
        partnership_id=made.id,
        office_id=office.id,
        castle_id=castle.id,
        brook_lane_id=brook_lane.id,
        members={one.person.first_name.lower(): one for one in everybody},
    )


def take_over(group: Riverside, name: str, *, left: Role = Role.MEMBER) -> Riverside:
    """Let somebody run it in Sam's place, who stays as `left`. Returns it as it stands then."""
    with group.database.write() as transaction:
        for who, role in (("sam", left), (name, Role.RUNNER)):
            members.take_role(transaction, viewer=group.engine, person_id=group.person(who).id, role=role)
        everybody = members.all_of(transaction, viewer=group.engine)
    found = {one.person.id: one for one in everybody}
    return replace(group, members={who: found[one.person.id] for who, one in group.members.items()})


def _listed(transaction: Transaction, viewer: Viewer, installation_id: int, external_id: str) -> Person:
    return people.from_directory(
        transaction,
        viewer=viewer,
        kind=AddressKind.SLACK,
        installation_id=installation_id,
        external_id=external_id,
        now=NOW,
    )


def _by_telephone(transaction: Transaction, viewer: Viewer) -> Person:
    dee = people.create(transaction, viewer=viewer, name="Dee Frame", zone=None, now=NOW)
    people.give_address(
        transaction,
        viewer=viewer,
        person_id=dee.id,
        kind=AddressKind.TELEPHONE,
        installation_id=None,
        external_id="01632 960 118",
    )
    return dee


def _open(transaction: Transaction, runner: Viewer, everybody: list[Person]) -> None:
    partnerships.open_doors(transaction, viewer=runner, now=NOW)
    members.open_door(transaction, viewer=runner, person_ids=[person.id for person in everybody])
    for person in everybody:
        members.greeted(transaction, viewer=runner, person_id=person.id, now=NOW)
