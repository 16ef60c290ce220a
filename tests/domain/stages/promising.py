"""One promise of a story: asked, answered or not, moved, kept, talked about, or passed with no word."""

from dataclasses import replace
from datetime import date
from random import Random

from bot.domain.stage_facts import Move, Promise
from bot.domain.term_days import TermDays
from tests.domain.stages.manners import Manner, Story


def later(days: TermDays, day: date, n: int) -> date:
    """Return the n-th day in term after a day."""
    after = [one for one in days.days if one > day]
    return after[n - 1]


def drawn_promise(story: Story, partner: int, day: date, *, days: TermDays, chance: Random) -> Promise:
    manner = story.on(day)
    due = later(days, day, chance.randint(12, 30))
    asked = Promise(
        partner=partner,
        asked_on=day,
        due=due,
        original_due=due,
        has_person=chance.random() < manner.named,
        has_done_when=chance.random() < manner.done_when,
        is_shared=chance.random() < manner.shared,
        added_by=partner if chance.random() < manner.adds else None,
    )
    if partner <= manner.quiet or chance.random() > manner.accepts:
        return asked
    accepted_on = later(days, day, chance.randint(1, 4))
    accepted = replace(asked, accepted_on=accepted_on, words_on=(accepted_on,))
    return _ended(accepted, story.on(due), days, chance)


def known_of(promise: Promise, today: date) -> Promise:
    """Return a promise as it was known on a day."""
    moves = tuple(move for move in promise.moves if move.asked_on <= today)
    return replace(
        promise,
        moves=moves,
        due=moves[-1].new if moves else promise.original_due,
        accepted_on=_by(promise.accepted_on, today),
        done_on=_by(promise.done_on, today),
        stuck_on=_by(promise.stuck_on, today),
        words_on=tuple(day for day in promise.words_on if day <= today),
    )


def _ended(promise: Promise, manner: Manner, days: TermDays, chance: Random) -> Promise:
    if promise.partner is not None and promise.partner <= manner.quiet:
        return promise
    drawn = chance.random()
    if drawn < manner.kept:
        return replace(promise, done_on=_before(days, promise.due, chance.randint(0, 4)))
    if drawn < manner.kept + manner.moved:
        return _moved(promise, days, chance)
    if drawn < manner.kept + manner.moved + manner.talked:
        said_on = _before(days, promise.due, chance.randint(0, 3))
        return replace(
            promise,
            words_on=(*promise.words_on, said_on),
            stuck_on=said_on if chance.random() < manner.stuck / max(manner.talked, 0.01) else None,
            done_on=later(days, promise.due, chance.randint(3, 12)),
        )
    return promise


def _moved(promise: Promise, days: TermDays, chance: Random) -> Promise:
    asked_on = _before(days, promise.due, chance.randint(1, 6))
    new = later(days, promise.due, chance.randint(5, 10))
    return replace(
        promise,
        moves=(Move(asked_on=asked_on, old=promise.due, new=new),),
        due=new,
        done_on=_before(days, new, chance.randint(0, 2)),
    )


def _before(days: TermDays, day: date, n: int) -> date:
    return [one for one in days.days if one <= day][-1 - n]


def _by(day: date | None, today: date) -> date | None:
    return day if day is not None and day <= today else None
