"""Starting a partnership."""

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.evidence import Stage
from bot.domain.partners import PartnerKind
from bot.domain.partnerships import PartnershipState, Profile, Worked
from bot.domain.people import AddressKind
from bot.domain.permissions import Role
from bot.errors import Refused
from bot.services import identity, partnerships
from bot.services.identity import Caller
from bot.services.partnerships import Draft, Meeting, Started
from storage import members, partners, rooms
from storage import partnerships as stored_partnerships
from storage.database import Database
from tests.riverside import LONDON, NOW, ROOM, build, install

_SMALLEST = Draft(name="Valley Link", runner="slack:U-SAM", zone="Europe/London")


def _caller(database: Database, installation_id: int, external_id: str = "U-SAM") -> Caller:
    return identity.recognise(
        database=database,
        kind=AddressKind.SLACK,
        installation_id=installation_id,
        external_id=external_id,
        room=None,
    )


def _start(
    database: Database, draft: Draft, *, external_id: str = "U-SAM", meeting: Meeting | None = None
) -> Started:
    caller = _caller(database, install(database), external_id)
    return partnerships.start(database=database, caller=caller, draft=draft, meeting=meeting, now=NOW)


def _roles(database: Database, started: Started) -> dict[str, tuple[Role, bool]]:
    """Each member's role, and whether they belong to an organisation."""
    with database.read() as transaction:
        return {
            one.person.name: (one.role, one.partner_id is not None)
            for one in members.all_of(transaction, viewer=started.maker)
        }


def test_three_fields_are_enough(database: Database) -> None:
    started = _start(database, _SMALLEST)

    assert started.partnership.profile == Profile(name="Valley Link", zone=LONDON)
    assert started.partnership.state is PartnershipState.DRAFT
    assert (started.maker.role, started.maker_runs, started.runner.name) == (Role.RUNNER, True, "Sam Hallam")
    assert _roles(database, started) == {"Sam Hallam": (Role.RUNNER, False)}


def test_all_fields_are_kept(database: Database) -> None:
    draft = Draft(
        name=" Valley   Link ",
        runner="slack:U-SAM",
        zone="Europe/Dublin",
        purpose=" One map of all services ",
        for_whom="Patients",
        organisation="Valley office",
        deputy_runner="slack:U-ROB",
        chair="Ruth Chair, ruth@town.example",
        chair_works_for_partner=False,
        runner_works_for_partner=False,
        runner_telephone="01632 960 200",
        country="United Kingdom",
        region="Wales",
        worked=Worked.YEARS,
        going=Stage.FLYING,
        money_ends="31 March 2028",
        partners_agreed=True,
    )

    started = _start(database, draft)

    assert started.partnership.profile == Profile(
        name="Valley Link",
        zone=ZoneInfo("Europe/Dublin"),
        purpose="One map of all services",
        for_whom="Patients",
        country="GB",
        region="WLS",
        chair_works_for_partner=False,
        runner_works_for_partner=False,
        runner_telephone="01632 960 200",
        worked=Worked.YEARS,
        going=Stage.FLYING,
        money_ends=date(2028, 3, 31),
        partners_agreed=True,
    )
    assert _roles(database, started) == {
        "Sam Hallam": (Role.RUNNER, True),
        "Rob Stone": (Role.DEPUTY_RUNNER, False),
        "Ruth Chair": (Role.CHAIR, True),
    }


@pytest.mark.parametrize(
    ("works_for_partner", "kind"),
    [(None, PartnerKind.OFFICE), (False, PartnerKind.OFFICE), (True, PartnerKind.PARTNER)],
)
def test_organisation_of_the_runner(
    database: Database, works_for_partner: bool | None, kind: PartnerKind
) -> None:
    draft = replace(_SMALLEST, organisation="Valley office", runner_works_for_partner=works_for_partner)

    started = _start(database, draft)

    with database.read() as transaction:
        found = partners.all_of(transaction, viewer=started.maker)
    assert [(one.name, one.kind) for one in found] == [("Valley office", kind)]


@pytest.mark.parametrize(
    ("chair_works", "runner_works", "belongs"),
    [(False, False, True), (False, True, False), (True, False, False), (None, False, False)],
)
def test_chair_belongs_to_the_office_when_to_no_partner(
    database: Database, chair_works: bool | None, runner_works: bool, belongs: bool
) -> None:
    draft = replace(
        _SMALLEST,
        organisation="Valley office",
        chair="slack:U-GRACE",
        chair_works_for_partner=chair_works,
        runner_works_for_partner=runner_works,
    )

    assert _roles(database, _start(database, draft))["Grace Obi"] == (Role.CHAIR, belongs)


