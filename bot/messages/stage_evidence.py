"""What speaks for a stage, in sentences: what was counted or felt, how it was before, and where it goes. No name of anybody."""

from collections.abc import Mapping
from datetime import date
from typing import Final, assert_never

from bot.domain.evidence import (
    Direction,
    Evidence,
    Felt,
    Figure,
    Kind,
    Level,
    Share,
    Signal,
    Stage,
    Told,
    Window,
)
from bot.domain.small_numbers import Answered, Part
from bot.domain.stages import Proposal, Unseen, Verdict
from bot.messages.model import Fragments, Strong
from bot.messages.stage_signs import BETTER, QUESTIONS, SIGNS, WORSE
from bot.messages.words import begin, number

NOT_A_MARK: Final = "A word for where things stand. Not a mark."

STAGES: Final[Mapping[Stage, str]] = {
    Stage.FORMING: "Forming",
    Stage.FRUSTRATION: "Frustration",
    Stage.FUNCTIONING: "Functioning",
    Stage.FLYING: "Flying",
    Stage.FAILING: "Failing",
}
"""A word for where things stand."""

_GOING: Final = {Direction.UP: "Going up.", Direction.DOWN: "Going down.", Direction.STEADY: "Steady."}
_LEVELS: Final = {Level.MOST: "most agree", Level.MIXED: "views are mixed", Level.FEW: "few agree"}
_BEFORE: Final = {Level.MOST: "most agreed", Level.MIXED: "views were mixed", Level.FEW: "few agreed"}
_WHEN: Final = {
    Window.SIX_WEEKS: " in the last six weeks",
    Window.TWELVE_WEEKS: " in the last twelve weeks",
    Window.YEAR: " in the last year",
    Window.CHECK_IN: " in the last check-in",
    Window.TODAY: "",
}
_EARLIER: Final = {
    Window.SIX_WEEKS: "In the six weeks before",
    Window.TWELVE_WEEKS: "In the twelve weeks before",
    Window.YEAR: "In the year before",
    Window.CHECK_IN: "In the check-in before",
    Window.TODAY: "Before",
}
_OF_MEETINGS: Final = frozenset({Signal.ATTENDANCE, Signal.INWARD})
"""What is said of the last meeting, and not of the weeks around it."""

_MEETING_BEFORE: Final = "At the meeting before"
_NOT_ASKED_SO: Final = frozenset(
    {Signal.PURPOSE, Signal.CLARITY, Signal.START_TODAY, Signal.RECOVERED, Signal.HIDDEN}
)
"""What nobody was asked in these very words: no quotation marks stand around them."""

_IN_WORDS: Final = 12
_MONTHS: Final = (
    "January February March April May June July August September October November December"  # In their order.
).split()
_PARTS: Final = {Part.MOST: "most", Part.HALF: "half", Part.FEWER: "fewer than half"}
_COUNTED: Final = "Count."
_TOLD_ME: Final = "Feeling."
_TOO_FEW: Final = "too few of us to say how many"
_OTHER_WAY: Final = "This one points the other way."
_UNSEEN: Final = {
    Unseen.MEETING: "how it feels in the meeting. You can.",
    Unseen.FEELINGS: "how people feel.",
}
_AGAIN: Final = "I look again each week in term."
_STANDING: Final[Mapping[Verdict, str]] = {
    Verdict.TOO_EARLY: "Too early to tell. That's normal.",
    Verdict.NOT_ENOUGH: "There is not enough to tell.",
    Verdict.ONE_A_HALF_TERM: "I've asked you once this half-term. I'll look again after the next break.",
    Verdict.HOLIDAYS: "Most of you are away, so I don't read anything into the quiet.",
}


def line(evidence: Evidence, *, is_contrary: bool) -> Fragments:
    """Return one line of the card, which says at its end if it points the other way."""
    match evidence.now:
        case Share() as share:
            figure = _counted(evidence, share)
        case Felt() as felt:
            figure = _felt(evidence, felt)
        case Told() as told:
            figure = _told(evidence, told)
        case _:
            assert_never(evidence.now)
    ends = (f" {_OTHER_WAY}",) if is_contrary else ()
    return (*figure, *ends)


def lines(proposal: Proposal) -> tuple[Fragments, ...]:
    """Return the evidence of a card, in its order."""
    return tuple(line(one, is_contrary=one is proposal.contrary) for one in proposal.evidence)


def label(evidence: Evidence) -> str:
    """Return what a line begins with: hard and soft stand apart (R43)."""
    return _TOLD_ME if evidence.kind is Kind.FEELING else _COUNTED


