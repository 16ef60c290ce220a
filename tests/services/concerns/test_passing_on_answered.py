"""**Pass it on** once somebody has answered: who hears of it then, whose answer it stays, and what is still to be said."""

from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.concerns import MayKnow
from bot.domain.deliveries import DeliveryKind
from bot.domain.people import Person
from bot.domain.permissions import Role
from bot.messages import plain
from bot.messages.concerns import forms, replies
from bot.messages.notices import Notice
from bot.services.concerns import following
from bot.services.concerns.following import Passed
from storage import deliveries, members, people
from tests import riverside
from tests.coursing import told, words
from tests.dates import at
from tests.riverside import NOW, Riverside
from tests.worried import answered, raised, stored

_OCTOBER: Final = at(date(2026, 10, 1))
_SOON: Final = NOW + timedelta(days=3)


def _new_chair(group: Riverside) -> Person:
    sam = group.viewer("sam")
    with group.database.write() as transaction:
        carl = people.create(transaction, viewer=sam, name="Carl New", zone=None, now=NOW)
        members.take_role(
            transaction, viewer=group.engine, person_id=group.person("grace").id, role=Role.MEMBER
        )
        members.add(transaction, viewer=sam, person_id=carl.id, role=Role.CHAIR, partner_id=group.office_id)
        members.open_door(transaction, viewer=sam, person_ids=[carl.id])
    return carl


def _pass_on(group: Riverside, concern_id: int, to_id: int, now: datetime = _OCTOBER) -> Passed:
    return following.pass_on(
        database=group.database,
        viewer=group.viewer("mina"),
        concern_id=concern_id,
        to_id=to_id,
        now=now,
    )


def _steps(group: Riverside, person_id: int) -> list[str]:
    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=group.engine)
    return [
        one.owed.step
        for one in ledger
        if one.owed.kind is DeliveryKind.CONCERN and one.owed.person_id == person_id
    ]


def _read(notices: list[Notice | None]) -> list[str]:
    return [words(one) for one in notices if one is not None]


def test_who_runs_it_by_now_hears_of_it_and_who_has_answered(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    answered(group, concern_id)
    riverside.take_over(group, "rob")

    _pass_on(group, concern_id, group.person("rob").id)

    [notice] = _read(told(group, "rob"))
    assert "Somebody would like you to know what worries them. Sam has answered it." in notice
    assert "Whoever raised it hasn't said yet whether it's sorted." in notice


def test_chair_who_comes_later_hears_of_what_has_been_answered(group: Riverside) -> None:
    concern_id = raised(group, may_know=MayKnow.RUNNER_AND_CHAIR).concern.id
    carl = _new_chair(group)
    answered(group, concern_id)
    version = stored(group, concern_id).version

    _pass_on(group, concern_id, carl.id, _SOON)

    assert _steps(group, carl.id) == [f"known:{version + 1}"]


def test_nobody_hears_of_what_is_sorted_by_now(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    answered(group, concern_id)
    riverside.take_over(group, "rob")
    _pass_on(group, concern_id, group.person("rob").id)

    following.is_sorted(
        database=group.database, viewer=group.viewer("mina"), concern_id=concern_id, now=_OCTOBER
    )

    assert told(group, "rob") == [None]
    assert _read(told(group, "mina")) == []


def test_what_is_theirs_to_answer_again_is_not_said_twice(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    answered(group, concern_id)
    riverside.take_over(group, "rob")
    _pass_on(group, concern_id, group.person("rob").id)

    following.is_still_there(
        database=group.database, viewer=group.viewer("mina"), concern_id=concern_id, now=_OCTOBER
    )

    assert told(group, "rob") == [None]


def test_answer_stays_that_of_who_gave_it(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    answered(group, concern_id)
    riverside.take_over(group, "rob")

    seen = _pass_on(group, concern_id, group.person("rob").id).seen

    read = " ".join(plain.line(line) for line in forms.reading(seen, is_raiser=True).intro)
    assert seen.owner == "Rob"
    assert "Sam has answered: “" in read
    assert "Rob has answered" not in read
    assert "Sam has answered." in str(replies.standing(seen).lines)


def test_raiser_still_hears_that_there_is_an_answer(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    answered(group, concern_id, now=_OCTOBER)
    riverside.take_over(group, "rob")

    _pass_on(group, concern_id, group.person("rob").id)

    assert [one for one in _read(told(group, "mina")) if "Sam has answered what you raised." in one]


def test_raiser_hears_once_that_there_is_none_yet(group: Riverside) -> None:
    concern_id = raised(group, may_know=MayKnow.RUNNER_AND_CHAIR).concern.id
    carl = _new_chair(group)

    _pass_on(group, concern_id, carl.id, at(date(2026, 9, 25)))

    assert [one for one in _steps(group, group.person("mina").id) if one.startswith("not_yet")] == [
        "not_yet:1"
    ]
    assert _steps(group, carl.id) == ["known:2"]
    assert [one for one in _read(told(group, "mina")) if "hasn't been able to answer yet" in one]
