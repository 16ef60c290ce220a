import json
from typing import Any

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from handlers.conversations.incoming import (
    Change,
    ChangeKind,
    Command,
    File,
    Incoming,
    Place,
    Press,
    Sender,
    Submit,
    Text,
)
from handlers.slack import ids, incoming
from tests.slack import payloads

MINA = Sender(kind=AddressKind.SLACK, installation_id=5, external_id="UMINA", name="mina")
NAMELESS = Sender(kind=AddressKind.SLACK, installation_id=5, external_id="UMINA")
NOBODY = Sender(kind=AddressKind.SLACK, installation_id=5, external_id="")
PRIVATE = Place(conversation="D1", private=True)
METADATA = json.dumps(
    {"form": "add|3|12.1", "conversation": "C1", "private": False, "room": "general", "message": "11.22"}
)


def from_event(payload: dict[str, Any]) -> Incoming | None:
    return incoming.from_event(payload, installation_id=5, bot_user_id="UBOT")


def from_press(payload: dict[str, Any]) -> Press:
    press = incoming.from_press(payload, installation_id=5)
    assert press is not None
    return press


def test_a_command_typed_in_private_is_answered_in_the_persons_own_chat_with_us() -> None:
    command = incoming.from_command(payloads.command(" add Castle "), installation_id=5)

    place = Place(conversation="UMINA", private=True)
    assert command == Command(sender=MINA, place=place, key=command.key, words="add Castle")


@pytest.mark.parametrize(("channel", "name"), [("general", "general"), ("privategroup", "")])
def test_a_command_typed_in_a_room_says_which(channel: str, name: str) -> None:
    payload = payloads.command("start", channel_id="C1", channel_name=channel)

    command = incoming.from_command(payload, installation_id=5)

    assert command.place == Place(conversation="C1", private=False, name=name)


def test_two_commands_have_two_keys_and_the_same_one_again_has_the_same() -> None:
    first, again, other = (
        incoming.from_command(payloads.command(trigger_id=trigger), installation_id=5).key
        for trigger in ("1", "1", "2")
    )

    assert first == again != other


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("add R&amp;D to send &lt;b&gt;", "add R&D to send <b>"),
        ("add &amp;lt;", "add &lt;"),
        ("add <https://a.org/x|a.org/x>", "add a.org/x"),
        ("add <mailto:m@a.org|m@a.org>", "add m@a.org"),
        ("add <https://a.org>", "add https://a.org"),
        ("add &lt;!channel&gt;", "add <!channel>"),
    ],
)
def test_words_are_read_as_they_were_typed(sent: str, typed: str) -> None:
    assert incoming.from_command(payloads.command(sent), installation_id=5).words == typed


def test_a_button_says_what_it_carries_and_where_it_stood() -> None:
    press = from_press(payloads.press("done|3|12.1"))

    assert press == Press(
        sender=MINA,
        place=PRIVATE,
        key=press.key,
        intent=Intent.DONE,
        partnership_id=3,
        arg="12.1",
        message="11.22",
    )


def test_a_line_of_a_menu_is_a_press_too() -> None:
    press = from_press(payloads.chosen("stuck|3|12.1"))

    assert (press.intent, press.partnership_id, press.arg) == (Intent.STUCK, 3, "12.1")


def test_a_press_in_a_room_is_not_private() -> None:
    press = from_press(payloads.press("timetable|3|", channel={"id": "C1", "name": "general"}))

    assert press.place == Place(conversation="C1", private=False, name="general")


def test_a_press_in_a_message_that_slack_does_not_keep_stands_in_none() -> None:
    press = from_press(payloads.ephemeral(payloads.press("mine||")))

    assert press.message is None
    assert press.place == Place(conversation="UMINA", private=True)


@pytest.mark.parametrize("value", ["", "gone|3|12", "old-button", "done|x|1"])
def test_a_button_of_last_year_asks_for_what_there_is_now(value: str) -> None:
    press = from_press(payloads.press(value))

    assert (press.intent, press.partnership_id, press.arg) == (Intent.HELP, None, "")


@pytest.mark.parametrize("kind", ["checkboxes", "datepicker", "plain_text_input"])
def test_touching_what_is_no_button_is_nothing(kind: str) -> None:
    payload = payloads.press("", actions=[{"type": kind, "action_id": "input"}])

    assert incoming.from_press(payload, installation_id=5) is None


def test_a_form_says_what_was_typed_and_where_it_was_opened() -> None:
    state = {
        "what": {"type": "plain_text_input", "value": "Send <data> & more"},
        "why": {"type": "plain_text_input", "value": None},
        "by_when": {"type": "datepicker", "selected_date": "2026-11-27"},
        "last_safe": {"type": "datepicker", "selected_date": None},
        "partner": {"type": "static_select", "selected_option": {"value": "4"}},
        "importance": {"type": "radio_buttons", "selected_option": None},
        "days": {"type": "checkboxes", "selected_options": [{"value": "1"}, {"value": "3"}]},
        "people": {"type": "multi_static_select", "selected_options": []},
        "person": {"type": "users_select", "selected_user": "U9"},
        "deputy": {"type": "users_select", "selected_user": None},
        "file": {"type": "file_input", "files": [{"url_private": "https://files.slack.com/f"}]},
    }

    submit = incoming.from_submit(
        payloads.submission({"private_metadata": METADATA}, state), installation_id=5
    )

    assert submit == Submit(
        sender=MINA,
        place=Place(conversation="C1", private=False, name="general"),
        key=submit.key,
        intent=Intent.ADD,
        partnership_id=3,
        arg="12.1",
        values={
            "what": ("Send <data> & more",),
            "why": (),
            "by_when": ("2026-11-27",),
            "last_safe": (),
            "partner": ("4",),
            "importance": (),
            "days": ("1", "3"),
            "people": (),
            "person": ("slack:U9",),
            "deputy": (),
            "file": ("https://files.slack.com/f",),
        },
        message="11.22",
    )


