"""What each sign weighs, and from which figure on it speaks. All of it is our proposal; the guides give no numbers (0.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.evidence import Kind, Signal, Stage, Window

FIRST_WEEKS: Final = 30
"""td: nothing is proposed in the first six weeks of term (F34)."""

EARLY_DAYS: Final = 60
"""td: early enthusiasm looks like Functioning, and a slow start like Failing (R01); after twelve weeks of term less so."""

FLYING_AFTER: Final = 60
"""td in Functioning before Flying is thought of. One good term isn't flying (R01, 0.4 rule 16: never declare victory)."""

WINDOWS: Final = {Window.SIX_WEEKS: 30, Window.TWELVE_WEEKS: 60, Window.YEAR: 190}
"""td of each window. A half-term has about thirty, so a figure and the one before it compare two half-terms."""

RECENT_ROUNDS: Final = 70
"""td: what was felt longer ago than two half-terms says nothing of today (R08: they will change over time)."""

ENTER: Final = {
    Stage.FORMING: 5,
    Stage.FRUSTRATION: 6,
    Stage.FUNCTIONING: 9,
    Stage.FLYING: 7,
    Stage.FAILING: 6,
}
"""What must speak for a stage, less what speaks against it, before it is proposed: three signs at least."""

STAY: Final = {
    Stage.FORMING: 3,
    Stage.FRUSTRATION: 2,
    Stage.FUNCTIONING: 4,
    Stage.FLYING: 3,
    Stage.FAILING: 2,
}
"""What keeps the stage in force: less than it took to get there, by more than the heaviest sign, so that one sign never turns it."""

HEARD_AGAIN: Final = 5
"""What must speak against Failing before it is left, back to Forming (R01: "Revisit stage 1")."""

REOPENS_FORMING: Final = frozenset({Signal.JOINING, Signal.CHANGED, Signal.ELEMENTS})
"""Something new is needed to go back to the beginning (part 13, rule g: new members or new funding reopen Forming)."""

DELIVERED: Final = frozenset({Signal.KEPT, Signal.FINISHED})
"""One of these is needed for Functioning: good feelings with nothing done are early enthusiasm (R01)."""

ARRIVED: Final = (frozenset({Signal.TOGETHER}), frozenset({Signal.DIFFERENTLY, Signal.IN_PLANS}))
"""All signs of one of these are needed for Flying: goals reached, or a place in everybody's own house (R01)."""

KINDS: Final = 2
"""Hard and soft together (R43): one kind of sign alone proposes nothing."""

LINES: Final = 5
"""Lines of evidence on the card (F34)."""

MANY_QUIET: Final = 1 / 2
"""Of the partners. Three of five without a word (why, walk-through e): South Vale."""

FEW_QUIET: Final = 1 / 4
"""Of the partners. One quiet partner among active ones is not failing (part 13, rule d)."""

HEARD_ENOUGH: Final = 1 / 3
"""Of the partners may be quiet at most when a stage nearer to Flying is proposed (part 13, rule c)."""

ENOUGH_DATES: Final = 6
"""Dates in the window below which a part of them says little: one a partner in a usual partnership."""

KEPT_WELL: Final = 0.8
KEPT_BADLY: Final = 0.65
"""Of the dates, kept or moved in good time (R02: the reference if something isn't delivered)."""

LAPSES: Final = 2
LAPSED_SOME: Final = 1 / 5
LAPSED_MANY: Final = 1 / 3
"""Of the dates, with no word; one lapse is anybody's (part 13: only silent lapses count fully)."""

WORD_BEFORE: Final = 10
"""td before a date in which a word about it counts as a word: the two weeks of the last reminders (F5)."""

FINISHED_MOST: Final = 2 / 3
FINISHED_FEW: Final = 1 / 3
"""Of the partners, who finished something in the window (R05: everybody has something to do)."""

ANSWER_WITHIN: Final = 10
"""td after which an action that nobody has said yes or no to counts as not answered (F20: asked twice, then the runner)."""

ACCEPTED_MOST: Final = 0.8
ACCEPTED_FEW: Final = 0.5
"""Of what was asked (R01: clear roles, or lack of commitment)."""

