"""What holds of every partnership: it is nobody's name, silence never lifts it, and no sign alone turns it far."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.evidence import TOWARDS_FLYING, Signal, Stage
from bot.domain.signals.table import SIGNALS
from bot.domain.stage_facts import Facts, Milestone, OwnQuestion, Promise, Question, Said
from bot.domain.stages import Proposal, propose
from tests.domain.stages.apart import steps_between
from tests.domain.stages.calendar_year import BEGAN
from tests.domain.stages.drawing import draw
from tests.domain.stages.made import LAST_WEEK, NEXT_WEEK, NUMBERS, call, check_in, facts, milestone, promise
from tests.domain.stages.manners import Manner, Story
from tests.domain.stages.playing import tuesdays
from tests.domain.stages.silencing import quieter, renumbered
from tests.domain.stages.stories import ARCHETYPES, LONG_AGO, LOOK_ALIKES

MANY = settings().max_examples // 5
"""So many years of each: twenty, and eighty of the profile `many`."""

PARTS = st.floats(min_value=0, max_value=1)
SEEDS = st.integers(min_value=0, max_value=10_000)
TOLD = [case.story for case in (*ARCHETYPES.values(), *LOOK_ALIKES.values())]
MANNERS = st.builds(
    Manner,
    actions=st.floats(min_value=0, max_value=4),
    kept=PARTS,
    moved=PARTS,
    talked=PARTS,
    accepts=PARTS,
    named=PARTS,
    done_when=PARTS,
    shared=PARTS,
    adds=PARTS,
    replies=PARTS,
    agree=st.fixed_dictionaries(dict.fromkeys(Question, PARTS)),
    worth=PARTS,
    central=PARTS,
    changed=PARTS,
    concerns=st.floats(min_value=0, max_value=6),
    closes=PARTS,
    calls=st.floats(min_value=0, max_value=3),
    rings=st.floats(min_value=0, max_value=3),
    comes=PARTS,
    quiet=st.integers(min_value=0, max_value=6),
)
MILESTONES = st.lists(
    st.builds(
        Milestone,
        due=st.dates(min_value=BEGAN, max_value=date(2027, 12, 1)),
        reached_on=st.none() | st.dates(min_value=BEGAN, max_value=date(2027, 7, 1)),
        is_quick_win=st.booleans(),
        together=st.booleans(),
    ),
    max_size=5,
).map(tuple)
STORIES = st.builds(
    Story,
    phases=st.fixed_dictionaries({BEGAN: MANNERS, date(2027, 1, 11): MANNERS}),
    milestones=MILESTONES,
) | st.sampled_from(TOLD)

COUNTED = facts(
    promises=(
        *(promise(number, due=LAST_WEEK) for number in NUMBERS),
        *(
            Promise(partner=number, asked_on=date(2027, 1, 11), due=NEXT_WEEK, original_due=NEXT_WEEK)
            for number in NUMBERS
        ),
    ),
    contacts=tuple(call(number) for number in NUMBERS),
    milestones=(milestone(due=date(2027, 6, 1), reached_on=None),),
    rounds=(check_in(own={OwnQuestion.IN_PLANS: [Said.YES] * len(NUMBERS)}),),
)
"""Four lines that were counted weigh as much as what is of another kind, and all that was felt points the other way."""


@st.composite
def any_facts(choose: st.DrawFn) -> Facts:
    """A day of a year of any story, told or drawn, with any stage in force."""
    year = draw(choose(STORIES), seed=choose(SEEDS))
    facts = year.facts(
        today=choose(st.sampled_from([day for day in tuesdays() if day > date(2026, 10, 20)])),
        in_force=choose(st.sampled_from(Stage)),
        since=choose(st.sampled_from([LONG_AGO, date(2026, 12, 1)])),
    )
    asked = replace(facts, elements=choose(st.none() | st.integers(min_value=0, max_value=10)))
    decided = choose(st.integers(min_value=0, max_value=6))
    return replace(
        asked,
        meetings=tuple(
            replace(one, asked_to_back=6, backed=decided, doubted=6 - decided) for one in asked.meetings
        ),
    )


def _climb(proposal: Proposal) -> int:
    """By how much the stage suggested is nearer to Flying than the one in force."""
    suggested = proposal.suggests or proposal.in_force
    return max(0, TOWARDS_FLYING[suggested] - TOWARDS_FLYING[proposal.in_force])


def _stands(proposal: Proposal) -> Stage:
    return proposal.suggests or proposal.in_force


@settings(max_examples=MANY)
@given(facts=any_facts(), seed=SEEDS)
def test_other_people_and_partners_in_another_order_change_nothing(facts: Facts, seed: int) -> None:
    assert propose(renumbered(facts, chance=Random(seed))) == propose(facts)


@settings(max_examples=2 * MANY)
@given(facts=any_facts(), seed=SEEDS, weeks=st.integers(min_value=1, max_value=30))
def test_more_silence_never_moves_it_towards_flying(facts: Facts, seed: int, weeks: int) -> None:
    since = facts.today - timedelta(weeks=weeks)

    silenced = quieter(facts, since=since, chance=Random(seed))

    assert _climb(propose(silenced)) <= _climb(propose(facts))


@settings(max_examples=MANY // 2)
@given(facts=any_facts())
def test_no_sign_alone_turns_it_by_two_stages(facts: Facts) -> None:
    whole = propose(facts)

    for signal in Signal:
        without = {one: read for one, read in SIGNALS.items() if one is not signal}
        assert steps_between(_stands(whole), _stands(propose(facts, signals=without))) <= 1


@settings(max_examples=MANY)
@given(facts=any_facts())
@example(facts=COUNTED)
def test_a_proposal_is_one_step_away_with_few_lines_of_several_kinds(facts: Facts) -> None:
    proposal = propose(facts)

    assert len(proposal.evidence) <= 5
    assert len({one.signal for one in proposal.evidence}) == len(proposal.evidence)
    if proposal.suggests is not None:
        assert steps_between(proposal.in_force, proposal.suggests) == 1
        assert len({one.kind for one in proposal.evidence if one is not proposal.contrary}) > 1
