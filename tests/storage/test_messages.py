"""Messages as stored: queued once, sent in order, changed only by whoever holds them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.deliveries import Destination, MessageKind, MessageState, NewMessage, StoredMessage
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, myself
from storage import messages
from storage.database import Database
from tests import riverside
from tests.riverside import NOW

MINA = Destination(kind=AddressKind.SLACK, installation_id=1, external_id="U-MINA")
ROB = Destination(kind=AddressKind.SLACK, installation_id=1, external_id="U-ROB")
TODAY = NOW.date()
NEW = NewMessage(
    kind=MessageKind.ANSWER,
    to=MINA,
    local_date=TODAY,
    part="k1",
    not_before=NOW,
    content={"opening": "Hello.", "blocks": []},
)


def queue(database: Database, new: NewMessage = NEW) -> int | None:
    with database.write() as transaction:
        return messages.add(transaction, viewer=ENGINE, new=new, now=NOW)


def claimable(database: Database, *, limit: int = 10, only: int | None = None) -> list[StoredMessage]:
    with database.write() as transaction:
        return list(messages.claimable(transaction, viewer=ENGINE, now=NOW, limit=limit, only=only))


def change(
    database: Database,
    message_id: int | None,
    since: MessageState,
    *,
    attempt: int | None = None,
    **changes: Any,
) -> bool:
    assert message_id is not None
    with database.write() as transaction:
        return messages.change(
            transaction, viewer=ENGINE, message_id=message_id, since=since, changes=changes, attempt=attempt
        )


def shown(
    database: Database, name: str, *, to: Destination = MINA, conversation: str | None = "D-MINA"
) -> int | None:
    with database.write() as transaction:
        found = messages.shown(transaction, viewer=ENGINE, to=[to], conversation=conversation, name=name)
    return None if found is None else found.id


def test_destination_survives_the_way_to_text_and_back() -> None:
    for external_id in ("U-MINA", "m.iqbal@castle.example", "a:b"):
        to = replace(MINA, external_id=external_id)

        assert Destination.parse(str(to)) == to


def test_message_is_queued_once(database: Database) -> None:
    first = queue(database)

    assert (first is not None, queue(database)) == (True, None)
    assert queue(database, replace(NEW, part="k2")) is not None
    assert len({one.key for one in claimable(database, limit=5)}) == 1


def test_queueing_wakes_the_loop_that_sends(database: Database) -> None:
    woken: list[bool] = []
    database.wake = lambda: woken.append(True)

    queue(database)

    assert woken == [True]


def test_message_is_kept_as_it_was_written(database: Database) -> None:
    queue(database, replace(NEW, file=("copy.xlsx", b"PK")))

    [message] = claimable(database)

    assert (message.content, message.file) == (NEW.content, ("copy.xlsx", b"PK"))
    assert (message.to, message.conversation, message.edits) == (MINA, "U-MINA", None)
    assert (message.state, message.attempts, message.created_at) == (MessageState.PENDING, 0, NOW)


def test_conversation_that_is_known_is_used(database: Database) -> None:
    queue(database, replace(NEW, conversation="D-MINA"))

    assert [one.conversation for one in claimable(database)] == ["D-MINA"]


def test_order_is_kept_within_a_conversation(database: Database) -> None:
    first = queue(database)
    second = queue(database, replace(NEW, part="k2"))
    other = queue(database, replace(NEW, to=ROB))

    assert [one.id for one in claimable(database)] == [first, other]

    change(database, first, MessageState.PENDING, state=MessageState.SENDING)
    assert [one.id for one in claimable(database)] == [other]

    change(database, first, MessageState.SENDING, state=MessageState.SENT)
    assert [one.id for one in claimable(database)] == [second, other]


def test_claimable_keeps_to_the_limit_the_time_and_the_one_asked_for(database: Database) -> None:
    first = queue(database)
    other = queue(database, replace(NEW, to=ROB))
    queue(database, replace(NEW, to=replace(ROB, external_id="U-SAM"), not_before=NOW + timedelta(1)))

    assert [one.id for one in claimable(database, limit=1)] == [first]
    assert [one.id for one in claimable(database, only=other)] == [other]
    assert [one.id for one in claimable(database)] == [first, other]


def test_claimable_keeps_to_one_installation(database: Database) -> None:
    first = queue(database)
    queue(database, replace(NEW, to=replace(ROB, installation_id=11)))
    queue(database, replace(NEW, to=replace(ROB, kind=AddressKind.WEB)))

    with database.read() as transaction:
        found = messages.claimable(transaction, viewer=ENGINE, now=NOW, limit=9, way=MINA.way)

    assert [one.id for one in found] == [first]


@pytest.mark.parametrize(
    ("kind", "overtakes"),
    [(MessageKind.ANSWER, True), (MessageKind.EDIT, True), (MessageKind.ENVELOPE, False)],
)
def test_only_what_was_asked_for_overtakes_a_message_that_was_put_off(
    database: Database, kind: MessageKind, overtakes: bool
) -> None:
    queue(database, replace(NEW, kind=MessageKind.ENVELOPE, not_before=NOW + timedelta(minutes=10)))
    later = queue(database, replace(NEW, kind=kind, part="k2"))

    assert [one.id for one in claimable(database)] == ([later] if overtakes else [])


def test_attempt_that_is_not_the_last_one_changes_nothing(database: Database) -> None:
    first = queue(database)
    change(database, first, MessageState.PENDING, state=MessageState.SENDING, attempts=2)

    assert change(database, first, MessageState.SENDING, attempt=1, state=MessageState.DEAD) is False
    assert change(database, first, MessageState.SENDING, attempt=2, state=MessageState.DEAD) is True


def test_only_one_of_two_senders_takes_a_message_in_hand(database: Database) -> None:
    first = queue(database)

    assert change(database, first, MessageState.PENDING, state=MessageState.SENDING) is True
    assert change(database, first, MessageState.PENDING, state=MessageState.SENDING) is False


def test_lease_that_ran_out_is_found(database: Database) -> None:
    first = queue(database)
    change(database, first, MessageState.PENDING, state=MessageState.SENDING, lease_until=NOW, attempt_at=NOW)

    with database.write() as transaction:
        found = [
            [one.id for one in messages.expired(transaction, viewer=ENGINE, now=now, limit=5)]
            for now in (NOW, NOW + timedelta(seconds=1))
        ]

    assert found == [[], [first]]


def test_lost_messages_are_looked_for_when_their_time_has_come(database: Database) -> None:
    first = queue(database)
    change(
        database,
        first,
        MessageState.PENDING,
        state=MessageState.UNKNOWN,
        not_before=NOW + timedelta(seconds=60),
    )

    with database.write() as transaction:
        found = [
            [
                one.id
                for one in messages.unknown(
                    transaction, viewer=ENGINE, now=NOW + timedelta(seconds=after), limit=5
                )
            ]
            for after in (59, 60)
        ]

    assert found == [[], [first]]


class TestShown:
    """The message that somebody has pressed a button in."""

    @pytest.fixture
    def sent(self, database: Database) -> int:
        first = queue(database)
        assert first is not None
        change(
            database,
            first,
            MessageState.PENDING,
            state=MessageState.SENT,
            external_id="1763.1",
            conversation="D-MINA",
        )
        return first

    def test_is_found_by_the_platforms_name(self, database: Database, sent: int) -> None:
        assert shown(database, "1763.1") == sent

    def test_is_found_by_our_own_name(self, database: Database, sent: int) -> None:
        assert shown(database, f"m{sent}", conversation=None) == sent

    @pytest.mark.parametrize("name", ["1763.2", "m999", "m", "mx", "m²", ""])
    def test_is_not_found_by_another_name(self, database: Database, sent: int, name: str) -> None:
        assert shown(database, name) is None

    def test_is_nobody_elses(self, database: Database, sent: int) -> None:
        assert shown(database, f"m{sent}", to=ROB) is None
        assert shown(database, "1763.1", to=ROB) is None

    def test_is_no_edit(self, database: Database, sent: int) -> None:
        edit = queue(database, replace(NEW, kind=MessageKind.EDIT, edits_id=sent))

        assert shown(database, f"m{edit}") is None

    def test_says_something_else_from_now_on(self, database: Database, sent: int) -> None:
        with database.write() as transaction:
            messages.rewrite(
                transaction, viewer=ENGINE, message_id=sent, content={"opening": "New."}, now=NOW
            )

        with database.read() as transaction:
            assert messages.get(transaction, viewer=ENGINE, message_id=sent).content == {"opening": "New."}

    def test_is_named_by_its_edits(self, database: Database, sent: int) -> None:
        queue(database, replace(NEW, kind=MessageKind.EDIT, edits_id=sent))

        assert [one.edits for one in claimable(database)] == ["1763.1"]


def test_week_counts_what_was_planned_and_what_is_on_its_way(database: Database) -> None:
    mina = riverside.build(database).person("mina").id
    days = [
        (MessageKind.HELLO, date(2026, 9, 7)),
        (MessageKind.ENVELOPE, date(2026, 9, 8)),
        (MessageKind.MORNING, date(2026, 9, 9)),
        (MessageKind.ANSWER, date(2026, 9, 9)),
        (MessageKind.ENVELOPE, date(2026, 9, 3)),
    ]
    for kind, day in days:
        queue(database, replace(NEW, kind=kind, local_date=day, person_id=mina))
    dead = queue(database, replace(NEW, kind=MessageKind.ENVELOPE, person_id=mina))
    change(database, dead, MessageState.PENDING, state=MessageState.DEAD)

    with database.read() as transaction:
        found = messages.sent_days(transaction, viewer=ENGINE, person_id=mina, since=date(2026, 9, 7))

    assert [(kind, day) for day, kind in found] == days[:3]


@pytest.mark.parametrize(("part", "counts"), [("now:3:x", True), ("answer:3", False), ("", False)])
def test_week_counts_what_could_not_wait(database: Database, part: str, counts: bool) -> None:
    mina = riverside.build(database).person("mina").id
    day = date(2026, 9, 8)
    queue(database, replace(NEW, kind=MessageKind.URGENT, part=part, local_date=day, person_id=mina))

    with database.read() as transaction:
        found = messages.sent_days(transaction, viewer=ENGINE, person_id=mina, since=date(2026, 9, 7))

    assert found == (((day, MessageKind.URGENT),) if counts else ())


def test_message_that_is_not_there_is_a_mistake(database: Database) -> None:
    with database.read() as transaction, pytest.raises(LookupError):
        messages.get(transaction, viewer=ENGINE, message_id=1)


def test_only_the_engine_sends(database: Database) -> None:
    with database.write() as transaction, pytest.raises(PermissionError):
        messages.add(transaction, viewer=myself(1), new=NEW, now=NOW)
