"""How the timetable is made up: who stands in it, what done means, who shares what, and who began it."""

from collections.abc import Callable
from datetime import date

from bot.domain.evidence import Evidence, Share, Signal, Stage, Window
from bot.domain.signals.seeing import FAILING, FLYING, FORMING, FUNCTIONING, in_windows, seen
from bot.domain.stage_facts import Facts, Promise
from bot.domain.stage_voices import part_quiet
from bot.domain.stage_weights import (
    ACTIONS_A_PARTNER,
    BEGINNING_FEW,
    BEGINNING_HARDLY,
    BEGINNING_MOST,
    DONE_WHEN_MOST,
    HEARD_ENOUGH,
    NAMED_FEW,
    NAMED_MOST,
    PUSHED,
    SHARED_SOME,
    WINDOWS,
)


def named(facts: Facts) -> Evidence | None:
    """Actions with a person and a date."""
    now, before = in_windows(facts, Window.YEAR, _with(facts, lambda one: one.has_person))
    most, few = bool(now.of) and now.part >= NAMED_MOST, bool(now.of) and now.part < NAMED_FEW
    return seen(
        Signal.NAMED,
        window=Window.YEAR,
        now=now,
        before=before,
        speaks_for=((FUNCTIONING,) if most else ()) + ((FORMING,) if few else ()),
        speaks_against=((FORMING,) if most else ()) + ((FUNCTIONING,) if few else ()),
    )


def done_when(facts: Facts) -> Evidence | None:
    """Actions that say when they are done."""
    now, before = in_windows(facts, Window.YEAR, _with(facts, lambda one: one.has_done_when))
    wanted = (FUNCTIONING,) if now.part >= DONE_WHEN_MOST else ()
    return seen(Signal.DONE_WHEN, window=Window.YEAR, now=now, before=before, speaks_for=wanted)


def shared(facts: Facts) -> Evidence | None:
    """Actions of two partners or more."""
    now, before = in_windows(facts, Window.YEAR, _with(facts, lambda one: one.is_shared))
    wanted = (FUNCTIONING,) if now.part >= SHARED_SOME else ()
    return seen(Signal.SHARED, window=Window.YEAR, now=now, before=before, speaks_for=wanted)


def few_actions(facts: Facts) -> Evidence | None:
    """Few actions agreed, now and before, while people are there: hazy. Few after many, or few and silent, is something else."""
    if part_quiet(facts) > HEARD_ENOUGH:
        return None
    since = facts.term.back(facts.today, WINDOWS[Window.TWELVE_WEEKS])
    agreed = [one.accepted_on for one in facts.promises if one.accepted_on is not None]
    lately = sum(day > since for day in agreed)
    few = ACTIONS_A_PARTNER * len(facts.partners)
    wanted: tuple[Stage, ...] = (FORMING,) if lately < few and len(agreed) - lately < few else ()
    return seen(Signal.FEW_ACTIONS, window=Window.TWELVE_WEEKS, now=Share(count=lately), speaks_for=wanted)


def initiative(facts: Facts) -> Evidence | None:
    """Partners that began something themselves: an action, a call."""

    def count(after: date, until: date) -> Share:
        added = {one.added_by for one in facts.promises if after < one.asked_on <= until}
        called = {one.partner for one in facts.contacts if one.begun_by_partner and after < one.on <= until}
        return Share(count=len(facts.numbers & (added | called)), of=len(facts.partners))

    now, before = in_windows(facts, Window.TWELVE_WEEKS, count)
    most, few = now.part >= BEGINNING_MOST, now.part < BEGINNING_FEW
    hardly = now.part <= BEGINNING_HARDLY and _pushed(facts) >= PUSHED
    return seen(
        Signal.INITIATIVE,
        window=Window.TWELVE_WEEKS,
        now=now,
        before=before,
        speaks_for=((FLYING,) if most else ()) + ((FAILING,) if hardly else ()),
        speaks_against=((FAILING,) if most else ()) + ((FLYING,) if few else ()),
        among=len(facts.partners),
    )


def _pushed(facts: Facts) -> int:
    """How often the runner rang somebody in the last twelve weeks of term."""
    since = facts.term.back(facts.today, WINDOWS[Window.TWELVE_WEEKS])
    return sum(one.on > since and not one.begun_by_partner for one in facts.contacts)


def _with(facts: Facts, has: Callable[[Promise], bool]) -> Callable[[date, date], Share]:
    def count(after: date, until: date) -> Share:
        asked = [one for one in facts.promises if after < one.asked_on <= until and one.dropped_on is None]
        return Share(count=sum(map(has, asked)), of=len(asked))

    return count
