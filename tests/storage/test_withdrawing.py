"""What is queued, and taken back before it is said."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.deliveries import Destination, MessageKind, MessageState, NewMessage
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, myself
from storage import messages, withdrawing
from storage.database import Database
from tests.riverside import NOW

MINA = Destination(kind=AddressKind.TEAMS, installation_id=1, external_id="U-MINA")
ROB = replace(MINA, external_id="U-ROB")
ANSWER = NewMessage(
    kind=MessageKind.ANSWER,
    to=MINA,
    local_date=NOW.date(),
    part="k1",
    not_before=NOW,
    content={"opening": "Hello.", "blocks": []},
)


def test_an_answer_that_waits_is_taken_back_and_nothing_else(database: Database) -> None:
    others = (
        replace(ANSWER, part="k2"),
        replace(ANSWER, to=ROB),
        replace(ANSWER, kind=MessageKind.EDIT),
    )
    with database.write() as transaction:
        for one in (ANSWER, *others):
            messages.add(transaction, viewer=ENGINE, new=one, now=NOW)
        withdrawing.answer(transaction, viewer=ENGINE, to=MINA, part="k1")
        kept = [
            (one.to, one.kind, one.part)
            for one in messages.stranded(
                transaction, viewer=ENGINE, ways=(), before=NOW + timedelta(days=1), limit=10
            )
        ]

    assert kept == [(one.to, one.kind, one.part) for one in others]


def test_an_answer_on_its_way_goes(database: Database) -> None:
    with database.write() as transaction:
        number = messages.add(transaction, viewer=ENGINE, new=ANSWER, now=NOW) or 0
        sending = {"state": MessageState.SENDING}
        messages.change(
            transaction, viewer=ENGINE, message_id=number, since=MessageState.PENDING, changes=sending
        )
        withdrawing.answer(transaction, viewer=ENGINE, to=MINA, part="k1")

        assert messages.get(transaction, viewer=ENGINE, message_id=number).state is MessageState.SENDING


def test_nobody_takes_back_what_is_queued(database: Database) -> None:
    with database.write() as transaction, pytest.raises(PermissionError):
        withdrawing.answer(transaction, viewer=myself(1), to=MINA, part="k1")
