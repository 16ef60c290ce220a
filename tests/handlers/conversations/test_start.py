"""Starting a partnership in a conversation."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.permissions import Intent
from bot.domain.zones import OFFERED
from bot.errors import Refused
from bot.messages.model import Buttons, FieldKind, Message, Note, Paragraph
from bot.messages.start import form as start_form
from handlers.conversations import start
from handlers.conversations.incoming import Place
from handlers.conversations.replies import Say
from storage.database import Database
from tests import calls
from tests.riverside import ROOM, build, install

_SMALLEST: dict[str, Any] = {"name": "Valley Link", "runner": "slack:U-SAM", "zone": "Europe/London"}


def test_form_has_its_labels_in_order() -> None:
    fields = start_form(runner="slack:U-SAM", zone=ZoneInfo("Europe/London")).fields

    assert [field.label for field in fields] == [
        "Name",
        "Purpose",
        "Who is it for",
        "Your organisation",
        "Runner",
        "Deputy runner",
        "Chair",
        "Does the chair work for one of the partners?",
        "Does the runner?",
        "Runner's telephone",
        "Time zone",
        "Country",
        "Region",
        "How long have you worked together?",
        "How is it going?",
        "When does the money end?",
        "Have the partners agreed to use me?",
    ]
    assert [field.label for field in fields if field.required] == ["Name", "Runner", "Time zone"]
    assert all(len(field.options) <= 100 for field in fields)


def test_form_is_filled_in_for_its_sender(database: Database) -> None:
    installation_id = install(database)

    opened = start.open_form(calls.call(database, calls.command(installation_id, "U-MINA", "start")))

    filled = {field.name: field.value for field in opened.form.fields if field.value}
    assert filled == {"runner": ("slack:U-MINA",), "zone": ("Europe/Dublin",), "country": ("Ireland",)}


def test_zone_that_is_not_on_offer_stands_first() -> None:
    [field] = [
        one
        for one in start_form(runner="slack:U-SAM", zone=ZoneInfo("Asia/Tbilisi")).fields
        if one.name == "zone"
    ]

    assert field.kind is FieldKind.CHOICE
    assert [option.value for option in field.options] == ["Asia/Tbilisi", *OFFERED]


def test_draft_says_what_comes_next(database: Database) -> None:
    installation_id = install(database)

    said = start.start(
        calls.call(database, calls.submit(installation_id, "U-SAM", Intent.START, **_SMALLEST))
    )

    *paragraphs, buttons = said.message.blocks
    assert said.message.opening == "Valley Link is ready to fill in."
    assert paragraphs == [
        Paragraph(text=("Nobody has been told anything yet. I write to nobody until you open the doors.",)),
        Paragraph(text=("Next, add the partners, or send me your timetable as a workbook.",)),
    ]
    assert isinstance(buttons, Buttons)
    assert [button.label for button in buttons.buttons] == [
        "Add a partner",
        "Add to the timetable",
        "Import",
        "Open the doors",
    ]
    assert {button.partnership_id for button in buttons.buttons} != {None}


def test_maker_who_is_not_the_runner_hears_who_is(database: Database) -> None:
    installation_id = install(database)

    said = start.start(
        calls.call(database, calls.submit(installation_id, "U-MINA", Intent.START, **_SMALLEST))
    )

    assert said.message.blocks[1] == Paragraph(
        text=("Sam Hallam runs it and can see it too. I haven't told them yet.",)
    )


@pytest.mark.parametrize(("answer", "notes"), [("no", 1), ("yes", 0)])
def test_note_for_partners_who_have_not_agreed(database: Database, answer: str, notes: int) -> None:
    installation_id = install(database)
    values = {**_SMALLEST, "partners_agreed": answer}

    said = start.start(calls.call(database, calls.submit(installation_id, "U-SAM", Intent.START, **values)))

    assert sum(isinstance(block, Note) for block in said.message.blocks) == notes


def test_room_in_which_it_was_said_is_where_it_meets(database: Database) -> None:
    sent = calls.submit(install(database), "U-SAM", Intent.START, **_SMALLEST)
    in_room = replace(sent, place=Place(conversation="C-VALLEY", private=False, name="#valley"))

    said = start.start(calls.call(database, in_room))

    assert said.message.blocks[1] == Paragraph(
        text=("It meets in the room “#valley”. I can post there once I am in it.",)
    )


def test_room_in_which_it_was_asked_for_is_where_it_meets_though_the_form_opens_in_private(
    database: Database,
) -> None:
    installation_id = install(database)
    valley = Place(conversation="C-VALLEY", private=False, name="The valley's own room")
    asked = calls.command(installation_id, "U-SAM", "start", place=valley)

    opened = start.open_form(calls.call(database, asked)).form
    pressed = calls.press(installation_id, "U-SAM", Intent.START, arg=opened.arg)
    again = start.open_form(calls.call(database, pressed)).form
    sent = calls.submit(installation_id, "U-SAM", Intent.START, arg=again.arg, **_SMALLEST)
    said = start.start(calls.call(database, sent))

    assert opened.arg == again.arg
    assert said.message.blocks[1] == Paragraph(
        text=("It meets in the room “The valley's own room”. I can post there once I am in it.",)
    )


def test_form_that_was_asked_for_in_private_is_about_no_room(database: Database) -> None:
    opened = start.open_form(calls.call(database, calls.command(install(database), "U-SAM", "start")))

    assert opened.form.arg == ""


def test_room_in_which_it_was_said_is_taken(database: Database) -> None:
    riverside = build(database)
    sent = calls.submit(riverside.installation_id, "U-SAM", Intent.START, **_SMALLEST)
    in_room = replace(sent, place=Place(conversation=ROOM, private=False, name="#riverside"))

    with pytest.raises(Refused, match="room_taken"):
        start.start(calls.call(database, in_room))


def test_form_comes_back_for_mending(database: Database) -> None:
    installation_id = install(database)
    call = calls.call(database, calls.submit(installation_id, "U-SAM", Intent.START))

    assert start.form(call, "name_needed").intent is Intent.START


def test_what_people_typed_stays_text(database: Database) -> None:
    installation_id = install(database)
    values = {**_SMALLEST, "name": "<!channel> & <@U123>"}

    said = start.start(calls.call(database, calls.submit(installation_id, "U-SAM", Intent.START, **values)))

    assert isinstance(said, Say)
    assert isinstance(said.message, Message)
    assert said.message.opening == "<!channel> & <@U123> is ready to fill in."
