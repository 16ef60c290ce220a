"""Workbooks that a platform holds: fetched by the sweep, read, and their sender answered, once."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.domain.deliveries import Destination
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Role
from bot.engine.fetching import fetch
from bot.errors import DeliveryFailed, Refused
from bot.excel import inbound
from bot.messages.plain import text
from bot.services import answers
from bot.services.imports import uploads
from bot.services.ports import FileSource
from handlers.conversations.replies import Reply
from storage import feeds, installations, members
from storage import uploads as stored_uploads
from storage.database import Database
from tests.workbooks import NOW, RIVERSIDE, Desk, form_of, sit_down, words_of

HELD = "https://files.example/T1-F1"


class Shelf(FileSource):
    """A platform's files: what is fetched is what was put there, or the error."""

    def __init__(self, found: bytes | Exception) -> None:
        self.found = found
        self.asked: list[str] = []

    async def fetch(self, *, reference: str, limit: int) -> bytes:
        self.asked.append(reference)
        if isinstance(self.found, Exception):
            raise self.found
        assert len(self.found) <= limit
        return self.found


@pytest.fixture
def desk(database: Database) -> Desk:
    return sit_down(database)


def _sent(desk: Desk) -> Reply:
    return desk.send(None, reference=HELD, size=9_000)


def _sweep(desk: Desk, shelf: Shelf | None, *, now: datetime = NOW) -> int:
    files: dict[int, FileSource] = {} if shelf is None else {desk.installation_id: shelf}
    return asyncio.run(fetch(database=desk.database, files=files, clock=lambda: now))


def _answers(desk: Desk) -> list[str]:
    with desk.database.read() as transaction:
        posted = feeds.posted(
            transaction,
            viewer=desk.viewer,
            at=[Destination(kind=AddressKind.WEB, installation_id=desk.installation_id, external_id="sam")],
            room=None,
            before=None,
            limit=10,
        )
    return [text(answers.CONTENT.validate_python(one.content)) for one in posted]


def test_a_file_that_is_held_is_read_after_the_answer(desk: Desk) -> None:
    shelf = Shelf(RIVERSIDE)

    said = words_of(_sent(desk))
    before = _answers(desk)
    done = _sweep(desk, shelf)

    assert said.startswith("Thank you. I'm reading it.")
    assert before == []
    assert (done, shelf.asked) == (1, [HELD])
    [answer] = _answers(desk)
    assert answer.startswith("Riverside Progression Group: 24 new actions, one unclear, one line not taken.")


def test_a_form_that_refers_to_a_file_is_read_the_same_way(desk: Desk) -> None:
    reply = desk.submit(form_of(desk.type("import")), {"workbook": (HELD,)})
    _sweep(desk, Shelf(RIVERSIDE))

    assert words_of(reply).startswith("Thank you. I'm reading it.")
    assert len(_answers(desk)) == 1


def test_a_second_sweep_finds_nothing_to_do(desk: Desk) -> None:
    _sent(desk)
    shelf = Shelf(RIVERSIDE)
    _sweep(desk, shelf)

    assert _sweep(desk, shelf) == 0
    assert (len(shelf.asked), len(_answers(desk))) == (1, 1)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (b"no workbook", "This isn't an Excel workbook."),
        (Refused("workbook_too_large", most=10 * 1024 * 1024), "This workbook is larger than I can take."),
        (DeliveryFailed("gone", permanent=True), "I couldn't get hold of that workbook."),
    ],
)
def test_what_cannot_be_read_is_answered_with_a_sentence_once(
    desk: Desk, found: bytes | Exception, sentence: str
) -> None:
    _sent(desk)

    assert (_sweep(desk, Shelf(found)), _sweep(desk, Shelf(found))) == (1, 0)
    [answer] = _answers(desk)
    assert answer.startswith(sentence)


