"""A hello that found no way: nobody falls silent by it, and the runner hears of it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.commitments import ShareState
from bot.domain.deliveries import DeliveryKind, DeliveryState, Rule
from bot.domain.permissions import ENGINE, Role
from bot.errors import DeliveryFailed
from bot.messages.plain import text
from bot.services import doors, planning
from bot.services.ports import Outgoing
from storage import members, people
from storage.database import Database, Transaction
from storage.tables import MembershipRow
from tests import riverside
from tests.office import Office, said
from tests.planned import add, change, pending, plan
from tests.riverside import NOW, Riverside

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FRIDAY = NOW + DAY
UNREACHED = "My hello found no way to Mina Iqbal at Castle College, so I haven't written to them since."


@pytest.fixture
def group(database: Database) -> Riverside:
    """A draft, in which Mina is asked to accept something."""
    found = riverside.build(database)
    add(found, state=ShareState.PROPOSED)
    return found


def open_doors(group: Riverside, *names: str, by: str = "sam") -> list[str]:
    ids = [group.person(name).id for name in names]
    opened = doors.open_doors(
        database=group.database, viewer=group.viewer(by), person_ids=ids, now=NOW + MINUTE
    )
    return [greeting.name for greeting in opened.greetings]


def refused(outgoing: Outgoing) -> DeliveryFailed | None:
    return DeliveryFailed("user_not_found", permanent=True) if "MINA" in outgoing.conversation else None


def reach(group: Riverside, *, usable: bool) -> None:
    with group.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_ids=["U-MINA"],
            usable=usable,
        )


def to_mina(office: Office) -> list[str]:
    return [one.content.opening for _, one in office.sent if "MINA" in one.conversation]


def hello(office: Office) -> tuple[DeliveryState, Rule | None]:
    [found] = [one for one in office.ledger() if one.owed.kind is DeliveryKind.HELLO]
    return found.state, found.rule


def test_refused_hello_stands_in_the_morning_list(group: Riverside) -> None:
    office = Office(group.database, fate=refused)
    open_doors(group, "mina")
    office.run(NOW + MINUTE)

    words = said(office.run(FRIDAY), "sam")

    assert hello(office) == (DeliveryState.UNDELIVERABLE, None)
    assert words.startswith("Riverside Progression Group: one thing for today.")
    assert UNREACHED in words


def test_refused_hello_is_told_of_and_then_rests_until_the_next_week(group: Riverside) -> None:
    office = Office(group.database, fate=refused)
    open_doors(group, "mina")
    office.run(NOW + MINUTE)

    # From Friday to the Tuesday of the week after the next one.
    lists = [office.run(FRIDAY + days * DAY) for days in range(12)]

    told = [days for days, tried in enumerate(lists) if any(UNREACHED in text(one.content) for one in tried)]
    assert told == [0, 3, 10]


def test_who_was_not_reached_stands_at_the_doors_again(group: Riverside) -> None:
    office = Office(group.database, fate=refused)
    open_doors(group, "mina")
    office.run(NOW + MINUTE)

    preview = doors.preview(database=group.database, viewer=group.viewer("sam"))
    again = open_doors(group, "mina")
    office.fate = lambda _: None
    office.run(NOW + 2 * MINUTE)

    assert "Mina Iqbal" in [guest.name for guest in preview.waiting]
    assert (again, hello(office)) == (["Mina Iqbal"], (DeliveryState.SENT, None))


def test_hello_comes_again_when_there_is_an_address(group: Riverside) -> None:
    office = Office(group.database)
    open_doors(group, "mina")
    reach(group, usable=False)
    office.run(NOW + MINUTE)
    before = hello(office)
    quiet = said(office.run(FRIDAY), "sam")

    reach(group, usable=True)
    office.live(FRIDAY + DAY, FRIDAY + 6 * DAY, step=timedelta(hours=1))

    assert before == (DeliveryState.WITHHELD, Rule.NO_ADDRESS)
    assert UNREACHED in quiet
    assert hello(office) == (DeliveryState.SENT, None)
    assert to_mina(office)[:2] == [
        "Riverside Progression Group: hello from Bywhen.",
        "Riverside Progression Group: one thing to check with you.",
    ]


def test_doors_are_opened_for_the_runner_whoever_opens_them(group: Riverside) -> None:
    with group.database.write() as transaction:
        rob = group.person("rob").id
        members.take_role(transaction, viewer=group.viewer("sam"), person_id=rob, role=Role.DEPUTY_RUNNER)
        deputy = members.member(transaction, viewer=group.viewer("sam"), person_id=rob)
    assert deputy is not None

    opened = doors.open_doors(
        database=group.database,
        viewer=deputy.viewer,
        person_ids=[group.person("mina").id],
        now=NOW + MINUTE,
    )

    assert sorted(greeting.name for greeting in opened.greetings) == ["Mina Iqbal", "Sam Hallam"]
    assert DeliveryKind.HELLO in {one.kind for one in pending(group, "sam")}


@pytest.mark.parametrize("hears", ["sam", "rob"])
def test_call_for_help_goes_to_whose_doors_are_open(group: Riverside, hears: str) -> None:
    with group.database.write() as transaction:
        viewer, rob = group.viewer("sam"), group.person("rob").id
        members.take_role(transaction, viewer=viewer, person_id=rob, role=Role.DEPUTY_RUNNER)
    open_doors(group, "mina")
    with group.database.write() as transaction:
        for name in ("sam", "rob"):
            _set_doors(transaction, group, name, is_open=name == hears)
    stuck = change(group, add(group).shares[0], stuck_because="Money")

    plan(group, planning.tell_stuck, stuck, now=NOW + 2 * MINUTE)

    assert [name for name in ("sam", "rob") if DeliveryKind.STUCK in _kinds(group, name)] == [hears]


def _kinds(group: Riverside, name: str) -> set[DeliveryKind]:
    return {one.kind for one in pending(group, name)}


def _set_doors(transaction: Transaction, group: Riverside, name: str, *, is_open: bool) -> None:
    transaction.connection.execute(
        update(MembershipRow)
        .where(MembershipRow.person_id == group.person(name).id)
        .values(doors_open=is_open)
    )
