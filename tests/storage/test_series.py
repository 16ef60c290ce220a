"""Series as stored: what comes round, which of its actions have been made, and how it ends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.commitments import NewShare, Wording
from bot.domain.importance import Importance
from bot.domain.permissions import ENGINE
from bot.domain.series import Every, Holder, Series
from bot.errors import Refused
from storage import commitments, series
from storage.database import Transaction
from tests.planned import DUE
from tests.riverside import NOW, Riverside

DAY = timedelta(days=1)
UNTIL = DUE + timedelta(days=200)
NEW = Series(
    id=0,
    partnership_id=0,
    wording=Wording(
        title="Send numbers", heading="Numbers", done_when="They are in", why="We plan", if_not="We guess"
    ),
    importance=Importance.NORMAL,
    all_partners=False,
    every=Every.MONTH,
    first=DUE,
    until=UNTIL,
    holders=(),
    created_by=0,
)


def add(transaction: Transaction, group: Riverside, new: Series = NEW) -> Series:
    return series.add(transaction, viewer=group.viewer("mina"), new=new, now=NOW)


def made(transaction: Transaction, group: Riverside, one: Series, after: timedelta) -> int:
    """Write the action of one date of a series."""
    viewer = group.viewer("mina")
    commitment = commitments.add(
        transaction,
        viewer=viewer,
        wording=one.wording,
        due=one.first + after,
        importance=one.importance,
        last_safe=None,
        all_partners=False,
        shares=[NewShare(partner_id=group.castle_id, person_id=viewer.person_id)],
        now=NOW,
    )
    commitments.change(
        transaction,
        viewer=viewer,
        commitment_id=commitment.id,
        series_id=one.id,
        original_due=one.first + after,
    )
    return commitment.id


def end(transaction: Transaction, group: Riverside, one: Series) -> None:
    series.change(transaction, viewer=group.viewer("sam"), series_id=one.id, ended_at=NOW)


@pytest.mark.parametrize("every", Every)
@pytest.mark.parametrize("importance", Importance)
def test_series_comes_back_as_it_was_written(group: Riverside, every: Every, importance: Importance) -> None:
    holders = (
        Holder(partner_id=group.castle_id, person_id=group.person("mina").id),
        Holder(partner_id=group.brook_lane_id, person_id=None, role_word="admissions"),
    )
    new = replace(NEW, every=every, importance=importance, holders=holders, all_partners=True)

    with group.database.write() as transaction:
        written = add(transaction, group, new)
        read = series.get(transaction, viewer=group.viewer("sam"), series_id=written.id)

    assert written == read
    assert read == replace(
        new, id=read.id, partnership_id=group.partnership_id, created_by=group.person("mina").id
    )


def test_actions_that_have_been_made_are_known_by_their_original_dates(group: Riverside) -> None:
    with group.database.write() as transaction:
        one, other = (add(transaction, group) for _ in range(2))
        ids = [made(transaction, group, one, days * DAY) for days in (0, 30)]
        made(transaction, group, other, 60 * DAY)
        found = series.made(transaction, viewer=group.viewer("sam"), series_id=one.id)

    assert found == {DUE: ids[0], DUE + 30 * DAY: ids[1]}


def test_action_that_was_moved_keeps_its_original_date(group: Riverside) -> None:
    with group.database.write() as transaction:
        one = add(transaction, group)
        commitment_id = made(transaction, group, one, 0 * DAY)
        commitments.move(
            transaction, viewer=group.viewer("sam"), commitment_id=commitment_id, due=DUE + 9 * DAY
        )
        found = series.made(transaction, viewer=group.viewer("sam"), series_id=one.id)

    assert found == {DUE: commitment_id}


@pytest.mark.parametrize(("days", "goes_on"), [(-400, True), (0, True), (1, False), (400, False)])
def test_series_goes_on_through_its_last_day(group: Riverside, days: int, goes_on: bool) -> None:
    with group.database.write() as transaction:
        one = add(transaction, group)
        found = series.going_on(transaction, viewer=group.viewer("sam"), today=UNTIL + days * DAY)

    assert found == ((one,) if goes_on else ())


def test_what_was_ended_does_not_go_on(group: Riverside) -> None:
    with group.database.write() as transaction:
        ended, other = (add(transaction, group) for _ in range(2))
        end(transaction, group, ended)
        found = series.going_on(transaction, viewer=ENGINE, today=DUE)

    assert found == (other,)


@pytest.mark.parametrize(
    ("after", "reopened"), [(0 * DAY, True), (DAY, False), (timedelta(seconds=1), False)]
)
def test_only_the_end_that_was_meant_is_taken_back(
    group: Riverside, after: timedelta, reopened: bool
) -> None:
    with group.database.write() as transaction:
        one = add(transaction, group)
        end(transaction, group, one)
        did = series.reopen(transaction, viewer=group.viewer("sam"), series_id=one.id, ended_at=NOW + after)
        found = series.going_on(transaction, viewer=ENGINE, today=DUE)

    assert did is reopened
    assert found == ((one,) if reopened else ())


def test_end_is_taken_back_once(group: Riverside) -> None:
    with group.database.write() as transaction:
        one = add(transaction, group)
        end(transaction, group, one)
        did = [
            series.reopen(transaction, viewer=group.viewer("sam"), series_id=one.id, ended_at=NOW)
            for _ in range(2)
        ]

    assert did == [True, False]


def test_what_is_changed_holds_for_what_comes(group: Riverside) -> None:
    with group.database.write() as transaction:
        one = add(transaction, group)
        series.change(transaction, viewer=group.viewer("mina"), series_id=one.id, title="Send figures")
        found = series.get(transaction, viewer=group.viewer("sam"), series_id=one.id)

    assert found == replace(one, wording=replace(one.wording, title="Send figures"))


def test_series_that_never_was_is_gone(group: Riverside) -> None:
    with group.database.read() as transaction, pytest.raises(Refused, match="action_gone"):
        series.get(transaction, viewer=group.viewer("sam"), series_id=999)
