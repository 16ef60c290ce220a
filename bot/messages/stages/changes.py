"""What each stage means, and what it changes: worded from the same data by which it is changed."""

from collections.abc import Mapping
from typing import Final

from bot.domain.evidence import Stage
from bot.domain.stage_manners import MANNERS, Past, StageManners
from bot.domain.turns import Turns
from bot.messages.bank import CURRENT
from bot.messages.words import and_list, number

MEANS: Final[Mapping[Stage, str]] = {
    Stage.FORMING: "new to each other, still finding out",
    Stage.FRUSTRATION: "hard going, and people say so",
    Stage.FUNCTIONING: "it works, and what is promised gets done",
    Stage.FLYING: "reaching together what none could alone",
    Stage.FAILING: "gone quiet, people no longer answer",
}
"""Half a line for each, for who reads the word for the first time (R01)."""

PAST: Final[Mapping[Past, str]] = {
    Past.AS_AGREED: "tell those you agreed on when a date passes",
    Past.RUNNER_ONLY: "tell only the runner when a date passes",
    Past.NOBODY: "tell nobody else when a date passes",
}
ABOUT: Final[Mapping[str, str]] = {
    "purpose": "what we are for",
    "commitment": "who takes part",
    "trust": "speaking up",
    "clarity": "what we have promised",
    "worth_it": "whether it's worth it",
    "changed": "what has changed",
    "in_the_way": "what gets in the way",
    "in_plans": "each partner's plans",
    "differently": "what is done differently",
}
"""What a question of the check-in is about."""


def changes(stage: Stage) -> str:
    """Return what is done from now on while a stage is in force."""
    return f"{of_manners(MANNERS[stage])} {of_turns(CURRENT.turns, stage)}"


def of_manners(manners: StageManners) -> str:
    """Return how I go about it."""
    do = [
        *(("say in full why each action matters",) if manners.why_in_full else ()),
        *(("write less",) if manners.plain else ()),
        *(("post only good news",) if manners.good_news_only else ()),
        *(("write to partners about once a week",) if manners.once_a_week else ()),
        *(("write to partners about critical dates and answers only",) if manners.critical_only else ()),
        *_of_steps(manners),
        PAST[manners.past],
    ]
    return f"I {and_list(do)}."


def of_turns(turns: Turns, stage: Stage) -> str:
    """Return what the check-ins ask about."""
    keys = dict.fromkeys(key for turn in turns.stages[stage] for key in turn)
    if not keys:
        return "There are no check-ins: a call does more good."
    return f"The next check-ins ask about {and_list([ABOUT[key] for key in keys])}."


def _of_steps(manners: StageManners) -> tuple[str, ...]:
    if manners.most_steps is None:
        return ()
    whose = " of the runner" if manners.steps_by_runner else ""
    return (f"ask at most {number(manners.most_steps)} things{whose}",)
