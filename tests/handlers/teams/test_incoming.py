from dataclasses import replace
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
from handlers.teams import ids, incoming
from tests.teams import activities
from tests.teams.activities import BOT, CHANNEL, IN_CHANNEL, activity, dialog, mentioned, pressed, said

PRIVATE = Place(conversation="a:mina-and-bot", private=True)
THREAD = str(CHANNEL["id"])
ROOM = Place(
    conversation="19:room@thread.tacv2", private=False, name="Partnership", overheard=True, thread=THREAD
)
MINA = Sender(
    kind=AddressKind.TEAMS, installation_id=7, external_id=activities.MINA["aadObjectId"], name="Mina Iqbal"
)
DONE = {"bywhen": {"value": "done|3|12.1"}}
FORM = {"bywhen": {"value": "add|3|", "form": True, "message": "1699"}}


def read(one: dict[str, Any]) -> Incoming:
    found = incoming.read(one, installation_id=7)
    assert found is not None
    return found


def test_words_in_private_are_a_command_or_just_words() -> None:
    command, text = read(said("timetable")), read(said(" good morning "))

    assert isinstance(command, Command)
    assert (command.sender, command.place, command.words) == (MINA, PRIVATE, "timetable")
    assert isinstance(text, Text)
    assert text.words == "good morning"


def test_a_mention_in_a_channel_is_overheard_by_its_room() -> None:
    command = read(mentioned("add Castle to send R&amp;D data by Friday"))

    assert isinstance(command, Command)
    assert (command.place, command.words) == (ROOM, "add Castle to send R&D data by Friday")


MENTIONED = [
    ("<at>Bywhen</at> add <at>Ann Lee</at> to <at>Bo</at>&apos;s list", "add Ann Lee to Bo's list"),
    ("<at>Ann Lee</at> and <at>Bywhen</at>\xa0 help", "Ann Lee and   help"),
    ("help <at>Bywhen</at>", "help"),
]


def test_only_the_mention_of_the_bot_is_taken_out_and_others_stay_by_name() -> None:
    ours = {"type": "mention", "mentioned": BOT, "text": "<at>Bywhen</at>"}
    others = [
        {"type": "mention", "mentioned": {"id": f"29:{name}"}, "text": f"<at>{name}</at>"}
        for name in ("Ann Lee", "Bo")
    ]
    clue = {"type": "clientInfo", "locale": "en-GB"}
    for typed, words in MENTIONED:
        one = said(typed, conversation=CHANNEL, channelData=IN_CHANNEL, entities=[clue, *others, ours])
        assert read(one).words == words, typed  # type: ignore[union-attr]  # words are read as a command or as words

    plain = said("<at>Bywhen</at> add <at>Ann Lee</at>", conversation=CHANNEL, channelData=IN_CHANNEL)
    assert read(plain).words == "add Ann Lee"  # type: ignore[union-attr]  # as above
    otherwise = {**plain, "entities": [{**ours, "text": "<at>bywhen</at>"}]}
    assert read(otherwise).words == "add Ann Lee"  # type: ignore[union-attr]  # as above


def test_a_room_is_a_room_though_nobody_says_so() -> None:
    for kind in ({}, {"conversationType": None}):
        room = {"id": "19:room@thread.v2", "tenantId": activities.TENANT, **kind}
        chat = {"id": "a:mina-and-bot", "tenantId": activities.TENANT, **kind}

        assert not read(said("mine", conversation=room)).place.private, kind
        assert read(said("mine", conversation=chat)).place.private, kind


def test_somebody_without_an_object_id_is_known_by_the_name_for_this_bot() -> None:
    assert read({**said("help"), "from": {"id": "29:guest"}}).sender == Sender(
        kind=AddressKind.TEAMS, installation_id=7, external_id="29:guest"
    )


@pytest.mark.parametrize(
    "one",
    [
        pressed(DONE),
        activity("message", value=DONE, replyToId="1700"),
        dialog("task/fetch", DONE, replyToId="1700"),
    ],
    ids=["execute", "submit", "dialog"],
)
def test_a_button_is_the_same_press_whatever_the_client_knows(one: dict[str, Any]) -> None:
    press = read(one)

    assert isinstance(press, Press)
    assert (press.intent, press.partnership_id, press.arg) == (Intent.DONE, 3, "12.1")
    assert (press.sender, press.place, press.message) == (MINA, PRIVATE, "1700")


def test_a_form_says_what_was_typed_and_where_it_was_opened() -> None:
    submit = read(dialog("task/submit", {**FORM, "what": "Sign, please", "when": ""}))

    assert isinstance(submit, Submit)
    assert (submit.intent, submit.message) == (Intent.ADD, "1699")
    assert submit.values == {"what": ("Sign, please",), "when": ()}


