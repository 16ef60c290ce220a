"""Milestones: put in, changed, filled with actions, and reached when those are done."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.deliveries import DeliveryKind
from bot.domain.items import UNDO_WITHIN
from bot.domain.milestones import MilestoneState
from bot.errors import Refused
from bot.services import milestones, progress
from bot.services.milestones import NewMilestone
from bot.services.presses import Pressed
from storage import deliveries
from storage import milestones as stored_milestones
from storage.database import Database
from tests import marked, promised, riverside
from tests.marked import LATER, TITLE
from tests.riverside import NOW, Riverside


def owed(group: Riverside, name: str, kind: DeliveryKind) -> list[str]:
    with group.database.read() as transaction:
        found = deliveries.pending_of(transaction, viewer=group.engine, person_id=group.person(name).id)
    return [one.owed.fact for one in found if one.owed.kind is kind]


def test_milestone_is_kept_as_it_was_typed(group: Riverside) -> None:
    made = marked.planned(
        group,
        title=f" {TITLE} ",
        by_when="Friday 5 February 2027",
        is_quick_win=True,
        makes_possible="choosing a course before the fair",
    )

    assert (made.title, made.due, made.state) == (TITLE, date(2027, 2, 5), MilestoneState.PLANNED)
    assert (made.is_quick_win, made.makes_possible) == (True, "choosing a course before the fair")


@pytest.mark.parametrize(
    ("form", "key", "field"),
    [
        ({"title": "  "}, "milestone_title_needed", "title"),
        ({"title": "x" * 151}, "too_long", "title"),
        ({"by_when": "one day"}, "date_unreadable", "date"),
        ({"makes_possible": "x" * 1001}, "too_long", "makes_possible"),
        ({"what_next": "x" * 1001}, "too_long", "what_next"),
    ],
)
def test_what_needs_mending_is_said_at_its_field(
    group: Riverside, form: dict[str, Any], key: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        marked.planned(group, **form)

    assert (refused.value.key, refused.value.field) == (key, field)
    with group.database.read() as transaction:
        assert stored_milestones.all_of(transaction, viewer=group.engine) == ()


SATURDAY = "Saturday 6 February 2027"


def test_closed_day_is_pointed_out_and_kept_where_it_is_meant(group: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        marked.planned(group, by_when=SATURDAY)

    made = marked.planned(group, by_when=SATURDAY, confirmed=frozenset({"date_closed_for_some"}))

    assert (refused.value.key, refused.value.field) == ("date_closed_for_some", "date")
    assert refused.value.parameters["open_day"] == date(2027, 2, 5)
    assert made.due == date(2027, 2, 6)


@pytest.mark.parametrize(("by_when", "asks"), [(SATURDAY, False), ("Sunday 7 February 2027", True)])
def test_closed_day_that_stands_there_is_not_asked_about_again(
    group: Riverside, by_when: str, asks: bool
) -> None:
    made = marked.planned(group, by_when=SATURDAY, confirmed=frozenset({"date_closed_for_some"}))

    def change() -> milestones.Outcome:
        return milestones.change(
            database=group.database,
            viewer=group.viewer("sam"),
            milestone_id=made.id,
            version=made.version,
            form=NewMilestone(title="The fair", by_when=by_when),
            now=LATER,
        )

    if asks:
        with pytest.raises(Refused, match="date_closed_for_some"):
            change()
    else:
        assert change().view.milestone.title == "The fair"


def test_day_that_has_gone_by_is_no_question_of_closed_days(group: Riverside) -> None:
    assert marked.planned(group, by_when="Saturday 5 September 2026").due == date(2026, 9, 5)


@pytest.mark.parametrize("name", ["mina", "rob"])
def test_only_who_runs_the_partnership_or_has_the_chair_plans_milestones(group: Riverside, name: str) -> None:
    with pytest.raises(Refused) as refused:
        marked.planned(group, by=name)

    assert refused.value.key == "not_for_your_role"


def test_milestone_is_changed_until_it_is_marked(group: Riverside) -> None:
    made = marked.reached(group)
    form = NewMilestone(title="The prospectus is out", by_when="1 February 2027", what_next="the fair")

    def change() -> milestones.Outcome:
        return milestones.change(
            database=group.database,
            viewer=group.viewer("grace"),
            milestone_id=made.id,
            version=marked.stored(group, made).version,
            form=form,
            now=LATER,
        )

    first = change()
    marked.celebrate(group, made)
    second = change()

    assert (first.changed, first.view.milestone.title) == (True, "The prospectus is out")
    assert (first.view.milestone.what_next, second.changed) == ("the fair", False)
    assert second.view.milestone.state is MilestoneState.CELEBRATED


def test_whoever_has_seen_it_otherwise_changes_nothing(group: Riverside) -> None:
    made = marked.planned(group)

    def change(by: str, title: str) -> milestones.Outcome:
        return milestones.change(
            database=group.database,
            viewer=group.viewer(by),
            milestone_id=made.id,
            version=made.version,
            form=NewMilestone(title=title, by_when="1 February 2027"),
            now=LATER,
        )

    first, second = change("sam", "Printed"), change("grace", "Delivered")
    chosen = milestones.choose(
        database=group.database,
        viewer=group.viewer("grace"),
        milestone_id=made.id,
        version=made.version,
        commitment_ids=[promised.stored(group, promised.accepted(group))[0].id],
        now=LATER,
    )

    assert (first.changed, second.changed, chosen.changed) == (True, False, False)
    assert second.view.milestone.title == "Printed"
    assert chosen.view.actions == ()


def test_milestone_that_is_not_there_is_said_to_be_gone(group: Riverside) -> None:
    for look in (
        lambda: milestones.look(
            database=group.database, viewer=group.viewer("sam"), milestone_id=99, now=NOW
        ),
        lambda: milestones.reach_by_hand(
            database=group.database, viewer=group.viewer("sam"), milestone_id=99, now=NOW
        ),
    ):
        with pytest.raises(Refused) as refused:
            look()
        assert refused.value.key == "milestone_gone"


def test_actions_are_chosen_and_taken_out_again(group: Riverside) -> None:
    made = marked.planned(group)
    one, other = promised.accepted(group), promised.accepted(group, what="Proof-read")

    marked.fill(group, made, one, other)
    both = marked.looked(group, made)
    marked.fill(group, made, other)
    left = marked.looked(group, made)

    assert [action.wording.title for action in both.actions] == ["Send course data", "Proof-read"]
    assert (both.others, both.done) == ((), 0)
    assert [action.wording.title for action in left.actions] == ["Proof-read"]
    assert [action.wording.title for action in left.others] == ["Send course data"]


def test_action_of_another_milestone_cannot_be_chosen(group: Riverside) -> None:
    _, pressed = marked.with_action(group)
    other = marked.planned(group, title="The fair")

    outcome = marked.fill(group, other, pressed)

    assert (outcome.changed, outcome.view.actions) == (True, ())


def test_reached_with_something_to_do_again_is_planned_again(group: Riverside) -> None:
    made = marked.reached(group)
    [done] = marked.looked(group, made).actions
    more = promised.accepted(group, what="Proof-read")

    outcome = milestones.choose(
        database=group.database,
        viewer=group.viewer("sam"),
        milestone_id=made.id,
        version=made.version,
        commitment_ids=[done.id, promised.stored(group, more)[0].id],
        now=LATER,
    )

    assert outcome.view.milestone.state is MilestoneState.PLANNED
    assert (outcome.view.milestone.reached_at, outcome.view.done) == (None, 1)


def test_what_is_marked_keeps_its_actions(group: Riverside) -> None:
    made = marked.celebrated(group)

    outcome = marked.fill(group, made, promised.accepted(group, what="Proof-read"))

    assert (outcome.changed, len(outcome.view.actions)) == (False, 1)


def test_one_action_joins_a_milestone_or_none(group: Riverside) -> None:
    made, pressed = marked.planned(group), promised.accepted(group)
    commitment_id = promised.stored(group, pressed)[0].id

    def join(milestone_id: int | None) -> int:
        with group.database.write() as transaction:
            milestones.join(
                transaction,
                viewer=group.viewer("sam"),
                milestone_id=milestone_id,
                commitment_id=commitment_id,
                now=NOW,
            )
        return len(marked.looked(group, made).actions)

    assert [join(made.id), join(None)] == [1, 0]
    with pytest.raises(Refused) as refused:
        join(made.id + 1)
    assert (refused.value.key, refused.value.field) == ("milestone_gone", "milestone")


def test_only_what_is_not_marked_can_be_joined_and_the_next_is_what_is_planned(group: Riverside) -> None:
    done = marked.celebrated(group)
    reached = marked.planned(group, title="The fair", by_when="4 March 2027")
    later = marked.planned(group, title="The accord", by_when="5 March 2027")
    milestones.reach_by_hand(
        database=group.database, viewer=group.viewer("sam"), milestone_id=reached.id, now=LATER
    )

    with group.database.read() as transaction:
        found = milestones.choices(transaction, viewer=group.viewer("mina"))
        viewer = group.viewer("mina")
        following = milestones.next_one(transaction, viewer=viewer, today=later.due)
        gone_by = milestones.next_one(transaction, viewer=viewer, today=later.due + timedelta(days=1))

    assert [one.id for one in found] == [reached.id, later.id]
    assert done.id not in {one.id for one in found}
    assert (following, gone_by) == (later, None)


def test_without_any_milestone_there_is_no_next(group: Riverside) -> None:
    with group.database.read() as transaction:
        assert milestones.next_one(transaction, viewer=group.viewer("sam"), today=NOW.date()) is None


def test_milestone_is_reached_ten_minutes_after_the_last_done_and_the_chair_hears_of_it(
    group: Riverside,
) -> None:
    made, pressed = marked.with_action(group)
    marked.finish(group, pressed)

    too_early = milestones.reach(database=group.database, now=LATER + timedelta(minutes=9))
    in_time = milestones.reach(database=group.database, now=LATER + UNDO_WITHIN)
    again = milestones.reach(database=group.database, now=LATER + UNDO_WITHIN)

    assert (too_early, in_time, again) == (0, 1, 0)
    found = marked.stored(group, made)
    assert (found.state, found.reached_at) == (MilestoneState.REACHED, LATER + UNDO_WITHIN)
    assert owed(group, "grace", DeliveryKind.MILESTONE) == [f"milestone:{made.id}"]


def test_undo_leaves_it_planned(group: Riverside) -> None:
    made, pressed = marked.with_action(group)
    marked.finish(group, pressed)
    progress.undo(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=promised.fresh(group, pressed),
        now=LATER + timedelta(minutes=5),
    )

    assert milestones.reach(database=group.database, now=LATER + timedelta(days=1)) == 0
    assert marked.stored(group, made).state is MilestoneState.PLANNED


def test_milestone_with_nothing_in_it_is_marked_reached_by_hand(group: Riverside) -> None:
    made = marked.planned(group)

    nothing = milestones.reach(database=group.database, now=LATER)
    first, second = (
        milestones.reach_by_hand(
            database=group.database, viewer=group.viewer(name), milestone_id=made.id, now=LATER
        )
        for name in ("grace", "sam")
    )

    assert (nothing, first.changed, second.changed) == (0, True, False)
    assert second.view.milestone.state is MilestoneState.REACHED


def test_in_a_draft_nobody_is_told(database: Database) -> None:
    group = riverside.build(database)
    made = marked.planned(group)
    marked.fill(group, made, promised.accepted(group))
    [action] = marked.looked(group, made).actions
    share = Pressed(share_id=action.shares[0].id, version=action.shares[0].version)
    marked.finish(group, share)

    assert milestones.reach(database=database, now=LATER + UNDO_WITHIN) == 1
    assert owed(group, "grace", DeliveryKind.MILESTONE) == []


def test_all_are_shown_soonest_first_with_who_has_marked_them(group: Riverside) -> None:
    marked.celebrated(group, by="grace")
    marked.planned(group, title="A first meeting", by_when="1 October 2026")

    partnership, views = milestones.show(database=group.database, viewer=group.viewer("sam"), now=LATER)

    assert partnership.name == "Riverside Progression Group"
    assert [(view.milestone.title, view.marked_by) for view in views] == [
        ("A first meeting", ""),
        (TITLE, "Grace Obi"),
    ]
