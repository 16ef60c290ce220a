"""Somebody is away: entered for them, and what they are owed is placed anew."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.calendars import Span
from bot.domain.permissions import Role
from bot.errors import Refused
from bot.services import leave
from bot.services.leave import Away
from storage import members
from tests.riverside import NOW, Riverside

AWAY = Span(first=date(2026, 10, 5), last=date(2026, 10, 9))


def _enter(
    group: Riverside, who: str, whom: str, first: str = "2026-10-05", last: str = "2026-10-09"
) -> Away:
    return leave.enter(
        database=group.database,
        viewer=group.viewer(who),
        person_id=group.person(whom).id,
        first=first,
        last=last,
        now=NOW,
    )


def _leave_of(group: Riverside, whom: str) -> tuple[Span, ...]:
    with group.database.read() as transaction:
        found = members.member(transaction, viewer=group.engine, person_id=group.person(whom).id)
    assert found is not None
    return found.person.rhythm.leave


@pytest.mark.parametrize(
    ("who", "whom"), [("sam", "mina"), ("grace", "dee"), ("mina", "rob"), ("rob", "mina"), ("mina", "mina")]
)
def test_whose_leave_may_be_entered_by_whom(group: Riverside, who: str, whom: str) -> None:
    entered = _enter(group, who, whom)

    assert entered == Away(name=group.person(whom).name, span=AWAY)
    assert _leave_of(group, whom) == (AWAY,)


@pytest.mark.parametrize(("who", "whom"), [("mina", "dee"), ("rob", "sam")])
def test_nobody_of_another_partner(group: Riverside, who: str, whom: str) -> None:
    with pytest.raises(Refused) as refused:
        _enter(group, who, whom)

    assert (refused.value.key, _leave_of(group, whom)) == ("away_who", ())


def test_entered_twice_it_is_there_once(group: Riverside) -> None:
    _enter(group, "sam", "mina")
    _enter(group, "mina", "mina")

    assert _leave_of(group, "mina") == (AWAY,)


@pytest.mark.parametrize(
    ("first", "last", "key", "field"),
    [
        ("", "", "away_half", "away_first"),
        ("5 Oct", "", "away_half", "away_last"),
        ("2026-10-09", "2026-10-05", "away_backwards", "away_last"),
        ("2026-09-01", "2026-09-02", "away_gone_by", "away_last"),
        ("2026-10-05", "2027-10-05", "away_too_long", "away_last"),
        ("whenever", "2026-10-05", "date_unreadable", "away_first"),
    ],
)
def test_days_that_need_mending(group: Riverside, first: str, last: str, key: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        _enter(group, "sam", "mina", first, last)

    assert (refused.value.key, refused.value.field) == (key, field)
    assert _leave_of(group, "mina") == ()


def test_people_are_those_of_ones_own(group: Riverside) -> None:
    found = {
        who: [
            one.person.first_name for one in leave.people(database=group.database, viewer=group.viewer(who))
        ]
        for who in ("sam", "rob")
    }

    assert found == {"sam": ["Dee", "Grace", "Mina", "Rob", "Sam"], "rob": ["Mina", "Rob"]}


def test_who_only_reads_enters_nothing(group: Riverside) -> None:
    reads = replace(group.viewer("rob"), role=Role.OBSERVER)

    with pytest.raises(Refused):
        leave.people(database=group.database, viewer=reads)


def test_leave_that_has_begun_is_taken(group: Riverside) -> None:
    today = NOW.date()

    entered = _enter(group, "sam", "mina", str(today - timedelta(days=2)), str(today))

    assert entered.span.last == today
