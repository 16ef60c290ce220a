from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.calendars import Span
from bot.domain.deliveries import DeliveryKind, Destination, MessageKind, NewMessage, Owed
from bot.domain.installations import Entry
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, engine_in, myself
from bot.messages.model import Message
from bot.services import rehearsals
from bot.services.answers import as_kept
from bot.services.rehearsals import Reader
from storage import deliveries, directory, installations, messages, partners, people
from storage.database import Database
from tests import riverside

NOW = riverside.NOW
BOTH = ("Castle College", "Brook Lane Training")


@pytest.fixture
def installation_id(database: Database) -> int:
    with database.write() as transaction:
        found = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.WEB,
            external_id="pages",
            name="pages",
            bot_id="",
            now=NOW,
        )
        for external_id, name in (("sam", "Sam Hallam"), ("ann", "Ann")):
            entry = Entry(external_id=external_id, name=name, email=None, zone=None, left=False, is_bot=False)
            directory.put(transaction, viewer=ENGINE, installation_id=found, entry=entry, now=NOW)
    return found


def _meet(database: Database, installation_id: int, external_id: str) -> int:
    with database.write() as transaction:
        return people.from_directory(
            transaction,
            viewer=myself(0),
            kind=AddressKind.WEB,
            installation_id=installation_id,
            external_id=external_id,
            now=NOW,
        ).id


def _type_in(database: Database, name: str, email: str) -> int:
    """Make somebody as a form does that was given a name and an e-mail address."""
    with database.write() as transaction:
        person = people.create(transaction, viewer=myself(0), name=name, zone=None, now=NOW)
        people.give_address(
            transaction,
            viewer=myself(0),
            person_id=person.id,
            kind=AddressKind.EMAIL,
            installation_id=None,
            external_id=email,
        )
    return person.id


def _queue(database: Database, installation_id: int, reader: str, at: datetime) -> None:
    with database.write() as transaction:
        messages.add(
            transaction,
            viewer=ENGINE,
            new=NewMessage(
                kind=MessageKind.ANSWER,
                to=Destination(kind=AddressKind.WEB, installation_id=installation_id, external_id=reader),
                local_date=at.date(),
                part=f"{at}",
                not_before=at,
                content=as_kept(Message(opening="Hello.")),
            ),
            now=NOW,
        )


def test_readers_are_all_who_are_listed_with_what_stands_on_their_pages(
    database: Database, installation_id: int
) -> None:
    sam_id = _meet(database, installation_id, "sam")
    _queue(database, installation_id, "sam", NOW)

    found = rehearsals.readers(database=database, installation_id=installation_id)

    assert found == (
        Reader(external_id="sam", name="Sam Hallam", person_id=sam_id, messages=1),
        Reader(external_id="ann", name="Ann", person_id=None, messages=0),
    )


def test_who_has_an_email_address_gets_a_page_once(database: Database, installation_id: int) -> None:
    zoe_id = _type_in(database, "Zoe New", "zoe@new.example")

    given = [
        rehearsals.give_pages(database=database, installation_id=installation_id, now=NOW) for _ in range(2)
    ]

    assert given == [1, 0]
    newest = rehearsals.readers(database=database, installation_id=installation_id)[-1]
    assert newest == Reader(external_id="zoe@new.example", name="Zoe New", person_id=zoe_id, messages=0)


def test_nothing_is_due_where_nothing_is_planned(database: Database) -> None:
    assert rehearsals.next_due(database=database, after=NOW) is None


def test_next_due_is_the_first_thing_after_an_instant(database: Database, installation_id: int) -> None:
    ours = riverside.build(database)
    soon, later = NOW + timedelta(minutes=10), NOW + timedelta(days=5)
    _queue(database, installation_id, "sam", soon)
    with database.write() as transaction:
        owed = Owed(
            kind=DeliveryKind.REMINDER,
            fact="share:1:2026-09-25",
            step="5td",
            partnership_id=ours.partnership_id,
            due_on=later.date(),
            due_at=later,
            person_id=ours.person("mina").id,
        )
        deliveries.owe(transaction, viewer=engine_in(ours.partnership_id), owed=owed, now=NOW)

    instants = [rehearsals.next_due(database=database, after=after) for after in (NOW, soon, later)]

    assert instants == [soon, later, None]
    assert instants[0] is not None
    assert instants[0].tzinfo is UTC


def _close(group: riverside.Riverside, *names: str) -> None:
    half_term = Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="half-term")
    with group.database.write() as transaction:
        for name in names:
            found = partners.by_name(transaction, viewer=group.viewer("sam"), name=name)
            assert found is not None
            partners.keep_days(
                transaction, viewer=group.viewer("sam"), partner_id=found.id, closed=(half_term,), busy=()
            )


@pytest.mark.parametrize(
    ("shut", "today", "because"),
    [
        (BOTH, date(2026, 10, 27), "half-term"),
        (BOTH, date(2026, 11, 3), ""),
        (BOTH[:1], date(2026, 10, 27), ""),
        ((), date(2026, 10, 24), "the weekend"),
    ],
    ids=["both are shut", "both are open", "one is open", "on a Saturday"],
)
def test_why_all_partners_are_shut(
    group: riverside.Riverside, shut: tuple[str, ...], today: date, because: str
) -> None:
    _close(group, *shut)

    person_id = group.person("sam").id

    assert rehearsals.all_closed(database=group.database, person_id=person_id, today=today) == because


def test_who_is_in_no_partnership_has_no_partner_that_is_shut(database: Database) -> None:
    zoe_id = _type_in(database, "Zoe New", "zoe@new.example")

    assert rehearsals.all_closed(database=database, person_id=zoe_id, today=date(2026, 10, 24)) == ""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_copy_that_is_there_already_is_kept_as_it_is(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "beginning.db"

    rehearsals.keep(database=database, file=file)
    first = file.read_bytes()
    _type_in(database, "Zoe New", "zoe@new.example")
    rehearsals.keep(database=database, file=file)

    assert first
    assert file.read_bytes() == first
