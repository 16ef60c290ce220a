"""*Wait, or go without it?*: the first press decides, and all who have to do with it are told."""

from datetime import date

import pytest

from bot.domain.commitments import Commitment, ShareState
from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.importance import Importance
from bot.errors import Refused
from bot.messages.notices import Notice
from bot.services import last_safe, notices, progress, readers
from bot.services.presses import Outcome, Pressed
from storage import deliveries
from storage.database import Database
from tests import planned, riverside
from tests.dates import Autumn, at

WEDNESDAY = date(2026, 9, 30)
"""The last safe date."""


@pytest.fixture
def autumn(database: Database) -> Autumn:
    made = Autumn(riverside.build(database, opened=True))
    made.agreed_by_all()
    return made


@pytest.fixture
def commitment(autumn: Autumn) -> Commitment:
    """Rob's, with Sam in it as well; nothing was heard until the last safe date."""
    made = autumn.promised(importance=Importance.CRITICAL, last_safe=WEDNESDAY, holders=("rob", None, "dee"))
    autumn.work(WEDNESDAY)
    autumn.office.run(at(date(2026, 9, 24), 9))
    autumn.office.run(at(date(2026, 9, 29), 9))
    autumn.look(WEDNESDAY)
    return made


def _decide(autumn: Autumn, pressed: Pressed, *, go: bool, by: str = "grace") -> Outcome:
    return last_safe.decide(
        database=autumn.group.database,
        viewer=autumn.group.viewer(by),
        pressed=pressed,
        go=go,
        now=at(WEDNESDAY, 10),
    )


def _owed(autumn: Autumn, name: str) -> list[Delivery]:
    with autumn.group.database.read() as transaction:
        found = deliveries.pending_of(
            transaction, viewer=autumn.group.viewer("sam"), person_id=autumn.group.person(name).id
        )
    return [one for one in found if one.owed.kind is DeliveryKind.WAIT_OR_GO]


def _words(autumn: Autumn, name: str, delivery: Delivery) -> Notice | None:
    viewer = autumn.group.viewer(name)
    with autumn.group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=viewer, person_id=viewer.person_id)
        assert reader is not None
        return notices.write(transaction, reader=reader, delivery=delivery, now=at(WEDNESDAY, 11))


def test_chair_is_asked_on_the_day_also_where_it_is_no_regular_day(
    autumn: Autumn, commitment: Commitment
) -> None:
    [asked] = _owed(autumn, "grace")

    assert (asked.owed.step, asked.owed.off_day, asked.owed.due_on) == ("ask", True, WEDNESDAY)
    assert _words(autumn, "grace", asked) is not None
    assert commitment.last_safe == WEDNESDAY


@pytest.mark.parametrize("go", [True, False])
def test_first_press_decides_and_the_other_sees_how_it_stands(
    autumn: Autumn, commitment: Commitment, go: bool
) -> None:
    pressed = autumn.pressed(commitment)
    [asked] = _owed(autumn, "grace")

    first = _decide(autumn, pressed, go=go)
    second = _decide(autumn, pressed, go=not go, by="sam")

    follow_up = autumn.follow_up(commitment)
    assert (first.changed, second.changed) == (True, False)
    assert follow_up is not None
    assert (follow_up.goes_without, follow_up.decided_by) == (go, autumn.group.person("grace").id)
    assert second.view.share.state is (ShareState.DROPPED if go else ShareState.ACCEPTED)
    assert _words(autumn, "grace", asked) is None


@pytest.mark.parametrize("go", [True, False])
def test_everybody_in_it_is_told_what_was_decided(autumn: Autumn, commitment: Commitment, go: bool) -> None:
    _decide(autumn, autumn.pressed(commitment), go=go)

    told = {name: _owed(autumn, name) for name in ("rob", "dee", "sam", "grace")}
    word = "go" if go else "wait"
    assert {name: [one.owed.step for one in found] for name, found in told.items() if name != "grace"} == {
        "rob": [word],
        "dee": [word],
        "sam": [word],
    }
    assert word not in [one.owed.step for one in told["grace"]]
    assert _words(autumn, "rob", told["rob"][0]) is not None


def test_what_was_decided_is_told_only_while_it_holds(autumn: Autumn, commitment: Commitment) -> None:
    _decide(autumn, autumn.pressed(commitment), go=False)
    [told] = _owed(autumn, "rob")

    progress.done(
        database=autumn.group.database,
        viewer=autumn.group.viewer("rob"),
        pressed=autumn.pressed(commitment),
        now=at(WEDNESDAY, 11),
    )

    assert _words(autumn, "rob", told) is None


def test_what_is_done_meanwhile_needs_no_decision(autumn: Autumn, commitment: Commitment) -> None:
    [asked] = _owed(autumn, "grace")
    old = autumn.pressed(commitment)
    progress.done(
        database=autumn.group.database,
        viewer=autumn.group.viewer("rob"),
        pressed=old,
        now=at(WEDNESDAY, 9),
    )

    assert not _decide(autumn, old, go=True).changed
    assert _words(autumn, "grace", asked) is None


def test_press_about_what_nobody_was_asked_changes_nothing(autumn: Autumn) -> None:
    commitment = autumn.promised(importance=Importance.CRITICAL)

    assert not _decide(autumn, autumn.pressed(commitment), go=True).changed


def test_co_ordinator_does_not_decide(autumn: Autumn, commitment: Commitment) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        _decide(autumn, autumn.pressed(commitment), go=True, by="mina")


def test_share_that_has_changed_is_not_dropped(autumn: Autumn, commitment: Commitment) -> None:
    pressed = autumn.pressed(commitment)
    with autumn.group.database.write() as transaction:
        dropped = last_safe.drop(
            transaction,
            viewer=autumn.group.viewer("sam"),
            pressed=Pressed(share_id=pressed.share_id, version=pressed.version + 1),
            commitment=commitment,
            share=commitment.shares[0],
            now=at(WEDNESDAY),
        )

    assert not dropped


def test_chair_is_not_asked_about_their_own(autumn: Autumn) -> None:
    commitment = autumn.promised(importance=Importance.CRITICAL, holders=(None, "grace"))
    with autumn.group.database.write() as transaction:
        asked = last_safe.ask_chair(
            transaction,
            viewer=autumn.group.viewer("sam"),
            commitment=commitment,
            share=commitment.shares[1],
            now=at(WEDNESDAY),
        )

    assert not asked
    assert _owed(autumn, "grace") == []
    assert planned.pending(autumn.group, "grace") == []
