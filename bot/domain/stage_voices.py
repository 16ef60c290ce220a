"""Which partners have been heard from, and which were asked something and gave no word."""

from collections.abc import Iterator
from datetime import date

from bot.domain.evidence import Window
from bot.domain.stage_facts import Facts, Promise
from bot.domain.stage_weights import WINDOWS


def heard(facts: Facts, *, after: date, until: date) -> frozenset[int]:
    """Return the partners that said anything in these days: an answer, a press, a call, a chair taken at a meeting."""
    found = {partner for partner, day in _voices(facts) if after < day <= until}
    return facts.numbers & found


def quiet(facts: Facts, *, after: date, until: date) -> frozenset[int]:
    """Return the partners that had something to answer in these days, and from which nothing was heard."""
    return (facts.numbers & _asked(facts, after, until)) - heard(facts, after=after, until=until)


def part_quiet(facts: Facts) -> float:
    """Return what part of the partners is quiet now; none where there are none."""
    since = facts.term.back(facts.today, WINDOWS[Window.SIX_WEEKS])
    silent = quiet(facts, after=since, until=facts.today)
    return len(silent) / len(facts.partners) if facts.partners else 0.0


def _voices(facts: Facts) -> Iterator[tuple[int | None, date]]:
    for promise in facts.promises:
        yield from ((promise.partner, day) for day in promise.heard_on())
        yield promise.added_by, promise.asked_on
    for contact in facts.contacts:
        yield contact.partner, contact.on
    for one in facts.rounds:
        yield from ((asked.partner, one.closed_on) for asked in one.asked if asked.answered)
        yield from ((answer.partner, one.closed_on) for answer in one.answers)
    for meeting in facts.meetings:
        yield from ((partner, meeting.on) for partner in meeting.came)


def _asked(facts: Facts, after: date, until: date) -> frozenset[int | None]:
    rounds = (one for one in facts.rounds if after < one.closed_on <= until)
    meetings = (one for one in facts.meetings if after < one.on <= until)
    return frozenset(
        {
            *(promise.partner for promise in facts.promises if _waits(promise, after, until)),
            *(asked.partner for one in rounds for asked in one.asked),
            *(partner for meeting in meetings for partner in meeting.invited),
        }
    )


def _waits(promise: Promise, after: date, until: date) -> bool:
    """Whether something was still to be said about a promise in these days."""
    ended = (promise.done_on, promise.dropped_on, promise.declined_on)
    return promise.asked_on <= until and not any(day is not None and day <= after for day in ended)
