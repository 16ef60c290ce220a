"""What a runner's week is read from."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.climate import Result
from bot.domain.evidence import Level, Stage
from bot.domain.initiative import Initiative, Weight
from bot.domain.permissions import Role
from bot.domain.question_answers import Typed
from bot.domain.rounds import RoundState
from bot.domain.runners_week import Around, LooseEnds
from bot.domain.summaries import SummaryState
from bot.services import readers, runners_week, thanks, weeks
from storage import answers, members, rounds, stages, summaries
from tests import looked_back, marked, planned, promised, worried
from tests.marked import LATER
from tests.riverside import NOW, Riverside

MONDAY = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)


def around(group: Riverside, name: str = "sam", *, now: datetime = MONDAY) -> Around:
    with group.database.read() as transaction:
        to = readers.reader(transaction, viewer=group.engine, person_id=group.person(name).id)
        assert to is not None
        return runners_week.of_reader(transaction, reader=to, now=now)


def keep_round(group: Riverside, opens_on: date, state: RoundState, level: Level | None = None) -> int:
    sam = group.viewer("sam")
    with group.database.write() as transaction:
        made = rounds.plan(
            transaction,
            viewer=sam,
            opens_on=opens_on,
            closes_at=MONDAY,
            bank=1,
            kinds={},
            stage=Stage.FORMING,
        )
        assert made is not None
        rounds.change(transaction, viewer=sam, round_id=made.id, since={RoundState.PLANNED}, state=state)
        if level is not None:
            found = Result(round_id=made.id, key="trust", level=level, people=6, partners=3)
            answers.keep_results(transaction, viewer=sam, results=[found])
        return made.id


def tell(group: Riverside, round_id: int, *lines: str, became: str = "") -> None:
    sam = group.viewer("sam")
    with group.database.write() as transaction:
        seen = summaries.begin(transaction, viewer=sam, round_id=round_id, waits_since=MONDAY.date())
        to = replace(seen, state=SummaryState.POSTED, well_do=lines, became=became)
        summaries.change(transaction, viewer=sam, seen=seen, to=to, now=MONDAY)


def test_in_a_new_partnership_there_is_nothing_to_tell(group: Riverside) -> None:
    assert around(group) == Around(initiative=Initiative(done=None, begun=None))


def test_last_check_in_that_is_in_is_told_with_what_was_promised_then(group: Riverside) -> None:
    first = keep_round(group, date(2026, 9, 15), RoundState.SHARED, Level.FEW)
    tell(group, first, "Print the lists", became="We rang Dee")
    waiting = keep_round(group, date(2026, 10, 20), RoundState.SUMMARISED, Level.MIXED)
    with group.database.write() as transaction:
        summaries.begin(transaction, viewer=group.viewer("sam"), round_id=waiting, waits_since=MONDAY.date())

    found = around(group)

    assert found.felt == (("trust", Level.MIXED),)
    assert (found.became, found.well_do) == ("We rang Dee", ("Print the lists",))


def test_round_to_come_and_one_that_is_open(group: Riverside) -> None:
    keep_round(group, date(2026, 11, 3), RoundState.PLANNED)
    keep_round(group, date(2026, 11, 17), RoundState.PLANNED)
    assert (around(group).round_opens, around(group).round_until) == (date(2026, 11, 17), None)

    keep_round(group, date(2026, 11, 10), RoundState.OPEN)

    assert around(group).round_until == date(2026, 11, 19)


def test_stage_in_force_and_milestones_ahead(group: Riverside) -> None:
    marked.planned(group)
    with group.database.write() as transaction:
        sam = group.viewer("sam")
        stages.put_in_force(transaction, viewer=sam, stage=Stage.FLYING, since=NOW.date(), now=NOW)

    found = around(group)

    assert (found.stage, found.milestones) == (Stage.FLYING, ((marked.TITLE, date(2027, 2, 5)),))


def test_deputy_runner_is_not_told_which_stage_it_is(group: Riverside) -> None:
    with group.database.write() as transaction:
        sam = group.viewer("sam")
        stages.put_in_force(transaction, viewer=sam, stage=Stage.FAILING, since=NOW.date(), now=NOW)
        members.take_role(transaction, viewer=sam, person_id=group.person("rob").id, role=Role.DEPUTY_RUNNER)

    assert (around(group, "rob").stage, around(group).stage) == (None, Stage.FAILING)


def test_actions_of_nobody_and_concerns_of_ones_own_are_loose_ends(group: Riverside) -> None:
    planned.add(group, holders=(None, None, None))
    worried.raised(group)

    found = around(group).loose

    assert (found.nobody, found.concerns) == (1, 1)
    assert around(group, "grace").loose.concerns == 0


def test_thanks_that_were_asked_for_hang_loose_until_the_runner_says_them(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    looked_back.say(group, made, by="rob", thanks=Typed(person="Ada"))
    assert around(group).loose == LooseEnds(no_done_when=around(group).loose.no_done_when)

    looked_back.say(group, made, thanks=Typed(person="Ada", passing="with_name"))
    assert (around(group).loose.thanks, around(group, "grace").loose.thanks) == (1, 0)

    thanks.say(
        database=group.database,
        viewer=group.viewer("sam"),
        whom=f"partner:{group.castle_id}",
        words="Thank you, Ada.",
        milestone_id=made.id,
        now=LATER + timedelta(hours=1),
    )
    assert around(group).loose.thanks == 0


def test_who_pushes_is_told_to_the_runner_alone(group: Riverside) -> None:
    for _ in range(5):
        marked.finish(group, promised.accepted(group))

    assert around(group, now=LATER).initiative == Initiative(done=Weight.SHARED, begun=Weight.NEARLY_ALL)
    assert around(group, "grace", now=LATER).initiative is None


def test_it_stands_in_the_week_of_a_monday(group: Riverside) -> None:
    with group.database.read() as transaction:
        to = readers.reader(transaction, viewer=group.engine, person_id=group.person("sam").id)
        assert to is not None
        found = weeks.of_reader(transaction, reader=to, now=MONDAY)
    assert found is not None
    assert found.around == around(group)
