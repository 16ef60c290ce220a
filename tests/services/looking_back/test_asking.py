"""Who is asked to look back, when, and what stands in their envelope."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.domain.deliveries import Delivery, Rule
from bot.domain.evidence import Stage
from bot.domain.milestones import MilestoneState
from bot.domain.permissions import Role
from bot.domain.question_answers import Typed
from bot.messages import plain
from bot.messages.model import Message
from bot.messages.notices import Notice
from bot.services import celebrations, lookouts, readers, ringing
from bot.services.looking_back import asking
from storage import deliveries, stages
from storage.database import Database
from storage.tables import MembershipRow, MilestoneRow, PersonRow
from tests import looked_back, marked, planned, riverside
from tests.looked_back import LESSON
from tests.marked import LATER
from tests.riverside import NOW, Riverside

FALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday in term, more than two weeks after the doors have opened."""


def names(group: Riverside) -> list[str]:
    by_id = {one.person.id: name for name, one in group.members.items()}
    return [by_id[one.owed.person_id or 0] for one in looked_back.asked(group)]


def notice(group: Riverside, delivery: Delivery, *, now: datetime = LATER) -> Notice | None:
    with group.database.read() as transaction:
        to = readers.reader(transaction, viewer=group.engine, person_id=delivery.owed.person_id)
        assert to is not None
        return asking.write_notice(transaction, to, delivery, now)


def words(found: Notice | None) -> str:
    assert found is not None
    return plain.text(Message(opening="", blocks=found.blocks)).strip()


def in_force(group: Riverside, stage: Stage) -> None:
    with group.database.write() as transaction:
        stages.put_in_force(transaction, viewer=group.viewer("sam"), stage=stage, since=NOW.date(), now=NOW)


def greet(group: Riverside, name: str, at: datetime) -> None:
    with group.database.write() as transaction:
        one = MembershipRow.person_id == group.person(name).id
        transaction.connection.execute(
            update(MembershipRow).where(one).values(greeted_at=at, doors_open=True)
        )


def ask_newcomers(group: Riverside, now: datetime) -> int:
    with group.database.write() as transaction:
        return asking.ask_newcomers(transaction, viewer=group.engine, now=now)


def test_those_who_took_part_are_asked_in_their_next_envelope(group: Riverside) -> None:
    made = looked_back.celebrated(group)

    [one] = looked_back.asked(group)
    assert one.owed.person_id == group.person("mina").id
    assert (one.owed.fact, one.owed.step) == (f"milestone:{made.id}", "look_back")
    assert one.owed.due_at >= LATER
    assert one.owed.last_day == LATER.date() + timedelta(days=14)


def test_envelope_says_how_much_it_is_who_reads_it_and_that_it_is_asked_once(group: Riverside) -> None:
    looked_back.celebrated(group)
    [one] = looked_back.asked(group)

    found = notice(group, one)

    assert words(found) == (
        "Looking back. You had a part in this. Two questions, if you like; a minute is enough.\n"
        "\n"
        "The joint prospectus is out\n"
        "To Sam: Sam sees it with your name. It goes no further unless you say so. "
        "I ask this once, and no answer is all right too.\n"
        "[Answer] [Not this time]"
    )
    assert found is not None
    assert found.alone == "two quick questions."
    assert found.asks


def test_who_answers_for_a_partner_that_helped_in_another_way_is_asked_if_they_are_written_to(
    group: Riverside,
) -> None:
    with group.database.write() as transaction:
        # Dee has a telephone only: the runner rings her.
        assert ringing.way_to(transaction, viewer=group.engine, membership=group.members["dee"])

    looked_back.celebrated(group, did={group.castle_id: "140 courses", group.brook_lane_id: "the hall"})

    assert names(group) == ["mina"]


@pytest.mark.parametrize("quietly", [True, False])
def test_nobody_is_asked_about_what_was_marked_quietly_or_is_not_reached(
    group: Riverside, quietly: bool
) -> None:
    if quietly:
        made = marked.reached(group)
        celebrations.mark_quietly(
            database=group.database, viewer=group.viewer("sam"), milestone_id=made.id, now=LATER
        )
    else:
        marked.celebrate(group, marked.planned(group))

    assert looked_back.asked(group) == []


def test_second_press_asks_nobody_again(group: Riverside) -> None:
    made = looked_back.celebrated(group)

    marked.celebrate(group, made, by="grace")

    assert names(group) == ["mina"]


def test_nobody_is_asked_about_two_milestones_at_a_time(group: Riverside) -> None:
    looked_back.celebrated(group)
    looked_back.celebrated(group, now=LATER + timedelta(hours=1))

    assert names(group) == ["mina"]


def test_while_a_group_is_failing_nobody_is_asked_anything(group: Riverside) -> None:
    in_force(group, Stage.FAILING)
    greet(group, "rob", FALL - timedelta(days=15))

    looked_back.celebrated(group)

    assert ask_newcomers(group, FALL) == 0
    assert looked_back.asked(group) == []


