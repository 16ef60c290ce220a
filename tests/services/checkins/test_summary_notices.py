"""A check-in that is in: the runner reads it first, is reminded, and after ten td the chair hears that nothing was said."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState
from bot.domain.evidence import Level
from bot.domain.permissions import Viewer
from bot.domain.rounds import Round
from bot.domain.summaries import Summary
from bot.messages import plain
from bot.messages.model import Message
from bot.messages.notices import Notice
from bot.services import notices, posts, readers
from bot.services.checkins import summary_notices, telling
from storage import deliveries, summaries
from storage.database import Database, Transaction
from storage.tables import PersonRow
from tests import riverside, summed
from tests.riverside import Riverside
from tests.summed import AFTER, AUTUMN, WINTER


@pytest.fixture
def of(group: Riverside) -> Round:
    return summed.round_in(group)


def _morning(group: Riverside, now: datetime) -> tuple[Notice, ...]:
    with group.database.read() as transaction:
        sam = readers.reader(transaction, viewer=group.engine, person_id=group.person("sam").id)
        assert sam is not None
        return summary_notices.of_morning(transaction, sam, now)


def _words(notice: Notice) -> str:
    return plain.text(Message(opening="", blocks=notice.blocks))


def _tell(group: Riverside, of: Round, *, meeting_on: str = "") -> None:
    sam = group.viewer("sam")
    told = telling.write(
        database=group.database, viewer=sam, round_id=of.id, version=1, lines="We ring all.", now=AFTER
    )
    version = told.summary.version
    if meeting_on:
        telling.talk_about_it(
            database=group.database,
            viewer=sam,
            round_id=of.id,
            version=version,
            meeting_on=meeting_on,
            now=AFTER,
        )
    else:
        telling.post(database=group.database, viewer=sam, round_id=of.id, version=version, now=AFTER)


def _look(group: Riverside, now: datetime) -> list[Delivery]:
    with group.database.write() as transaction:
        summary_notices.look(transaction, viewer=group.engine, now=now)
        ledger = deliveries.ledger(transaction, viewer=group.engine)
    return [one for one in ledger if one.owed.kind is DeliveryKind.UNTOLD]


def test_the_runner_hears_on_the_morning_after_it_closed(group: Riverside, of: Round) -> None:
    [notice] = _morning(group, AFTER)

    assert (
        "The check-in is in: fewer than five people answered. Read it first, then say what we'll do."
        in _words(notice)
    )


def test_it_rests_for_five_td_and_then_stands_there_every_morning(group: Riverside, of: Round) -> None:
    quiet = [_morning(group, AFTER + timedelta(days=days)) for days in (10, 11)]

    assert all("The check-in closed on Thursday 26 November 2026" in _words(one) for [one] in quiet)


def test_once_it_is_told_nothing_stands_there(group: Riverside, of: Round) -> None:
    _tell(group, of)

    assert _morning(group, AFTER) == ()
    assert _look(group, AFTER + timedelta(days=60)) == []


def test_put_later_it_rests(group: Riverside, of: Round) -> None:
    telling.later(database=group.database, viewer=group.viewer("sam"), round_id=of.id, version=1, now=AFTER)

    assert _morning(group, AFTER) == ()


def test_put_later_it_is_no_news_on_the_next_morning_and_comes_back_in_a_week(
    group: Riverside, of: Round
) -> None:
    telling.later(database=group.database, viewer=group.viewer("sam"), round_id=of.id, version=1, now=AFTER)

    mornings = [_morning(group, AFTER + timedelta(days=days)) for days in (3, 4, 5, 6)]
    [again] = _morning(group, AFTER + timedelta(days=7))

    assert mornings == [()] * 4
    assert "The check-in closed on Thursday 26 November 2026" in _words(again)


def test_a_runner_whose_morning_comes_before_the_close_hears_on_the_next_one(
    group: Riverside, of: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It closes at the end of Thursday in London, which is eleven on Friday in Sydney."""
    assert of.closed_at == datetime(2026, 11, 27, tzinfo=UTC)
    with group.database.write() as transaction:
        transaction.connection.execute(update(PersonRow).values(zone=ZoneInfo("Australia/Sydney")))
    friday, monday, tuesday = date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1)

    heard = []
    for before, today in ((friday, monday), (monday, tuesday)):
        monkeypatch.setattr(
            "bot.services.milestone_notices.last_list_on", lambda *_, before=before, **__: before
        )
        now = datetime.combine(today - timedelta(days=1), time(20, 30), tzinfo=UTC)
        heard += [today for _ in _morning(group, now)]

    assert heard == [monday]


