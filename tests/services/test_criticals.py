"""When too many actions are marked critical."""

from datetime import date

import pytest

from bot.domain.commitments import Commitment, EventKind, ShareState
from bot.domain.deliveries import DeliveryKind
from bot.domain.importance import Importance
from bot.errors import Refused
from bot.services import criticals, readers
from storage import commitments, members
from storage.database import Database
from tests import riverside
from tests.dates import FRIDAY, Autumn, at
from tests.planned import change, go_away, pending

MONDAY = date(2026, 9, 14)


@pytest.fixture
def autumn(database: Database) -> Autumn:
    return Autumn(riverside.build(database, opened=True))


@pytest.fixture
def critical(autumn: Autumn) -> list[Commitment]:
    """Two of four."""
    autumn.promised()
    autumn.promised(importance=Importance.BOARD)
    return [autumn.promised(importance=Importance.CRITICAL) for _ in range(2)]


def _look(autumn: Autumn, day: date) -> None:
    with autumn.group.database.write() as transaction:
        criticals.look(transaction, viewer=autumn.group.engine, now=at(day, 5))


def _list(autumn: Autumn, day: date) -> int:
    viewer = autumn.group.viewer("sam")
    with autumn.group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=viewer, person_id=viewer.person_id)
        assert reader is not None
        return len(criticals.of_morning(transaction, reader, at(day)))


def _choose(autumn: Autumn, ticked: list[int], day: date = MONDAY) -> criticals.Kept:
    return criticals.choose(
        database=autumn.group.database, viewer=autumn.group.viewer("sam"), ticked=ticked, now=at(day, 10)
    )


def test_runner_is_asked_on_the_day_and_again_after_twenty(
    autumn: Autumn, critical: list[Commitment]
) -> None:
    asked = {}
    for day in (MONDAY, date(2026, 9, 15), date(2026, 10, 9), date(2026, 10, 12)):
        _look(autumn, day)
        asked[day] = _list(autumn, day)

    assert list(asked.values()) == [1, 0, 0, 1]
    assert len(critical) == 2


def test_few_that_are_critical_ask_nothing(autumn: Autumn) -> None:
    autumn.promised(importance=Importance.CRITICAL)
    _look(autumn, MONDAY)

    assert _list(autumn, MONDAY) == 0


def test_nothing_is_asked_on_a_day_off_or_where_nobody_runs_it(
    autumn: Autumn, critical: list[Commitment]
) -> None:
    _look(autumn, date(2026, 9, 13))
    assert (_list(autumn, date(2026, 9, 13)), len(critical)) == (0, 2)
    go_away(autumn.group)
    sam = autumn.group.viewer("sam")
    with autumn.group.database.write() as transaction:
        members.take_role(
            transaction, viewer=sam, person_id=sam.person_id, role=autumn.group.viewer("rob").role
        )
    _look(autumn, MONDAY)
    assert _list(autumn, MONDAY) == 0


def test_what_is_not_ticked_is_reminded_of_like_most(autumn: Autumn, critical: list[Commitment]) -> None:
    kept, lowered = critical
    _look(autumn, MONDAY)

    found = _choose(autumn, [kept.id])

    assert (found.critical, found.changed) == (1, 1)
    assert _list(autumn, MONDAY) == 0
    with autumn.group.database.read() as transaction:
        now = commitments.get(transaction, viewer=autumn.group.viewer("sam"), commitment_id=lowered.id)
    assert (now.importance, now.due) == (Importance.NORMAL, FRIDAY)
    about = [one for one in pending(autumn.group, "rob") if one.share_id == lowered.shares[0].id]
    assert [(one.kind, one.step) for one in about] == [
        (DeliveryKind.REMINDER, "before-5"),
        (DeliveryKind.REMINDER, "before-1"),
        (DeliveryKind.AFTER, "after-2"),
    ]


def test_question_is_gone_once_fewer_are_critical(autumn: Autumn, critical: list[Commitment]) -> None:
    _look(autumn, MONDAY)
    for _ in range(8):
        autumn.promised()

    assert _list(autumn, MONDAY) == 0
    assert len(critical) == 2


def test_share_that_is_done_stays_as_it_is(autumn: Autumn) -> None:
    half = autumn.promised(importance=Importance.CRITICAL, holders=("rob", None))
    change(autumn.group, half.shares[0], state=ShareState.DONE)
    made = autumn.promised(importance=Importance.CRITICAL, holders=("rob",), state=ShareState.PROPOSED)

    assert _choose(autumn, []).changed == 2
    assert made.shares[0].state is ShareState.PROPOSED
    assert EventKind.CHANGED.value == "changed"


def test_what_could_be_ticked_is_what_is_critical(autumn: Autumn, critical: list[Commitment]) -> None:
    chair = autumn.group.viewer("grace")
    found = criticals.to_choose_from(database=autumn.group.database, viewer=chair)

    assert [one.id for one in found] == [one.id for one in critical]
    with pytest.raises(Refused, match="not_for_your_role"):
        criticals.to_choose_from(database=autumn.group.database, viewer=autumn.group.viewer("mina"))
