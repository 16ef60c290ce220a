"""When somebody sees what is written to them after their hours, and what may be sent to them at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.after_hours import (
    Kept,
    Later,
    Seen,
    Stays,
    WillSee,
    agreed,
    as_seen,
    at_once,
    is_still_now,
    is_told,
    stays,
)
from bot.domain.calendars import PersonCalendar, Span
from bot.domain.deliveries import DeliveryKind, MessageKind
from bot.domain.handovers import AGAIN, UNANSWERED
from tests.actions import CALENDAR
from tests.posting import FRIDAY, MINA, MONDAY, NEXT_MONDAY, THURSDAY, TUESDAY, WEDNESDAY, at, pending
from tests.sorting import ENVELOPE, HELLO, KNOWN

EVENING = at(TUESDAY, 21, 5)
LAST_WEEK = MONDAY - timedelta(days=3)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (DeliveryKind.CHANGED, True),
        (DeliveryKind.ANSWER, True),
        (DeliveryKind.WAIT_OR_GO, True),
        (DeliveryKind.THANKS, True),
        (DeliveryKind.EFFECT, True),
        (DeliveryKind.REMINDER, False),
        (DeliveryKind.AFTER, False),
        (DeliveryKind.MORNING, False),
    ],
)
def test_what_a_press_tells_somebody_else(kind: DeliveryKind, told: bool) -> None:
    owed = pending(kind, THURSDAY).owed

    assert is_told(owed, by_id=1) is told
    assert not is_told(owed, by_id=7)
    assert not is_told(replace(owed, person_id=None, room_id=2), by_id=1)


@pytest.mark.parametrize(("step", "told"), [("asked", True), (AGAIN, False), (UNANSWERED, False)])
def test_what_a_hand_over_brings_some_days_later_is_no_news_yet(step: str, told: bool) -> None:
    assert is_told(pending(DeliveryKind.HAND_OVER, THURSDAY, step=step).owed, by_id=1) is told


def test_it_is_seen_by_the_clock_of_its_reader() -> None:
    summer = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)

    assert as_seen(summer, calendar=CALENDAR) == Seen(on=date(2026, 9, 10), at=time(8, 30))


@pytest.mark.parametrize(
    ("instants", "expected"),
    [
        ([at(THURSDAY)], at(THURSDAY)),
        ([at(THURSDAY), at(THURSDAY)], at(THURSDAY)),
        ([at(THURSDAY), at(FRIDAY)], None),
        ([at(THURSDAY), None], None),
        ([None], None),
    ],
)
def test_a_day_is_certain_only_where_every_way_leads_to_it(
    instants: list[datetime | None], expected: datetime | None
) -> None:
    assert agreed(instants) == expected


@pytest.mark.parametrize(
    ("quiet_until", "is_greeted", "sent", "why"),
    [
        (None, True, [], None),
        (NEXT_MONDAY, True, [], Stays.QUIET),
        (TUESDAY, True, [], None),
        (None, False, [], Stays.NO_HELLO),
        (None, True, [(MONDAY, HELLO), (TUESDAY, ENVELOPE)], None),
        (None, True, [(LAST_WEEK, ENVELOPE), (MONDAY, HELLO), (TUESDAY, ENVELOPE)], None),
        (
            None,
            True,
            [(MONDAY, HELLO), (TUESDAY, ENVELOPE), (TUESDAY, MessageKind.URGENT)],
            Stays.FULL_WEEK,
        ),
        (
            NEXT_MONDAY,
            True,
            [(MONDAY, HELLO), (TUESDAY, ENVELOPE), (WEDNESDAY, ENVELOPE)],
            Stays.QUIET,
        ),
    ],
    ids=["goes", "quiet", "quiet no more", "no hello", "two", "last week's", "three", "quiet and three"],
)
def test_what_keeps_it_from_going_at_once(
    quiet_until: date | None, is_greeted: bool, sent: list[tuple[date, MessageKind]], why: Stays | None
) -> None:
    reader = replace(KNOWN, sent=tuple(sent), quiet_until=quiet_until)

    kept = stays(reader=reader, calendar=MINA, rests_until=None, is_greeted=is_greeted, now=EVENING)

    assert (kept.why if kept else None) is why


def _kept(
    *,
    quiet_until: date | None = None,
    rests_until: date | None = None,
    calendar: PersonCalendar = MINA,
    has_list: bool = False,
    now: datetime = EVENING,
) -> Kept | None:
    reader = replace(KNOWN, quiet_until=quiet_until, has_list=has_list)
    return stays(reader=reader, calendar=calendar, rests_until=rests_until, is_greeted=True, now=now)


def test_who_runs_a_partnership_has_no_quiet_week() -> None:
    assert _kept(quiet_until=NEXT_MONDAY, has_list=True) is None


@pytest.mark.parametrize(
    ("quiet_until", "rests_until", "kept"),
    [
        (NEXT_MONDAY, None, Kept(why=Stays.QUIET, until=NEXT_MONDAY)),
        (None, THURSDAY, Kept(why=Stays.RESTS, until=THURSDAY)),
        (None, TUESDAY, None),
        (NEXT_MONDAY, THURSDAY, Kept(why=Stays.QUIET, until=NEXT_MONDAY)),
        (THURSDAY, NEXT_MONDAY, Kept(why=Stays.RESTS, until=NEXT_MONDAY)),
    ],
    ids=["their own", "the runner's", "over", "their own is longer", "the runner's is longer"],
)
def test_whose_quiet_it_is(quiet_until: date | None, rests_until: date | None, kept: Kept | None) -> None:
    assert _kept(quiet_until=quiet_until, rests_until=rests_until) == kept


CHRISTMAS = date(2026, 12, 25)


@pytest.mark.parametrize(
    ("day", "until"),
    [(CHRISTMAS, date(2026, 12, 29)), (FRIDAY + timedelta(days=1), NEXT_MONDAY), (FRIDAY, None)],
    ids=["Christmas", "a Saturday", "a Friday"],
)
def test_nothing_goes_on_a_day_on_which_they_do_not_work(day: date, until: date | None) -> None:
    expected = Kept(why=Stays.DAY_OFF, until=until) if until else None

    assert _kept(now=at(day, 23, 30)) == expected


@pytest.mark.parametrize(("last", "until"), [(THURSDAY, FRIDAY), (date(2099, 1, 1), None)])
def test_nothing_goes_to_somebody_on_leave(last: date, until: date | None) -> None:
    on_leave = replace(MINA, leave=(Span(first=MONDAY, last=last),))

    assert _kept(calendar=on_leave) == Kept(why=Stays.AWAY, until=until)


@pytest.mark.parametrize(("minutes", "still"), [(0, True), (179, True), (180, False)])
def test_now_means_a_few_hours_also_across_midnight(minutes: int, still: bool) -> None:
    asked_at = at(TUESDAY, 23, 50)

    assert is_still_now(asked_at=asked_at, now=asked_at + timedelta(minutes=minutes)) is still


@pytest.mark.parametrize("kind", [DeliveryKind.ASK, DeliveryKind.AGREED])
def test_one_message_says_five_things_and_the_rest_stays_as_it_is(kind: DeliveryKind) -> None:
    going = [pending(kind, THURSDAY, number=number, share=number) for number in range(1, 8)]

    folded = at_once(going)

    assert [one.delivery.id for one in folded.kept] == [1, 2, 3, 4, 5]
    assert (folded.merged, [one.delivery.id for one in folded.held_back]) == ((), [6, 7])


def test_what_is_told_already_of_the_same_action_is_brought_along() -> None:
    ask, agreed_to = pending(DeliveryKind.ASK, THURSDAY), pending(DeliveryKind.AGREED, THURSDAY, number=2)

    folded = at_once([ask, agreed_to])

    assert (folded.kept, folded.merged, folded.held_back) == ((agreed_to,), (ask,), ())


def test_everything_that_can_be_sent_at_once_together() -> None:
    people = (
        WillSee(first_name="Mina", seen=None, ids=(3, 4)),
        WillSee(first_name="Rob", seen=None),
        WillSee(first_name="Sam", seen=None, ids=(5,)),
    )

    assert Later(partnership_id=9, today=TUESDAY, people=people).ids == (3, 4, 5)


@pytest.mark.parametrize(
    ("people", "can_go"),
    [
        ([((3,), False)], True),
        ([((3,), True)], False),
        ([((), False)], False),
        ([((3,), True), ((4,), False)], True),
        ([], False),
    ],
    ids=["goes", "stays", "nothing to send", "one of two", "nobody"],
)
def test_something_can_go_where_it_is_kept_back_from_somebody_only(
    people: list[tuple[tuple[int, ...], bool]], can_go: bool
) -> None:
    told = tuple(WillSee(first_name="Mina", seen=None, ids=ids, stays=stays) for ids, stays in people)

    assert Later(partnership_id=9, today=TUESDAY, people=told).can_go is can_go
