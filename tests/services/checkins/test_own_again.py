"""A runner asks in the same words again: it is the same question, and no two reports of it give anybody away."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.climate import Result
from bot.domain.evidence import Level
from bot.domain.people import Membership
from bot.domain.questions import QuestionKind, Shape
from bot.domain.rounds import Round
from bot.errors import Refused
from bot.messages import plain
from bot.messages.checkins import said as wording
from bot.services.checkins import own
from bot.services.checkins.own import Added, NewQuestion
from storage import answers, own_questions
from tests.checked_in import TUESDAY, agree, answer, close, open_round, widen
from tests.riverside import Riverside

ASKED = NewQuestion(
    words="The room suits all of us.",
    why="So that we book the right one.",
    kind=QuestionKind.NUMBERS_ONLY,
    shape=Shape.AGREE,
)
HALF_TERM = timedelta(days=35)
YES, NO = "Mostly", "Not at all"
SAYS = {"nia": YES, "max": YES, "sam": YES, "mina": YES, "rob": NO, "meg": NO}
"""Mina is the one whom somebody would like to know about: the six are *most*, without her they would be *mixed*."""


@pytest.fixture
def everybody(group: Riverside) -> Mapping[str, Membership]:
    return widen(group)


@pytest.mark.parametrize(
    "words", [ASKED.words, "  the ROOM suits all of us!", "The ro\u200bom suits all of us"]
)
def test_two_reports_in_the_same_words_are_held_against_each_other(
    group: Riverside, everybody: Mapping[str, Membership], words: str
) -> None:
    """The adversary sees both, and knows that the same people said the same but for Mina, who left it empty."""
    _close_a_round(group, 0)
    first = _report(group, everybody, 1, SAYS, words=ASKED.words)
    others = {name: said for name, said in SAYS.items() if name != "mina"}

    second = _report(group, everybody, 2, others, words=words)

    assert first.key == second.key
    assert (first.level, first.people) == (Level.MOST, 6)
    assert (second.level, second.people) == (Level.MOST, 5)


def test_asked_again_it_goes_out_as_it_did_and_says_so(
    group: Riverside, everybody: Mapping[str, Membership]
) -> None:
    _close_a_round(group, 0)
    _report(group, everybody, 1, SAYS, words=ASKED.words)
    choice = replace(ASKED, kind=QuestionKind.TO_RUNNER, shape=Shape.CHOICE, options="Yes\nNo", why="Because")

    again = _add(group, choice, now=_day(2))

    assert again.as_before
    assert (again.question.kind, again.question.shape) == (QuestionKind.NUMBERS_ONLY, Shape.AGREE)
    said = plain.text(wording.added(partnership="Us", question=again.question, as_before=True))
    assert "You've asked that before, so it goes out just as it did then." in said
    asked = open_round(group, now=_day(2))
    assert again.question.key in asked.kinds
    close(group, now=_day(2) + timedelta(days=20))
    assert again.question.key not in open_round(group, now=_day(4)).kinds


def test_words_of_the_bank_are_not_asked_a_second_time(
    group: Riverside, everybody: Mapping[str, Membership]
) -> None:
    assert everybody
    with pytest.raises(Refused) as refused:
        _add(group, replace(ASKED, words="If something bothers me I can bring it up here"))

    assert (refused.value.key, refused.value.field) == ("question_in_bank", "words")
    assert _waiting(group) == []


def test_what_waits_is_in_already(group: Riverside, everybody: Mapping[str, Membership]) -> None:
    assert everybody
    first = _add(group, ASKED)

    with pytest.raises(Refused) as refused:
        _add(group, ASKED)

    assert (refused.value.key, refused.value.field) == ("question_waits", "words")
    assert _waiting(group) == [first.question.key]


def test_what_is_out_just_now_is_added_again_later(
    group: Riverside, everybody: Mapping[str, Membership]
) -> None:
    assert everybody
    _close_a_round(group, 0)
    _add(group, ASKED)
    open_round(group, now=_day(1))

    with pytest.raises(Refused) as refused:
        _add(group, ASKED, now=_day(1))

    assert (refused.value.key, refused.value.field) == ("question_is_out", "words")


def test_what_was_taken_out_unasked_is_added_as_it_is_wanted_now(
    group: Riverside, everybody: Mapping[str, Membership]
) -> None:
    assert everybody
    first = _add(group, ASKED)
    own.retire(database=group.database, viewer=group.viewer("sam"), key=first.question.key, now=TUESDAY)
    new = replace(ASKED, kind=QuestionKind.ORGANISATION, shape=Shape.CHOICE, options="Yes\nNo")

    again = _add(group, new)

    assert (again.as_before, again.question.key) == (False, first.question.key)
    assert again.question.options == ("Yes", "No")
    assert _waiting(group) == [first.question.key]


def _add(group: Riverside, new: NewQuestion, *, now: datetime = TUESDAY) -> Added:
    return own.add(database=group.database, viewer=group.viewer("sam"), new=new, now=now)


def _day(number: int) -> datetime:
    return TUESDAY + HALF_TERM * number


def _close_a_round(group: Riverside, number: int) -> None:
    """The first round asks nothing but what the bank has for it."""
    open_round(group, now=_day(number))
    close(group, now=_day(number) + timedelta(days=20))


def _report(
    group: Riverside, everybody: Mapping[str, Membership], number: int, says: Mapping[str, str], *, words: str
) -> Result:
    """Add the question, ask it, and return what is shown of it."""
    added = _add(group, replace(ASKED, words=words), now=_day(number))
    opened: Round = open_round(group, now=_day(number))
    for name, said in says.items():
        typed: Any = {added.question.key: agree(said)}
        answer(group, everybody[name], opened, now=_day(number), **typed)
    close(group, now=_day(number) + timedelta(days=20))
    with group.database.read() as transaction:
        found = answers.results_of(transaction, viewer=group.viewer("sam"), round_id=opened.id)
    return next(one for one in found if one.key == added.question.key)


def _waiting(group: Riverside) -> list[str]:
    with group.database.read() as transaction:
        return [one.key for one in own_questions.all_of(transaction, viewer=group.viewer("sam"))]
