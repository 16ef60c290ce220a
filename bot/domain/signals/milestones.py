"""What was reached together, whether more is to come, and when it is only quiet because the work is done."""

from datetime import date

from bot.domain.evidence import Evidence, Share, Signal, Window
from bot.domain.signals.seeing import FAILING, FLYING, FORMING, FRUSTRATION, FUNCTIONING, in_windows, seen
from bot.domain.stage_facts import Facts, Milestone
from bot.domain.stage_weights import NEAR_ITS_DATE, RESTS_FOR, TOGETHER, WINDOWS


def milestones(facts: Facts) -> Evidence | None:
    """Milestones reached on their date or near it, of those that were for these weeks."""

    def count(after: date, until: date) -> Share:
        due = [one for one in facts.milestones if _counts(facts, one, after, until)]
        return Share(count=sum(_near(facts, one) for one in due), of=len(due))

    now, before = in_windows(facts, Window.TWELVE_WEEKS, count)
    if not now.of:
        return None
    all_reached = now.count == now.of
    return seen(
        Signal.MILESTONES,
        window=Window.TWELVE_WEEKS,
        now=now,
        before=before,
        speaks_for=(FUNCTIONING,) if all_reached else (),
        speaks_against=() if all_reached else (FUNCTIONING, FLYING),
    )


def together(facts: Facts) -> Evidence | None:
    """Milestones of the year that no partner could have reached alone."""
    since = facts.term.back(facts.today, WINDOWS[Window.YEAR])
    count = sum(
        one.together and one.reached_on is not None and one.reached_on > since and _near(facts, one)
        for one in facts.milestones
    )
    wanted = (FLYING,) if count >= TOGETHER else ()
    return seen(Signal.TOGETHER, window=Window.YEAR, now=Share(count=count), speaks_for=wanted)


def quick_win(facts: Facts) -> Evidence | None:
    """Quick wins of the last weeks; none, and none in sight, is a fog. Only where milestones are kept at all."""
    if not facts.milestones:
        return None
    length = WINDOWS[Window.SIX_WEEKS]
    since = facts.term.back(facts.today, length)
    wins = [one for one in facts.milestones if one.is_quick_win]
    reached = sum(one.reached_on is not None and one.reached_on > since for one in wins)
    in_sight = any(
        one.reached_on is None and facts.term.between(facts.today, one.due) <= length for one in wins
    )
    return seen(
        Signal.QUICK_WIN,
        window=Window.SIX_WEEKS,
        now=Share(count=reached),
        speaks_for=(FUNCTIONING,) if reached else () if in_sight else (FRUSTRATION, FORMING),
    )


def ahead(facts: Facts) -> Evidence | None:
    """Milestones to come; none left to fly to is a question. Only where milestones are kept at all."""
    count = sum(one.reached_on is None for one in facts.milestones)
    unwanted = (FLYING,) if facts.milestones and not count else ()
    return seen(Signal.AHEAD, window=Window.TODAY, now=Share(count=count), speaks_against=unwanted)


def resting(facts: Facts) -> Evidence | None:
    """Goals reached, and nothing left to do."""
    count = _lately_reached(facts)
    unwanted = (FAILING,) if rests(facts) else ()
    return seen(Signal.RESTING, window=Window.YEAR, now=Share(count=count), speaks_against=unwanted)


def rests(facts: Facts) -> bool:
    """Whether a goal was reached and nothing has been open for six weeks: less energy is then a sign of success (R24)."""
    open_milestones = any(one.reached_on is None for one in facts.milestones)
    lately = facts.term.back(facts.today, WINDOWS[Window.SIX_WEEKS])
    open_promises = any(one.is_open and one.due > lately for one in facts.promises)
    return _lately_reached(facts) > 0 and not open_milestones and not open_promises


def _lately_reached(facts: Facts) -> int:
    since = facts.term.back(facts.today, RESTS_FOR)
    return sum(one.reached_on is not None and one.reached_on > since for one in facts.milestones)


def _counts(facts: Facts, one: Milestone, after: date, until: date) -> bool:
    """Whether a milestone was for these days: reached, or so long ago that it should have been."""
    if not after < one.due <= until:
        return False
    return one.reached_on is not None or facts.term.between(one.due, facts.today) > NEAR_ITS_DATE


def _near(facts: Facts, one: Milestone) -> bool:
    return one.reached_on is not None and facts.term.between(one.due, one.reached_on) <= NEAR_ITS_DATE
