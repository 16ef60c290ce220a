"""Who is heard. Frustration speaks; Failing falls silent. What people say is never counted by its words."""

from collections import Counter
from datetime import date

from bot.domain.evidence import Evidence, Share, Signal, Window
from bot.domain.signals.seeing import FAILING, FLYING, FORMING, FRUSTRATION, in_windows, seen
from bot.domain.stage_facts import Facts, Round
from bot.domain.stage_voices import quiet as quiet_partners
from bot.domain.stage_weights import (
    ANSWERED_WITHIN,
    CONCERNS_MANY,
    EARLY_FINISHED,
    EARLY_REPLIES,
    FEW_QUIET,
    MANY_QUIET,
    RECENT_ROUNDS,
    REPLIED_FEW,
    REPLIED_MOST,
    STUCK_SOME,
    THEME_AGAIN,
    WINDOWS,
)

_TWO = 2


def quiet(facts: Facts) -> Evidence | None:
    """Partners that had something to answer, and gave no word."""

    def count(after: date, until: date) -> Share:
        return Share(count=len(quiet_partners(facts, after=after, until=until)), of=len(facts.partners))

    now, before = in_windows(facts, Window.SIX_WEEKS, count)
    if not now.of:
        return None
    many, few = now.part >= MANY_QUIET, now.part <= FEW_QUIET
    return seen(
        Signal.QUIET,
        window=Window.SIX_WEEKS,
        now=now,
        before=before,
        speaks_for=(FAILING,) if many else (),
        speaks_against=(FAILING,) if few else (),
        among=len(facts.partners),
    )


def replies(facts: Facts) -> Evidence | None:
    """People who answered the last check-in; two with few answers are a sign, one isn't."""
    rounds = [_answered(one) for one in facts.closed_rounds(td=RECENT_ROUNDS)]
    if not rounds:
        return None
    many = rounds[0].part >= REPLIED_MOST
    few = len(rounds) >= _TWO and all(one.part < REPLIED_FEW for one in rounds[:_TWO])
    return seen(
        Signal.REPLIES,
        window=Window.CHECK_IN,
        now=rounds[0],
        before=rounds[1] if len(rounds) >= _TWO else None,
        speaks_for=(FAILING,) if few else (),
        speaks_against=(FAILING,) if many else (),
        among=_voices(facts, rounds[0]),
    )


def early(facts: Facts) -> Evidence | None:
    """Many answers while little has been finished yet: early enthusiasm."""
    rounds = [_answered(one) for one in facts.closed_rounds(td=RECENT_ROUNDS)]
    finished = sum(one.done_on is not None for one in facts.promises)
    is_early = bool(rounds) and rounds[0].part >= EARLY_REPLIES
    little = finished < EARLY_FINISHED * len(facts.partners)
    if not (is_early and little):
        return None
    among = _voices(facts, rounds[0])
    return seen(Signal.EARLY, window=Window.CHECK_IN, now=rounds[0], speaks_for=(FORMING,), among=among)


def concerns(facts: Facts) -> Evidence | None:
    """Concerns that are open. They are a voice, and are never counted by partner."""
    count = sum(one.closed_on is None for one in facts.concerns)
    wanted = (FRUSTRATION,) if count >= CONCERNS_MANY else ()
    among = len(facts.partners)
    return seen(Signal.CONCERNS, window=Window.TODAY, now=Share(count=count), speaks_for=wanted, among=among)


def closed(facts: Facts) -> Evidence | None:
    """Concerns that were raised, and closed soon after."""

    def count(after: date, until: date) -> Share:
        ends = ((one.raised_on, one.closed_on) for one in facts.concerns)
        soon = (
            facts.term.between(raised, day) <= ANSWERED_WITHIN
            for raised, day in ends
            if day is not None and after < day <= until
        )
        return Share(count=sum(soon))

    now, before = in_windows(facts, Window.TWELVE_WEEKS, count)
    wanted = (FLYING,) if now.count else ()
    among = len(facts.partners)
    return seen(
        Signal.CLOSED, window=Window.TWELVE_WEEKS, now=now, before=before, speaks_for=wanted, among=among
    )


def theme(facts: Facts) -> Evidence | None:
    """The same theme again and again: raised by several, or still there whatever was answered."""
    since = facts.term.back(facts.today, WINDOWS[Window.YEAR])
    themes = Counter[str]()
    for one in facts.concerns:
        if one.theme and one.raised_on > since:
            themes[one.theme] += 1 + one.reopened
    again = max(themes.values(), default=0)
    wanted = (FAILING, FRUSTRATION) if again >= THEME_AGAIN else ()
    among = len(facts.partners)
    return seen(Signal.THEME, window=Window.YEAR, now=Share(count=again), speaks_for=wanted, among=among)


def stuck(facts: Facts) -> Evidence | None:
    """Partners that said they were stuck."""

    def count(after: date, until: date) -> Share:
        said = {one.partner for one in facts.promises if one.stuck_on and after < one.stuck_on <= until}
        return Share(count=len(facts.numbers & said), of=len(facts.partners))

    now, before = in_windows(facts, Window.SIX_WEEKS, count)
    wanted = (FRUSTRATION,) if now.of and now.part >= STUCK_SOME else ()
    among = len(facts.partners)
    return seen(Signal.STUCK, window=Window.SIX_WEEKS, now=now, before=before, speaks_for=wanted, among=among)


def _voices(facts: Facts, answered: Share) -> int:
    """How many there are to be one of: a figure of few people, or of the people of few partners, tells who was silent."""
    return min(len(facts.partners), answered.of or 0)


def _answered(one: Round) -> Share:
    return Share(count=sum(asked.answered for asked in one.asked), of=len(one.asked))
