"""What the stage in force asks of the runner: once a week, until it is done or stands in the timetable."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.evidence import Stage
from bot.domain.lines import Named
from bot.domain.people import AddressKind
from bot.domain.permissions import Role
from bot.domain.stage_manners import MANNERS, PUT_IN_TIMETABLE, Step
from bot.errors import Refused
from bot.messages import plain
from bot.messages.model import Message
from bot.messages.stages.steps import Asked
from bot.services import in_force, milestone_notices, readers
from bot.services.commitments import Added, NewAction
from bot.services.people import Installed
from bot.services.stages import steps
from bot.services.stages.steps import Opened
from storage import members, stages
from tests.riverside import NOW, Riverside
from tests.services.stages.staged import put_in_force, told

MONDAY = datetime(2026, 9, 14, 7, 30, tzinfo=UTC)


def asked(group: Riverside) -> Asked:
    with group.database.read() as transaction:
        return steps.asked(transaction, viewer=group.viewer("sam"))


def listed(group: Riverside, now: datetime = MONDAY) -> str:
    with group.database.read() as transaction:
        reader = readers.of_member(transaction, viewer=group.engine, membership=group.members["sam"])
        found = steps.of_morning(transaction, reader, now)
    return "\n".join(plain.text(Message(opening="", blocks=one.blocks)) for one in found)


def opened(group: Riverside, step: Step) -> Opened:
    return steps.opened(database=group.database, viewer=group.viewer("sam"), step=step, now=NOW)


def add(group: Riverside, step: Step, *, partner_id: int | None = None, person: str = "") -> Added:
    new = NewAction(
        what="Ring",
        partner=str(partner_id or group.office_id),
        person=person,
        by_when="25 September 2026",
    )
    return steps.add(
        database=group.database,
        viewer=group.viewer("sam"),
        step=step,
        new=new,
        confirmed=frozenset(),
        installed=Installed(kind=AddressKind.SLACK, id=group.installation_id),
        now=NOW,
    )


def done(group: Riverside, step: Step) -> Asked:
    return steps.done(database=group.database, viewer=group.viewer("sam"), step=step, now=NOW)


def test_where_nobody_has_said_how_it_goes_nothing_is_asked(group: Riverside) -> None:
    assert (asked(group).steps, listed(group)) == ((), "")


@pytest.mark.parametrize("stage", Stage)
def test_each_stage_asks_for_its_own_steps(group: Riverside, stage: Stage) -> None:
    put_in_force(group, stage)

    found = asked(group)

    assert (found.stage, found.steps, found.addable) == (stage, MANNERS[stage].steps, PUT_IN_TIMETABLE)


def test_list_asks_in_the_first_list_of_a_week_and_leaves_quick_wins_to_their_own_line(
    group: Riverside,
) -> None:
    put_in_force(group, Stage.FORMING)

    assert "Meet or ring each partner once" in listed(group)
    assert "Pick a quick win" not in listed(group)


def test_list_does_not_ask_twice_in_one_week(group: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_force(group, Stage.FORMING)
    yesterday = MONDAY.date()
    monkeypatch.setattr(milestone_notices, "last_list_on", lambda *_, **__: yesterday)

    assert listed(group, MONDAY + timedelta(days=1)) == ""


def test_deputy_runner_is_not_told_which_stage_it_is_by_what_is_asked(group: Riverside) -> None:
    put_in_force(group, Stage.FRUSTRATION)
    deputy = replace(group.members["rob"], role=Role.DEPUTY_RUNNER)
    with group.database.read() as transaction:
        reader = readers.of_member(transaction, viewer=group.engine, membership=deputy)
        found = steps.of_morning(transaction, reader, MONDAY)

    assert found == ()


def test_step_that_is_done_is_not_asked_again(group: Riverside) -> None:
    put_in_force(group, Stage.FORMING)

    left = done(group, Step.MEET_EACH)
    again = done(group, Step.MEET_EACH)

    assert (left.steps, again.steps, listed(group)) == ((Step.QUICK_WIN,), (Step.QUICK_WIN,), "")


def test_what_start_was_told_is_written_down_with_its_first_step(group: Riverside) -> None:
    told(group, Stage.FORMING)
    before = asked(group).steps
    done(group, Step.MEET_EACH)

    with group.database.read() as transaction:
        [held] = stages.history(transaction, viewer=group.engine)
        now = in_force.of_partnership(transaction, viewer=group.engine)
    assert before == MANNERS[Stage.FORMING].steps
    assert (held.stage, held.since, now.id) == (Stage.FORMING, NOW.date(), held.id)


def test_form_is_filled_for_the_runner(group: Riverside) -> None:
    put_in_force(group, Stage.FRUSTRATION)

    found = opened(group, Step.RING_ALL)

    sam = group.person("sam")
    assert found.person == Named(id=sam.id, name="Sam Hallam", partner="Partnership office")
    assert found.due.isoformat() == "2026-09-24"


def test_step_becomes_an_action_and_is_not_asked_again(group: Riverside) -> None:
    put_in_force(group, Stage.FORMING)

    added = add(group, Step.MEET_EACH)

    assert added.commitment.wording.title == "Ring"
    assert asked(group).steps == (Step.QUICK_WIN,)


def test_in_hard_times_two_steps_are_enough_and_the_runner_carries_them(group: Riverside) -> None:
    put_in_force(group, Stage.FRUSTRATION)
    with pytest.raises(Refused, match="stage_step_is_runners"):
        add(group, Step.RING_ALL, partner_id=group.castle_id)
    add(group, Step.RING_ALL)
    between = asked(group).addable
    add(group, Step.COMMON_GROUND)

    assert (between, asked(group).addable) == (PUT_IN_TIMETABLE, frozenset())
    with pytest.raises(Refused, match="stage_steps_enough"):
        opened(group, Step.QUICK_WIN)


def test_in_hard_times_nobody_beside_the_runner_carries_a_step(group: Riverside) -> None:
    put_in_force(group, Stage.FRUSTRATION)

    with pytest.raises(Refused, match="stage_step_is_runners") as refused:
        add(group, Step.RING_ALL, person=f"person:{group.person('grace').id}")

    assert refused.value.field == "person"


@pytest.mark.parametrize("typed", ["", "Sam Hallam"])
def test_in_hard_times_a_step_is_the_runners_whether_named_or_not(group: Riverside, typed: str) -> None:
    put_in_force(group, Stage.FRUSTRATION)

    added = add(group, Step.RING_ALL, person=typed)

    assert [one.person_id for one in added.commitment.shares] == [group.person("sam").id]


def test_elsewhere_others_may_carry_them(group: Riverside) -> None:
    put_in_force(group, Stage.FUNCTIONING)

    assert add(group, Step.FEEDBACK, partner_id=group.castle_id).commitment.wording.title == "Ring"


def test_without_a_runner_the_form_names_nobody(group: Riverside) -> None:
    put_in_force(group, Stage.FRUSTRATION)
    with group.database.write() as transaction:
        members.take_role(
            transaction,
            viewer=group.viewer("sam"),
            person_id=group.person("sam").id,
            role=group.members["grace"].role,
        )

    found = opened(group, Step.RING_ALL)

    assert (found.partner, found.person) == (None, None)
    assert add(group, Step.RING_ALL, partner_id=group.castle_id).commitment.wording.title == "Ring"


def test_step_of_another_stage_is_not_asked_any_more(group: Riverside) -> None:
    put_in_force(group, Stage.FLYING)

    with pytest.raises(Refused, match="stage_step_gone"):
        opened(group, Step.RING_ALL)


def test_steps_are_not_for_partners(group: Riverside) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        steps.done(database=group.database, viewer=group.viewer("mina"), step=Step.RING_ALL, now=NOW)
