"""Files that were offered, and are taken once for each yes."""

from bot.domain.deliveries import Destination
from bot.domain.people import AddressKind
from bot.messages.model import Message
from bot.services import answers, sent_files
from storage.database import Database
from tests.outgoing import claimed
from tests.riverside import NOW, Riverside

ROWS = ("timetable.xlsx", b"rows")


def offered(group: Riverside, *, file: bool = True) -> tuple[int, Destination]:
    """Send Mina a file, or just words; return our number of the message and where it went."""
    to = answers.Asker(
        kind=AddressKind.SLACK,
        installation_id=group.installation_id,
        external_id="U-MINA",
        conversation="D-MINA",
        key="k1",
    )
    content = Message(opening="Your timetable.")
    if file:
        name, rows = ROWS
        answers.send_file(database=group.database, to=to, name=name, file=rows, content=content, now=NOW)
    else:
        answers.say(database=group.database, to=to, content=content, now=NOW)
    [outgoing] = claimed(group, NOW)
    return outgoing, to.destination


def take(database: Database, at: Destination, message_id: int, key: str = "yes") -> tuple[str, bytes] | None:
    return sent_files.take(database=database, at=at, message_id=message_id, key=key, now=NOW)


def test_a_file_is_taken_once_for_each_yes(group: Riverside) -> None:
    number, at = offered(group)

    assert [take(group.database, at, number) for _ in range(2)] == [ROWS, None]
    assert take(group.database, at, number, key="yes, once more") == ROWS


def test_nobody_takes_what_was_offered_to_somebody_else(group: Riverside) -> None:
    number, at = offered(group)
    other = Destination(kind=at.kind, installation_id=at.installation_id, external_id="U-ROB")

    assert take(group.database, other, number) is None


def test_there_is_nothing_to_take_where_no_file_was_offered(group: Riverside) -> None:
    number, at = offered(group, file=False)

    assert (take(group.database, at, number), take(group.database, at, 999, key="2")) == (None, None)
