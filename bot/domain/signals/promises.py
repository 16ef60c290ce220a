"""What becomes of what was promised. A date that moves before it comes is accountability, not a lapse."""

from datetime import date

from bot.domain.evidence import Direction, Evidence, Share, Signal, Window
from bot.domain.signals.seeing import (
    FAILING,
    FLYING,
    FORMING,
    FRUSTRATION,
    FUNCTIONING,
    Counted,
    in_windows,
    seen,
)
from bot.domain.stage_dates import Outcome, passed
from bot.domain.stage_facts import Facts
from bot.domain.stage_weights import (
    ACCEPTED_FEW,
    ACCEPTED_MOST,
    ANSWER_WITHIN,
    ENOUGH_DATES,
    FINISHED_FEW,
    FINISHED_MOST,
    KEPT_BADLY,
    KEPT_WELL,
    LAPSED_MANY,
    LAPSED_SOME,
    LAPSES,
    MOVED_MANY,
)

_IN_TIME = frozenset({Outcome.KEPT, Outcome.MOVED})


def kept(facts: Facts) -> Evidence | None:
    """Dates kept, or moved in good time."""
    now, before = in_windows(facts, Window.SIX_WEEKS, _outcomes(facts, _IN_TIME))
    enough = (now.of or 0) >= ENOUGH_DATES
    well, badly = enough and now.part >= KEPT_WELL, bool(now.of) and now.part <= KEPT_BADLY
    return seen(
        Signal.KEPT,
        window=Window.SIX_WEEKS,
        now=now,
        before=before,
        speaks_for=((FUNCTIONING,) if well else ()) + ((FRUSTRATION,) if badly and enough else ()),
        speaks_against=((FRUSTRATION, FAILING) if well else ()) + ((FUNCTIONING, FLYING) if badly else ()),
    )


def lapsed(facts: Facts) -> Evidence | None:
    """Dates that passed with no word."""
    now, before = in_windows(facts, Window.SIX_WEEKS, _outcomes(facts, frozenset({Outcome.LAPSED})))
    several = now.count >= LAPSES
    return seen(
        Signal.LAPSED,
        window=Window.SIX_WEEKS,
        now=now,
        before=before,
        speaks_for=(FAILING,) if several and now.part >= LAPSED_MANY else (),
        speaks_against=(FUNCTIONING, FLYING) if several and now.part >= LAPSED_SOME else (),
    )


def moving(facts: Facts) -> Evidence | None:
    """Dates that move, when it is more of them than before."""
    now, before = in_windows(facts, Window.SIX_WEEKS, _outcomes(facts, frozenset({Outcome.MOVED})))
    many = (now.of or 0) >= ENOUGH_DATES and now.part >= MOVED_MANY
    found = seen(
        Signal.MOVING,
        window=Window.SIX_WEEKS,
        now=now,
        before=before,
        speaks_for=(FRUSTRATION,) if many else (),
    )
    return found if found is not None and found.direction is Direction.UP else None


def finished(facts: Facts) -> Evidence | None:
    """Partners that finished something."""

    def count(after: date, until: date) -> Share:
        done = {one.partner for one in facts.promises if one.done_on and after < one.done_on <= until}
        return Share(count=len(facts.numbers & done), of=len(facts.partners))

    now, before = in_windows(facts, Window.SIX_WEEKS, count)
    had_dates = _had_enough_dates(facts)
    most, few = now.part >= FINISHED_MOST, now.part <= FINISHED_FEW
    return seen(
        Signal.FINISHED,
        window=Window.SIX_WEEKS,
        now=now,
        before=before,
        speaks_for=((FUNCTIONING,) if most else ()) + ((FRUSTRATION,) if few and had_dates else ()),
        speaks_against=((FRUSTRATION, FAILING) if most else ()) + ((FUNCTIONING, FLYING) if few else ()),
    )


def accepted(facts: Facts) -> Evidence | None:
    """Actions that somebody said yes to, of those that were asked long enough ago."""

    def count(after: date, until: date) -> Share:
        since, by = (facts.term.back(day, ANSWER_WITHIN) for day in (after, until))
        asked = [one for one in facts.promises if since < one.asked_on <= by]
        return Share(count=sum(one.accepted_on is not None for one in asked), of=len(asked))

    now, before = in_windows(facts, Window.TWELVE_WEEKS, count)
    if not now.of:
        return None
    most, few = now.part >= ACCEPTED_MOST, now.part < ACCEPTED_FEW
    return seen(
        Signal.ACCEPTED,
        window=Window.TWELVE_WEEKS,
        now=now,
        before=before,
        speaks_for=((FUNCTIONING,) if most else ()) + ((FAILING, FORMING) if few else ()),
        speaks_against=((FAILING,) if most else ()) + ((FUNCTIONING, FLYING) if few else ()),
    )


def _outcomes(facts: Facts, wanted: frozenset[Outcome]) -> Counted:
    def count(after: date, until: date) -> Share:
        dates = passed(facts, after=after, until=until)
        return Share(count=sum(one.outcome in wanted for one in dates), of=len(dates))

    return count


def _had_enough_dates(facts: Facts) -> bool:
    now, _ = in_windows(facts, Window.SIX_WEEKS, _outcomes(facts, frozenset()))
    return (now.of or 0) >= ENOUGH_DATES
