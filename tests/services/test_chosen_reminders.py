"""A reminder on a day of one's own choosing, and a call in place of a third new date."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.domain.commitments import EventKind
from bot.domain.deliveries import DeliveryKind
from bot.errors import Refused
from bot.services import handovers, moves, planning, progress, promises
from bot.services.handovers import Wish
from bot.services.moves import NewDate
from bot.services.presses import Outcome, Pressed
from tests.coursing import of_morning
from tests.promised import accepted, events, fresh, owed, proposed
from tests.riverside import NOW, Riverside

DAY = date(2026, 11, 19)
CHOSEN = (DeliveryKind.REMINDER, "chosen", DAY)


def _choose(group: Riverside, pressed: Pressed, *, on: date = DAY, by: str = "mina") -> Outcome:
    return promises.choose_reminder(
        database=group.database, viewer=group.viewer(by), pressed=pressed, on=on, now=NOW
    )


def test_day_that_was_picked_brings_one_reminder_more(group: Riverside) -> None:
    pressed = accepted(group)

    outcome = _choose(group, pressed)

    assert outcome.changed
    assert CHOSEN in owed(group, "mina")
    assert events(group, pressed)[-1] is EventKind.REMINDER_CHOSEN


@pytest.mark.parametrize(("on", "by"), [(date(2026, 11, 20), "mina"), (DAY, "rob"), (DAY, "sam")])
def test_only_its_holder_picks_and_only_what_was_offered(group: Riverside, on: date, by: str) -> None:
    pressed = accepted(group)

    assert not _choose(group, pressed, on=on, by=by).changed
    assert CHOSEN not in owed(group, "mina")


def test_days_are_offered_to_nobody_who_does_not_hold_it(group: Riverside) -> None:
    pressed = proposed(group)
    outcome = promises.accept(database=group.database, viewer=group.viewer("mina"), pressed=pressed, now=NOW)

    assert promises.days_offered(outcome.view) == (date(2026, 11, 12), DAY)
    assert promises.days_offered(replace(outcome.view, calendar=None)) == ()


def test_on_track_lets_it_rest_too(group: Riverside) -> None:
    pressed = accepted(group)
    _choose(group, pressed)
    mina = group.viewer("mina")

    progress.on_track(database=group.database, viewer=mina, pressed=fresh(group, pressed), now=NOW)

    assert CHOSEN not in owed(group, "mina")
    _replan(group)
    assert CHOSEN not in owed(group, "mina")


def test_other_days_and_hours_keep_it(group: Riverside) -> None:
    _choose(group, accepted(group))

    _replan(group)

    assert CHOSEN in owed(group, "mina")


def test_day_that_has_gone_by_is_not_planned_again(group: Riverside) -> None:
    _choose(group, accepted(group))
    before = owed(group, "mina")

    _replan(group, now=NOW + timedelta(days=71))

    assert CHOSEN in before
    assert [one for one in owed(group, "mina") if one == CHOSEN] == [CHOSEN]


def _replan(group: Riverside, *, now: datetime = NOW) -> None:
    with group.database.write() as transaction:
        mina = group.viewer("mina")
        planning.replan_person(transaction, viewer=mina, person_id=mina.person_id, now=now)


def _moved_twice(group: Riverside) -> Pressed:
    pressed = accepted(group)
    for day in ("4 December 2026", "11 December 2026"):
        moves.ask_for_time(
            database=group.database,
            viewer=group.viewer("mina"),
            pressed=fresh(group, pressed),
            wanted=NewDate(day=day),
            now=NOW,
        )
    return fresh(group, pressed)


def _rings(group: Riverside) -> list[str]:
    """The lines of the runner's list in which somebody would like a ring."""
    return [line for line in of_morning(group) if "would like a ring" in line]


def test_third_time_the_runner_is_asked_to_ring_until_they_have_talked(group: Riverside) -> None:
    pressed = _moved_twice(group)
    database = group.database

    asked = moves.ask_for_call(database=database, viewer=group.viewer("mina"), pressed=pressed, now=NOW)
    [line] = _rings(group)
    talked = moves.have_talked(
        database=database, viewer=group.viewer("sam"), pressed=fresh(group, pressed), now=NOW
    )

    assert (asked.changed, talked.changed) == (True, True)
    assert line.splitlines()[:2] == [
        "Send course data",
        "Mina Iqbal at Castle College would like a ring: this would be its third new date.",
    ]
    assert _rings(group) == []


def test_what_is_done_needs_no_call(group: Riverside) -> None:
    pressed = _moved_twice(group)
    mina = group.viewer("mina")
    moves.ask_for_call(database=group.database, viewer=mina, pressed=pressed, now=NOW)

    progress.done(database=group.database, viewer=mina, pressed=fresh(group, pressed), now=NOW)

    assert _rings(group) == []


def test_ring_that_one_wanted_does_not_become_anothers(group: Riverside) -> None:
    pressed = _moved_twice(group)
    mina, rob = group.viewer("mina"), group.viewer("rob")
    moves.ask_for_call(database=group.database, viewer=mina, pressed=pressed, now=NOW)
    wish = Wish(to=f"person:{rob.person_id}")
    handovers.ask(database=group.database, viewer=mina, pressed=fresh(group, pressed), wish=wish, now=NOW)

    handovers.answer(database=group.database, viewer=rob, handover_id=1, accept=True, now=NOW)

    assert _rings(group) == []


def test_only_the_runner_says_that_they_have_talked(group: Riverside) -> None:
    pressed = _moved_twice(group)

    with pytest.raises(Refused, match="not_for_your_role"):
        moves.have_talked(database=group.database, viewer=group.viewer("mina"), pressed=pressed, now=NOW)


def test_nothing_is_planned_for_what_nobody_holds(group: Riverside) -> None:
    view = promises.accept(
        database=group.database, viewer=group.viewer("mina"), pressed=proposed(group), now=NOW
    ).view
    nobodys = replace(view.share, person_id=None)

    with group.database.write() as transaction:
        planning.plan_chosen(
            transaction,
            viewer=group.viewer("mina"),
            commitment=view.commitment,
            share=nobodys,
            on=DAY,
            now=NOW,
        )

    assert CHOSEN not in owed(group, "mina")
