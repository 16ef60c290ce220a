"""What the stage in force changes, and nothing else: the table of "The stage card" (conversations), with its reasons (F15).

Whoever would do something another way in one stage asks `stage_manners`, and asks nothing else about the stage.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.domain.deliveries import DeliveryKind
from bot.domain.evidence import Stage
from bot.domain.importance import Importance


class Past(Enum):
    """Who hears of a date that has gone by, past the person: as the partners agreed, the runner only, or nobody."""

    AS_AGREED = "as_agreed"
    RUNNER_ONLY = "runner_only"
    NOBODY = "nobody"


class Step(Enum):
    """What the runner is asked to do in a stage (R01)."""

    MEET_EACH = "meet_each"
    QUICK_WIN = "quick_win"
    RING_ALL = "ring_all"
    COMMON_GROUND = "common_ground"
    FEEDBACK = "feedback"
    SHARE_JOBS = "share_jobs"
    LOOK_AHEAD = "look_ahead"
    ALL_GAIN = "all_gain"
    SPEAK_FIRST = "speak_first"
    WHICH_WAY = "which_way"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageManners:
    """What is done in one stage. As it stands here, nothing is done another way than it is set.

    `most_steps` is how many of its steps may stand in the timetable, None for all; `steps_by_runner` says who carries them.
    """

    why_in_full: bool = False
    plain: bool = False
    good_news_only: bool = False
    past: Past = Past.AS_AGREED
    once_a_week: bool = False
    critical_only: bool = False
    most_steps: int | None = None
    steps_by_runner: bool = False
    steps: tuple[Step, ...] = ()


AS_SET: Final = StageManners()
"""Where nobody has said how it is going, nothing changes."""

MANNERS: Final[Mapping[Stage, StageManners]] = {
    # People are new to each other: they say yes to what they understand, and nobody is hurried past the runner (R01).
    Stage.FORMING: StageManners(
        why_in_full=True, past=Past.RUNNER_ONLY, steps=(Step.MEET_EACH, Step.QUICK_WIN)
    ),
    # A tired group is rung, not written to. The chair in the middle of a quarrel makes it a bigger one (F7, F15).
    Stage.FRUSTRATION: StageManners(
        plain=True,
        good_news_only=True,
        past=Past.RUNNER_ONLY,
        most_steps=2,
        steps_by_runner=True,
        steps=(Step.RING_ALL, Step.QUICK_WIN, Step.COMMON_GROUND),
    ),
    # It works: what the partners have agreed holds.
    Stage.FUNCTIONING: StageManners(steps=(Step.FEEDBACK, Step.SHARE_JOBS)),
    # It almost runs itself, and what runs by itself is not to be disturbed (R01).
    Stage.FLYING: StageManners(once_a_week=True, steps=(Step.LOOK_AHEAD, Step.ALL_GAIN)),
    # A form to people who have stopped answering forms is no help; somebody speaks to them (F15).
    Stage.FAILING: StageManners(
        past=Past.NOBODY, critical_only=True, steps=(Step.SPEAK_FIRST, Step.WHICH_WAY)
    ),
}
"""One row a stage."""

_ANSWERS: Final = frozenset(
    {
        DeliveryKind.HELLO,
        DeliveryKind.ANSWER,
        DeliveryKind.EFFECT,
        DeliveryKind.STUCK,
        DeliveryKind.CONCERN,
        DeliveryKind.HAND_OVER,
        DeliveryKind.WORKBOOK,
    }
)
"""What somebody has asked for or waits for, and the hello without which nothing else may go."""

_ABOUT_A_DATE: Final = frozenset(
    {
        DeliveryKind.AFTER,
        DeliveryKind.REMINDER,
        DeliveryKind.ASK,
        DeliveryKind.AGREED,
        DeliveryKind.HELP_OUT,
        DeliveryKind.FOREWARNED,
        DeliveryKind.WAIT_OR_GO,
        DeliveryKind.MOVED,
        DeliveryKind.CHANGED,
    }
)
"""What goes where its action is critical."""

_GOES_UNSAID: Final = frozenset(
    {
        DeliveryKind.AFTER,
        DeliveryKind.REMINDER,
        DeliveryKind.HELP_OUT,
        DeliveryKind.FOREWARNED,
        DeliveryKind.CHECKIN,
        DeliveryKind.LOOK_BACK,
    }
)
"""What makes no sense later: it is about a day that goes by, or a question that becomes a call."""

PUT_IN_TIMETABLE: Final = frozenset(Step) - {Step.WHICH_WAY, Step.SPEAK_FIRST}
"""Steps that can be an action with a date. To speak with people first is never put down for them to read."""


def is_held_back(manners: StageManners, *, kind: DeliveryKind, importance: Importance) -> bool:
    """Whether something isn't said at all in a stage: where only critical dates and answers are, and it can't wait."""
    return kind in _GOES_UNSAID and not _may_go(manners, kind, importance)


def waits(manners: StageManners, *, kind: DeliveryKind, importance: Importance) -> bool:
    """Whether something waits for another stage, a week at a time: what nobody has been asked yet is not lost."""
    return kind not in _GOES_UNSAID and not _may_go(manners, kind, importance)


def may_be_posted(manners: StageManners, *, kind: DeliveryKind) -> bool:
    """Whether something is posted in rooms by itself: in hard times only good news (F15).

    What the runner has posted by a press is theirs to say.
    """
    return not (manners.good_news_only and kind is DeliveryKind.QUIET)


def stage_manners(stage: Stage | None) -> StageManners:
    """Return what is done in a stage; what is set where nobody has said which it is."""
    return AS_SET if stage is None else MANNERS[stage]


def _may_go(manners: StageManners, kind: DeliveryKind, importance: Importance) -> bool:
    """What may go is named, so that whatever is new one day is held as well."""
    is_critical = kind in _ABOUT_A_DATE and importance is not Importance.NORMAL
    return not manners.critical_only or kind in _ANSWERS or is_critical