def test_what_waits_to_be_asked_is_not_said_once_a_group_is_failing(group: Riverside) -> None:
    looked_back.celebrated(group)
    [one] = looked_back.asked(group)
    before = notice(group, one)

    in_force(group, Stage.FAILING)

    assert before is not None
    assert notice(group, one) is None


def test_what_was_answered_from_elsewhere_is_not_asked_any_more(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    [one] = looked_back.asked(group)

    looked_back.say(group, made, surprise=Typed(line=LESSON))

    assert notice(group, one) is None


def test_what_is_not_celebrated_any_more_or_has_nobody_to_tell_is_not_asked(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    [one] = looked_back.asked(group)
    with group.database.write() as transaction:
        row = MilestoneRow.id == made.id
        transaction.connection.execute(update(MilestoneRow).where(row).values(state=MilestoneState.REACHED))
    assert notice(group, one) is None
    with group.database.write() as transaction:
        row = MilestoneRow.id == made.id
        transaction.connection.execute(
            update(MilestoneRow).where(row).values(state=MilestoneState.CELEBRATED)
        )
        runner = MembershipRow.role == Role.RUNNER
        transaction.connection.execute(update(MembershipRow).where(runner).values(role=Role.DEPUTY_RUNNER))
    assert notice(group, one) is None


def test_who_only_reads_by_now_is_not_asked(group: Riverside) -> None:
    looked_back.celebrated(group)
    [one] = looked_back.asked(group)
    with group.database.write() as transaction:
        mina = MembershipRow.person_id == group.person("mina").id
        transaction.connection.execute(update(MembershipRow).where(mina).values(role=Role.OBSERVER))

    assert notice(group, one) is None


@pytest.mark.parametrize(("days", "step"), [(14, "time 1"), (91, "time 2")])
def test_somebody_new_is_asked_at_two_weeks_and_three_months(group: Riverside, days: int, step: str) -> None:
    joined = FALL - timedelta(days=14)
    greet(group, "rob", joined)

    assert [ask_newcomers(group, joined + timedelta(days=days + later)) for later in (0, 1)] == [1, 0]

    [one] = looked_back.asked(group)
    assert (one.owed.person_id, one.owed.fact, one.owed.step) == (
        group.person("rob").id,
        "first_weeks",
        step,
    )


def test_question_to_somebody_new_is_in_the_message_with_its_reason(group: Riverside) -> None:
    greet(group, "rob", FALL - timedelta(days=14))
    ask_newcomers(group, FALL)
    [one] = looked_back.asked(group)

    found = notice(group, one, now=FALL)

    assert words(found).splitlines()[0] == (
        "Looking back. You are still new to this group. How often do you feel lost when the group talks? "
        "Everyone needs a while to find their feet. It's no test."
    )
    assert found is not None
    assert found.alone == "one quick question."


def test_those_who_were_there_from_the_start_and_those_who_were_not_greeted_are_not_asked(
    group: Riverside,
) -> None:
    assert ask_newcomers(group, NOW + timedelta(days=14)) == 0
    with group.database.write() as transaction:
        transaction.connection.execute(update(MembershipRow).values(greeted_at=None))
    assert ask_newcomers(group, FALL) == 0


def test_before_the_doors_open_nobody_is_new(database: Database) -> None:
    assert ask_newcomers(riverside.build(database), FALL) == 0


def test_they_are_looked_for_once_a_day(group: Riverside) -> None:
    greet(group, "rob", FALL - timedelta(days=14))
    with group.database.write() as transaction:
        # Somebody looks after it.
        transaction.connection.execute(update(PersonRow).values(pressed_at=FALL))
        lookouts.begin(transaction, viewer=group.viewer("sam"), now=FALL - timedelta(days=1))

    for schedule in lookouts.due(database=group.database, now=FALL):
        lookouts.look(database=group.database, schedule=schedule, now=FALL)

    assert "rob" in names(group)


def test_who_was_asked_at_two_weeks_may_be_asked_again_at_three_months(group: Riverside) -> None:
    joined = FALL - timedelta(days=14)
    greet(group, "rob", joined)
    ask_newcomers(group, FALL)
    looked_back.say(group, None, by="rob", now=FALL, lost=Typed(option="Often"))
    with group.database.write() as transaction:
        ids = [one.id for one in looked_back.asked(group)]
        deliveries.withhold(transaction, viewer=group.engine, ids=ids, rule=Rule.ANSWERED)

    assert ask_newcomers(group, joined + timedelta(days=91)) == 1


def test_who_is_away_for_weeks_is_not_asked_afterwards(group: Riverside) -> None:
    made = marked.reached(group)
    planned.go_away(group)

    marked.celebrate(group, made)

    assert looked_back.asked(group) == []
