"""Starting a partnership: a draft that its maker and its runner see, and nobody is told of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain import zones
from bot.domain.calendars import local_date
from bot.domain.evidence import Stage
from bot.domain.partners import PartnerKind
from bot.domain.partnerships import Partnership, Profile, Worked
from bot.domain.people import Person
from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from bot.services import identity
from bot.services.days import read_day
from bot.services.identity import Caller
from bot.services.lengths import NAME, TEXT, require_room
from bot.services.people import Installed, find
from bot.services.places import read_place, read_zone
from bot.services.ports import Transactions
from storage import audit
from storage import directory as stored_directory
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage import rooms as stored_rooms
from storage.database import Joined, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the form **Start a partnership** says, as typed or chosen. People are as `bot.services.people` reads them."""

    name: str
    runner: str
    zone: str
    purpose: str = ""
    for_whom: str = ""
    organisation: str = ""
    deputy_runner: str = ""
    chair: str = ""
    chair_works_for_partner: bool | None = None
    runner_works_for_partner: bool | None = None
    runner_telephone: str = ""
    country: str = ""
    region: str = ""
    worked: Worked | None = None
    going: Stage | None = None
    money_ends: str = ""
    partners_agreed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The room in which a partnership is started."""

    room: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A new draft, seen by its maker. `maker_runs` says whether the maker is its runner."""

    partnership: Partnership
    runner: Person
    maker: Viewer
    maker_runs: bool


# The field of the form that each role is asked in, and whether somebody without a chat can have it.
_SEATS: Final = (
    (Role.RUNNER, "runner", False),
    (Role.DEPUTY_RUNNER, "deputy_runner", True),
    (Role.CHAIR, "chair", True),
)


def names_of(*, database: Transactions, viewer: Viewer) -> Mapping[int, str]:
    """Return the names of the partnerships that the viewer's person belongs to, by id."""
    with database.read() as transaction:
        memberships = stored_partnerships.memberships_of(transaction, viewer=viewer)
        return {
            one.partnership_id: stored_partnerships.get(transaction, viewer=one.viewer).name
            for one in memberships
        }


def zone_of(*, database: Transactions, caller: Caller) -> ZoneInfo:
    """Return the time zone to offer to the caller: their own, else what the directory says, else Britain's."""
    if caller.person is not None and caller.person.zone is not None:
        return caller.person.zone
    with database.read() as transaction:
        entry = stored_directory.entry(
            transaction, installation_id=caller.installation_id, external_id=caller.external_id
        )
    return zones.zone_of(entry.zone if entry else None) or ZoneInfo(zones.HOME)


def start(
    *, database: Transactions, caller: Caller, draft: Draft, meeting: Meeting | None, now: datetime
) -> Started:
    """Make a draft with its runner, deputy runner and chair, the runner's office, and the room it was started in.

    Raises `Refused` with the field that needs mending; nothing has been written then.
    """
    profile = _profile(draft, now)
    with database.write() as transaction:
        maker = identity.settle_person(database=Joined(transaction), caller=caller, now=now)
        alone = replace(caller.alone(), person_id=maker.id)
        seats = _seats(transaction, alone, caller, draft, now)
        partnership = stored_partnerships.create(transaction, viewer=alone, profile=profile, now=now)
        viewer = Viewer(person_id=maker.id, partnership_id=partnership.id, role=Role.RUNNER)
        office_id = _add_office(transaction, viewer, draft)
        _seat(transaction, viewer, seats, draft, office_id)
        membership = stored_members.member(transaction, viewer=viewer, person_id=maker.id)
        if meeting is not None:
            stored_rooms.add(
                transaction,
                viewer=viewer,
                installation_id=caller.installation_id,
                external_id=meeting.room,
                name=meeting.name,
            )
        audit.write(
            transaction,
            viewer=viewer,
            act="partnership_started",
            subject=f"partnership:{partnership.id}",
            now=now,
        )
    runner = seats[Role.RUNNER]
    return Started(
        partnership=partnership,
        runner=runner,
        maker=membership.viewer if membership else viewer,
        maker_runs=runner.id == maker.id,
    )


def _profile(draft: Draft, now: datetime) -> Profile:
    name = require_room(draft.name, field="name", most=NAME)
    if not name:
        raise Refused("name_needed", field="name")
    zone = read_zone(draft.zone)
    country, region = read_place(country=draft.country, region=draft.region)
    return Profile(
        name=" ".join(name.split()),
        zone=zone,
        purpose=require_room(draft.purpose, field="purpose", most=TEXT),
        for_whom=require_room(draft.for_whom, field="for_whom", most=TEXT),
        country=country,
        region=region,
        chair_works_for_partner=draft.chair_works_for_partner,
        runner_works_for_partner=draft.runner_works_for_partner,
        runner_telephone=require_room(draft.runner_telephone, field="runner_telephone", most=NAME),
        worked=draft.worked,
        going=draft.going,
        money_ends=_money_ends(draft.money_ends, local_date(now=now, zone=zone)),
        partners_agreed=draft.partners_agreed,
    )


def _money_ends(text: str, today: date) -> date | None:
    return read_day(text=text, field="money_ends", today=today) if text.strip() else None


def _seats(
    transaction: Transaction, alone: Viewer, caller: Caller, draft: Draft, now: datetime
) -> dict[Role, Person]:
    """Who has which role; the runner always, and nobody in two."""
    seats: dict[Role, Person] = {}
    for role, field, makes in _SEATS:
        text: str = getattr(draft, field)
        if not text.strip() and role is not Role.RUNNER:
            continue
        person = find(
            transaction,
            viewer=alone,
            text=text,
            field=field,
            installed=Installed(kind=caller.kind, id=caller.installation_id),
            makes=makes,
            now=now,
        )
        if any(person.id == other.id for other in seats.values()):
            raise Refused("person_in_two_places", field=field, name=person.name)
        seats[role] = person
    return seats


def _add_office(transaction: Transaction, viewer: Viewer, draft: Draft) -> int | None:
    """The runner's organisation: an office of its own kind, unless the runner works for a partner."""
    name = require_room(draft.organisation, field="organisation", most=NAME)
    if not name:
        return None
    kind = PartnerKind.PARTNER if draft.runner_works_for_partner else PartnerKind.OFFICE
    return stored_partners.add(transaction, viewer=viewer, name=name, kind=kind).id


def _seat(
    transaction: Transaction,
    viewer: Viewer,
    seats: Mapping[Role, Person],
    draft: Draft,
    office_id: int | None,
) -> None:
    """Make the members. The maker without a role of their own is the deputy, or reads where there is one."""
    taken = dict(seats)
    if all(person.id != viewer.person_id for person in seats.values()):
        spare = Role.OBSERVER if Role.DEPUTY_RUNNER in seats else Role.DEPUTY_RUNNER
        taken[spare] = stored_people.get(transaction, viewer=viewer, person_id=viewer.person_id)
    for role, person in taken.items():
        stored_members.add(
            transaction,
            viewer=viewer,
            person_id=person.id,
            role=role,
            partner_id=office_id if _belongs_to_office(role, draft) else None,
        )


def _belongs_to_office(role: Role, draft: Draft) -> bool:
    """The runner does. So does a chair who is known to belong to no partner, unless the runner's is one."""
    if role is Role.CHAIR:
        return draft.chair_works_for_partner is False and not draft.runner_works_for_partner
    return role is Role.RUNNER