def test_a_form_sent_again_with_something_mended_is_another_one() -> None:
    def key(what: str) -> str:
        view = {"private_metadata": METADATA}
        state = {"what": {"type": "plain_text_input", "value": what}}
        return incoming.from_submit(payloads.submission(view, state), installation_id=5).key

    assert key("Data") == key("Data") != key("Course data")


def test_a_form_with_an_element_that_is_not_ours_is_a_mistake() -> None:
    payload = payloads.submission({"private_metadata": METADATA}, {"x": {"type": "timepicker"}})

    with pytest.raises(ValueError, match="timepicker"):
        incoming.from_submit(payload, installation_id=5)


def test_a_form_of_another_version_is_unreadable() -> None:
    with pytest.raises(ids.Unreadable):
        incoming.from_submit(payloads.submission({}, {}), installation_id=5)


def test_a_command_said_in_private_is_a_command() -> None:
    assert from_event(payloads.message("Timetable ")) == Command(
        sender=NAMELESS, place=PRIVATE, key="Ev1", words="Timetable"
    )


def test_anything_else_said_in_private_is_text() -> None:
    assert from_event(payloads.message("Good morning &amp; hello")) == Text(
        sender=NAMELESS, place=PRIVATE, key="Ev1", words="Good morning & hello"
    )


def test_a_file_is_a_reference() -> None:
    assert from_event(payloads.file_share()) == File(
        sender=NAMELESS,
        place=PRIVATE,
        key="Ev1",
        name="timetable.xlsx",
        size=1234,
        reference="https://files.slack.com/files-pri/T1-F1/download/timetable.xlsx",
    )


def test_a_mention_in_a_room_is_overheard() -> None:
    payload = payloads.event(
        "AppMention",
        {"type": "app_mention", "channel": "C1", "user": "UMINA", "text": "<@UBOT> timetable", "bot_id": ""},
    )

    assert from_event(payload) == Command(
        sender=NAMELESS,
        place=Place(conversation="C1", private=False, overheard=True),
        key="Ev1",
        words="timetable",
    )


@pytest.mark.parametrize(
    ("name", "event", "kind", "room_name"),
    [
        (
            "ChannelArchive",
            {"type": "channel_archive", "channel": "C1", "user": "UMINA"},
            ChangeKind.ARCHIVED,
            "",
        ),
        ("ChannelArchive", {"type": "group_unarchive", "channel": "C1", "user": "U2"}, ChangeKind.JOINED, ""),
        (
            "ChannelRename",
            {"type": "channel_rename", "channel": {"id": "C1", "name": "fair"}},
            ChangeKind.RENAMED,
            "fair",
        ),
        (
            "MemberJoinedChannel",
            {"type": "member_joined_channel", "channel": "C1", "user": "UBOT"},
            ChangeKind.JOINED,
            "",
        ),
        ("MemberLeftChannel", {"type": "channel_left", "channel": "C1", "user": ""}, ChangeKind.REMOVED, ""),
    ],
)
def test_what_changes_about_a_room_is_a_change(
    name: str, event: dict[str, Any], kind: ChangeKind, room_name: str
) -> None:
    place = Place(conversation="C1", private=False)

    assert from_event(payloads.event(name, event)) == Change(
        sender=NOBODY, place=place, key="Ev1", change=kind, subject="C1", name=room_name
    )


@pytest.mark.parametrize(
    "payload",
    [
        payloads.message("hello", channel_type="channel"),
        payloads.message("hello", subtype="message_changed"),
        payloads.message("hello", bot_id="B2"),
        payloads.message("hello", user="UBOT"),
        payloads.event(
            "MemberJoinedChannel", {"type": "member_joined_channel", "channel": "C1", "user": "UMINA"}
        ),
        payloads.event("MemberJoinedChannel", {"type": "reaction_added", "channel": "C1", "user": "UMINA"}),
    ],
    ids=["said in a room", "edited", "another bot", "ourselves", "somebody joined", "unknown"],
)
def test_what_is_not_for_us_is_nothing(payload: dict[str, Any]) -> None:
    assert from_event(payload) is None


def test_an_event_without_a_name_has_a_key_of_its_own() -> None:
    first, second = payloads.message("one"), payloads.message("two")
    for payload in (first, second):
        payload["event_id"] = ""

    keys = {said.key for payload in (first, first, second) if (said := from_event(payload))}
    assert len(keys) == 2
