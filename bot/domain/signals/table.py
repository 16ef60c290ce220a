"""All signs that are looked for, in one place."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.evidence import Evidence, Signal
from bot.domain.signals import (
    actions,
    feeling,
    meetings,
    milestones,
    organisations,
    promises,
    shape,
    voice,
)
from bot.domain.stage_facts import Facts

Reading = Callable[[Facts], Evidence | None]

SIGNALS: Final[Mapping[Signal, Reading]] = {
    Signal.KEPT: promises.kept,
    Signal.LAPSED: promises.lapsed,
    Signal.FINISHED: promises.finished,
    Signal.ACCEPTED: promises.accepted,
    Signal.MOVING: promises.moving,
    Signal.NAMED: actions.named,
    Signal.DONE_WHEN: actions.done_when,
    Signal.SHARED: actions.shared,
    Signal.FEW_ACTIONS: actions.few_actions,
    Signal.INITIATIVE: actions.initiative,
    Signal.JOINING: shape.joining,
    Signal.ELEMENTS: shape.elements,
    Signal.PURPOSE: feeling.purpose,
    Signal.COMMITMENT: feeling.commitment,
    Signal.TRUST: feeling.trust,
    Signal.CLARITY: feeling.clarity,
    Signal.STEADY_TRUST: feeling.steady_trust,
    Signal.START_TODAY: feeling.start_today,
    Signal.RECOVERED: feeling.recovered,
    Signal.LOW: feeling.low,
    Signal.HIDDEN: feeling.hidden,
    Signal.WORTH: organisations.worth,
    Signal.IN_PLANS: organisations.in_plans,
    Signal.DIFFERENTLY: organisations.differently,
    Signal.CHANGED: organisations.changed,
    Signal.QUIET: voice.quiet,
    Signal.REPLIES: voice.replies,
    Signal.EARLY: voice.early,
    Signal.CONCERNS: voice.concerns,
    Signal.CLOSED: voice.closed,
    Signal.THEME: voice.theme,
    Signal.STUCK: voice.stuck,
    Signal.ATTENDANCE: meetings.attendance,
    Signal.DOUBTS: meetings.doubts,
    Signal.INWARD: meetings.inward,
    Signal.MILESTONES: milestones.milestones,
    Signal.TOGETHER: milestones.together,
    Signal.QUICK_WIN: milestones.quick_win,
    Signal.AHEAD: milestones.ahead,
    Signal.RESTING: milestones.resting,
}
