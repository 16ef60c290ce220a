"""What the organisations said of themselves: whether it is worth it, and what it has changed for them."""

from bot.domain.evidence import Evidence, Share, Signal, Window
from bot.domain.signals.seeing import FLYING, FORMING, FRUSTRATION, FUNCTIONING, seen
from bot.domain.stage_facts import Facts, OwnQuestion, Round, Said
from bot.domain.stage_weights import (
    CHANGED_SOME,
    DIFFERENTLY_SOME,
    IN_PLANS_FEW,
    IN_PLANS_MOST,
    NOT_WORTH,
    RECENT_ROUNDS,
    WORTH_ALL,
    WORTH_MOST,
)


def worth(facts: Facts) -> Evidence | None:
    """Organisations to which it gives more than it takes, of all that were asked."""
    rounds = _asking(facts, OwnQuestion.WORTH)
    if not rounds:
        return None
    now = _saying(facts, rounds[0], OwnQuestion.WORTH)
    return seen(
        Signal.WORTH,
        window=Window.CHECK_IN,
        now=now,
        before=_saying(facts, rounds[1], OwnQuestion.WORTH) if len(rounds) > 1 else None,
        speaks_for=(
            ((FUNCTIONING,) if now.part >= WORTH_MOST else ())
            + ((FLYING,) if now.part >= WORTH_ALL else ())
            + ((FRUSTRATION,) if _doubt_it(facts, rounds[0]) else ())
        ),
        speaks_against=(
            ((FRUSTRATION,) if now.part >= WORTH_ALL else ())
            + ((FUNCTIONING, FLYING) if now.part < WORTH_MOST else ())
        ),
    )


def in_plans(facts: Facts) -> Evidence | None:
    """Organisations that have it in their own plan for the year."""
    rounds = _asking(facts, OwnQuestion.IN_PLANS)
    if not rounds:
        return None
    now = _saying(facts, rounds[0], OwnQuestion.IN_PLANS)
    return seen(
        Signal.IN_PLANS,
        window=Window.CHECK_IN,
        now=now,
        speaks_for=(FLYING,) if now.part >= IN_PLANS_MOST else (),
        speaks_against=(FLYING,) if now.part < IN_PLANS_FEW else (),
    )


def differently(facts: Facts) -> Evidence | None:
    """Organisations that already do something differently."""
    rounds = _asking(facts, OwnQuestion.DIFFERENTLY)
    if not rounds:
        return None
    now = _saying(facts, rounds[0], OwnQuestion.DIFFERENTLY)
    wanted = (FLYING,) if now.part >= DIFFERENTLY_SOME else ()
    return seen(Signal.DIFFERENTLY, window=Window.CHECK_IN, now=now, speaks_for=wanted)


def changed(facts: Facts) -> Evidence | None:
    """Organisations around which something has changed."""
    rounds = _asking(facts, OwnQuestion.CHANGED)
    if not rounds:
        return None
    now = _saying(facts, rounds[0], OwnQuestion.CHANGED)
    wanted = (FORMING,) if now.part >= CHANGED_SOME else ()
    return seen(Signal.CHANGED, window=Window.CHECK_IN, now=now, speaks_for=wanted)


def _asking(facts: Facts, question: OwnQuestion) -> list[Round]:
    rounds = facts.closed_rounds(td=2 * RECENT_ROUNDS)
    found = [one for one in rounds if question in one.own]
    since = facts.term.back(facts.today, RECENT_ROUNDS)
    return found if found and found[0].closed_on > since else []


def _saying(facts: Facts, one: Round, question: OwnQuestion) -> Share:
    """How many said yes, of those that were asked: who gave no answer is never counted as fine."""
    asked = facts.numbers & {asked.partner for asked in one.asked}
    said = {a.partner for a in one.answers if a.question is question and a.said is Said.YES}
    return Share(count=len(asked & said), of=len(asked))


def _doubt_it(facts: Facts, one: Round) -> bool:
    answers = [a for a in one.answers if a.question is OwnQuestion.WORTH and a.partner in facts.numbers]
    doubting = sum(a.said is not Said.YES for a in answers)
    return bool(answers) and doubting >= NOT_WORTH * len(answers)
