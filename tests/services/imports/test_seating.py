"""The organisations and people that a workbook brings: who they are, where they sit, how they are reached."""

import pytest

from bot.domain.partners import Reach
from bot.domain.people import AddressKind, Membership
from bot.domain.permissions import Role
from storage import members, partners, people
from storage.database import Database
from tests.workbooks import NOW, Desk, form_of, sit_down, workbook

CONTACTS = ("Organisation", "Co-ordinator", "Deputy", "Email", "Phone")


@pytest.fixture
def desk(database: Database) -> Desk:
    return sit_down(database)


def _members(desk: Desk) -> dict[str, Membership]:
    with desk.database.read() as transaction:
        found = members.all_of(transaction, viewer=desk.viewer)
    return {one.person.name: one for one in found}


def _addresses(desk: Desk, name: str) -> set[tuple[AddressKind, str]]:
    person_id = _members(desk)[name].person.id
    with desk.database.read() as transaction:
        found = people.addresses_of(transaction, viewer=desk.viewer, person_id=person_id)
    return {(one.kind, one.external_id) for one in found}


def _member(desk: Desk, name: str, role: Role, *, partner: str) -> None:
    with desk.database.write() as transaction:
        there = partners.by_name(transaction, viewer=desk.viewer, name=partner)
        home = there or partners.add(transaction, viewer=desk.viewer, name=partner)
        person = people.create(transaction, viewer=desk.viewer, name=name, zone=None, now=NOW)
        members.add(transaction, viewer=desk.viewer, person_id=person.id, role=role, partner_id=home.id)


@pytest.mark.parametrize(
    ("kind", "row", "reach"),
    [
        (AddressKind.SLACK, ("Castle College", "Mina Iqbal"), Reach.SLACK),
        (AddressKind.TEAMS, ("Castle College", "Mina Iqbal"), Reach.TEAMS),
        (AddressKind.WEB, ("Castle College", "Mina Iqbal"), Reach.EMAIL),
        (AddressKind.WEB, ("Castle College", "Al Other", "", "al@castle.example"), Reach.EMAIL),
        (AddressKind.WEB, ("Castle College", "Al Other", "", "", "01632 960 118"), Reach.TELEPHONE),
        (AddressKind.WEB, ("Castle College", "Al Other"), Reach.NOT_YET),
        (AddressKind.WEB, ("Castle College", "", "Al Other"), Reach.NOT_YET),
    ],
)
def test_a_new_partner_is_reached_as_its_co_ordinator_is(
    database: Database, kind: AddressKind, row: tuple[str, ...], reach: Reach
) -> None:
    desk = sit_down(database, kind=kind)
    desk.made(workbook(CONTACTS, row), {})

    with desk.database.read() as transaction:
        castle = partners.by_name(transaction, viewer=desk.viewer, name="Castle College")
    assert castle is not None
    assert castle.reach is reach


def test_a_member_named_as_co_ordinator_becomes_it(desk: Desk) -> None:
    _member(desk, "Al Other", Role.MEMBER, partner="Castle College")
    desk.made(workbook(CONTACTS, ("Castle College", "Al Other", "", "AL@castle.example")), {})

    assert _members(desk)["Al Other"].role is Role.CO_ORDINATOR
    assert _addresses(desk, "Al Other") == {(AddressKind.EMAIL, "al@castle.example")}


def test_a_chair_named_for_a_partner_works_for_it_and_stays_chair(desk: Desk) -> None:
    desk.made(workbook(CONTACTS, ("Castle College", "Grace Obi", "", "", "01632 960 100")), {})

    grace = _members(desk)["Grace Obi"]
    assert (grace.role, grace.partner_id is None) == (Role.CHAIR, False)
    assert (AddressKind.TELEPHONE, "01632 960 100") in _addresses(desk, "Grace Obi")
    assert not grace.rings


def test_somebody_behind_the_address_is_nobody_new(desk: Desk) -> None:
    with desk.database.write() as transaction:
        known = people.create(transaction, viewer=desk.viewer, name="Alex Other", zone=None, now=NOW)
        people.give_address(
            transaction,
            viewer=desk.viewer,
            person_id=known.id,
            kind=AddressKind.EMAIL,
            installation_id=None,
            external_id="al@castle.example",
        )
    desk.made(workbook(CONTACTS, ("Castle College", "A Other", "", "Al@Castle.example")), {})

    assert _members(desk)["Alex Other"].person.id == known.id


def test_two_names_of_one_person_make_one_member(desk: Desk) -> None:
    content = workbook(CONTACTS, ("Castle College", "Mina Iqbal", "M I"))
    shown = desk.send(content)
    form = form_of(desk.press("match.1.1"))
    [deputy] = [one.name for one in form.fields if one.name.startswith("person.")]
    desk.matched(shown, {deputy: ("listed:mina",)})
    desk.press("make.1.2")

    assert sorted(_members(desk)) == ["Grace Obi", "Mina Iqbal", "Sam Hallam"]


def test_a_telephone_that_is_known_is_not_given_twice(desk: Desk) -> None:
    content = workbook(CONTACTS, ("Castle College", "Al Other", "", "", "01632 960 118"))
    desk.made(content, {})
    desk.made(workbook(CONTACTS, ("Castle College", "Al Other", "Jo Blake", "", "01632 960 118")), {})

    assert _addresses(desk, "Al Other") == {(AddressKind.TELEPHONE, "01632 960 118")}
    assert _members(desk)["Jo Blake"].role is Role.DEPUTY


def test_a_chair_who_works_for_nobody_can_hold_an_action(desk: Desk) -> None:
    row = ("Book a hall", "Castle College; Meadow College", "Grace Obi", "1 October 2026")
    desk.made(workbook(("What", "Who", "Lead person", "By when"), row), {"agreed": ("no",)})

    assert {share.person_id for share in desk.named("Book a hall").shares} == {desk.grace.person.id}
    assert _members(desk)["Grace Obi"].partner_id is None
