"""Nobody changes what belongs to a partnership that they are not in, and people do not do the work of sweeps."""

import pytest

from bot.domain.permissions import ENGINE, Viewer
from bot.errors import Refused
from storage import rooms, schedules
from storage.database import Database
from tests.riverside import NOW, ROOM
from tests.storage.house import OUTSIDERS, House, everything, furnish
from tests.storage.sweeping import SWEEPS_ALONE
from tests.storage.writing import REFUSED, TOMORROW, UNDONE


@pytest.fixture
def house(database: Database) -> House:
    return furnish(database)


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_what_an_outsider_does_changes_nothing(house: House, outsider: str) -> None:
    before = everything(house.group.database)

    with house.group.database.write() as transaction:
        viewer = house.outsiders[outsider]
        done = {name for name, act in UNDONE.items() if act(transaction, viewer, house)}

    assert done == set()
    assert everything(house.group.database) == before


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_what_an_outsider_adds_is_refused_before_anything_is_written(house: House, outsider: str) -> None:
    before = everything(house.group.database)

    for act, error in REFUSED.values():
        with house.group.database.write() as transaction, pytest.raises(error):
            act(transaction, house.outsiders[outsider], house)

    assert everything(house.group.database) == before


@pytest.mark.parametrize("name", [*UNDONE, *REFUSED])
def test_the_same_is_possible_inside(house: House, name: str) -> None:
    """Else the tests above would prove nothing. Some of them need another state and do nothing here either."""
    act = {**UNDONE, **{key: act for key, (act, _) in REFUSED.items()}}
    quiet = {
        "deliveries.resume",
        "deliveries.revive",
        "deliveries.revive_of_person",
        "holding.let_go",
        "holding.wake",
        "members.greeted",
        "members.open_door",
        "rounds.drop",
        "series.reopen",
        "summaries.begin",
        "uploads.made",
        "uploads.put_back",
    }
    before = everything(house.group.database)
    if name == "deliveries.hand_on":
        _second_message(house)

    with house.group.database.write() as transaction:
        act[name](transaction, house.group.viewer("sam"), house)

    assert (everything(house.group.database) == before) is (name in quiet)


def _second_message(house: House) -> None:
    with house.group.database.write() as transaction:
        SWEEPS_ALONE["messages.add"](transaction, ENGINE, house)


def _people(house: House) -> dict[str, Viewer]:
    insiders = {name: house.group.viewer(name) for name in ("sam", "grace", "mina", "dee")}
    return insiders | {name: one for name, one in house.outsiders.items() if name != "sweep elsewhere"}


def test_people_do_not_do_the_work_of_sweeps(house: House) -> None:
    allowed: list[tuple[str, str]] = []
    before = everything(house.group.database)

    with house.group.database.write() as transaction:
        for who, viewer in _people(house).items():
            for name, act in SWEEPS_ALONE.items():
                try:
                    act(transaction, viewer, house)
                except PermissionError:
                    continue
                allowed.append((who, name))

    assert allowed == []
    assert everything(house.group.database) == before


@pytest.mark.parametrize("name", SWEEPS_ALONE)
def test_sweeps_do(house: House, name: str) -> None:
    with house.group.database.write() as transaction:
        SWEEPS_ALONE[name](transaction, ENGINE, house)


def test_room_of_another_partnership_is_not_taken_over(house: House) -> None:
    with house.group.database.write() as transaction, pytest.raises(Refused, match="room_taken"):
        rooms.add(
            transaction,
            viewer=house.outsiders["runner of another"],
            installation_id=house.group.installation_id,
            external_id=ROOM,
            name="#ours-now",
        )

    with house.group.database.read() as transaction:
        [room] = rooms.all_of(transaction, viewer=house.group.viewer("sam"))
    assert room.name == "#riverside"


def test_what_recurs_next_door_leaves_ours_where_it_is(house: House) -> None:
    with house.group.database.write() as transaction:
        schedules.begin(
            transaction,
            viewer=house.outsiders["runner of another"],
            kind="morning",
            person_id=house.schedule.person_id,
            next_at=TOMORROW,
        )
        due = schedules.due(transaction, viewer=ENGINE, kind="morning", now=NOW, limit=9)

    assert due == (house.schedule,)
