"""Whatever is owed to somebody in three weeks: every rule of Manners 3 holds, and nothing is forgotten."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import slots, weeks
from bot.domain.calendars import PartnerCalendar, PersonCalendar, Span, local_date
from bot.domain.deliveries import Delivery, DeliveryKind, MessageKind
from bot.domain.desks import MOST_A_WEEK, Reader
from bot.domain.envelopes import gather
from bot.domain.pending import Pending
from tests.posting import pending

FIRST = date(2026, 10, 19)
"""A Monday; the clocks of Europe change on the Sunday after it."""

DAYS = 21
ZONES = ("Europe/London", "Europe/Athens", "Atlantic/Azores", "Pacific/Auckland")
EXCEPTIONS = (DeliveryKind.REMINDER, DeliveryKind.ASK)


@dataclass
class Log:
    """What happened: the messages sent, and what became of each delivery."""

    sent: list[tuple[datetime, MessageKind, tuple[Delivery, ...]]] = field(default_factory=list)
    fate: Counter[int] = field(default_factory=Counter)


days = st.integers(0, DAYS - 1).map(lambda number: FIRST + timedelta(days=number))
calendars = st.builds(
    PersonCalendar,
    partner=st.sampled_from(
        [
            PartnerCalendar(country="GB", region="SCT"),
            PartnerCalendar(country="GR"),
            PartnerCalendar(closed=(Span(first=date(2026, 10, 26), last=date(2026, 10, 30)),)),
        ]
    ),
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    regular_days=st.frozensets(st.integers(0, 4), min_size=1, max_size=3),
    hour=st.sampled_from([time(8, 30), time(12, 15), time(15, 45)]),
    leave=st.lists(days.map(lambda day: Span(first=day, last=day + timedelta(days=3))), max_size=2).map(
        tuple
    ),
)


@st.composite
def owed(draw: st.DrawFn, number: int, calendar: PersonCalendar) -> Pending:
    """Something planned as planning does: on a regular slot, or as an exception on a working day."""
    kind = draw(st.sampled_from([kind for kind in DeliveryKind if kind not in _ELSEWHERE]))
    is_exception = kind in (DeliveryKind.ANSWER, DeliveryKind.STUCK) or (
        kind in EXCEPTIONS and draw(st.booleans())
    )
    earliest = datetime.combine(draw(days), time(draw(st.integers(0, 23))), tzinfo=UTC)
    place = slots.working if is_exception else slots.regular
    slot = place(calendar=calendar, earliest=earliest)
    assert slot is not None
    dated = kind in (DeliveryKind.REMINDER, DeliveryKind.ASK)
    return pending(
        kind,
        slot.on,
        number=number,
        share=draw(st.integers(1, 6)),
        off_day=is_exception,
        due_at=slot.at,
        last_day=slot.on + timedelta(days=draw(st.integers(0, 9))) if dated else None,
        calendar=calendar,
        greeted_on=None,
        partnership_id=draw(st.integers(1, 2)),
    )


_ELSEWHERE = (
    DeliveryKind.HELLO,
    DeliveryKind.MORNING,
    DeliveryKind.WORKBOOK,
    DeliveryKind.WELCOME,
    DeliveryKind.CELEBRATION,
    DeliveryKind.SUMMARY,
    DeliveryKind.QUICK_WINS,
    DeliveryKind.QUIET,
)


@st.composite
def post(draw: st.DrawFn) -> tuple[PersonCalendar, list[Pending]]:
    calendar = draw(calendars)
    count = draw(st.integers(1, 12))
    return calendar, [draw(owed(number, calendar)) for number in range(1, count + 1)]


def live_through(calendar: PersonCalendar, open_post: list[Pending]) -> Log:
    """Look at the post every quarter of an hour, as the sweep does, and keep what goes."""
    log = Log()
    hellos = [
        pending(
            DeliveryKind.HELLO,
            FIRST,
            number=1000 + partnership_id,
            share=None,
            calendar=calendar,
            greeted_on=None,
            due_at=datetime.combine(FIRST, time(), tzinfo=UTC),
            partnership_id=partnership_id,
        )
        for partnership_id in (1, 2)
    ]
    waiting = {one.delivery.id: one for one in (*hellos, *open_post)}
    now = datetime.combine(FIRST, time(), tzinfo=UTC)
    while waiting and now < datetime.combine(FIRST, time(), tzinfo=UTC) + timedelta(days=60):
        if any(one.owed.due_at <= now for one in waiting.values()):
            _step(log, calendar, waiting, now)
        now += timedelta(minutes=15)
    return log


def _step(log: Log, calendar: PersonCalendar, waiting: dict[int, Pending], now: datetime) -> None:
    sent = tuple(
        (local_date(now=at, zone=calendar.zone), kind)
        for at, kind, _ in log.sent
        if kind is not MessageKind.URGENT
    )
    reader = Reader(home=calendar, sent=sent, is_known=any(kind is MessageKind.HELLO for _, kind in sent))
    found = gather(list(waiting.values()), reader=reader, now=now)
    for letter in found.letters:
        log.sent.append((now, letter.kind, letter.deliveries))
        for one in letter.deliveries:
            _greet(waiting, one, local_date(now=now, zone=calendar.zone))
    brought = [one for letter in found.letters for one in (*letter.deliveries, *letter.merged)]
    gone = [*brought, *found.too_late]
    for one in gone:
        log.fate[one.id] += 1
        del waiting[one.id]
    for wait in found.waits:
        assert wait.until.at > now
        old = waiting[wait.delivery.id]
        moved = replace(old.owed, due_on=wait.until.on, due_at=wait.until.at)
        waiting[wait.delivery.id] = replace(old, delivery=replace(old.delivery, owed=moved))


def _greet(waiting: dict[int, Pending], sent: Delivery, today: date) -> None:
    if sent.owed.kind is DeliveryKind.HELLO:
        for number, one in waiting.items():
            if one.owed.partnership_id == sent.owed.partnership_id:
                waiting[number] = replace(one, greeted_on=today)


@given(post())
def test_every_rule_holds_for_whatever_is_owed(owed_to: tuple[PersonCalendar, list[Pending]]) -> None:
    calendar, everything = owed_to

    log = live_through(calendar, everything)

    a_week = Counter(
        weeks.monday(local_date(now=at, zone=calendar.zone))
        for at, kind, _ in log.sent
        if kind is not MessageKind.URGENT
    )
    assert all(count <= MOST_A_WEEK for count in a_week.values())
    assert set(log.fate.values()) <= {1}
    assert {one.delivery.id for one in everything} <= set(log.fate)
    greeted: set[int] = set()
    for at, kind, deliveries in log.sent:
        local = at.astimezone(calendar.zone)
        today = local.date()
        assert calendar.is_working(today)
        assert time(8) <= local.time() < time(18)
        if kind is MessageKind.ENVELOPE:
            regular = calendar.is_regular(today) and local.time() >= calendar.hour
            assert regular or all(one.owed.kind in EXCEPTIONS for one in deliveries)
        for one in deliveries:
            assert one.owed.last_day is None or today <= one.owed.last_day
            if one.owed.kind is DeliveryKind.HELLO:
                greeted.add(one.owed.partnership_id)
            elif kind is MessageKind.ENVELOPE:
                assert one.owed.partnership_id in greeted
