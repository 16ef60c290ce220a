"""How it feels, as the numbers-only questions showed it: in words, of many, and never whose."""

from typing import Final

from bot.domain.evidence import Direction, Evidence, Felt, Level, Share, Signal, Window
from bot.domain.signals.seeing import FAILING, FLYING, FRUSTRATION, FUNCTIONING, seen
from bot.domain.stage_facts import Facts, Question, Round
from bot.domain.stage_weights import FELT_BY, LOW_FEELINGS, RECENT_ROUNDS

CLIMATE: Final = (Question.PURPOSE, Question.COMMITMENT, Question.TRUST, Question.CLARITY)
"""The four dimensions of how it feels (Y03)."""

_TWICE: Final = 2
_SIGNALS: Final = {
    Question.PURPOSE: Signal.PURPOSE,
    Question.COMMITMENT: Signal.COMMITMENT,
    Question.TRUST: Signal.TRUST,
    Question.CLARITY: Signal.CLARITY,
}


def purpose(facts: Facts) -> Evidence | None:
    """Whether people can say what it is for."""
    return _felt(facts, Question.PURPOSE)


def commitment(facts: Facts) -> Evidence | None:
    """Whether the people who are needed take part."""
    return _felt(facts, Question.COMMITMENT)


def trust(facts: Facts) -> Evidence | None:
    """Whether people can bring up what bothers them."""
    return _felt(facts, Question.TRUST)


def clarity(facts: Facts) -> Evidence | None:
    """Whether people know what they have promised."""
    return _felt(facts, Question.CLARITY)


def steady_trust(facts: Facts) -> Evidence | None:
    """Trust that was there twice in a row."""
    shown = _shown(facts, Question.TRUST)[:_TWICE]
    if len(shown) < _TWICE or not all(_is_good(*one) for one in shown):
        return None
    now, before = (felt for felt, _ in shown)
    return seen(Signal.STEADY_TRUST, window=Window.CHECK_IN, now=now, before=before, speaks_for=(FLYING,))


def start_today(facts: Facts) -> Evidence | None:
    """Whether people would begin it again today."""
    shown = _shown(facts, Question.START_TODAY)
    if not shown:
        return None
    good = _is_good(*shown[0])
    return seen(
        Signal.START_TODAY,
        window=Window.CHECK_IN,
        now=shown[0][0],
        speaks_for=(FLYING,) if good else (),
        speaks_against=() if good else (FLYING,),
    )


def recovered(facts: Facts) -> Evidence | None:
    """Purpose or clarity that came back after a dip."""
    found = (_felt(facts, question) for question in (Question.CLARITY, Question.PURPOSE))
    risen = (one for one in found if one and one.direction is Direction.UP and FUNCTIONING in one.speaks_for)
    for one in risen:
        return seen(
            Signal.RECOVERED, window=one.window, now=one.now, before=one.before, speaks_for=(FUNCTIONING,)
        )
    return None


def low(facts: Facts) -> Evidence | None:
    """Few agree on most of the four dimensions."""
    latest = [shown[0][0] for shown in (_shown(facts, question) for question in CLIMATE) if shown]
    few = sum(felt.level is Level.FEW for felt in latest)
    wanted = (FAILING, FRUSTRATION) if few >= LOW_FEELINGS else ()
    return seen(
        Signal.LOW, window=Window.TWELVE_WEEKS, now=Share(count=few, of=len(CLIMATE)), speaks_for=wanted
    )


def hidden(facts: Facts) -> Evidence | None:
    """Too few answered to show how it feels, where it could be shown before."""
    asked = (one for one in facts.rounds if one.closed_on <= facts.today and one.results)
    rounds = sorted(asked, key=lambda one: one.closed_on, reverse=True)
    if not rounds or _shows(rounds[0]) or not any(map(_shows, rounds)):
        return None
    newest = rounds[0]
    people = max(one.people for one in newest.results)
    now = Felt(level=None, people=people, on=newest.opened_on)
    return seen(Signal.HIDDEN, window=Window.CHECK_IN, now=now, speaks_for=(FAILING,))


def _felt(facts: Facts, question: Question) -> Evidence | None:
    shown = _shown(facts, question)
    if not shown:
        return None
    now, _ = shown[0]
    good, mixed = _is_good(*shown[0]), now.level in (Level.MIXED, Level.FEW)
    return seen(
        _SIGNALS[question],
        window=Window.CHECK_IN,
        now=now,
        before=shown[1][0] if len(shown) > 1 else None,
        speaks_for=((FUNCTIONING,) if good else ()) + ((FRUSTRATION,) if mixed else ()),
        # What is hidden, or said by too few, speaks against what is good and for nothing.
        speaks_against=(FRUSTRATION, FAILING) if good else (FUNCTIONING, FLYING),
    )


def _shown(facts: Facts, question: Question) -> list[tuple[Felt, int]]:
    """What a question showed, the newest first, each with how many were asked; nothing where the newest is long ago."""
    rounds = sorted(facts.rounds, key=lambda one: one.closed_on, reverse=True)
    found = [
        (one.closed_on, (Felt(level=result.level, people=result.people, on=one.opened_on), len(one.asked)))
        for one in rounds
        if one.closed_on <= facts.today
        for result in one.results
        if result.question is question
    ]
    since = facts.term.back(facts.today, RECENT_ROUNDS)
    return [one for _, one in found] if found and found[0][0] > since else []


def _is_good(felt: Felt, asked: int) -> bool:
    """Whether most agree, and most were there to say so: those who are unhappy are the first not to answer."""
    return felt.level is Level.MOST and felt.people >= FELT_BY * asked


def _shows(one: Round) -> bool:
    return any(result.level is not None for result in one.results)