MOVED_MANY: Final = 1 / 3
"""Of the dates; more of them than in the window before (part 13: renegotiations rising)."""

NAMED_MOST: Final = 0.9
NAMED_FEW: Final = 0.6
DONE_WHEN_MOST: Final = 0.7
SHARED_SOME: Final = 0.3
"""Of the actions: with a person and a yes, with what done means, with two partners or more (R01: joint project teams)."""

ACTIONS_A_PARTNER: Final = 1
"""Accepted actions a partner, in twelve weeks and before them: fewer is few (R01: nature of commitments hazy)."""

JOINED_SOME: Final = 1 / 4
CHANGED_SOME: Final = 1 / 2
"""Of the partners: new ones, or those for whom something has changed, reopen Forming (part 13, rule g)."""

ELEMENTS_FEW: Final = 4
ELEMENTS_MOST: Final = 8
"""Of the ten elements of the agreement (R12): fewer than half, and most."""

EARLY_REPLIES: Final = 0.75
EARLY_FINISHED: Final = 2
"""Of those asked, who answer; things finished a partner so far (R01: early enthusiasm)."""

FELT_BY: Final = 2 / 3
"""Of those asked must have answered before "most agree" speaks for anything: the unhappy leave first (part 13, rule c)."""

LOW_FEELINGS: Final = 3
"""Of the four dimensions of climate (Y03)."""

WORTH_ALL: Final = 0.8
WORTH_MOST: Final = 0.6
NOT_WORTH: Final = 0.5
"""Of the partners asked, who get more than they give; of those who answered, who don't (R08)."""

IN_PLANS_MOST: Final = 2 / 3
IN_PLANS_FEW: Final = 1 / 3
DIFFERENTLY_SOME: Final = 2 / 3
"""Of the partners asked (R01: priorities central; partners altering what they do)."""

BEGINNING_MOST: Final = 0.6
BEGINNING_FEW: Final = 1 / 3
BEGINNING_HARDLY: Final = 1 / 6
PUSHED: Final = 5
"""Of the partners, who began something; how much the office must have begun to see that only it does (R41)."""

REPLIED_MOST: Final = 2 / 3
REPLIED_FEW: Final = 1 / 2
CAME_MOST: Final = 2 / 3
CAME_FEW: Final = 1 / 2
"""Of those asked (part 13: reply rate and attendance falling together)."""

CONCERNS_MANY: Final = 3
ANSWERED_WITHIN: Final = 20
THEME_AGAIN: Final = 3
STUCK_SOME: Final = 1 / 3
"""Open concerns; td within which one is closed early; times that a theme returns; of the partners, who are stuck (R28, E13)."""

BACKED_MOST: Final = 0.8
DOUBTED_SOME: Final = 1 / 3
INWARD: Final = 1 / 2
"""Of those asked to back decisions (R09); of the minutes of two meetings, about ourselves (R34)."""

NEAR_ITS_DATE: Final = 10
"""td on which a milestone may be after its date and still be near it (R10)."""

TOGETHER: Final = 2
"""Milestones of a year that nobody could have reached alone (H01: collaborative advantage)."""

RESTS_FOR: Final = 120
"""td after a goal reached in which less energy is a sign of success and not of failing (R24)."""

TURNS_BY: Final = 0.1
"""By how much a part must change to go up or down; less is steady."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much a sign weighs, from one to three, and why."""

    points: int
    kind: Kind
    because: str


def _weight(points: int, kind: Kind, because: str) -> Weight:
    return Weight(points=points, kind=kind, because=because)