def test_the_chairs_look_reads_summaries_once_however_many_are_in(
    group: Riverside, of: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    summed.round_in(group, on=AUTUMN)
    read: list[int] = []
    all_summaries = summaries.all_of

    def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Summary, ...]:
        read.append(of.id)
        return all_summaries(transaction, viewer=viewer)

    monkeypatch.setattr("storage.summaries.all_of", all_of)

    _look(group, AFTER)

    assert len(read) == 1


def test_the_chair_hears_after_ten_td_however_often_it_was_put_later(group: Riverside, of: Round) -> None:
    later = AFTER + timedelta(days=12)
    telling.later(database=group.database, viewer=group.viewer("sam"), round_id=of.id, version=1, now=later)

    assert _look(group, AFTER + timedelta(days=7)) == []
    [owed] = _look(group, AFTER + timedelta(days=14))
    [again] = _look(group, AFTER + timedelta(days=15))
    assert owed.owed.person_id == group.person("grace").id
    assert again.id == owed.id


def test_what_the_chair_reads_names_nobody_and_goes_once_it_is_told(group: Riverside, of: Round) -> None:
    [owed] = _look(group, AFTER + timedelta(days=14))

    notice = _written(group, owed)
    assert notice is not None
    assert "Could you ask Sam what would help?" in _words(notice)
    _tell(group, of)
    assert _written(group, owed) is None


def test_without_a_chair_who_can_be_written_to_nobody_is(database: Database) -> None:
    group = riverside.build(database)
    summed.round_in(group)

    assert _look(group, AFTER + timedelta(days=30)) == []


def test_rooms_read_levels_in_words_beside_the_last_time(group: Riverside) -> None:
    summed.round_in(
        group, on=AUTUMN, levels={"purpose": Level.MOST, "clarity": Level.MOST, "trust": Level.MIXED}
    )
    of = summed.round_in(
        group,
        on=WINTER,
        levels={"purpose": None, "clarity": Level.MIXED, "trust": Level.MIXED},
        ticks={"Not enough time": Level.MOST, "Money": Level.MIXED, "Nothing much": Level.FEW},
        sides={group.castle_id: {"worth_it": summed.EVEN}},
    )
    _tell(group, of)

    words = _post(group)

    assert (
        "Knowing what we've promised, and by when: views are mixed. In September most of you were clear."
        in words
    )
    assert "Being able to bring up what bothers us: views are mixed, as in September." in words
    assert "What gets in the way: not enough time (most of you); money (some of you)." in words
    assert "Is it worth it?" not in words
    assert "in one sentence" not in words
    assert "We ring all." in words


def test_rooms_hear_the_day_of_the_meeting_and_nothing_else(group: Riverside, of: Round) -> None:
    _tell(group, of, meeting_on="12 January 2027")

    assert _post(group).strip() == (
        "Thank you for your answers. We'll talk them through on Tuesday 12 January 2027."
    )


def _post(group: Riverside) -> str:
    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=group.engine)
        [owed] = [one for one in ledger if one.owed.kind is DeliveryKind.SUMMARY]
        assert owed.state is DeliveryState.PENDING
        return plain.text(posts.write(transaction, delivery=owed, now=AFTER))


def _written(group: Riverside, owed: Delivery) -> Notice | None:
    with group.database.read() as transaction:
        grace = readers.reader(transaction, viewer=group.engine, person_id=group.person("grace").id)
        assert grace is not None
        return notices.write(transaction, reader=grace, delivery=owed, now=AFTER)
