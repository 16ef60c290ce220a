"""How the timetable is made up, and who begins things."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from bot.domain.evidence import Evidence
from bot.domain.signals import actions, shape
from bot.domain.stage_facts import Contact, Facts, Partner, Promise
from tests.domain.signals.leaning import figure, leans
from tests.domain.stages.made import LAST_TERM, LAST_WEEK, LONG_AGO, NEXT_WEEK, NUMBERS, call, facts, promise

ASKED = date(2026, 9, 10)


def _made(count: int, **parts: Any) -> tuple[Promise, ...]:
    return (promise(asked_on=ASKED, due=NEXT_WEEK, **parts),) * count


@pytest.mark.parametrize(
    ("sign", "field", "having", "lacking", "says"),
    [
        (actions.named, "has_person", 9, 1, "+Fu -Fo"),
        (actions.named, "has_person", 7, 3, ""),
        (actions.named, "has_person", 5, 5, "+Fo -Fu"),
        (actions.named, "has_person", 0, 0, ""),
        (actions.done_when, "has_done_when", 7, 3, "+Fu"),
        (actions.done_when, "has_done_when", 6, 4, ""),
        (actions.shared, "is_shared", 3, 7, "+Fu"),
        (actions.shared, "is_shared", 2, 8, ""),
        (actions.shared, "is_shared", 0, 0, ""),
    ],
)
def test_what_actions_have(
    sign: Callable[[Facts], Evidence | None], field: str, having: int, lacking: int, says: str
) -> None:
    made = _made(having, **{field: True}) + _made(lacking, **{field: False})
    dropped = _made(20, **{field: False}, dropped_on=LAST_TERM)

    assert leans(sign(facts(promises=(*made, *dropped)))) == says


@pytest.mark.parametrize(
    ("lately", "before", "says"),
    [(0, 0, "+Fo"), (5, 5, "+Fo"), (6, 0, ""), (5, 6, "")],
    ids=["none", "few", "enough", "few after many"],
)
def test_few_actions(lately: int, before: int, says: str) -> None:
    made = _made(lately, accepted_on=LAST_WEEK) + _made(before, accepted_on=LONG_AGO)
    heard = tuple(call(number) for number in NUMBERS)

    assert leans(actions.few_actions(facts(promises=made, contacts=heard))) == says


def test_few_actions_among_the_silent_are_no_beginning() -> None:
    waiting = tuple(promise(number, due=NEXT_WEEK) for number in NUMBERS)

    assert actions.few_actions(facts(promises=waiting)) is None


@pytest.mark.parametrize(
    ("calls", "added_by", "says"),
    [
        ([call(number, begun_by_partner=True) for number in (1, 2)], (3, 4), "+Fl -Fa"),
        ([call(number, begun_by_partner=True) for number in (1, 2)], (), ""),
        ([call(1, begun_by_partner=True)], (), "-Fl"),
        ([call(1, begun_by_partner=True)] + [call()] * 5, (), "+Fa -Fl"),
        ([call(1, begun_by_partner=True)] + [call()] * 4, (), "-Fl"),
        ([call(1, begun_by_partner=True)] + [call(on=LONG_AGO)] * 5, (), "-Fl"),
        ([], (None, 77), "-Fl"),
    ],
    ids=["most", "a third", "one", "pushed", "not so much", "pushed long ago", "office and those who left"],
)
def test_who_begins_things(calls: Sequence[Contact], added_by: tuple[int | None, ...], says: str) -> None:
    added = tuple(promise(asked_on=LAST_WEEK, due=NEXT_WEEK, added_by=number) for number in added_by)

    assert leans(actions.initiative(facts(contacts=tuple(calls), promises=added))) == says


@pytest.mark.parametrize(
    ("elements", "says"), [(None, ""), (0, "+Fo"), (4, "+Fo"), (5, ""), (8, "+Fu -Fo"), (10, "+Fu -Fo")]
)
def test_elements_of_the_agreement(elements: int | None, says: str) -> None:
    assert leans(shape.elements(facts(elements=elements))) == says


@pytest.mark.parametrize(("new", "says"), [(0, ""), (1, ""), (2, "+Fo")])
def test_partners_that_are_new(new: int, says: str) -> None:
    partners = tuple(
        Partner(number=number, joined_on=LAST_WEEK if number <= new else LONG_AGO) for number in NUMBERS
    )

    evidence = shape.joining(facts(partners=partners))

    assert leans(evidence) == says
    assert evidence is None or figure(evidence) == (new, 6)


def test_a_partnership_without_partners_shows_nothing() -> None:
    alone = facts(partners=())

    assert [shape.joining(alone), actions.few_actions(alone)] == [None, None]