WEIGHTS: Final[Mapping[Signal, Weight]] = {
    Signal.KEPT: _weight(
        3, Kind.COUNT, "R01: accountability to each other for actions; the hardest figure there is"
    ),
    Signal.LAPSED: _weight(2, Kind.COUNT, "part 13: only silent lapses count fully"),
    Signal.FINISHED: _weight(2, Kind.COUNT, "R05: everybody has something to do; spread over the partners"),
    Signal.ACCEPTED: _weight(1, Kind.COUNT, "R01: clear roles; a yes is cheaper than a thing done"),
    Signal.MOVING: _weight(
        1, Kind.COUNT, "part 13: renegotiations rising; in good time it is a virtue, so light"
    ),
    Signal.NAMED: _weight(1, Kind.COUNT, "R01: clear roles; easily filled in by the runner alone, so light"),
    Signal.DONE_WHEN: _weight(1, Kind.COUNT, "R01: success measures exist"),
    Signal.SHARED: _weight(1, Kind.COUNT, "R01: joint project teams"),
    Signal.FEW_ACTIONS: _weight(2, Kind.COUNT, "R01: nature of commitments hazy"),
    Signal.JOINING: _weight(2, Kind.COUNT, "H02: new members reopen Forming"),
    Signal.ELEMENTS: _weight(2, Kind.COUNT, "R12: what is agreed is written down"),
    Signal.CHANGED: _weight(1, Kind.VOICE, "R07: the changing environment; it alone moves nothing"),
    Signal.EARLY: _weight(2, Kind.VOICE, "R01: early enthusiasm"),
    Signal.PURPOSE: _weight(1, Kind.FEELING, "Y03: purpose; it changes slowly"),
    Signal.COMMITMENT: _weight(1, Kind.FEELING, "Y03: commitment of others, seen from outside"),
    Signal.TRUST: _weight(2, Kind.FEELING, "Y03, R28: trust decides whether trouble is told"),
    Signal.CLARITY: _weight(2, Kind.FEELING, "Y03: a fog is the mark of Frustration"),
    Signal.STEADY_TRUST: _weight(2, Kind.FEELING, "R01: trust and mutual respect, twice in a row"),
    Signal.START_TODAY: _weight(1, Kind.FEELING, "R24: does it still serve its purpose; once a year"),
    Signal.RECOVERED: _weight(1, Kind.FEELING, "R01: renewed vision and focus after a dip"),
    Signal.LOW: _weight(2, Kind.FEELING, "Y03: three of four dimensions low"),
    Signal.HIDDEN: _weight(1, Kind.FEELING, "0.4 rule 7: no reply is never fine"),
    Signal.WORTH: _weight(2, Kind.FEELING, "R08: benefits must outweigh costs"),
    Signal.IN_PLANS: _weight(2, Kind.FEELING, "R01: priorities central to partners' activities"),
    Signal.DIFFERENTLY: _weight(2, Kind.RESULT, "R38: partners altering what they do"),
    Signal.INITIATIVE: _weight(2, Kind.COUNT, "R41: it's been us pushing everything; shared leadership"),
    Signal.QUIET: _weight(3, Kind.VOICE, "part 13: Failing has silence"),
    Signal.REPLIES: _weight(2, Kind.VOICE, "part 13: reply rate falling for several rounds"),
    Signal.CONCERNS: _weight(
        2, Kind.VOICE, "part 13: Frustration has voice; one noisy partner must not do it alone"
    ),
    Signal.CLOSED: _weight(1, Kind.VOICE, "R01: concerns raised early and closed"),
    Signal.THEME: _weight(1, Kind.VOICE, "R01: recurrent tensions"),
    Signal.STUCK: _weight(1, Kind.VOICE, "F22: asking for help is good; many at once are a fog"),
    Signal.ATTENDANCE: _weight(2, Kind.VOICE, "part 13: attendance falling"),
    Signal.DOUBTS: _weight(2, Kind.FEELING, "R09: votes pass while people doubt"),
    Signal.INWARD: _weight(1, Kind.COUNT, "R34: the agenda test"),
    Signal.MILESTONES: _weight(2, Kind.RESULT, "R10: people need to see results"),
    Signal.TOGETHER: _weight(3, Kind.RESULT, "R01, H01: goals reached that nobody could reach alone"),
    Signal.QUICK_WIN: _weight(1, Kind.RESULT, "R11: plan a few quick wins"),
    Signal.AHEAD: _weight(1, Kind.RESULT, "R01: anticipate future challenges"),
    Signal.RESTING: _weight(3, Kind.RESULT, "R24: fading passion is probably a sign of success"),
}
