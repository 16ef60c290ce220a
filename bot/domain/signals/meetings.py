"""What meetings show: who comes, whether decisions are backed, and whom they are about. Nothing where none are kept."""

from bot.domain.evidence import Evidence, Share, Signal, Told, Window
from bot.domain.signals.seeing import FAILING, FLYING, FRUSTRATION, FUNCTIONING, seen
from bot.domain.small_numbers import answered, are_many
from bot.domain.stage_facts import Facts, Meeting
from bot.domain.stage_weights import (
    BACKED_MOST,
    CAME_FEW,
    CAME_MOST,
    DOUBTED_SOME,
    INWARD,
    RECENT_ROUNDS,
)

_TWO = 2


def attendance(facts: Facts) -> Evidence | None:
    """Partners at the last meeting; two with few of them are a sign, one isn't."""
    came = [Share(count=len(one.came & one.invited), of=len(one.invited)) for one in _last_two(facts)]
    if not came:
        return None
    few = len(came) == _TWO and all(one.part < CAME_FEW for one in came)
    return seen(
        Signal.ATTENDANCE,
        window=Window.TWELVE_WEEKS,
        now=came[0],
        before=came[1] if len(came) == _TWO else None,
        speaks_for=(FAILING,) if few else (),
        speaks_against=(FAILING,) if came[0].part >= CAME_MOST else (),
    )


def doubts(facts: Facts) -> Evidence | None:
    """Organisations that can back what was decided, of all that were asked; of few nothing is read."""
    meetings = [one for one in _last_two(facts) if are_many(one.asked_to_back)]
    if not meetings:
        return None
    newest = meetings[0]
    most = newest.backed >= BACKED_MOST * newest.asked_to_back
    doubted = newest.doubted >= DOUBTED_SOME * newest.asked_to_back
    return seen(
        Signal.DOUBTS,
        window=Window.TWELVE_WEEKS,
        now=Told(said=answered(newest.backed, of=newest.backed + newest.doubted), on=newest.on),
        speaks_for=((FUNCTIONING,) if most else ()) + ((FRUSTRATION,) if doubted else ()),
        speaks_against=() if most else (FUNCTIONING, FLYING),
    )


def inward(facts: Facts) -> Evidence | None:
    """Minutes about ourselves, two meetings running."""
    meetings = [one for one in _last_two(facts) if one.minutes]
    if len(meetings) < _TWO or not all(
        one.minutes_about_ourselves >= INWARD * one.minutes for one in meetings
    ):
        return None
    now, before = (Share(count=one.minutes_about_ourselves, of=one.minutes) for one in meetings)
    return seen(Signal.INWARD, window=Window.TWELVE_WEEKS, now=now, before=before, speaks_for=(FRUSTRATION,))


def _last_two(facts: Facts) -> list[Meeting]:
    since = facts.term.back(facts.today, RECENT_ROUNDS)
    recent = (one for one in facts.meetings if since < one.on <= facts.today)
    return sorted(recent, key=lambda one: one.on, reverse=True)[:_TWO]
