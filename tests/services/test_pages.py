from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.deliveries import Destination, MessageKind, MessageState, NewMessage
from bot.domain.installations import Entry
from bot.domain.partners import Reach
from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Intent, Role, Viewer, myself
from bot.messages.model import Message
from bot.services import answers, pages
from bot.services.answers import as_kept
from storage import directory, installations, members, messages, partners, partnerships, people, rooms
from storage.database import Database

NOW = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
LISBON = ZoneInfo("Europe/Lisbon")


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Sam runs a draft and has a page; so has Mina, who is in it too; Ann is only listed."""

    database: Database
    installation_id: int
    partnership_id: int
    room_id: int
    sam_id: int
    mina_id: int

    def read(self, reader: str, *, room: int | None = None, before: int | None = None) -> pages.Page:
        return pages.read(
            database=self.database,
            installation_id=self.installation_id,
            reader=reader,
            room=room,
            before=before,
        )

    def write(
        self,
        reader: str,
        words: str,
        *,
        state: MessageState = MessageState.SENT,
        kind: MessageKind = MessageKind.ENVELOPE,
        file: tuple[str, bytes] | None = None,
        room: bool = False,
        at: datetime = NOW,
    ) -> int:
        with self.database.write() as transaction:
            message_id = messages.add(
                transaction,
                viewer=ENGINE,
                new=NewMessage(
                    kind=kind,
                    to=Destination(
                        kind=AddressKind.WEB, installation_id=self.installation_id, external_id=reader
                    ),
                    local_date=at.date(),
                    part=words,
                    not_before=at,
                    room_id=self.room_id if room else None,
                    content=as_kept(Message(opening=words)),
                    file=file,
                ),
                now=at,
            )
            assert message_id is not None
            messages.change(
                transaction,
                viewer=ENGINE,
                message_id=message_id,
                since=MessageState.PENDING,
                changes={"state": state},
            )
        return message_id


@pytest.fixture
def ours(database: Database) -> Pages:
    with database.write() as transaction:
        installation_id = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.WEB,
            external_id="pages",
            name="pages",
            bot_id="",
            now=NOW,
        )
        listed = {
            "sam": ("Sam Hallam", "Europe/London"),
            "mina": ("Mina Iqbal", "Europe/Lisbon"),
            "ann": ("Ann", ""),
        }
        for external_id, (name, zone) in listed.items():
            entry = Entry(
                external_id=external_id, name=name, email=None, zone=zone or None, left=False, is_bot=False
            )
            directory.put(transaction, viewer=ENGINE, installation_id=installation_id, entry=entry, now=NOW)
        sam, mina = (
            people.from_directory(
                transaction,
                viewer=myself(0),
                kind=AddressKind.WEB,
                installation_id=installation_id,
                external_id=external_id,
                now=NOW,
            )
            for external_id in ("sam", "mina")
        )
        made = partnerships.create(
            transaction, viewer=myself(sam.id), profile=Profile(name="Riverside", zone=LONDON), now=NOW
        )
        runner = Viewer(person_id=sam.id, partnership_id=made.id, role=Role.RUNNER)
        members.add(transaction, viewer=runner, person_id=sam.id, role=Role.RUNNER, partner_id=None)
        members.add(transaction, viewer=runner, person_id=mina.id, role=Role.OBSERVER, partner_id=None)
        room = rooms.add(
            transaction, viewer=runner, installation_id=installation_id, external_id="hall", name="hall"
        )
    return Pages(
        database=database,
        installation_id=installation_id,
        partnership_id=made.id,
        room_id=room.id,
        sam_id=sam.id,
        mina_id=mina.id,
    )


def _openings(page: pages.Page) -> list[str]:
    return [one.message.opening for one in page.shown]


def test_page_shows_what_its_reader_was_sent_oldest_first(ours: Pages) -> None:
    ours.write("sam", "first")
    ours.write("mina", "for somebody else")
    ours.write("sam", "second")

    assert _openings(ours.read("sam")) == ["first", "second"]


@pytest.mark.parametrize(
    ("kind", "state", "stands"),
    [
        (MessageKind.ENVELOPE, MessageState.SENT, True),
        (MessageKind.ENVELOPE, MessageState.PENDING, False),
        (MessageKind.ENVELOPE, MessageState.DEAD, False),
        (MessageKind.ANSWER, MessageState.PENDING, True),
        (MessageKind.ANSWER, MessageState.SENT, True),
        (MessageKind.EDIT, MessageState.SENT, False),
    ],
)
def test_answer_stands_at_once_and_the_rest_when_it_is_sent(
    ours: Pages, kind: MessageKind, state: MessageState, stands: bool
) -> None:
    ours.write("sam", "words", kind=kind, state=state)

    assert _openings(ours.read("sam")) == (["words"] if stands else [])


def test_time_of_a_message_is_the_readers(ours: Pages) -> None:
    ours.write("mina", "in Lisbon", at=datetime(2026, 12, 1, 8, 30, tzinfo=UTC))

    page = ours.read("mina")

    assert page.zone == LISBON
    assert page.shown[0].at == datetime(2026, 12, 1, 8, 30, tzinfo=LISBON)


def test_page_shows_forty_at_once_and_says_that_there_are_earlier_ones(ours: Pages) -> None:
    ids = [ours.write("sam", f"message {number}", at=NOW + timedelta(minutes=number)) for number in range(45)]

    newest = ours.read("sam")
    earlier = ours.read("sam", before=newest.shown[0].id)

    assert ([one.id for one in newest.shown], newest.earlier) == (ids[5:], True)
    assert ([one.id for one in earlier.shown], earlier.earlier) == (ids[:5], False)


def test_page_says_what_its_reader_is_and_may_do(ours: Pages) -> None:
    page = ours.read("sam")

    assert page.name == "Sam Hallam"
    assert [(one.partnership.name, one.role) for one in page.belongings] == [("Riverside", Role.RUNNER)]
    assert Intent.OPEN_DOORS in page.intents


def test_draft_shows_to_its_runner_alone(ours: Pages) -> None:
    page = ours.read("mina")

    assert (page.name, page.belongings) == ("Mina Iqbal", ())
    assert Intent.TIMETABLE not in page.intents
    assert Intent.START in page.intents


def test_somebody_only_listed_has_a_page_with_their_name(ours: Pages) -> None:
    ours.write("ann", "an answer", kind=MessageKind.ANSWER)

    page = ours.read("ann")

    assert (page.name, page.zone, page.belongings) == ("Ann", LONDON, ())
    assert _openings(page) == ["an answer"]


def test_reader_of_no_directory_has_an_empty_page(ours: Pages) -> None:
    assert (ours.read("nobody").name, ours.read("nobody").shown) == ("", ())


def test_room_shows_what_was_posted_there_and_nothing_private(ours: Pages) -> None:
    ours.write("sam", "private")
    ours.write("hall", "welcome", room=True)

    page = ours.read("sam", room=ours.room_id)

    assert page.room is not None
    assert page.room.name == "hall"
    assert _openings(page) == ["welcome"]
    assert _openings(ours.read("sam")) == ["private"]


@pytest.mark.parametrize("reader", ["mina", "ann"])
def test_room_of_others_is_not_there(ours: Pages, reader: str) -> None:
    with pytest.raises(pages.NotThere):
        ours.read(reader, room=ours.room_id)


def test_file_is_for_who_was_sent_it(ours: Pages) -> None:
    message_id = ours.write("sam", "workbook", kind=MessageKind.ANSWER, file=("year.xlsx", b"PK"))

    def fetch(reader: str) -> tuple[str, bytes]:
        return pages.file_of(
            database=ours.database,
            installation_id=ours.installation_id,
            reader=reader,
            message_id=message_id,
        )

    assert fetch("sam") == ("year.xlsx", b"PK")
    with pytest.raises(pages.NotThere):
        fetch("mina")


def test_message_without_a_file_gives_none(ours: Pages) -> None:
    message_id = ours.write("sam", "no workbook")

    with pytest.raises(pages.NotThere):
        pages.file_of(
            database=ours.database,
            installation_id=ours.installation_id,
            reader="sam",
            message_id=message_id,
        )


def test_reader_picks_from_the_directory_of_their_installation(ours: Pages) -> None:
    def pick(reader: str) -> dict[str, str]:
        return pages.pickable(database=ours.database, installation_id=ours.installation_id, reader=reader)

    assert pick("sam") == {"web:ann": "Ann", "web:mina": "Mina Iqbal", "web:sam": "Sam Hallam"}
    assert pick("ann") == {}


def test_people_of_one_name_are_picked_with_their_partner(ours: Pages) -> None:
    sam = Viewer(person_id=ours.sam_id, partnership_id=ours.partnership_id, role=Role.RUNNER)
    with ours.database.write() as transaction:
        castle = partners.add(transaction, viewer=sam, name="Castle College", reach=Reach.TELEPHONE)
        other = people.create(transaction, viewer=sam, name="Mina Iqbal", zone=None, now=NOW)
        members.add(transaction, viewer=sam, person_id=other.id, role=Role.CO_ORDINATOR, partner_id=castle.id)

    assert pages.pickable(database=ours.database, installation_id=ours.installation_id, reader="sam") == {
        "web:ann": "Ann",
        "web:mina": "Mina Iqbal",
        "web:sam": "Sam Hallam",
        f"person:{other.id}": "Mina Iqbal, Castle College",
    }


def test_one_message_is_found_by_its_number(ours: Pages) -> None:
    first, second = ours.write("sam", "One."), ours.write("sam", "Two.")

    found = [_standing(ours, "sam", number) for number in (first, second, second + 1)]

    assert [one.opening if one else None for one in found] == ["One.", "Two.", None]


def test_message_of_somebody_else_is_not_found(ours: Pages) -> None:
    written = ours.write("mina", "For Mina alone.")
    ours.write("sam", "Later.")

    assert _standing(ours, "sam", written) is None


def test_message_of_a_room_is_found_in_the_room_alone(ours: Pages) -> None:
    written = ours.write("sam", "For all of us.", room=True)

    assert _standing(ours, "sam", written) is None
    assert _standing(ours, "sam", written, room=ours.room_id) == Message(opening="For all of us.")


def _standing(ours: Pages, reader: str, message_id: int, *, room: int | None = None) -> Message | None:
    return pages.standing(
        database=ours.database,
        installation_id=ours.installation_id,
        reader=reader,
        room=room,
        message_id=message_id,
    )


def test_who_has_the_link_to_a_file_gets_it(ours: Pages) -> None:
    with_a_file = ours.write("sam", "Here it is.", file=("plan.xlsx", b"PK"))
    without = ours.write("sam", "Nothing goes along.")

    assert pages.linked_file(database=ours.database, message_id=with_a_file) == ("plan.xlsx", b"PK")
    for message_id in (without, 4711):
        with pytest.raises(pages.NotThere):
            pages.linked_file(database=ours.database, message_id=message_id)


def test_what_is_pressed_on_a_page_is_changed_there(ours: Pages) -> None:
    message_id = ours.write("sam", "Shall I?")
    sam = answers.Asker(
        kind=AddressKind.WEB,
        installation_id=ours.installation_id,
        external_id="sam",
        conversation="sam",
        key="press-1",
    )

    answers.replace(
        database=ours.database,
        to=sam,
        pressed=f"m{message_id}",
        item=None,
        content=Message(opening="I have."),
        now=NOW,
    )

    assert "I have." in [one.message.opening for one in ours.read("sam").shown]
