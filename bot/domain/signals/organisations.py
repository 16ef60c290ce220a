"""What the organisations said of themselves: whether it is worth it, and what it has changed for them.

Of fewer than five nothing is read: a card is read by a chair who may come from one of them, and knows what that one said.
What is shown of five and more is a word, of those who answered, and never that all or none of them said so.
"""

from dataclasses import dataclass

from bot.domain.evidence import Evidence, Share, Signal, Told, Window
from bot.domain.signals.seeing import FLYING, FORMING, FRUSTRATION, FUNCTIONING, seen
from bot.domain.small_numbers import answered, are_many
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """How many said yes: of all that were asked, by which it weighs; and of those that answered, in words."""

    share: Share
    told: Told


def worth(facts: Facts) -> Evidence | None:
    """Organisations to which it gives more than it takes, of all that were asked."""
    rounds = _asking(facts, OwnQuestion.WORTH)
    if not rounds:
        return None
    now = _saying(facts, rounds[0], OwnQuestion.WORTH)
    before = _saying(facts, rounds[1], OwnQuestion.WORTH) if len(rounds) > 1 else None
    part = now.share.part
    return seen(
        Signal.WORTH,
        window=Window.CHECK_IN,
        now=now.told,
        before=before.told if before and before.told.said else None,
        speaks_for=(
            ((FUNCTIONING,) if part >= WORTH_MOST else ())
            + ((FLYING,) if part >= WORTH_ALL else ())
            + ((FRUSTRATION,) if _doubt_it(facts, rounds[0]) else ())
        ),
        speaks_against=(
            ((FRUSTRATION,) if part >= WORTH_ALL else ())
            + ((FUNCTIONING, FLYING) if part < WORTH_MOST else ())
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
        now=now.told,
        speaks_for=(FLYING,) if now.share.part >= IN_PLANS_MOST else (),
        speaks_against=(FLYING,) if now.share.part < IN_PLANS_FEW else (),
    )


def differently(facts: Facts) -> Evidence | None:
    """Organisations that already do something differently."""
    rounds = _asking(facts, OwnQuestion.DIFFERENTLY)
    if not rounds:
        return None
    now = _saying(facts, rounds[0], OwnQuestion.DIFFERENTLY)
    wanted = (FLYING,) if now.share.part >= DIFFERENTLY_SOME else ()
    return seen(Signal.DIFFERENTLY, window=Window.CHECK_IN, now=now.told, speaks_for=wanted)


def changed(facts: Facts) -> Evidence | None:
    """Organisations around which something has changed."""
    rounds = _asking(facts, OwnQuestion.CHANGED)
    if not rounds:
        return None
    now = _saying(facts, rounds[0], OwnQuestion.CHANGED)
    wanted = (FORMING,) if now.share.part >= CHANGED_SOME else ()
    return seen(Signal.CHANGED, window=Window.CHECK_IN, now=now.told, speaks_for=wanted)


def _asking(facts: Facts, question: OwnQuestion) -> list[Round]:
    """The rounds in which enough organisations were asked, the newest first; none where the newest is long ago."""
    rounds = facts.closed_rounds(td=2 * RECENT_ROUNDS)
    found = [one for one in rounds if question in one.own and are_many(len(_asked(facts, one)))]
    since = facts.term.back(facts.today, RECENT_ROUNDS)
    return found if found and found[0].closed_on > since else []


def _asked(facts: Facts, one: Round) -> frozenset[int]:
    return facts.numbers & {asked.partner for asked in one.asked}


def _saying(facts: Facts, one: Round, question: OwnQuestion) -> _Saying:
    """How many said yes, of those that were asked: who gave no answer is never counted as fine."""
    asked = _asked(facts, one)
    answers = [a for a in one.answers if a.question is question and a.partner in asked]
    count = sum(a.said is Said.YES for a in answers)
    return _Saying(
        share=Share(count=count, of=len(asked)),
        told=Told(said=answered(count, of=len(answers)), on=one.opened_on),
    )


def _doubt_it(facts: Facts, one: Round) -> bool:
    answers = [a for a in one.answers if a.question is OwnQuestion.WORTH and a.partner in facts.numbers]
    doubting = sum(a.said is not Said.YES for a in answers)
    return bool(answers) and doubting >= NOT_WORTH * len(answers)
