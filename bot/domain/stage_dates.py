"""What became of every date that has gone by: kept, moved in good time, talked about, or passed with no word."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.domain.stage_facts import Facts, Promise
from bot.domain.stage_weights import WORD_BEFORE


class Outcome(Enum):
    """MOVED was asked for before the date, and never counts against anybody. TALKED: after it, but with a word."""

    KEPT = "kept"
    MOVED = "moved"
    TALKED = "talked"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedDate:
    """One date of one promise that lies behind us."""

    on: date
    outcome: Outcome


def passed(facts: Facts, *, after: date, until: date) -> tuple[PassedDate, ...]:
    """Return the dates after the first day, up to and including the second, that had gone by before today.

    What somebody said no to, or was dropped in time, was never to be kept. What nobody has answered counts as asked.
    """
    return tuple(
        one
        for promise in facts.promises
        if promise.declined_on is None
        for one in _dates_of(promise, facts)
        if after < one.on <= until and one.on < facts.today
    )


def _dates_of(promise: Promise, facts: Facts) -> Iterator[PassedDate]:
    for move in promise.moves:
        in_time = move.asked_on <= move.old
        yield PassedDate(on=move.old, outcome=Outcome.MOVED if in_time else Outcome.TALKED)
    if promise.dropped_on is None or promise.dropped_on > promise.due:
        yield PassedDate(on=promise.due, outcome=_last_outcome(promise, facts))


def _last_outcome(promise: Promise, facts: Facts) -> Outcome:
    if promise.done_on is not None and promise.done_on <= promise.due:
        return Outcome.KEPT
    words_from = facts.term.back(promise.due, WORD_BEFORE)
    has_word = any(words_from < day <= facts.today for day in promise.heard_on())
    return Outcome.TALKED if has_word or promise.dropped_on is not None else Outcome.LAPSED
