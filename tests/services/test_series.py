"""What comes round again."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete

from bot.domain.commitments import Commitment, EventKind, ShareState
from bot.domain.deliveries import DeliveryKind
from bot.errors import Refused
from bot.services import changes, drops, promises, series
from bot.services.changes import Changes
from bot.services.presses import Outcome, Pressed
from bot.services.series import Again, Begun, Round
from storage import commitments
from storage.tables import MembershipRow
from tests.coursing import own
from tests.promised import accepted, add, events, fresh, owed, proposed, stored
from tests.riverside import NOW, Riverside

MONTHLY = Again(every="month", until="30 June 2027")


def _make(group: Riverside, pressed: Pressed, again: Again = MONTHLY, *, by: str = "sam") -> Begun:
    return series.make(
        database=group.database, viewer=group.viewer(by), pressed=pressed, again=again, now=NOW
    )


def _all(group: Riverside) -> tuple[Commitment, ...]:
    with group.database.read() as transaction:
        return commitments.all_of(transaction, viewer=group.viewer("sam"))


def _dues(group: Riverside) -> list[date]:
    return [one.due for one in _all(group)]


def _pressed(commitment: Commitment) -> Pressed:
    [share] = commitment.shares
    return Pressed(share_id=share.id, version=share.version)


def test_two_stand_in_the_timetable_at_a_time(group: Riverside) -> None:
    begun = _make(group, accepted(group))

    assert begun.changed
    # 27 December is a Sunday, and Christmas and Boxing Day stand before it.
    assert begun.rounds == (Round(due=date(2026, 12, 24), asked_for=date(2026, 12, 27)),)
    assert _dues(group) == [date(2026, 11, 27), date(2026, 12, 24)]
    assert {one.series_id for one in _all(group)} == {1}


def test_others_are_asked_about_the_first_that_comes_round(group: Riverside) -> None:
    _make(group, accepted(group))
    _, second = _all(group)

    assert second.shares[0].state is ShareState.PROPOSED
    assert DeliveryKind.ASK in [kind for kind, _, _ in owed(group, "mina")]


def test_whoever_has_accepted_one_that_came_round_is_not_asked_again(group: Riverside) -> None:
    _make(group, accepted(group))
    promises.accept(
        database=group.database, viewer=group.viewer("mina"), pressed=_pressed(_all(group)[1]), now=NOW
    )

    series.come_round(database=group.database, now=datetime(2026, 12, 1, tzinfo=UTC))

    assert [one.shares[0].state for one in _all(group)] == [ShareState.ACCEPTED] * 3


def test_own_series_is_accepted_by_its_maker(group: Riverside) -> None:
    _make(group, own(group, "mina"), by="mina")

    assert [one.shares[0].state for one in _all(group)] == [ShareState.ACCEPTED] * 2


def test_sweep_makes_each_once_and_ends_with_the_series(group: Riverside) -> None:
    _make(group, accepted(group), Again(every="month", until="28 January 2027"))
    made = [
        series.come_round(database=group.database, now=datetime(2026, month, day, tzinfo=UTC))
        for month, day in ((11, 1), (11, 28), (11, 28), (12, 28))
    ]
    made.append(series.come_round(database=group.database, now=datetime(2027, 3, 1, tzinfo=UTC)))

    assert made == [0, 1, 0, 0, 0]
    assert _dues(group) == [date(2026, 11, 27), date(2026, 12, 24), date(2027, 1, 27)]


def test_somebody_who_has_gone_leaves_it_to_whoever_speaks_for_the_partner(group: Riverside) -> None:
    _make(group, accepted(group, person=f"person:{group.person('rob').id}"))
    with group.database.write() as transaction:
        row = MembershipRow.person_id == group.person("rob").id
        transaction.connection.execute(delete(MembershipRow).where(row))

    series.come_round(database=group.database, now=datetime(2026, 12, 1, tzinfo=UTC))

    assert _all(group)[-1].shares[0].person_id == group.person("mina").id


def test_what_comes_round_already_begins_no_second_series(group: Riverside) -> None:
    pressed = accepted(group)
    _make(group, pressed)

    again = _make(group, fresh(group, pressed))

    assert (again.changed, again.rounds) == (False, ())
    assert len(_all(group)) == 2


def test_second_press_shows_how_things_stand(group: Riverside) -> None:
    pressed = accepted(group)
    look = series.look(database=group.database, viewer=group.viewer("sam"), pressed=pressed, now=NOW)
    _make(group, pressed)
    after = series.look(database=group.database, viewer=group.viewer("sam"), pressed=pressed, now=NOW)

    assert (look.changed, after.changed) == (True, False)
    assert not _make(group, pressed).changed


@pytest.mark.parametrize(
    ("again", "key", "field"),
    [
        (Again(every="", until="30 June 2027"), "every_needed", "every"),
        (Again(every="moon", until="30 June 2027"), "every_needed", "every"),
        (Again(every="month", until=" "), "until_needed", "until"),
        (Again(every="month", until="27 November 2026"), "until_before_first", "until"),
        (Again(every="month", until="28 November 2028"), "until_too_long", "until"),
        (Again(every="month", until="31 June 2027"), "date_no_such_day", "until"),
    ],
)
def test_what_needs_mending_is_said_and_nothing_is_made(
    group: Riverside, again: Again, key: str, field: str
) -> None:
    pressed = accepted(group)

    with pytest.raises(Refused, match=key) as refused:
        _make(group, pressed, again)

    assert refused.value.field == field
    assert events(group, pressed)[-1] is EventKind.ACCEPTED
    assert len(_all(group)) == 1


def test_form_add_begins_one_at_once(group: Riverside) -> None:
    added = add(group, every="fortnight", until="31 December 2026")

    assert added.rounds == (Round(due=date(2026, 12, 11), asked_for=date(2026, 12, 11)),)
    assert add(group, what="Once").rounds is None


def test_series_with_no_end_is_asked_for_one_in_the_form_add(group: Riverside) -> None:
    with pytest.raises(Refused, match="until_needed"):
        add(group, every="week")

    assert _all(group) == ()


def _change(group: Riverside, commitment: Commitment, *, later: bool) -> Outcome:
    return changes.change(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=_pressed(commitment),
        new=Changes(what="Send the numbers", importance="critical", later=later),
        now=NOW,
    )


def _titles(group: Riverside) -> list[str]:
    return [one.wording.title for one in _all(group)]


@pytest.mark.parametrize(
    ("later", "titles"),
    [
        (False, ["Send the numbers", "Send course data", "Send course data"]),
        (True, ["Send the numbers"] * 3),
    ],
)
def test_edit_is_of_this_one_or_of_all_later_ones(group: Riverside, later: bool, titles: list[str]) -> None:
    _make(group, accepted(group))

    _change(group, _all(group)[0], later=later)
    series.come_round(database=group.database, now=datetime(2026, 12, 1, tzinfo=UTC))

    assert _titles(group) == titles


@pytest.mark.parametrize(("later", "open_ones"), [(False, [False, True, True]), (True, [False, False])])
def test_drop_is_of_this_one_or_of_all_later_ones(
    group: Riverside, later: bool, open_ones: list[bool]
) -> None:
    _make(group, accepted(group))

    drops.drop(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=_pressed(_all(group)[0]),
        reason="",
        later=later,
        now=NOW,
    )
    series.come_round(database=group.database, now=datetime(2026, 12, 1, tzinfo=UTC))

    assert [one.shares[0].is_open for one in _all(group)] == open_ones


def test_later_ones_of_what_stands_alone_are_none(group: Riverside) -> None:
    pressed = proposed(group)

    _change(group, stored(group, pressed)[0], later=True)

    assert _titles(group) == ["Send the numbers"]
