"""Who is heard and who is not: one quiet partner is not a silence, and a concern is a voice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.evidence import Direction, Share
from bot.domain.signals import voice
from bot.domain.stage_facts import Concern, Facts, Move, Promise, Round
from bot.domain.stage_voices import heard, part_quiet
from tests.domain.signals.leaning import figure, leans
from tests.domain.stages.made import (
    LAST_TERM,
    LAST_WEEK,
    LONG_AGO,
    NEXT_WEEK,
    NUMBERS,
    TODAY,
    call,
    check_in,
    concern,
    facts,
    kept,
    meeting,
    promise,
)

WAITING = tuple(promise(number, due=NEXT_WEEK) for number in NUMBERS)


def _heard(count: int) -> Facts:
    """Six partners with something to answer, so many of which were rung."""
    return facts(promises=WAITING, contacts=tuple(call(number) for number in NUMBERS[:count]))


@pytest.mark.parametrize(("spoke", "says"), [(6, "-Fa"), (5, "-Fa"), (4, ""), (3, "+Fa"), (0, "+Fa")])
def test_quiet_partners(spoke: int, says: str) -> None:
    evidence = voice.quiet(_heard(spoke))

    assert leans(evidence) == says
    assert evidence is None or figure(evidence) == (6 - spoke, 6)
    assert part_quiet(_heard(spoke)) == (6 - spoke) / 6


def test_who_was_asked_nothing_is_not_quiet() -> None:
    done_long_ago = tuple(kept(number, due=LAST_TERM) for number in NUMBERS)

    assert leans(voice.quiet(facts())) == "-Fa"
    assert leans(voice.quiet(facts(promises=done_long_ago))) == "-Fa"


def test_without_partners_nobody_is_quiet() -> None:
    assert voice.quiet(facts(partners=())) is None
    assert part_quiet(facts(partners=())) == 0


@pytest.mark.parametrize(
    "given",
    [
        facts(promises=(promise(words_on=(LAST_WEEK,)),)),
        facts(promises=(promise(accepted_on=LAST_WEEK),)),
        facts(promises=(promise(accepted_on=None, declined_on=LAST_WEEK),)),
        facts(promises=(promise(stuck_on=LAST_WEEK),)),
        facts(promises=(promise(done_on=LAST_WEEK),)),
        facts(promises=(promise(moves=(Move(asked_on=LAST_WEEK, old=LAST_WEEK, new=NEXT_WEEK),)),)),
        facts(promises=(promise(2, asked_on=LAST_WEEK, accepted_on=None, added_by=1),)),
        facts(contacts=(call(),)),
        facts(contacts=(call(begun_by_partner=True),)),
        facts(rounds=(check_in(answered=0), check_in(answered=10)), partners=facts().partners[:1]),
        facts(meetings=(meeting(came=1),)),
    ],
)
def test_a_partner_is_heard_by_any_word(given: Facts) -> None:
    assert 1 in heard(given, after=LAST_TERM, until=TODAY)
    assert heard(given, after=LONG_AGO, until=LAST_TERM) == frozenset()


@pytest.mark.parametrize(
    "given",
    [
        facts(promises=(promise(),)),
        facts(rounds=(check_in(answered=0),)),
        facts(meetings=(meeting(came=0),)),
    ],
    ids=["a promise", "a check-in", "a meeting"],
)
def test_no_word_is_no_word(given: Facts) -> None:
    assert heard(given, after=LAST_TERM, until=TODAY) == frozenset()
    assert part_quiet(given) > 0


@pytest.mark.parametrize(
    ("answered", "says"),
    [([7], "-Fa"), ([6], ""), ([4], ""), ([4, 4], "+Fa"), ([4, 6], ""), ([9, 4], "-Fa"), ([], "")],
)
def test_replies(answered: Sequence[int], says: str) -> None:
    days = (LAST_WEEK, LAST_TERM)
    rounds = tuple(check_in(day, answered=count) for day, count in zip(days, answered, strict=False))

    assert leans(voice.replies(facts(rounds=rounds))) == says


def test_replies_of_long_ago_say_nothing() -> None:
    assert voice.replies(facts(rounds=(check_in(date(2026, 5, 14)),))) is None


def test_replies_are_compared_with_the_check_in_before() -> None:
    evidence = voice.replies(facts(rounds=(check_in(LAST_TERM, answered=10), check_in(answered=8))))

    assert evidence is not None
    assert (evidence.now, evidence.before) == (Share(count=8, of=10), Share(count=10, of=10))
    assert evidence.direction is Direction.DOWN


@pytest.mark.parametrize(
    ("rounds", "finished", "says"),
    [
        ((check_in(answered=8),), 0, "+Fo"),
        ((check_in(answered=8),), 11, "+Fo"),
        ((check_in(answered=8),), 12, ""),
        ((check_in(answered=7),), 0, ""),
        ((), 0, ""),
    ],
)
def test_early_enthusiasm(rounds: tuple[Round, ...], finished: int, says: str) -> None:
    assert leans(voice.early(facts(rounds=rounds, promises=(kept(),) * finished))) == says


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([concern()] * 3, "+Fr"),
        ([concern()] * 2 + [concern(closed_on=TODAY)], ""),
        ([], ""),
    ],
)
def test_open_concerns(given: Sequence[Concern], says: str) -> None:
    assert leans(voice.concerns(facts(concerns=tuple(given)))) == says


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (concern(date(2027, 1, 20), closed_on=LAST_WEEK), "+Fl"),
        (concern(LONG_AGO, closed_on=LAST_WEEK), ""),
        (concern(LONG_AGO, closed_on=LONG_AGO), ""),
        (concern(), ""),
    ],
    ids=["soon", "after long", "long ago", "open"],
)
def test_concerns_that_were_settled(given: Concern, says: str) -> None:
    assert leans(voice.closed(facts(concerns=(given,)))) == says


@pytest.mark.parametrize(
    ("themes", "days_ago", "says"),
    [("aaa", 30, "+Fr +Fa"), ("aab", 30, ""), ("", 30, ""), ("aaa", 500, "")],
)
def test_a_theme_that_comes_again(themes: str, days_ago: int, says: str) -> None:
    raised_on = TODAY - timedelta(days=days_ago)
    given = (*(concern(raised_on, theme=theme) for theme in themes), *[concern(raised_on)] * 5)

    assert leans(voice.theme(facts(concerns=given))) == says


@pytest.mark.parametrize(("reopened", "says"), [(0, ""), (1, ""), (2, "+Fr +Fa")])
def test_concern_that_is_still_there_a_third_time(reopened: int, says: str) -> None:
    one = replace(concern(LAST_WEEK, theme="Money"), reopened=reopened)

    assert leans(voice.theme(facts(concerns=(one,)))) == says


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([promise(number, stuck_on=LAST_WEEK) for number in (1, 2)], "+Fr"),
        ([promise(1, stuck_on=LAST_WEEK)] * 2, ""),
        ([promise(number, stuck_on=LAST_TERM) for number in (1, 2)], ""),
        ([promise(None, stuck_on=LAST_WEEK)] * 2, ""),
    ],
    ids=["two partners", "one partner", "before", "the office"],
)
def test_partners_that_are_stuck(given: Sequence[Promise], says: str) -> None:
    assert leans(voice.stuck(facts(promises=tuple(given)))) == says


def test_nobody_is_stuck_where_there_is_nobody() -> None:
    assert voice.stuck(facts(partners=())) is None