@pytest.mark.parametrize(
    ("deputy_runner", "role"), [("", Role.DEPUTY_RUNNER), ("slack:U-ROB", Role.OBSERVER)]
)
def test_maker_who_is_not_the_runner(database: Database, deputy_runner: str, role: Role) -> None:
    draft = replace(_SMALLEST, deputy_runner=deputy_runner)

    started = _start(database, draft, external_id="U-MINA")

    assert (started.maker.role, started.maker_runs, started.runner.name) == (role, False, "Sam Hallam")
    assert _roles(database, started)["Sam Hallam"] == (Role.RUNNER, False)


def test_maker_who_takes_the_chair(database: Database) -> None:
    started = _start(database, replace(_SMALLEST, chair="slack:U-GRACE"), external_id="U-GRACE")

    assert started.maker.role is Role.CHAIR


def test_room_in_which_it_was_started(database: Database) -> None:
    started = _start(database, _SMALLEST, meeting=Meeting(room="C-VALLEY", name="#valley"))

    with database.read() as transaction:
        found = rooms.all_of(transaction, viewer=started.maker)
    assert [(room.external_id, room.name) for room in found] == [("C-VALLEY", "#valley")]


@pytest.mark.parametrize(
    ("changed", "key", "field"),
    [
        ({"name": "  "}, "name_needed", "name"),
        ({"name": "x" * 4000}, "too_long", "name"),
        ({"purpose": "x" * 4000}, "too_long", "purpose"),
        ({"for_whom": "x" * 4000}, "too_long", "for_whom"),
        ({"organisation": "x" * 4000}, "too_long", "organisation"),
        ({"runner_telephone": "x" * 4000}, "too_long", "runner_telephone"),
        ({"zone": "Mars/Olympus"}, "zone_unknown", "zone"),
        ({"country": "Narnia"}, "country_unknown", "country"),
        ({"money_ends": "soon"}, "date_missing_day", "money_ends"),
        ({"runner": ""}, "person_needed", "runner"),
        ({"runner": "slack:U-LEFT"}, "person_left", "runner"),
        ({"runner": "Nia Newcomer"}, "person_unknown", "runner"),
        ({"chair": "slack:U-APP"}, "person_is_app", "chair"),
        ({"chair": "slack:U-SAM"}, "person_in_two_places", "chair"),
        ({"chair": "slack:U-ROB", "deputy_runner": "Rob Stone"}, "person_in_two_places", "chair"),
    ],
)
def test_field_that_needs_mending(database: Database, changed: dict[str, Any], key: str, field: str) -> None:
    riverside = build(database)
    caller = _caller(database, riverside.installation_id)

    with pytest.raises(Refused) as refused:
        partnerships.start(
            database=database, caller=caller, draft=replace(_SMALLEST, **changed), meeting=None, now=NOW
        )

    assert (refused.value.key, refused.value.field) == (key, field)
    assert list(partnerships.names_of(database=database, viewer=caller.alone())) == [riverside.partnership_id]


def test_room_that_has_a_partnership_already(database: Database) -> None:
    riverside = build(database)
    caller = _caller(database, riverside.installation_id)

    with pytest.raises(Refused, match="room_taken"):
        partnerships.start(
            database=database,
            caller=caller,
            draft=_SMALLEST,
            meeting=Meeting(room=ROOM, name="#riverside"),
            now=NOW,
        )

    with database.read() as transaction:
        mine = stored_partnerships.memberships_of(transaction, viewer=caller.alone())
    assert mine == (riverside.members["sam"],)


def test_names_of_the_callers_partnerships(database: Database) -> None:
    started = _start(database, _SMALLEST)
    riverside = build(database)

    names = partnerships.names_of(database=database, viewer=_caller(database, 1).alone())

    assert names == {
        started.partnership.id: "Valley Link",
        riverside.partnership_id: "Riverside Progression Group",
    }


@pytest.mark.parametrize(
    ("external_id", "zone"),
    [("U-MINA", "Europe/Dublin"), ("U-ROB", "Europe/London"), ("U-NOBODY", "Europe/London")],
)
def test_zone_that_is_offered_to_somebody_new(database: Database, external_id: str, zone: str) -> None:
    caller = _caller(database, install(database), external_id)

    assert partnerships.zone_of(database=database, caller=caller) == ZoneInfo(zone)


def test_zone_that_is_offered_to_somebody_known(database: Database) -> None:
    riverside = build(database)
    caller = _caller(database, riverside.installation_id, "U-MINA")

    assert partnerships.zone_of(database=database, caller=caller) == ZoneInfo("Europe/Dublin")