def test_a_file_is_fetched_after_the_answer() -> None:
    content = {"downloadUrl": "https://files.example/1", "uniqueId": "1", "fileType": "xlsx"}
    attachment = {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "name": "actions.xlsx",
        "content": content,
    }

    file = read(said("", attachments=[{"contentType": "text/html", "content": "<p/>"}, attachment]))

    assert isinstance(file, File)
    assert (file.name, file.reference, file.content) == ("actions.xlsx", "https://files.example/1", None)


@pytest.mark.parametrize(
    ("one", "kind", "subject"),
    [
        (
            activity("conversationUpdate", channelData={**IN_CHANNEL, "eventType": "channelRenamed"}),
            ChangeKind.RENAMED,
            "19:room@thread.tacv2",
        ),
        (
            activity("conversationUpdate", conversation=CHANNEL, channelData={"eventType": "teamArchived"}),
            ChangeKind.ARCHIVED,
            "19:room@thread.tacv2",
        ),
        (activity("conversationUpdate", membersAdded=[BOT]), ChangeKind.JOINED, "a:mina-and-bot"),
        (activity("conversationUpdate", membersRemoved=[BOT]), ChangeKind.REMOVED, "a:mina-and-bot"),
        (activity("installationUpdate", action="add"), ChangeKind.JOINED, "a:mina-and-bot"),
        (activity("installationUpdate", action="remove"), ChangeKind.REMOVED, "a:mina-and-bot"),
    ],
    ids=["renamed", "archived", "added", "removed", "installed", "uninstalled"],
)
def test_what_changes_about_a_room(one: dict[str, Any], kind: ChangeKind, subject: str) -> None:
    change = read(one)

    assert isinstance(change, Change)
    assert (change.change, change.subject) == (kind, subject)


@pytest.mark.parametrize(
    "one",
    [
        activity("typing"),
        activity("conversationUpdate", membersAdded=[{"id": "29:other"}]),
        activity("invoke", name="composeExtension/query", value={}),
        activity("installationUpdate", action="upgrade"),
        activity("installationUpdate", action="add-upgrade"),
        activity("installationUpdate", action="remove-upgrade"),
        activity("installationUpdate"),
    ],
    ids=["typing", "somebody else", "another invoke", "newer", "newer in", "older out", "no action"],
)
def test_what_is_not_for_us_is_nothing(one: dict[str, Any]) -> None:
    assert incoming.read(one, installation_id=7) is None


@pytest.mark.parametrize(
    "data",
    [
        None,
        "done|3|12.1",
        {},
        {"bywhen": "done|3|12.1"},
        {"bywhen": {"value": 3}},
        {"bywhen": {"value": "done|3"}},
        {"bywhen": {"value": "done|²|1"}},
        {"bywhen": {"value": "sing|3|1"}},
        {"bywhen": {"value": "add|3|", "form": True, "message": 5}},
    ],
)
def test_a_button_that_this_version_has_not_made_asks_for_what_there_is(data: Any) -> None:
    with pytest.raises(ids.Unreadable):
        ids.read(data)

    press = read(pressed(data))

    assert isinstance(press, Press)
    assert (press.intent, press.partnership_id, press.arg) == (Intent.HELP, None, "")


def test_what_is_pressed_in_a_channel_is_seen_by_nobody_else() -> None:
    press = read(pressed(DONE, conversation=CHANNEL, channelData=IN_CHANNEL))

    assert press.place == replace(ROOM, overheard=False)


def test_the_same_thing_sent_again_has_the_same_key_and_another_has_not() -> None:
    first, again, other = pressed(DONE), pressed(DONE), {**pressed(DONE), "id": "1713"}

    assert read(first).key == read(again).key
    assert read(first).key != read(other).key


def test_an_invoke_without_a_name_is_told_apart_by_what_it_says_and_when() -> None:
    first = {**pressed(DONE), "id": ""}
    later = {**first, "timestamp": "2026-11-20T09:00:01.000Z"}

    assert read(first).key == read(dict(first)).key
    assert read(first).key != read(later).key


def test_tenant_is_read_wherever_it_stands() -> None:
    one = said("help")
    without = {**one, "conversation": {"id": "a:1"}}
    at = incoming.InstalledAt(tenant_id="tenant-1", bot_id="28:bot-1", service_url="https://smba.example/uk/")

    assert (incoming.installed_at(one), incoming.installed_at(without)) == (at, at)
    with pytest.raises(KeyError):
        incoming.installed_at({**without, "channelData": None})
