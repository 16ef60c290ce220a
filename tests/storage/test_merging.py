"""Two people become one: every row that named the second names the first, and nothing else is lost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.calendars import Span
from bot.domain.people import AddressKind, Rhythm
from bot.domain.permissions import ENGINE, Role, Viewer, myself
from bot.errors import Refused
from storage import hopes, manners, members, merging, people, schedules
from storage.database import Database, Transaction
from storage.tables import Base, MembershipRow
from tests.riverside import LONDON, NOW, Riverside
from tests.storage.crowd import errors, together
from tests.storage.house import House, everything, furnish

PEOPLE = Base.metadata.tables["people"]


@pytest.fixture
def house(database: Database) -> House:
    return furnish(database)


def _naming() -> Iterator[tuple[str, str]]:
    """Every column that names a person, by its table."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table is PEOPLE for key in column.foreign_keys):
                yield table.name, column.name


def _mentions(database: Database, person_id: int) -> dict[str, int]:
    """How often somebody is named, by table and column."""
    found = {}
    with database.read() as transaction:
        for table, column in _naming():
            rows = Base.metadata.tables[table]
            count = select(func.count()).where(rows.c[column] == person_id)
            found[f"{table}.{column}"] = transaction.connection.execute(count).scalar_one()
    return {name: count for name, count in found.items() if count}


def _newcomer(database: Database, name: str = "Nia New") -> int:
    with database.write() as transaction:
        return people.create(transaction, viewer=ENGINE, name=name, zone=LONDON, now=NOW).id


def _merge(database: Database, *, keep: int, gone: int) -> None:
    with database.write() as transaction:
        merging.merge(transaction, viewer=myself(keep), keep_id=keep, gone_id=gone)


def _member(group: Riverside, person_id: int) -> Any:
    with group.database.read() as transaction:
        return members.member(transaction, viewer=group.engine, person_id=person_id)


@pytest.mark.parametrize("who", ["sam", "grace", "mina", "rob", "dee"])
def test_whatever_named_somebody_names_whom_they_have_become(house: House, who: str) -> None:
    database, gone = house.group.database, house.group.person(who).id
    before = _mentions(database, gone)
    counts = {name: len(rows) for name, rows in everything(database).items()}
    keep = _newcomer(database)

    _merge(database, keep=keep, gone=gone)

    assert _mentions(database, keep) == before
    assert _mentions(database, gone) == {}
    assert {name: len(rows) for name, rows in everything(database).items()} == counts


def test_house_names_people_nearly_everywhere(house: House) -> None:
    """Else the test above would prove little."""
    named = {
        name
        for who in ("sam", "grace", "mina", "rob", "dee")
        for name in _mentions(house.group.database, house.group.person(who).id)
    }

    assert len(named) > 35


def test_second_person_is_there_no_more(group: Riverside) -> None:
    gone, keep = group.person("mina").id, _newcomer(group.database)

    _merge(group.database, keep=keep, gone=gone)

    with group.database.read() as transaction:
        assert people.by_ids(transaction, ids=[gone]) == {}
        found = people.behind_address(
            transaction,
            kind=AddressKind.SLACK,
            installation_id=group.installation_id,
            external_id="U-MINA",
        )
    assert found is not None
    assert found.id == keep


@pytest.mark.parametrize(
    ("keep", "gone", "role"),
    [
        ("mina", "rob", Role.CO_ORDINATOR),
        ("rob", "mina", Role.CO_ORDINATOR),
        ("sam", "grace", Role.RUNNER),
        ("grace", "sam", Role.RUNNER),
    ],
)
def test_of_two_roles_the_more_responsible_one_is_kept(
    group: Riverside, keep: str, gone: str, role: Role
) -> None:
    keep_id = group.person(keep).id

    _merge(group.database, keep=keep_id, gone=group.person(gone).id)

    assert _member(group, keep_id).role is role
    assert _member(group, group.person(gone).id) is None


