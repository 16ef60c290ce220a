"""What we'll do: written first, then told, put to a meeting or put later; never dropped, and by one press only."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest

from bot.domain.deliveries import DeliveryKind
from bot.domain.permissions import Viewer
from bot.domain.rounds import Round, RoundState
from bot.domain.summaries import SummaryState
from bot.errors import Refused
from bot.messages import plain
from bot.messages.checkins.summary import Told
from bot.messages.model import Message
from bot.services import notices, readers
from bot.services.checkins import opening, telling
from storage import audit, deliveries, rounds, summaries
from storage.database import Database
from tests import checked_in, riverside, summed
from tests.riverside import Riverside
from tests.summed import AFTER

LINES = "Sam will ring every partner, just to listen.\n\n  Two pages at most.  "


@pytest.fixture
def of(group: Riverside) -> Round:
    return summed.round_in(group)


def _write(group: Riverside, of: Round, *, version: int = 1, lines: str = LINES) -> Told:
    return telling.write(
        database=group.database,
        viewer=group.viewer("sam"),
        round_id=of.id,
        version=version,
        lines=lines,
        now=AFTER,
    )


def _post(group: Riverside, of: Round, *, version: int) -> tuple[Told, int | None]:
    return telling.post(
        database=group.database, viewer=group.viewer("sam"), round_id=of.id, version=version, now=AFTER
    )


def _posts(group: Riverside) -> list[str]:
    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=group.engine)
    return [one.owed.fact for one in ledger if one.owed.kind is DeliveryKind.SUMMARY]


def test_what_well_do_is_kept_and_told_to_nobody_yet(group: Riverside, of: Round) -> None:
    told = _write(group, of)

    assert told.summary.well_do == ("Sam will ring every partner, just to listen.", "Two pages at most.")
    assert told.summary.state is SummaryState.WAITING
    assert told.people == 3
    assert _posts(group) == []


def test_nothing_goes_out_without_a_line(group: Riverside, of: Round) -> None:
    with pytest.raises(Refused) as refused:
        _write(group, of, lines=" \n ")
    told, rooms = _post(group, of, version=1)

    assert (refused.value.key, refused.value.field) == ("well_do_needed", "lines")
    assert rooms is None
    assert told.summary.state is SummaryState.WAITING
    assert _posts(group) == []


def test_it_is_posted_in_every_room_once(group: Riverside, of: Round) -> None:
    version = _write(group, of).summary.version
    told, rooms = _post(group, of, version=version)
    again, none = _post(group, of, version=version)

    assert (rooms, none) == (1, None)
    assert told.summary.state is again.summary.state is SummaryState.POSTED
    assert _posts(group) == [f"check-in:{of.id}"]
    with group.database.read() as transaction:
        assert rounds.get(transaction, viewer=group.engine, round_id=of.id).state is RoundState.SHARED


def test_before_the_doors_are_open_it_goes_to_no_room(database: Database) -> None:
    group = riverside.build(database)
    of = summed.round_in(group)
    told, rooms = _post(group, of, version=_write(group, of).summary.version)

    assert rooms == 0
    assert told.summary.state is SummaryState.POSTED
    assert _posts(group) == []


def test_the_room_hears_the_day_where_it_is_talked_about(group: Riverside, of: Round) -> None:
    version = _write(group, of).summary.version

    told, rooms = _to_meeting(group, of, version, "12 January 2027")

    assert rooms == 1
    assert told.summary.meeting_on == date(2027, 1, 12)
    assert told.summary.state is SummaryState.AT_MEETING


@pytest.mark.parametrize(
    ("day", "key"), [("1 September 2026", "date_not_ahead"), ("soon", "date_missing_day")]
)
def test_a_meeting_needs_a_day_ahead(group: Riverside, of: Round, day: str, key: str) -> None:
    version = _write(group, of).summary.version

    with pytest.raises(Refused) as refused:
        _to_meeting(group, of, version, day)

    assert (refused.value.key, refused.value.field) == (key, "meeting_on")


def test_a_meeting_that_was_seen_otherwise_is_not_told(group: Riverside, of: Round) -> None:
    _write(group, of)

    assert _to_meeting(group, of, 1, "12 January 2027")[1] is None


@pytest.mark.parametrize(
    ("lines", "names"),
    [("- Mina rings Dee Frame.", ("Mina", "Dee")), ("Sam rings all.", ()), ("Fewer papers.", ())],
)
def test_who_else_is_named_is_known_before_it_is_posted(
    group: Riverside, of: Round, lines: str, names: tuple[str, ...]
) -> None:
    told = _write(group, of, lines=lines)

    assert told.names == names
    assert told.summary.well_do == (lines.removeprefix("- "),)


def test_it_can_be_put_later_and_stays(group: Riverside, of: Round) -> None:
    told = _later(group, of, 1)
    again = _later(group, of, 1)

    assert told.summary.state is SummaryState.WAITING
    assert told.summary.waits_since == AFTER.date()
    assert again.summary == told.summary


def test_who_is_slower_changes_nothing(group: Riverside, of: Round) -> None:
    first = _write(group, of)
    second = _write(group, of, version=1, lines="Something else")

    assert second.summary.well_do == first.summary.well_do


def test_what_became_of_it_begins_the_next_one(group: Riverside, of: Round) -> None:
    told, _ = _post(group, of, version=_write(group, of).summary.version)
    kept = _became(group, of, told.summary.version, " All partners were rung. ")

    assert kept.summary.became == "All partners were rung."
    with group.database.read() as transaction:
        assert telling.last_told(transaction, viewer=group.engine) == kept.summary


@pytest.mark.parametrize(("words", "key"), [(" ", "became_needed"), ("Nothing yet", "summary_changed")])
def test_what_became_of_it_needs_words_and_something_told(
    group: Riverside, of: Round, words: str, key: str
) -> None:
    with pytest.raises(Refused) as refused:
        _became(group, of, 1, words)

    assert refused.value.key == key
    with group.database.read() as transaction:
        assert telling.last_told(transaction, viewer=group.engine) is None


def test_what_became_of_it_is_not_kept_where_it_was_seen_otherwise(group: Riverside, of: Round) -> None:
    _post(group, of, version=_write(group, of).summary.version)

    with pytest.raises(Refused) as refused:
        _became(group, of, 1, "All partners were rung.")

    assert refused.value.key == "summary_changed"


def test_the_audit_trail_has_who_told_and_no_words(group: Riverside, of: Round) -> None:
    _post(group, of, version=_write(group, of).summary.version)

    with group.database.read() as transaction:
        since = AFTER - timedelta(days=1)
        subjects = [
            audit.subjects_of(transaction, viewer=group.viewer("sam"), act=act, since=since)
            for act in ("check_in_written", "check_in_posted")
        ]
    assert subjects == [{f"round:{of.id}"}, {f"round:{of.id}"}]


def test_an_open_round_is_not_told_of(group: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        telling.read(database=group.database, viewer=group.viewer("sam"), round_id=1)

    assert refused.value.key == "no_check_in_yet"


_ACTS: Mapping[str, Callable[[Riverside, Viewer], object]] = {
    "read": lambda group, viewer: telling.read(database=group.database, viewer=viewer, round_id=1),
    "write": lambda group, viewer: telling.write(
        database=group.database, viewer=viewer, round_id=1, version=1, lines="One", now=AFTER
    ),
    "post": lambda group, viewer: telling.post(
        database=group.database, viewer=viewer, round_id=1, version=1, now=AFTER
    ),
    "meeting": lambda group, viewer: telling.talk_about_it(
        database=group.database, viewer=viewer, round_id=1, version=1, meeting_on="12 January", now=AFTER
    ),
    "later": lambda group, viewer: telling.later(
        database=group.database, viewer=viewer, round_id=1, version=1, now=AFTER
    ),
    "became": lambda group, viewer: telling.keep_what_became(
        database=group.database, viewer=viewer, round_id=1, version=1, became="Much", now=AFTER
    ),
}


@pytest.mark.parametrize("act", _ACTS)
@pytest.mark.parametrize("name", ["grace", "mina", "rob"])
def test_it_is_the_runners_to_tell(group: Riverside, act: str, name: str) -> None:
    with pytest.raises(Refused) as refused:
        _ACTS[act](group, group.viewer(name))

    assert refused.value.key == "not_for_your_role"


def _to_meeting(group: Riverside, of: Round, version: int, day: str) -> tuple[Told, int | None]:
    return telling.talk_about_it(
        database=group.database,
        viewer=group.viewer("sam"),
        round_id=of.id,
        version=version,
        meeting_on=day,
        now=AFTER,
    )


def _later(group: Riverside, of: Round, version: int) -> Told:
    return telling.later(
        database=group.database, viewer=group.viewer("sam"), round_id=of.id, version=version, now=AFTER
    )


def _became(group: Riverside, of: Round, version: int, words: str) -> Told:
    return telling.keep_what_became(
        database=group.database,
        viewer=group.viewer("sam"),
        round_id=of.id,
        version=version,
        became=words,
        now=AFTER,
    )


def test_the_next_check_in_begins_with_what_was_told(group: Riverside, of: Round) -> None:
    told, _ = _post(group, of, version=_write(group, of).summary.version)
    _became(group, of, told.summary.version, "All partners were rung.")
    now = AFTER + timedelta(days=53)
    checked_in.open_round(group, now=now)

    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=group.engine)
        [owed] = [
            one
            for one in ledger
            if one.owed.kind is DeliveryKind.CHECKIN
            and one.owed.step == opening.ASKED
            and one.owed.person_id == group.person("mina").id
        ]
        mina = readers.reader(transaction, viewer=group.engine, person_id=group.person("mina").id)
        assert mina is not None
        notice = notices.write(transaction, reader=mina, delivery=owed, now=now)

    assert notice is not None
    words = plain.text(Message(opening="", blocks=notice.blocks))
    assert "What became of the last one\n\n• All partners were rung." in words


def test_who_is_slower_by_a_moment_tells_nobody(
    group: Riverside, of: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = _write(group, of).summary.version
    # Between looking and writing somebody else has pressed, in another process.
    monkeypatch.setattr(summaries, "change", lambda *_, **__: False)

    told, rooms = _post(group, of, version=version)

    assert (rooms, told.summary.state) == (None, SummaryState.WAITING)
    assert _posts(group) == []
