"""Five archetypes, one a stage, and six partnerships that look like something they are not."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.domain.evidence import Stage
from bot.domain.stage_facts import Milestone
from tests.domain.stages.calendar_year import BEGAN
from tests.domain.stages.manners import Manner, Story, feelings

LONG_AGO: Final = date(2026, 3, 2)
_PROSPECTUS: Final = Milestone(due=date(2027, 1, 15), reached_on=date(2027, 1, 15), together=True)
_FAIR: Final = Milestone(due=date(2027, 3, 4), reached_on=date(2027, 3, 4), together=True)
_NEXT_FAIR: Final = Milestone(due=date(2027, 11, 4))
_TEMPLATE: Final = Milestone(due=date(2026, 9, 25), reached_on=date(2026, 9, 25), is_quick_win=True)
_PAGE: Final = Milestone(due=date(2027, 5, 20), reached_on=date(2027, 5, 20), is_quick_win=True)
_ALL: Final = (_TEMPLATE, _PROSPECTUS, _FAIR, _PAGE, _NEXT_FAIR)
_SOME: Final = (_TEMPLATE, _PROSPECTUS, _PAGE, _NEXT_FAIR)
"""One goal reached so far that nobody could have reached alone."""

FUNCTIONING: Final = Manner()
FORMING: Final = Manner(
    actions=0.5,
    kept=0.7,
    accepts=0.5,
    named=0.55,
    done_when=0.2,
    shared=0.05,
    replies=0.95,
    agree=feelings(purpose=0.7, commitment=0.8, trust=0.85, clarity=0.45),
    worth=0.6,
)
FRUSTRATION: Final = Manner(
    kept=0.42,
    moved=0.12,
    talked=0.3,
    stuck=0.15,
    agree=feelings(purpose=0.55, commitment=0.6, trust=0.42, clarity=0.4),
    worth=0.45,
    concerns=5.0,
    closes=0.35,
    rings=0.3,
)
FLYING: Final = Manner(
    kept=0.9,
    moved=0.06,
    talked=0.03,
    adds=0.5,
    shared=0.5,
    agree=feelings(purpose=0.95, commitment=0.93, trust=0.95, clarity=0.94, again=0.95),
    worth=0.96,
    central=0.85,
    concerns=1.5,
    closes=1.0,
    rings=1.5,
)
FAILING: Final = Manner(
    actions=1.5,
    kept=0.25,
    moved=0.05,
    talked=0.05,
    accepts=0.4,
    replies=0.3,
    agree=feelings(purpose=0.4, commitment=0.2, trust=0.5, clarity=0.4),
    worth=0.3,
    adds=0.0,
    calls=1.5,
    rings=0.0,
    comes=0.4,
    quiet=4,
)
_FEW: Final = replace(FUNCTIONING, actions=0.6)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A story, where it begins, and the stage that it should end in. `enough_on` is the day from which there is enough to see."""

    story: Story
    begins_as: Stage
    is_really: Stage
    enough_on: date
    since: date = BEGAN


def _story(
    *phases: tuple[date, Manner], milestones: tuple[Milestone, ...] = (_TEMPLATE, _PAGE, _NEXT_FAIR)
) -> Story:
    return Story(phases=dict(phases), milestones=milestones)


_SIX_WEEKS: Final = date(2026, 10, 22)
_TWELVE_WEEKS: Final = date(2026, 12, 10)
_SILENT_FROM: Final = date(2026, 12, 1)
_SILENCE_SEEN: Final = date(2027, 1, 26)
"""Six weeks of term after it began."""