def test_for_whom_somebody_works_is_kept_with_the_role_of_the_other(group: Riverside) -> None:
    keep = _newcomer(group.database)
    with group.database.write() as transaction:
        members.add(
            transaction, viewer=group.viewer("sam"), person_id=keep, role=Role.MEMBER, partner_id=None
        )

    _merge(group.database, keep=keep, gone=group.person("mina").id)

    found = _member(group, keep)
    assert (found.role, found.partner_id) == (Role.CO_ORDINATOR, group.castle_id)
    assert (found.doors_open, found.greeted_at) == (True, NOW)


def test_nobody_becomes_one_person_of_two_partners(group: Riverside) -> None:
    before = everything(group.database)

    with pytest.raises(Refused, match="two_partners") as refused:
        _merge(group.database, keep=group.person("sam").id, gone=group.person("mina").id)

    assert refused.value.parameters == {"first": "Partnership office", "second": "Castle College"}
    assert everything(group.database) == before


@pytest.mark.parametrize("asks", ["somebody else", "nobody"])
def test_nobody_else_says_so(group: Riverside, asks: str) -> None:
    sam, mina, rob = (group.person(name).id for name in ("sam", "mina", "rob"))
    viewer = myself(sam) if asks == "somebody else" else myself(0)

    with group.database.write() as transaction, pytest.raises(PermissionError):
        merging.merge(transaction, viewer=viewer, keep_id=mina, gone_id=rob)


def test_one_person_is_not_merged_with_themselves(group: Riverside) -> None:
    mina = group.person("mina").id

    with pytest.raises(ValueError, match="only one"):
        _merge(group.database, keep=mina, gone=mina)


def test_somebody_who_is_not_there_is_not_merged(group: Riverside) -> None:
    with pytest.raises(LookupError):
        _merge(group.database, keep=group.person("mina").id, gone=4711)


def test_what_was_chosen_by_the_first_stays_and_the_second_fills_what_is_empty(group: Riverside) -> None:
    keep, gone = _newcomer(group.database), group.person("mina").id
    until = (NOW + timedelta(days=4)).date()
    away = Span(first=NOW.date(), last=until)
    with group.database.write() as transaction:
        hopes.set_hopes(transaction, viewer=myself(gone), hopes="Fewer papers")
        manners.choose_news(transaction, viewer=myself(gone), person_id=gone, news=True)
        manners.be_quiet(transaction, viewer=myself(gone), person_id=gone, until=until)
        for person_id, days in ((keep, {2}), (gone, {4})):
            rhythm = Rhythm(regular_days=frozenset(days), leave=(away,))
            people.set_rhythm(transaction, viewer=myself(person_id), person_id=person_id, rhythm=rhythm)

    _merge(group.database, keep=keep, gone=gone)

    with group.database.read() as transaction:
        found = people.get(transaction, viewer=myself(keep), person_id=keep)
        assert hopes.hopes_of(transaction, viewer=myself(keep)) == "Fewer papers"
    assert (found.name, found.zone, found.news, found.quiet_until) == ("Nia New", LONDON, True, until)
    assert found.rhythm == Rhythm(regular_days=frozenset({2}), leave=(away,))


def test_preferred_address_stays_so(group: Riverside) -> None:
    mina, rob = group.person("mina").id, group.person("rob").id

    _merge(group.database, keep=mina, gone=rob)

    with group.database.read() as transaction:
        found = people.addresses_of(transaction, viewer=myself(mina), person_id=mina)
    assert [(one.external_id, one.preferred) for one in found] == [("U-MINA", True), ("U-ROB", False)]


def test_first_without_an_address_prefers_that_of_the_second(group: Riverside) -> None:
    keep = _newcomer(group.database)

    _merge(group.database, keep=keep, gone=group.person("rob").id)

    with group.database.read() as transaction:
        [found] = people.addresses_of(transaction, viewer=myself(keep), person_id=keep)
    assert found.preferred


