"""When those will see it whom a press has told something: the day is that of their post, or none is named."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from bot.domain.after_hours import Later, Seen
from bot.domain.deliveries import Destination, MessageKind, NewMessage
from bot.domain.importance import Importance
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, myself
from bot.services import after_hours, drops
from storage import manners, messages
from storage.database import Joined
from tests.elsewhere import valley_link
from tests.evening import EVENING, promised
from tests.planned import go_away
from tests.riverside import Riverside

THURSDAY = Seen(on=date(2026, 11, 12), at=time(8, 30))
NEXT_TUESDAY = Seen(on=date(2026, 11, 17), at=time(8, 30))
MONDAY = date(2026, 11, 16)


def _drop(
    group: Riverside, *, by: str = "grace", now: datetime = EVENING, about: bool = True, **how: Any
) -> Later | None:
    """Drop an action of Mina's, and ask in the same transaction who will see it when."""
    _, pressed = promised(group, **how)
    with group.database.write() as transaction:
        joined, viewer = Joined(transaction), group.viewer(by)
        drops.drop(database=joined, viewer=viewer, pressed=pressed, reason="", later=False, now=now)
        share_id = pressed.share_id if about else None
        return after_hours.of_press(database=joined, viewer=viewer, share_id=share_id, now=now)


def _seen(later: Later | None) -> list[tuple[str, Seen | None]]:
    assert later is not None
    return [(one.first_name, one.seen) for one in later.people]


@pytest.mark.parametrize("by", ["grace", "sam"])
def test_it_is_their_next_regular_day(group: Riverside, by: str) -> None:
    later = _drop(group, by=by)

    assert ("Mina", THURSDAY) in _seen(later)


def test_the_question_is_asked_of_what_is_critical_only(group: Riverside) -> None:
    critical, unnamed = _drop(group), _drop(group, about=False)
    normal = _drop(group, importance=Importance.NORMAL)
    neither = _drop(group, about=False, importance=Importance.NORMAL)

    assert [_asks(one) for one in (critical, unnamed, normal, neither)] == [True, True, False, False]


def _asks(later: Later | None) -> bool:
    assert later is not None
    assert bool(later.title) is (later.share_id is not None)
    return later.share_id is not None


def _quiet(group: Riverside) -> None:
    mina = group.person("mina").id
    with group.database.write() as transaction:
        manners.be_quiet(transaction, viewer=myself(mina), person_id=mina, until=MONDAY)


@pytest.mark.parametrize("name", ["mina", "rob"])
def test_nothing_is_asked_where_it_would_be_kept_back_all_the_same(group: Riverside, name: str) -> None:
    _quiet(group)

    later = _drop(group, holders=(name,))

    assert _asks(later) is (name == "rob")


def test_on_a_weekend_nothing_is_asked(group: Riverside) -> None:
    saturday = EVENING + timedelta(days=4)

    later = _drop(group, now=saturday)

    assert later is not None
    assert (later.share_id, bool(later.ids)) == (None, True)


def test_inside_their_hours_nothing_is_said(group: Riverside) -> None:
    assert _drop(group, now=EVENING - timedelta(hours=12)) is None


@pytest.mark.parametrize("by", ["mina", "rob"])
def test_a_partner_is_told_nothing_of_the_hours_of_others(group: Riverside, by: str) -> None:
    with group.database.write() as transaction:
        joined = Joined(transaction)
        assert after_hours.of_press(database=joined, viewer=group.viewer(by), now=EVENING) is None


def test_who_presses_nothing_that_others_hear_of_reads_nothing(group: Riverside) -> None:
    with group.database.write() as transaction:
        joined = Joined(transaction)
        assert after_hours.of_press(database=joined, viewer=group.viewer("grace"), now=EVENING) is None


def test_in_a_quiet_week_it_is_the_one_after_it(group: Riverside) -> None:
    _quiet(group)

    assert _seen(_drop(group)) == [("Mina", NEXT_TUESDAY)]


def test_who_has_no_address_is_not_promised_anything(group: Riverside) -> None:
    assert _drop(group, holders=("dee",)) is None


def test_nothing_is_owed_to_somebody_away_for_years(group: Riverside) -> None:
    go_away(group)

    assert _drop(group) is None


def test_of_many_people_no_day_is_worked_out(group: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(after_hours, "MOST_PEOPLE", 0)

    assert _seen(_drop(group)) == [("Mina", None)]


def test_a_second_partnership_that_changes_nothing_changes_no_word(group: Riverside) -> None:
    valley_link(group)

    assert _seen(_drop(group)) == [("Mina", THURSDAY)]


def test_where_it_hangs_on_another_partnership_no_day_is_named(group: Riverside) -> None:
    """What Valley Link has sent to Mina this week fills it, and nobody in Riverside reads that."""
    valley_link(group)
    _fill_the_week(group)

    found = _seen(_drop(group))

    assert found == [("Mina", None)]


def _fill_the_week(group: Riverside) -> None:
    """Three messages have gone to Mina this week, none of them about Riverside."""
    to = Destination(kind=AddressKind.SLACK, installation_id=group.installation_id, external_id="U-MINA")
    with group.database.write() as transaction:
        for part in "abc":
            new = NewMessage(
                kind=MessageKind.ENVELOPE,
                to=to,
                local_date=date(2026, 11, 9),
                part=part,
                not_before=EVENING,
                person_id=group.person("mina").id,
            )
            messages.add(transaction, viewer=ENGINE, new=new, now=EVENING)
