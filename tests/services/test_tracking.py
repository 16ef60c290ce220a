"""**Track this**: the writer is asked, once, in private, and nobody else hears of it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.calendars import Span
from bot.domain.deliveries import Destination, MessageKind, NewMessage, StoredMessage
from bot.domain.people import AddressKind, Rhythm
from bot.domain.permissions import ENGINE, Role, myself
from bot.errors import Refused
from bot.services import directory, tracking
from bot.services.tracking import Written
from storage import manners, members, messages, people
from storage.database import Database
from storage.tables import AuditRow
from tests.riverside import LISTED, NOW, Riverside, build

MONDAY = date(2026, 9, 14)
WORDS = "I'll send the course data by Friday"


def _written(
    group: Riverside, writer: str = "U-MINA", words: str = WORDS, reference: str = "C1.33.44"
) -> Written:
    at = Destination(kind=AddressKind.SLACK, installation_id=group.installation_id, external_id=writer)
    return Written(writer=at, reference=reference, words=words)


def _asks(group: Riverside, by: str, written: Written | None = None, hours: float = 0) -> str | None:
    asked = tracking.ask(
        database=group.database,
        viewer=group.viewer(by),
        written=written or _written(group),
        now=NOW + timedelta(hours=hours),
    )
    return asked.person.name if asked else None


def _queued(group: Riverside) -> list[StoredMessage]:
    with group.database.write() as transaction:
        later = NOW + timedelta(days=9)
        return [*messages.claimable(transaction, viewer=ENGINE, now=later, limit=9)]


def _send(group: Riverside, kind: MessageKind, on: date) -> None:
    at = Destination(kind=AddressKind.SLACK, installation_id=group.installation_id, external_id="U-MINA")
    new = NewMessage(
        kind=kind, to=at, local_date=on, part="", not_before=NOW, person_id=group.person("mina").id
    )
    with group.database.write() as transaction:
        messages.add(transaction, viewer=ENGINE, new=new, now=NOW)


def _not_asked(group: Riverside, by: str, written: Written | None = None) -> str:
    with pytest.raises(Refused) as refused:
        _asks(group, by, written)
    assert _queued(group) == []
    return refused.value.key


def test_writer_is_asked_in_private_with_their_own_words(group: Riverside) -> None:
    assert _asks(group, "sam") == "Mina Iqbal"

    [message] = _queued(group)
    assert (message.kind, message.to.external_id) == (MessageKind.ANSWER, "U-MINA")
    assert message.content is not None
    assert message.content["opening"] == "Riverside Progression Group: I have one question for you."
    assert WORDS in str(message.content)


def test_writer_is_asked_once_however_many_press(group: Riverside) -> None:
    for hours in (0, 1, 24 * 8):
        _asks(group, "sam", hours=hours)

    assert len(_queued(group)) == 1
    with group.database.read() as transaction:
        asked = select(func.count()).where(AuditRow.act == "track_asked")
        assert transaction.connection.execute(asked).scalar_one() == 1


def test_eight_messages_are_not_eight_questions(group: Riverside) -> None:
    _asks(group, "sam")

    with pytest.raises(Refused, match="writer_asked_already"):
        _asks(group, "sam", _written(group, reference="C1.33.45"))

    assert len(_queued(group)) == 1
    assert _asks(group, "sam", _written(group, reference="C1.33.45"), hours=24 * 5) == "Mina Iqbal"


def test_quiet_week_is_kept(group: Riverside) -> None:
    mina = group.person("mina").id
    with group.database.write() as transaction:
        manners.be_quiet(transaction, viewer=myself(mina), person_id=mina, until=MONDAY)

    _asks(group, "sam")

    assert [one.local_date for one in _queued(group)] == [MONDAY]


def test_it_counts_for_the_week_and_a_full_week_is_kept(group: Riverside) -> None:
    for day in range(7, 10):
        _send(group, MessageKind.ENVELOPE, date(2026, 9, day))
    _send(group, MessageKind.MORNING, date(2026, 9, 10))

    _asks(group, "sam")

    with group.database.read() as transaction:
        mina = group.person("mina").id
        counted = messages.sent_days(transaction, viewer=ENGINE, person_id=mina, since=MONDAY)
    assert counted == ((MONDAY, MessageKind.ANSWER),)


@pytest.mark.parametrize("by", ["rob", "grace"])
def test_only_the_writer_and_who_runs_it_put_it_in(group: Riverside, by: str) -> None:
    assert _not_asked(group, by) == "track_whose"


def test_writer_themselves_need_no_asking(group: Riverside) -> None:
    assert _asks(group, "mina") is None
    assert _queued(group) == []


def test_writer_is_asked_within_their_hours(group: Riverside) -> None:
    _asks(group, "sam", hours=14)

    with group.database.write() as transaction:
        at_night = messages.claimable(transaction, viewer=ENGINE, now=NOW + timedelta(hours=15), limit=9)
    assert at_night == ()
    assert len(_queued(group)) == 1


def test_colleague_of_another_partner_asks_nobody(group: Riverside) -> None:
    written = _written(group, "U-SAM")

    assert _not_asked(group, "rob", written) == "not_for_your_role"


@pytest.mark.parametrize(
    ("writer", "words", "key"),
    [
        ("U-MINA", "", "words_missing"),
        ("U-APP", WORDS, "writer_is_app"),
        ("U-LEFT", WORDS, "writer_unknown"),
        ("U-STRANGER", WORDS, "writer_unknown"),
    ],
)
def test_who_cannot_be_asked_is_not(group: Riverside, writer: str, words: str, key: str) -> None:
    assert _not_asked(group, "sam", _written(group, writer, words)) == key


def test_somebody_who_only_reads_is_not_asked(group: Riverside) -> None:
    with group.database.write() as transaction:
        mina = group.person("mina").id
        members.take_role(transaction, viewer=group.viewer("sam"), person_id=mina, role=Role.OBSERVER)

    assert _not_asked(group, "sam") == "writer_only_reads"


def test_somebody_with_shut_doors_is_not_written_to(database: Database) -> None:
    assert _not_asked(build(database), "sam") == "writer_not_written_to"


def test_somebody_who_would_rather_be_rung_is_not_written_to(group: Riverside) -> None:
    with group.database.write() as transaction:
        members.ring(transaction, viewer=group.viewer("mina"), person_id=group.person("mina").id, rings=True)

    assert _not_asked(group, "sam") == "writer_not_written_to"


def test_somebody_who_has_left_is_not_written_to(group: Riverside) -> None:
    entry = LISTED["U-MINA"]
    left = type(entry)(external_id="U-MINA", name=entry.name, email=None, zone=None, left=True, is_bot=False)
    directory.sync(database=group.database, installation_id=group.installation_id, listed=[left], now=NOW)

    assert _not_asked(group, "sam") == "writer_not_written_to"


def test_somebody_who_is_away_for_good_is_not_written_to(group: Riverside) -> None:
    mina = group.viewer("mina")
    away = Rhythm(leave=(Span(first=NOW.date(), last=NOW.date() + timedelta(days=2000)),))
    with group.database.write() as transaction:
        people.set_rhythm(transaction, viewer=mina, person_id=mina.person_id, rhythm=away)

    assert _not_asked(group, "sam") == "writer_not_written_to"


def test_long_words_are_copied_as_far_as_a_button_carries_them(group: Riverside) -> None:
    _asks(group, "sam", _written(group, words="x" * 5000))

    [message] = _queued(group)
    assert str(message.content).count("x" * 1000) >= 1
    assert "x" * 1001 not in str(message.content)
