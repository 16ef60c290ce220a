"""A school year: everything that was promised about when and how often people hear from us holds."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from structlog.testing import capture_logs

from bot.domain import weeks
from bot.domain.calendars import local_date
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, MessageKind, StoredMessage
from bot.domain.permissions import ENGINE, Intent
from storage import messages
from tests.scenarios import world
from tests.scenarios.life import Crash, Life, open_day
from tests.scenarios.world import EVERYBODY, Group, Somebody

SEED: Final = 20260901
RESTARTS: Final = 50
"""In a whole year; half as many in what else is played of it."""

ACTIONS_A_WEEK: Final = 4
HALF_TERM: Final = datetime(2026, 10, 31, tzinfo=UTC)
"""Until the end of half-term, in which the clocks are put back, the year is played; to its own end with `make messages`."""


UNASKED: Final = (MessageKind.ENVELOPE, MessageKind.HELLO)
ABOUT_OPEN_SHARES: Final = (
    DeliveryKind.REMINDER,
    DeliveryKind.AFTER,
    DeliveryKind.ASK,
    DeliveryKind.AGREED,
)


def _open_doors(life: Life, group: Group, runner: Somebody) -> None:
    people = tuple(str(person_id) for person_id in group.person_ids.values())
    life.submit(runner, Intent.OPEN_DOORS, group, {"people": people})


def _add(life: Life, group: Group, adder: Somebody, number: int) -> None:
    random = life.random
    own = adder.works_for.name
    partner = str(group.partner_ids[own if not adder.runs else random.choice(list(group.partner_ids))])
    by_when = open_day(random, life.now, ahead=(2, 70))
    values: dict[str, tuple[str, ...]] = {
        "what": (f"Action {number}",),
        "partner": ("all" if adder.runs and random.random() < 0.1 else partner,),
        "by_when": (by_when.isoformat(),),
        "why": ("the next step is made from it",),
        "importance": (random.choice(["normal", "normal", "normal", "critical", "board"]),),
    }
    life.submit(adder, Intent.ADD, group, values)


def _plan(life: Life, harbours: Group, valley: Group) -> None:
    random = life.random
    life.at(world.START + timedelta(hours=3), lambda: _open_doors(life, harbours, world.SAM))
    life.at(world.START + timedelta(days=9), lambda: _open_doors(life, valley, world.WREN))
    span = (life.ends - world.START) - timedelta(days=30)
    for number in range(ACTIONS_A_WEEK * (life.ends - world.START).days // 7):
        group = valley if random.random() < 0.2 else harbours
        members = world.VALLEY if group is valley else world.HARBOURS
        adder = members[0] if random.random() < 0.7 else random.choice(members)
        when = world.START + timedelta(hours=4) + span * random.random()
        life.at(when, partial(_add, life, group, adder, number))


@pytest.fixture(scope="module")
def database_file(sqlite_template: Path) -> Iterator[Path]:
    """A fresh database for a year, which commits ten thousand times."""
    with TemporaryDirectory() as directory:
        path = Path(directory) / "bywhen.db"
        path.write_bytes(sqlite_template.read_bytes())
        yield path


@pytest.fixture(scope="module")
def year(database_file: Path, pytestconfig: pytest.Config) -> Iterator[Life]:
    is_whole = pytestconfig.getoption("--whole-year")
    ends, restarts = (world.END, RESTARTS) if is_whole else (HALF_TERM, RESTARTS // 2)
    life = Life(url=f"sqlite:///{database_file}", seed=SEED, crashes=restarts, ends=ends)
    installation_id, harbours, valley = world.build(life.database)
    _plan(life, harbours, valley)
    with capture_logs() as logs:
        life.live(installation_id)
    life.troubles += [(one["event"], repr(one["exc_info"])) for one in logs if one["log_level"] == "error"]
    yield life
    life.database.close()


@pytest.fixture(scope="module")
def sent(year: Life) -> list[tuple[datetime, StoredMessage, list[Delivery]]]:
    """Every message that arrived and was no edit: when, what it was, and what it carried."""
    carried: dict[int, list[Delivery]] = defaultdict(list)
    for delivery in year.ledger():
        if delivery.message_id is not None:
            carried[delivery.message_id].append(delivery)
    with year.database.read() as transaction:
        return [
            (
                at,
                messages.get(transaction, viewer=ENGINE, message_id=outgoing.message_id),
                carried[outgoing.message_id],
            )
            for at, outgoing in year.arrived
            if outgoing.edits is None
        ]


def _reader(message: StoredMessage) -> Somebody:
    return next(one for one in EVERYBODY if one.external_id == message.to.external_id)


Post = list[tuple[datetime, StoredMessage, list[Delivery]]]


def test_process_was_restarted_at_random_moments(year: Life) -> None:
    assert year.restarts == year.crashes >= RESTARTS // 2


def test_nothing_went_wrong_but_the_deaths(year: Life) -> None:
    assert {error for _, error in year.troubles} <= {repr(Crash())}


def test_every_envelope_comes_on_its_readers_regular_days_and_hour(year: Life, sent: Post) -> None:
    envelopes = [one for one in sent if one[1].kind is MessageKind.ENVELOPE]

    astray = [
        (at, message.to.external_id, [one.owed.step for one in carried])
        for at, message, carried in envelopes
        if not _is_regular(at, _reader(message)) and not _is_exception(at, _reader(message), carried)
    ]

    # Enough to mean something: whoever does not answer gets one a week, and some ask for a quiet one.
    assert len(envelopes) > 5 * _weeks(year)
    assert astray == []


def _weeks(year: Life) -> int:
    return (year.ends - world.START).days // 7


def _is_regular(at: datetime, reader: Somebody) -> bool:
    local = at.astimezone(reader.calendar.zone)
    hour = reader.calendar.hour
    return reader.calendar.is_regular(local.date()) and hour <= local.time() < time(18)


def _is_exception(at: datetime, reader: Somebody, carried: list[Delivery]) -> bool:
    """A critical warning, something added late, or, after a restart, a date that would pass: on a working day."""
    today = local_date(now=at, zone=reader.calendar.zone)
    following = reader.calendar.regular_on_or_after(today + timedelta(days=1)) or date.max
    passing = [one.owed.last_day is not None and one.owed.last_day < following for one in carried]
    is_named = any(one.owed.off_day for one in carried) or any(passing)
    return is_named and reader.calendar.within_hours(at)


def test_nobody_hears_from_us_outside_their_hours_unasked(sent: Post) -> None:
    outside = [
        (at, message.kind, message.to.external_id)
        for at, message, _ in sent
        if message.kind in (*UNASKED, MessageKind.MORNING, MessageKind.URGENT)
        and not _reader(message).calendar.within_hours(at)
    ]

    assert outside == []


def test_nobody_hears_from_us_more_than_three_times_a_week(sent: Post) -> None:
    a_week = Counter(
        (message.to.external_id, weeks.monday(local_date(now=at, zone=_reader(message).calendar.zone)))
        for at, message, _ in sent
        if message.kind in UNASKED
    )

    assert {key: count for key, count in a_week.items() if count > 3} == {}
    assert max(a_week.values()) == 3


def test_nothing_comes_twice(year: Life, sent: Post) -> None:
    keys = Counter(outgoing.key for _, outgoing in year.arrived if outgoing.edits is None)
    facts = Counter(
        (one.owed.fact, one.owed.step, one.owed.person_id, one.owed.room_id)
        for _, _, carried in sent
        for one in carried
        if one.state is DeliveryState.SENT
    )

    assert [key for key, count in keys.items() if count > 1] == []
    assert [fact for fact, count in facts.items() if count > 1] == []


def test_every_delivery_is_sent_or_withheld_by_a_named_rule(year: Life) -> None:
    past = [one for one in year.ledger() if one.owed.due_at < year.ends - timedelta(days=1)]

    unsettled = [
        (one.owed.step, one.owed.due_at, one.state)
        for one in past
        if one.state is not DeliveryState.SENT
        and not (one.state is DeliveryState.WITHHELD and one.rule is not None)
    ]

    assert len(past) > 22 * _weeks(year)
    assert unsettled == []


def test_nothing_done_is_reminded_of(year: Life, sent: Post) -> None:
    spans: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for share_id, since, until in year.done:
        spans[share_id].append((since, until or year.ends))

    reminded = [
        (at, one.owed.step, one.owed.share_id)
        for at, _, carried in sent
        for one in carried
        if one.state is DeliveryState.SENT
        and one.owed.kind in ABOUT_OPEN_SHARES
        and any(since <= at < until for since, until in spans[one.owed.share_id or 0])
    ]

    assert len(year.done) > 0.6 * _weeks(year)
    assert reminded == []


def test_first_private_message_is_a_hello(sent: Post) -> None:
    first: dict[str, MessageKind] = {}
    for _, message, _ in sent:
        if message.kind is not MessageKind.ROOM:
            first.setdefault(message.to.external_id, message.kind)

    met = {one.external_id for one in (world.SAM, world.WREN)}
    assert {kind for who, kind in first.items() if who not in met} == {MessageKind.HELLO}


def test_reminder_comes_before_its_date(sent: Post) -> None:
    late = [
        (at, one.owed.step)
        for at, message, carried in sent
        for one in carried
        if one.owed.kind is DeliveryKind.REMINDER
        and one.owed.last_day is not None
        and local_date(now=at, zone=_reader(message).calendar.zone) > one.owed.last_day
    ]

    assert late == []


def test_runner_gets_one_list_each_working_day(year: Life, sent: Post) -> None:
    zone = world.SAM.calendar.zone
    days = Counter(
        local_date(now=at, zone=zone)
        for at, message, _ in sent
        if message.kind is MessageKind.MORNING and message.to.external_id == world.SAM.external_id
    )
    first = local_date(now=world.START, zone=zone)
    working = {
        first + timedelta(days=number)
        for number in range(1, (year.ends - world.START).days)
        if world.SAM.calendar.is_working(first + timedelta(days=number))
    }

    assert set(days.values()) == {1}
    assert working - set(days) == set()


def test_year_in_figures(year: Life, sent: Post) -> None:
    kinds = list(MessageKind)
    by_month: dict[str, Counter[MessageKind]] = defaultdict(Counter)
    for at, message, _ in sent:
        by_month[f"{at:%Y-%m}"][message.kind] += 1
    rules = Counter(one.rule.value for one in year.ledger() if one.rule is not None)

    print(f"\n{'month':9}" + "".join(f"{kind.value:>10}" for kind in kinds))
    for month, counts in sorted(by_month.items()):
        print(f"{month:9}" + "".join(f"{counts[kind]:>10}" for kind in kinds))
    edits = sum(outgoing.edits is not None for _, outgoing in year.arrived)
    print(f"{year.moments} moments, {year.presses} presses, {year.restarts} restarts, {edits} edits.")
    print("Withheld: " + ", ".join(f"{rule} {count}" for rule, count in rules.most_common()) + ".")

    assert len(by_month) == (year.ends.year - 2026) * 12 + year.ends.month - 8