ARCHETYPES: Final = {
    "Forming": Case(
        story=_story((BEGAN, FORMING)),
        begins_as=Stage.FORMING,
        is_really=Stage.FORMING,
        enough_on=_SIX_WEEKS,
    ),
    "Frustration": Case(
        story=_story((BEGAN, FRUSTRATION)),
        begins_as=Stage.FORMING,
        is_really=Stage.FRUSTRATION,
        enough_on=_SIX_WEEKS,
    ),
    "Functioning": Case(
        story=_story((BEGAN, FUNCTIONING), milestones=_SOME),
        begins_as=Stage.FRUSTRATION,
        is_really=Stage.FUNCTIONING,
        enough_on=_TWELVE_WEEKS,
    ),
    "Flying": Case(
        story=_story((BEGAN, FLYING), milestones=_ALL),
        begins_as=Stage.FUNCTIONING,
        is_really=Stage.FLYING,
        enough_on=date(2027, 3, 18),
    ),
    "Failing": Case(
        story=_story((BEGAN, FUNCTIONING), (_SILENT_FROM, FAILING)),
        begins_as=Stage.FUNCTIONING,
        is_really=Stage.FAILING,
        enough_on=_SILENCE_SEEN,
        since=LONG_AGO,
    ),
}

LOOK_ALIKES: Final = {
    "Forming, few rows": Case(
        story=_story((BEGAN, replace(FORMING, actions=0.2))),
        begins_as=Stage.FORMING,
        is_really=Stage.FORMING,
        enough_on=_SIX_WEEKS,
    ),
    "Failing, few rows": Case(
        story=_story((BEGAN, _FEW), (_SILENT_FROM, replace(FAILING, actions=0.4))),
        begins_as=Stage.FUNCTIONING,
        is_really=Stage.FAILING,
        enough_on=_SILENCE_SEEN,
        since=LONG_AGO,
    ),
    "late but talking": Case(
        story=_story(
            (BEGAN, replace(FUNCTIONING, kept=0.35, moved=0.4, talked=0.25, stuck=0.05)), milestones=_SOME
        ),
        begins_as=Stage.FUNCTIONING,
        is_really=Stage.FUNCTIONING,
        enough_on=_SIX_WEEKS,
        since=LONG_AGO,
    ),
    "silent, on holiday": Case(
        story=replace(_story((BEGAN, FUNCTIONING)), away=((date(2026, 12, 7), date(2027, 1, 29)),)),
        begins_as=Stage.FUNCTIONING,
        is_really=Stage.FUNCTIONING,
        enough_on=_SIX_WEEKS,
        since=LONG_AGO,
    ),
    "finished and faded": Case(
        story=_story(
            (BEGAN, FUNCTIONING),
            (date(2027, 1, 25), replace(FUNCTIONING, actions=0.0, kept=1.0)),
            (
                date(2027, 3, 5),
                replace(
                    FUNCTIONING, actions=0.0, kept=1.0, replies=0.45, calls=0.2, rings=0.1, comes=0.5, quiet=3
                ),
            ),
            milestones=(_TEMPLATE, _PROSPECTUS, replace(_FAIR, together=False)),
        ),
        begins_as=Stage.FUNCTIONING,
        is_really=Stage.FUNCTIONING,
        enough_on=_SIX_WEEKS,
        since=LONG_AGO,
    ),
    "one noisy partner": Case(
        story=_story((BEGAN, replace(FUNCTIONING, concerns=4.0, closes=0.5, worth=0.7)), milestones=_SOME),
        begins_as=Stage.FUNCTIONING,
        is_really=Stage.FUNCTIONING,
        enough_on=_SIX_WEEKS,
        since=LONG_AGO,
    ),
    "a bad month": Case(
        story=_story(
            (BEGAN, FUNCTIONING),
            (
                date(2027, 1, 11),
                replace(FUNCTIONING, kept=0.35, moved=0.1, talked=0.3, replies=0.7, concerns=3.0),
            ),
            (date(2027, 2, 8), FUNCTIONING),
            milestones=_SOME,
        ),
        begins_as=Stage.FUNCTIONING,
        is_really=Stage.FUNCTIONING,
        enough_on=_SIX_WEEKS,
        since=LONG_AGO,
    ),
}