def test_a_workbook_that_nobody_can_cope_with_is_called_damaged(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sent(desk)
    monkeypatch.setattr(inbound, "read_workbook", _stumble)

    assert _sweep(desk, Shelf(RIVERSIDE)) == 1
    assert _answers(desk)[0].startswith("I couldn't open this workbook all the way.")


def test_trouble_of_ours_is_no_damage_and_leaves_a_workbook_waiting(desk: Desk) -> None:
    _sent(desk)
    locked = Shelf(RuntimeError("database is locked"))

    assert _sweep(desk, locked, now=NOW + timedelta(minutes=59)) == 0
    assert _answers(desk) == []
    assert _sweep(desk, Shelf(RIVERSIDE), now=NOW + timedelta(minutes=60)) == 1
    assert _answers(desk)[0].startswith("Riverside Progression Group: 24 new actions")


def test_trouble_that_lasts_an_hour_is_told(desk: Desk) -> None:
    _sent(desk)

    assert _sweep(desk, Shelf(RuntimeError("a mistake")), now=NOW + timedelta(minutes=61)) == 1
    assert _answers(desk)[0].startswith("I couldn't get hold of that workbook.")


def test_trouble_with_one_workbook_keeps_no_other_waiting(desk: Desk) -> None:
    _sent(desk)
    desk.send(None, reference=f"{HELD}-2", size=9_000)

    class Half(Shelf):
        async def fetch(self, *, reference: str, limit: int) -> bytes:
            if reference == HELD:
                raise RuntimeError("a mistake")
            return await super().fetch(reference=reference, limit=limit)

    assert _sweep(desk, Half(RIVERSIDE)) == 1


def _stumble(_: bytes) -> None:
    raise RuntimeError("a mistake")


def test_a_platform_that_is_gone_is_told_of(desk: Desk) -> None:
    _sent(desk)
    _sweep(desk, None)

    assert _answers(desk)[0].startswith("I couldn't get hold of that workbook.")


def test_a_file_that_is_not_to_be_had_now_is_tried_for_an_hour(desk: Desk) -> None:
    _sent(desk)
    shelf = Shelf(DeliveryFailed("busy", retry_after=30))

    assert _sweep(desk, shelf, now=NOW + timedelta(minutes=59)) == 0
    assert _answers(desk) == []
    assert _sweep(desk, shelf, now=NOW + timedelta(minutes=61)) == 1
    assert _answers(desk)[0].startswith("I couldn't get hold of that workbook.")


def test_a_file_that_is_too_large_by_its_size_is_not_even_expected(desk: Desk) -> None:
    reply = desk.send(None, reference=HELD, size=50 * 1024 * 1024)

    assert words_of(reply) == "This workbook is larger than I can take.\n\nUp to 10 MB works."
    assert uploads.waiting(database=desk.database, now=NOW) == ()


def test_a_press_before_it_is_read_is_answered(desk: Desk) -> None:
    _sent(desk)

    assert words_of(desk.press("make.1.1")).startswith("I'm still reading that workbook.")


def test_two_that_read_the_same_workbook_answer_once(desk: Desk) -> None:
    _sent(desk)
    sheets = uploads.opened(content=RIVERSIDE)
    answered = [uploads.answer(database=desk.database, upload_id=1, sheets=sheets, now=NOW) for _ in range(2)]

    assert answered == [True, False]


def test_a_sender_who_belongs_no_more_gets_a_sentence(desk: Desk) -> None:
    desk.open_doors()
    desk.send(None, sender="grace", reference=HELD)
    with desk.database.write() as transaction:
        members.take_role(
            transaction,
            viewer=desk.viewer,
            person_id=desk.grace.person.id,
            role=Role.OBSERVER,
        )
    _sweep(desk, Shelf(RIVERSIDE))

    with desk.database.read() as transaction:
        upload = stored_uploads.get(transaction, viewer=ENGINE, upload_id=1)
    assert upload is not None
    assert upload.state.value == "unreadable"


def test_forgetting_drops_what_nobody_decided_upon_for_a_week(desk: Desk) -> None:
    desk.send(RIVERSIDE)

    assert uploads.forget(database=desk.database, now=NOW + timedelta(days=7)) == 0
    assert uploads.forget(database=desk.database, now=NOW + timedelta(days=7, seconds=1)) == 1
    with desk.database.read() as transaction:
        upload = stored_uploads.get(transaction, viewer=ENGINE, upload_id=1)
    assert upload is not None
    assert upload.content is None


def test_a_workbook_that_is_not_there_is_given_up_quietly(desk: Desk) -> None:
    assert not uploads.give_up(database=desk.database, upload_id=7, refused=Refused("upload_gone"), now=NOW)


def test_a_sender_without_an_address_there_is_not_answered(desk: Desk) -> None:
    with desk.database.write() as transaction:
        elsewhere = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.SLACK,
            external_id="T1",
            name="Elsewhere",
            bot_id="",
            now=NOW,
        )
    uploads.expect(
        database=desk.database,
        viewer=desk.viewer,
        installation_id=elsewhere,
        name="",
        size=0,
        reference=HELD,
        now=NOW,
    )

    assert _sweep(desk, None) == 1
    assert _answers(desk) == []


def _left(desk: Desk) -> None:
    _sweep(desk, Shelf(RIVERSIDE))
    desk.press("leave.1.2")


def _unreadable(desk: Desk) -> None:
    _sweep(desk, Shelf(b"no workbook"))


def _forgotten(desk: Desk) -> None:
    uploads.forget(database=desk.database, now=NOW + timedelta(days=8))


@pytest.mark.parametrize("settle", [_left, _unreadable, _forgotten])
def test_a_workbook_that_came_to_nothing_can_be_sent_again(
    desk: Desk, settle: Callable[[Desk], None]
) -> None:
    _sent(desk)
    settle(desk)

    said = words_of(_sent(desk))

    assert said.startswith("Thank you. I'm reading it.")
    assert _sweep(desk, Shelf(RIVERSIDE)) == 1
    assert _answers(desk)[-1].startswith("Riverside Progression Group: 24 new actions")


def test_a_workbook_that_is_said_to_have_come_twice_is_one(desk: Desk) -> None:
    for _ in range(2):
        desk.send(None, reference=HELD)

    assert len(uploads.waiting(database=desk.database, now=NOW)) == 1
