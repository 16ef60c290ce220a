"""A term of workbooks that go by themselves: each on its day, once, to the runner and the chair, and it opens.

With -s the list of them is printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from structlog.testing import capture_logs

from bot.domain.calendars import MORNING, Span, first_instant
from bot.domain.deliveries import MessageKind
from bot.domain.people import Person, Rhythm
from bot.domain.permissions import ENGINE, myself
from bot.engine import workbooks
from bot.messages.plain import text
from bot.services import outbox, workbook, workbook_rhythms
from bot.services.ports import Outgoing, Sent
from storage import messages, partners, people
from storage.database import Database
from tests import promised, riverside
from tests.opened import connect
from tests.riverside import NOW, Riverside

HALF_TERM = Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="half-term")
CHRISTMAS = Span(first=date(2026, 12, 19), last=date(2027, 1, 3), name="Christmas")
GRACE_AWAY = Span(first=date(2026, 11, 12), last=date(2026, 11, 16))
FRIDAYS = [
    date(2026, 9, 11),
    date(2026, 9, 18),
    date(2026, 9, 25),
    date(2026, 10, 2),
    date(2026, 10, 9),
    date(2026, 10, 16),
    date(2026, 10, 23),
    date(2026, 11, 6),
    date(2026, 11, 13),
    date(2026, 11, 20),
    date(2026, 11, 27),
    date(2026, 12, 4),
    date(2026, 12, 11),
    date(2026, 12, 18),
]
FAILS_ON = date(2026, 10, 9)
CRASHES_ON = date(2026, 11, 20)
END = datetime(2026, 12, 31, tzinfo=UTC)
QUARTER, LONG = timedelta(minutes=15), timedelta(hours=3)
GRACE_BACK = date(2026, 11, 17)
BOOKED_AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
_BUSY_HOURS = (7, 8, 9)


class Crash(BaseException):
    """The process dies."""


@dataclass
class Term:
    """One run of the term. `arrived` has who got which file, when, and what was said with it."""

    group: Riverside
    now: datetime
    arrived: list[tuple[datetime, str, Outgoing]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def step(self) -> None:
        """What the sweeps do at one moment; two processes look at the same rows."""
        database = self.group.database
        try:
            for _ in range(2):
                workbooks.make(database=database, now=self.now)
                workbooks.post(database=database, now=self.now)
        except Crash:
            self.troubles.append(f"crash at {self.now:%d %B %H.%M}")
        if self.now.minute == 0:
            workbook_rhythms.replan(database=database, now=self.now)
        for outgoing in outbox.claim(database=database, now=self.now, limit=20):
            self._arrive(outgoing)
        self.now += QUARTER if self.now.hour in _BUSY_HOURS else LONG

    def _arrive(self, outgoing: Outgoing) -> None:
        with self.group.database.read() as transaction:
            kind = messages.get(transaction, viewer=ENGINE, message_id=outgoing.message_id).kind
        sent = Sent(external_id=f"1.{outgoing.message_id}", conversation=f"D-{outgoing.conversation}")
        outbox.settle_sent(
            database=self.group.database, message_id=outgoing.message_id, sent=sent, now=self.now
        )
        if kind is MessageKind.WORKBOOK:
            who = next(
                one.person.first_name for one in self.group.members.values() if _is(one.person, outgoing)
            )
            self.arrived.append((self.now, who, outgoing))


def _is(person: Person, outgoing: Outgoing) -> bool:
    return outgoing.conversation.endswith(person.first_name.upper())


def _build(database: Database) -> Riverside:
    group = riverside.build(database, opened=True)
    with database.write() as transaction:
        for number in range(4):
            partners.add(
                transaction,
                viewer=group.viewer("sam"),
                name=f"School number {number}",
                country="GB",
                region="ENG",
                closed=(HALF_TERM, CHRISTMAS),
            )
        grace = group.person("grace")
        away = Rhythm(leave=(GRACE_AWAY,))
        people.set_rhythm(transaction, viewer=myself(grace.id), person_id=grace.id, rhythm=away)
    return group


def _with_troubles(term: Term, monkeypatch: pytest.MonkeyPatch) -> None:
    """On one day the first two builds fail; on another the process dies between the drawing and the keeping."""
    left = {"fail": 2, "crash": 1}

    def drawn(found: object, *, token: str) -> object:
        today = term.now.date()
        if today == FAILS_ON and left["fail"]:
            left["fail"] -= 1
            term.troubles.append(f"no build at {term.now:%d %B %H.%M}")
            raise OSError("no room on the disk")
        copy = real(found, token=token)  # type: ignore[arg-type]  # As it was called.
        if today == CRASHES_ON and left["crash"]:
            left["crash"] -= 1
            raise Crash
        return copy

    real = workbook.drawn
    monkeypatch.setattr(workbook, "drawn", drawn)


def _live(database: Database, monkeypatch: pytest.MonkeyPatch) -> Term:
    group = _build(database)
    promised.accepted(group)
    workbook_rhythms.choose(database=database, viewer=group.viewer("grace"), rhythm="weekly", now=NOW)
    term = Term(group=group, now=NOW)
    _with_troubles(term, monkeypatch)
    with capture_logs():
        while term.now < END:
            if term.now == BOOKED_AT:
                promised.add(group, what="Book the hall", by_when="15 January 2027", now=term.now)
            term.step()
    return term


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """A term on SQLite alone: what is stored is proved on both databases where it is stored."""
    found = connect(sqlite_url)
    yield found
    found.close()


def test_every_workbook_goes_on_its_day_once_to_the_right_people_and_opens(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    term = _live(database, monkeypatch)
    _print(term)

    sams = {at.date(): (at, outgoing) for at, who, outgoing in term.arrived if who == "Sam"}
    graces = [at.date() for at, who, _ in term.arrived if who == "Grace"]
    assert list(sams) == FRIDAYS
    assert graces == [GRACE_BACK if GRACE_AWAY.holds(day) else day for day in FRIDAYS]
    assert len(term.arrived) == 2 * len(FRIDAYS), "each once, and to nobody else"
    for day, (at, outgoing) in sams.items():
        delay = at - first_instant(on=day, at=MORNING, zone=riverside.LONDON)
        assert delay == {FAILS_ON: 5 * QUARTER, CRASHES_ON: QUARTER}.get(day, timedelta())
        _check_file(outgoing)
    assert len(term.troubles) == 3
    _check_words({day: text(outgoing.content) for day, (_, outgoing) in sams.items()})


def _check_file(outgoing: Outgoing) -> None:
    assert outgoing.file is not None
    name, content = outgoing.file
    assert load_workbook(BytesIO(content)).sheetnames[:2] == ["Who does what by when", "By partner"]
    assert name.endswith("to share.xlsx")


def _check_words(said: dict[date, str]) -> None:
    """Each says what changed since the one before."""
    assert all(
        words.startswith("Riverside Progression Group: your timetable to share.") for words in said.values()
    )
    assert "since" not in said[FRIDAYS[0]]
    assert "Nothing has changed since the copy of Friday 13 November." in said[date(2026, 11, 20)]
    assert "• New: Book the hall, by Friday 15 January (Castle College)." in said[date(2026, 11, 27)]


def _print(term: Term) -> None:
    for at, who, outgoing in term.arrived:
        local = at.astimezone(riverside.LONDON)
        print(f"{local:%a %d %b %Y %H.%M}  {who:6} {outgoing.file[0] if outgoing.file else 'no file'}")
    print("\n".join(term.troubles))
