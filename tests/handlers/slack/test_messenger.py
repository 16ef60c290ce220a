"""What a messenger says of the fate of a message, whatever Slack does with it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from bot.errors import DeliveryFailed
from bot.messages.model import Button, Item, Message, Note, Paragraph
from bot.services.ports import Outgoing, Sent
from handlers.slack import connection
from handlers.slack.messenger import SlackMessenger
from tests.slack import connected
from tests.slack.standin import TOKEN, StandIn, failing, losing_the_answer, refusing, throttling

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

Result = TypeVar("Result")
ITEM = Item(subject="share:1", title="R&D <data>", buttons=(Button(label="Done", intent=Intent.DONE),))
ENVELOPE = Outgoing(
    message_id=1,
    key="k1",
    kind=AddressKind.SLACK,
    installation_id=5,
    conversation="UMINA",
    content=Message(opening="One thing for this week.", blocks=(ITEM,)),
)
EDIT = replace(ENVELOPE, key="k2", conversation="D-UMINA", edits="1001.000000")
FILE = replace(ENVELOPE, key="k3", file=("to share.xlsx", b"workbook"))


def using(server: StandIn, work: Callable[[SlackMessenger], Awaitable[Result]]) -> Result:
    return connected.using(server, lambda client: work(SlackMessenger(client)))


def fate(server: StandIn, *outgoing: Outgoing) -> DeliveryFailed:
    """How the last of these sends failed."""

    async def work(messenger: SlackMessenger) -> DeliveryFailed:
        for one in outgoing[:-1]:
            await messenger.send(one)
        with pytest.raises(DeliveryFailed) as caught:
            await messenger.send(outgoing[-1])
        return caught.value

    return using(server, work)


def test_a_message_says_where_it_stands_and_carries_nothing_but_its_key() -> None:
    server = StandIn()

    sent = using(server, lambda messenger: messenger.send(ENVELOPE))

    assert sent == Sent(external_id="1001.000000", conversation="D-UMINA")
    (asked,) = server.asked("chat.postMessage")
    assert asked["channel"] == "UMINA"
    assert asked["metadata"] == {"event_type": "bywhen", "event_payload": {"k": "k1"}}
    assert asked["text"] == "One thing for this week.\n\nR&amp;D &lt;data&gt;\n[Done]"
    assert asked["unfurl_links"] is False
    assert server.problems == []


def test_an_edit_changes_the_message_that_stands_there() -> None:
    server = StandIn()

    async def work(messenger: SlackMessenger) -> Sent:
        sent = await messenger.send(ENVELOPE)
        content = Message(opening="Thank you.", blocks=(Paragraph(text=("It's done.",)),))
        return await messenger.send(replace(EDIT, edits=sent.external_id, content=content))

    assert using(server, work) == Sent(external_id="1001.000000", conversation="D-UMINA")
    assert [message["text"] for message in server.messages["D-UMINA"]] == ["Thank you.\n\nIt's done."]


def test_a_file_goes_to_the_person_with_its_words_and_without_our_token() -> None:
    server = StandIn()

    sent = using(server, lambda messenger: messenger.send(FILE))

    assert sent == Sent(external_id="1001.000000", conversation="D-UMINA")
    assert server.uploads == {"F1": b"workbook"}
    assert server.asked("files.getUploadURLExternal") == [{"filename": "to share.xlsx", "length": "8"}]
    (shared,) = server.asked("files.completeUploadExternal")
    assert (shared["channel_id"], shared["files"]) == ("D-UMINA", [{"id": "F1", "title": "to share.xlsx"}])
    assert shared["initial_comment"].startswith("One thing for this week.")
    assert server.tokens.count(None) == 1


def test_a_picture_goes_with_its_words_for_people_who_cannot_see_it() -> None:
    server = StandIn()
    content = Message(
        opening="Riverside: a picture to share.",
        blocks=(Paragraph(text=("If you post it, put these words beside it.",)), Note(text=("x" * 1200,))),
    )
    shared = replace(FILE, file=("picture-to-share.png", b"picture"), content=content)

    using(server, lambda messenger: messenger.send(shared))

    (asked,) = server.asked("files.getUploadURLExternal")
    assert (asked["filename"], len(asked["alt_txt"])) == ("picture-to-share.png", 1000)
    assert asked["alt_txt"].startswith("xxx")


def test_a_file_that_slack_shows_later_is_called_by_its_own_name() -> None:
    server = StandIn(shares_at_once=False)

    sent = using(server, lambda messenger: messenger.send(replace(FILE, conversation="D1")))

    assert sent == Sent(external_id="F1", conversation="D1")
    assert server.asked("conversations.open") == []


@pytest.mark.parametrize(
    "code",
    [
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "user_not_found",
        "something_new",
    ],
)
def test_a_refusal_is_for_good(code: str) -> None:
    server = StandIn()
    server.will("chat.postMessage", refusing(code))

    failed = fate(server, ENVELOPE)

    assert (failed.reason, failed.permanent) == (code, True)
    assert failed.nobody is (code != "something_new")
    assert len(server.asked("chat.postMessage")) == 1


@pytest.mark.parametrize(
    "code", ["account_inactive", "invalid_auth", "messages_tab_disabled", "missing_scope", "token_revoked"]
)
def test_what_is_wrong_with_the_whole_workspace_waits_until_it_is_mended(code: str) -> None:
    server = StandIn()
    server.will("chat.postMessage", refusing(code))

    failed = fate(server, ENVELOPE)

    assert (failed.reason, failed.permanent, failed.retry_after) == (code, False, 600.0)


@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("soon", 30.0), ("", 30.0)])
def test_too_often_says_when_to_come_back(header: str, seconds: float) -> None:
    server = StandIn()
    server.will("chat.postMessage", throttling(header))

    failed = fate(server, ENVELOPE)

    assert failed.retry_after == seconds
    assert len(server.asked("chat.postMessage")) == 1


def test_a_refusal_for_a_while_says_so() -> None:
    server = StandIn()
    server.will("chat.postMessage", refusing("team_added_to_org"))

    assert fate(server, ENVELOPE).retry_after == 30.0


@pytest.mark.parametrize(
    "misbehaviour",
    [
        losing_the_answer,
        refusing("internal_error"),
        refusing("fatal_error"),
        refusing("service_unavailable"),
        failing(502, "<html>"),
        failing(503, '{"ok": false}', "application/json"),
        failing(200, "<html>"),
        failing(200, "not json", "application/json"),
    ],
    ids=["lost", "internal", "fatal", "unavailable", "502", "503", "page", "nonsense"],
)
def test_when_nobody_knows_it_is_unknown_and_not_sent_again(misbehaviour: object) -> None:
    server = StandIn()
    server.will("chat.postMessage", misbehaviour)  # type: ignore[arg-type]  # each of them is one

    assert fate(server, ENVELOPE).unknown
    assert len(server.asked("chat.postMessage")) == 1


def test_no_connection_means_that_nothing_arrived() -> None:
    async def run() -> DeliveryFailed:
        client = connection.prepare(token=TOKEN, api_url="http://127.0.0.1:1/api/")
        connection.open_session(client)
        with pytest.raises(DeliveryFailed) as caught:
            await SlackMessenger(client).send(ENVELOPE)
        await connection.close_session(client)
        return caught.value

    failed = asyncio.run(run())

    assert (failed.reason, failed.retry_after) == ("no_connection", 30.0)


@pytest.mark.parametrize("code", ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"])
def test_blocks_that_slack_does_not_take_leave_the_words(code: str) -> None:
    server = StandIn()
    server.will("chat.postMessage", refusing(code))

    sent = using(server, lambda messenger: messenger.send(ENVELOPE))

    (message,) = server.messages["D-UMINA"]
    assert sent.external_id == message["ts"]
    assert message["blocks"] == []
    assert message["text"].startswith("One thing for this week.")


def test_words_that_slack_does_not_take_either_are_refused_for_good() -> None:
    server = StandIn()
    server.will("chat.postMessage", refusing("invalid_blocks"), refusing("msg_too_long"))

    assert fate(server, ENVELOPE).permanent


def test_an_edit_of_a_message_that_is_gone_is_refused_for_good() -> None:
    failed = fate(StandIn(), EDIT)

    assert (failed.reason, failed.permanent) == ("message_not_found", True)


def test_a_file_that_was_not_shared_may_be_sent_again() -> None:
    for method in ("conversations.open", "files.getUploadURLExternal", "upload"):
        server = StandIn()
        server.will(method, failing(502))

        assert fate(server, FILE).retry_after == 30.0
        assert server.asked("files.completeUploadExternal") == []


def test_a_file_that_was_perhaps_shared_is_unknown() -> None:
    server = StandIn()
    server.will("files.completeUploadExternal", losing_the_answer)

    assert fate(server, FILE).unknown


def test_a_file_to_nobody_is_refused_for_good() -> None:
    server = StandIn()
    server.will("conversations.open", refusing("user_not_found"))

    assert fate(server, FILE).permanent


def test_a_lost_message_is_found_by_its_key() -> None:
    server = StandIn()
    server.will("chat.postMessage", losing_the_answer)

    async def work(messenger: SlackMessenger) -> Sent | None:
        with pytest.raises(DeliveryFailed):
            await messenger.send(ENVELOPE)
        await messenger.send(replace(ENVELOPE, key="another"))
        return await messenger.find(ENVELOPE, since=999.0)

    assert using(server, work) == Sent(external_id="1001.000000", conversation="D-UMINA")
    assert server.asked("conversations.history")[0]["oldest"] == "939.000000"


def test_what_never_arrived_is_looked_for_on_every_page() -> None:
    server = StandIn()
    server.messages["D-UMINA"] = [{"ts": f"{number}.0"} for number in range(250)]

    found = using(server, lambda messenger: messenger.find(ENVELOPE, since=0.0))

    assert found is None
    assert [asked.get("cursor") for asked in server.asked("conversations.history")] == [None, "100", "200"]


@pytest.mark.parametrize("metadata", [None, {}, {"event_type": "other", "event_payload": {"k": "k1"}}])
def test_another_apps_metadata_is_not_ours(metadata: object) -> None:
    server = StandIn()
    server.messages["D-UMINA"] = [{"ts": "1.0", "metadata": metadata}]

    assert using(server, lambda messenger: messenger.find(ENVELOPE, since=0.0)) is None


@pytest.mark.parametrize("code", ["missing_scope", "channel_not_found", "ratelimited"])
def test_where_history_cannot_be_read_nobody_can_tell(code: str) -> None:
    server = StandIn()
    server.will("conversations.history", refusing(code))

    async def work(messenger: SlackMessenger) -> bool:
        with pytest.raises(DeliveryFailed) as caught:
            await messenger.find(ENVELOPE, since=0.0)
        return caught.value.unknown

    assert using(server, work)


def test_an_edit_may_be_made_again_and_a_file_may_not() -> None:
    async def work(messenger: SlackMessenger) -> Sent | None:
        with pytest.raises(DeliveryFailed, match="files_carry_no_key"):
            await messenger.find(FILE, since=0.0)
        return await messenger.find(EDIT, since=0.0)

    assert using(StandIn(), work) is None


def test_nothing_is_sent_before_the_connection_is_open() -> None:
    client = connection.prepare(token=TOKEN, api_url="http://127.0.0.1:1")

    with pytest.raises(RuntimeError):
        connection.session_of(client)