def verdict(proposal: Proposal) -> str:
    """Return why nothing else is suggested."""
    if proposal.verdict is Verdict.NO_CHANGE:
        return "The signs still point to it."
    if proposal.verdict is Verdict.NOT_ENOUGH:
        return f"{_STANDING[Verdict.NOT_ENOUGH]} {_too_little(proposal)} {_AGAIN}"
    return _STANDING[proposal.verdict]


def _too_little(proposal: Proposal) -> str:
    """What tells no more: what was counted, what was felt, or both. Why that is so the signs don't say."""
    felt = Unseen.FEELINGS not in proposal.unseen
    counted = any(one.kind is not Kind.FEELING for one in proposal.evidence)
    match counted, felt:
        case True, False:
            return "How it feels tells me no more."
        case False, True:
            return "What was counted tells me no more."
        case _:
            return "What I have tells me no more."


def would_change(proposal: Proposal) -> str:
    """Return what would change my mind: the contrary of what holds the answer up."""
    points_to = proposal.suggests or proposal.in_force
    goes_well = points_to in (Stage.FUNCTIONING, Stage.FLYING)
    turned = [(WORSE if goes_well else BETTER)[one] for one in proposal.what_would_change]
    return f"{', or '.join(turned) or 'more to see, and more of you telling me how it is'}."


def unseen(proposal: Proposal) -> tuple[str, ...]:
    """Return what I can't see."""
    return tuple(_UNSEEN[one] for one in proposal.unseen)


def _counted(evidence: Evidence, share: Share) -> Fragments:
    is_of_meeting = evidence.signal in _OF_MEETINGS
    said = ["." if is_of_meeting else f"{_WHEN[evidence.window]}."]
    if isinstance(evidence.before, Share):
        earlier = _MEETING_BEFORE if is_of_meeting else _EARLIER[evidence.window]
        said.append(f"{earlier} it was {_of(evidence.before)}.")
    return (f"{SIGNS[evidence.signal]}: ", Strong(text=_of(share)), " ".join([*said, *_going(evidence)]))


def _felt(evidence: Evidence, felt: Felt) -> Fragments:
    asked = QUESTIONS[evidence.signal]
    in_month = f", in {_month(felt.on)}."
    if felt.level is None:
        return (f"{asked}: ", Strong(text="too few answered to say"), in_month)
    if evidence.signal not in _NOT_ASKED_SO:
        asked = f"“{asked}”"
    people = f"{begin(number(felt.people))} people."
    said = [in_month, *_month_before(evidence.before), people, *_going(evidence)]
    return (f"{asked}: ", Strong(text=_LEVELS[felt.level]), " ".join(said))


def _told(evidence: Evidence, told: Told) -> Fragments:
    """Never how many have said so, but of how many: whoever knows what one of few said could tell what the others did."""
    begins, when = f"{SIGNS[evidence.signal]}: ", _asked_in(evidence, told)
    if told.said is None:
        return (begins, Strong(text=_TOO_FEW), f"{when}.")
    said = [f" that answered{when}."]
    before = evidence.before
    if isinstance(before, Told) and before.said is not None:
        earlier = _EARLIER[evidence.window] if before.on is None else f"In {_month(before.on)}"
        said.append(f"{earlier} it was {_part_of(before.said)}.")
    return (begins, Strong(text=_part_of(told.said)), " ".join([*said, *_going(evidence)]))


def _asked_in(evidence: Evidence, told: Told) -> str:
    return _WHEN[evidence.window] if told.on is None else f" in {_month(told.on)}"


def _part_of(said: Answered) -> str:
    return f"{_PARTS[said.part]} of the {number(said.answers)}"


def _month(day: date) -> str:
    return _MONTHS[day.month - 1]


def _month_before(before: Figure | None) -> tuple[str, ...]:
    if isinstance(before, Felt) and before.level is not None:
        return (f"In {_month(before.on)} {_BEFORE[before.level]}.",)
    return ()


def _going(evidence: Evidence) -> tuple[str, ...]:
    if evidence.direction is None:
        return ()
    if evidence.direction is Direction.STEADY and isinstance(evidence.now, Felt | Told):
        return ("No change.",)
    return (_GOING[evidence.direction],)


def _of(share: Share) -> str:
    """Return "five of six", and in figures where there are more than twelve."""
    if share.of is not None and share.of > _IN_WORDS:
        return f"{share.count} of {share.of}"
    count = number(share.count) if share.count else "none"
    return count if share.of is None else f"{count} of {number(share.of)}"
