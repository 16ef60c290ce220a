"""Adding partners and who answers for them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.calendars import Span
from bot.domain.installations import Entry
from bot.domain.partners import Reach
from bot.domain.people import AddressKind, Membership, Person
from bot.domain.permissions import ENGINE, Role
from bot.errors import Refused
from bot.services import partners
from bot.services.partners import Added, Answering, NewPartner
from bot.services.people import Installed
from storage import directory as stored_directory
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage.database import Database
from tests.riverside import NOW, Riverside, build

_MEADOW = NewPartner(organisation="Meadow College")


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database)


def _add(riverside: Riverside, new: NewPartner, *, name: str = "sam") -> Added:
    return partners.add(
        database=riverside.database,
        viewer=riverside.viewer(name),
        new=new,
        installed=Installed(kind=AddressKind.SLACK, id=riverside.installation_id),
        now=NOW,
    )


def _answer(riverside: Riverside, partner_id: int, text: str, *, name: str = "sam") -> Answering:
    return partners.add_co_ordinator(
        database=riverside.database,
        viewer=riverside.viewer(name),
        partner_id=partner_id,
        co_ordinator=text,
        reach=Reach.TELEPHONE,
        installed=Installed(kind=AddressKind.SLACK, id=riverside.installation_id),
        now=NOW,
    )


def _members(riverside: Riverside) -> dict[str, Membership]:
    with riverside.database.read() as transaction:
        return {
            one.person.name: one for one in stored_members.all_of(transaction, viewer=riverside.viewer("sam"))
        }


def test_partner_with_nothing_but_a_name(riverside: Riverside) -> None:
    added = _add(riverside, _MEADOW)

    with riverside.database.read() as transaction:
        stored = stored_partners.by_name(transaction, viewer=riverside.viewer("sam"), name="Meadow College")
        partnership = stored_partnerships.get(transaction, viewer=riverside.viewer("sam"))
    assert stored is not None
    assert added == Added(
        partnership=partnership, partner=stored, co_ordinator=None, deputy=None, reachable=False
    )


def test_partner_with_everything(riverside: Riverside) -> None:
    new = NewPartner(
        organisation="Meadow College",
        co_ordinator="Kwame Mensah, kwame@meadow.example",
        deputy="Jo Blake",
        reach=Reach.EMAIL,
        country="UK",
        region="Wales",
        closed_dates="26-30 Oct: Half-term",
    )

    added = _add(riverside, new)

    assert (added.partner.reach, added.reachable) == (Reach.EMAIL, False)
    assert (added.partner.calendar.country, added.partner.calendar.region) == ("GB", "WLS")
    assert added.partner.calendar.closed == (
        Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="Half-term"),
    )
    joined = _members(riverside)
    assert {
        name: (joined[name].role, joined[name].partner_id, joined[name].rings)
        for name in ("Kwame Mensah", "Jo Blake")
    } == {
        "Kwame Mensah": (Role.CO_ORDINATOR, added.partner.id, False),
        "Jo Blake": (Role.DEPUTY, added.partner.id, False),
    }


def test_region_alone_is_one_of_the_partnerships_country(riverside: Riverside) -> None:
    added = _add(riverside, replace(_MEADOW, region="Scotland"))

    assert (added.partner.calendar.country, added.partner.calendar.region) == ("GB", "SCT")


def test_partner_on_the_telephone_is_rung(riverside: Riverside) -> None:
    _add(riverside, replace(_MEADOW, co_ordinator="Kwame Mensah 01632 960 130", reach=Reach.TELEPHONE))

    assert _members(riverside)["Kwame Mensah"].rings


def test_co_ordinator_in_the_workspace_can_be_reached(riverside: Riverside) -> None:
    listed = Entry(
        external_id="U-KWAME", name="Kwame Mensah", email=None, zone=None, left=False, is_bot=False
    )
    with riverside.database.write() as transaction:
        stored_directory.put(
            transaction, viewer=ENGINE, installation_id=riverside.installation_id, entry=listed, now=NOW
        )

    added = _add(riverside, replace(_MEADOW, co_ordinator="slack:U-KWAME"))

    assert (added.co_ordinator and added.co_ordinator.name, added.reachable) == ("Kwame Mensah", True)


def test_member_who_works_for_nobody_yet_keeps_their_role(riverside: Riverside) -> None:
    nia = _observer(riverside)

    added = _add(riverside, replace(_MEADOW, co_ordinator=f"person:{nia.id}"))

    after = _members(riverside)["Nia Newcomer"]
    assert (after.role, after.partner_id) == (Role.OBSERVER, added.partner.id)


@pytest.mark.parametrize(
    ("changed", "key", "field"),
    [
        ({"organisation": " "}, "name_needed", "organisation"),
        ({"organisation": "x" * 4000}, "too_long", "organisation"),
        ({"organisation": "castle  college"}, "partner_exists", "organisation"),
        ({"country": "Narnia"}, "country_unknown", "country"),
        ({"closed_dates": "whenever"}, "closed_dates_unreadable", "closed_dates"),
        ({"co_ordinator": "slack:U-LEFT"}, "person_left", "co_ordinator"),
        ({"co_ordinator": "slack:U-MINA"}, "person_elsewhere", "co_ordinator"),
        ({"co_ordinator": "Jo Blake", "deputy": "Jo Blake"}, "person_in_two_places", "deputy"),
    ],
)
def test_field_that_needs_mending(
    riverside: Riverside, changed: dict[str, Any], key: str, field: str
) -> None:
    before = _members(riverside)

    with pytest.raises(Refused) as refused:
        _add(riverside, NewPartner(**{"organisation": "Meadow College", **changed}))

    assert (refused.value.key, refused.value.field) == (key, field)
    assert _members(riverside) == before
    with riverside.database.read() as transaction:
        viewer = riverside.viewer("sam")
        assert stored_partners.by_name(transaction, viewer=viewer, name="Meadow College") is None


def test_partners_are_added_by_who_runs_things(riverside: Riverside) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        _add(riverside, _MEADOW, name="mina")


def test_partner_gets_its_co_ordinator_later(riverside: Riverside) -> None:
    meadow = _add(riverside, _MEADOW).partner

    answering = _answer(riverside, meadow.id, "Kwame Mensah, 01632 960 130")

    joined = _members(riverside)["Kwame Mensah"]
    assert (answering.co_ordinator, answering.partner, answering.reachable) == (joined.person, meadow, False)
    assert (joined.role, joined.partner_id, joined.rings) == (Role.CO_ORDINATOR, meadow.id, True)


@pytest.mark.parametrize(
    ("text", "key", "parameters"),
    [
        ("", "person_needed", {}),
        ("Mina Iqbal", "person_elsewhere", {"name": "Mina Iqbal", "partner": "Castle College"}),
    ],
)
def test_co_ordinator_who_cannot_be(
    riverside: Riverside, text: str, key: str, parameters: dict[str, object]
) -> None:
    meadow = _add(riverside, _MEADOW).partner

    with pytest.raises(Refused) as refused:
        _answer(riverside, meadow.id, text)

    assert (refused.value.key, refused.value.field, refused.value.parameters) == (
        key,
        "co_ordinator",
        parameters,
    )


def test_partner_has_a_co_ordinator_already(riverside: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        _answer(riverside, riverside.castle_id, "Jo Blake")

    assert refused.value.key == "co_ordinator_exists"
    assert refused.value.parameters == {"name": "Mina Iqbal", "partner": "Castle College"}


def test_co_ordinator_of_a_partner_of_others(riverside: Riverside) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        _answer(riverside, riverside.brook_lane_id, "Jo Blake", name="mina")


def test_partner_that_is_gone(riverside: Riverside) -> None:
    sam = riverside.viewer("sam")

    with pytest.raises(Refused, match="partner_gone"):
        partners.named(database=riverside.database, viewer=sam, partner_id=99)

    castle = partners.named(database=riverside.database, viewer=sam, partner_id=riverside.castle_id)
    assert castle.name == "Castle College"


def _observer(riverside: Riverside) -> Person:
    """Somebody in the partnership who works for no partner."""
    sam = riverside.viewer("sam")
    with riverside.database.write() as transaction:
        nia = stored_people.create(transaction, viewer=sam, name="Nia Newcomer", zone=None, now=NOW)
        stored_members.add(transaction, viewer=sam, person_id=nia.id, role=Role.OBSERVER, partner_id=None)
    return nia
