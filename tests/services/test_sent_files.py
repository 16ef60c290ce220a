"""Files that were offered, and are taken once for each yes."""

from datetime import timedelta

from bot.domain.deliveries import Destination
from bot.domain.people import AddressKind
from bot.messages.model import Message
from bot.services import answers, outbox, sent_files
from bot.services.ports import Sent
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
    [number] = claimed(group, NOW)
    sent = Sent(external_id="1", conversation="D-MINA")
    outbox.settle_sent(database=group.database, message_id=number, sent=sent, now=NOW)
    return number, to.destination


def taking(at: Destination, key: str = "yes") -> answers.Asker:
    """Who says yes, in their private conversation."""
    return answers.Asker(
        kind=at.kind,
        installation_id=at.installation_id,
        external_id=at.external_id,
        conversation="D-MINA",
        key=key,
    )


def take(database: Database, at: Destination, message_id: int, key: str = "yes") -> tuple[str, bytes] | None:
    return sent_files.take(database=database, to=taking(at, key), message_id=message_id, now=NOW)


def said(group: Riverside, *, minutes: int = 0) -> list[str]:
    """How what is sent after so many minutes begins."""
    later = NOW + timedelta(minutes=minutes)
    return [one.content.opening for one in outbox.claim(database=group.database, now=later, limit=10)]


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
    assert said(group, minutes=6) == []


def test_who_takes_a_file_is_told_if_nobody_says_that_it_was_saved(group: Riverside) -> None:
    number, at = offered(group)
    take(group.database, at, number)

    # Whoever was to put it there is gone.
    assert said(group, minutes=4) == []
    assert said(group, minutes=6) == ["I couldn't save that file for you."]


def test_nothing_is_said_of_a_file_that_was_saved(group: Riverside) -> None:
    number, at = offered(group)
    take(group.database, at, number)
    take(group.database, at, number, key="yes, once more")
    sent_files.saved(database=group.database, to=taking(at))

    assert said(group, minutes=6) == ["I couldn't save that file for you."]  # That is the second one.


def test_who_takes_a_file_that_cannot_be_saved_is_told_so_at_once_and_once(group: Riverside) -> None:
    number, at = offered(group)
    take(group.database, at, number)
    for _ in range(2):
        sent_files.not_saved(database=group.database, to=taking(at), now=NOW)

    assert said(group) == ["I couldn't save that file for you."]
    sent_files.not_saved(database=group.database, to=taking(at), now=NOW)
    assert said(group, minutes=6) == []