@pytest.mark.parametrize(("number", "left"), [("01632 960 118", 1), ("01632 960 119", 2)])
def test_telephone_is_there_once(group: Riverside, number: str, left: int) -> None:
    keep = _newcomer(group.database)
    _telephone(group, keep, number)

    _merge(group.database, keep=keep, gone=group.person("dee").id)
    _telephone(group, keep, number)

    with group.database.read() as transaction:
        found = people.addresses_of(transaction, viewer=myself(keep), person_id=keep)
    assert len(found) == left


def _telephone(group: Riverside, person_id: int, number: str) -> None:
    with group.database.write() as transaction:
        people.give_address(
            transaction,
            viewer=myself(person_id),
            person_id=person_id,
            kind=AddressKind.TELEPHONE,
            installation_id=None,
            external_id=number,
        )


def test_what_recurs_for_both_recurs_once(group: Riverside) -> None:
    sam, grace = group.person("sam").id, group.person("grace").id
    with group.database.write() as transaction:
        for person_id in (sam, grace):
            schedules.begin(
                transaction, viewer=group.viewer("sam"), kind="morning", person_id=person_id, next_at=NOW
            )

    _merge(group.database, keep=grace, gone=sam)

    with group.database.read() as transaction:
        due = schedules.due(transaction, viewer=ENGINE, kind="morning", now=NOW, limit=9)
    assert [one.person_id for one in due] == [grace]


def _same_partner(group: Riverside, *names: str) -> None:
    """Let somebody work for nobody in particular, so that they can be one with anybody."""
    ids = [group.person(name).id for name in names]
    with group.database.write() as transaction:
        nobody = update(MembershipRow).where(MembershipRow.person_id.in_(ids)).values(partner_id=None)
        transaction.connection.execute(nobody)


@pytest.mark.parametrize(("keep", "gone"), [("sam", "mina"), ("mina", "sam")])
def test_answers_that_both_gave_are_there_once(house: House, keep: str, gone: str) -> None:
    """Both were asked in the round; Sam has a secret answer, and both have told Sam the same thing."""
    _same_partner(house.group, "sam", "mina")
    keep_id = house.group.person(keep).id

    _merge(house.group.database, keep=keep_id, gone=house.group.person(gone).id)

    rows = everything(house.group.database)
    assert len(rows["participations"]) == 1
    told = [(one[1], *one[4:7]) for one in rows["named_answers"]]
    assert len(told) == len(set(told))
    assert _mentions(house.group.database, keep_id)["participations.person_id"] == 1
    assert len(rows["answer_tokens"]) == len({one[0] for one in rows["secret_answers"]}) <= 1


def test_two_who_make_the_same_two_one_at_once_do_it_once(group: Riverside) -> None:
    mina, rob = group.person("mina").id, group.person("rob").id

    def act(transaction: Transaction, number: int) -> None:
        keep, gone = (mina, rob) if number % 2 else (rob, mina)
        merging.merge(transaction, viewer=myself(keep), keep_id=keep, gone_id=gone)

    outcomes = together(group.database, act)

    assert errors(outcomes) == [LookupError] * 7


def test_who_is_named_while_they_go_is_not_left_behind(group: Riverside) -> None:
    """Whoever adds a row about the second at the same moment comes first, or finds nobody there."""
    mina, rob = group.person("mina").id, group.person("rob").id

    def act(transaction: Transaction, number: int) -> None:
        if number == 0:
            merging.merge(transaction, viewer=myself(mina), keep_id=mina, gone_id=rob)
        else:
            viewer = Viewer(person_id=rob, partnership_id=None, role=Role.SELF)
            hopes.set_hopes(transaction, viewer=viewer, hopes=str(number))
            schedules.begin(
                transaction, viewer=group.viewer("sam"), kind=f"k{number}", person_id=rob, next_at=NOW
            )

    outcomes = together(group.database, act)

    assert set(errors(outcomes)) <= {IntegrityError}
    assert _mentions(group.database, rob) == {}
