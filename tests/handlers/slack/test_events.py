"""Events, as Slack sends them, and sends them again."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.installations import Entry
from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent, Role, Viewer, myself
from handlers.conversations.incoming import Command, File, Text
from handlers.conversations.replies import Say
from storage import directory as stored_directory
from storage import members, partnerships, people, rooms
from storage.database import Database
from tests.slack import payloads
from tests.slack.scripts import HELLO, Script, mention, play, route
from tests.slack.workspace import NOW, Workspace

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_what_is_said_in_private_is_answered_there(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        answer = await workspace.event(payloads.message("hello"))

        assert answer.status_code == 200
        (message,) = workspace.queued()
        assert (message.to.external_id, message.conversation) == ("UMINA", "D1")

    play(database, story, route(Text, Intent.HELP, Script(Say(message=HELLO))))


def test_an_event_that_is_sent_again_is_answered_once(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(workspace: Workspace) -> None:
        await workspace.event(payloads.file_share())
        await workspace.event(
            payloads.file_share(), **{"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}
        )

        assert len(script.calls) == 1
        assert len(workspace.queued()) == 1

    play(database, story, route(File, Intent.IMPORT, script, writes=True))


def test_an_event_that_failed_is_sent_again_and_then_answered(database: Database) -> None:
    script = Script(RuntimeError("a mistake of ours"))

    async def story(workspace: Workspace) -> None:
        failed = await workspace.event(payloads.message("hello"))
        script.reply = Say(message=HELLO)
        again = await workspace.event(payloads.message("hello"), **{"x-slack-retry-num": "1"})

        assert (failed.status_code, again.status_code) == (500, 200)
        assert len(workspace.queued()) == 1

    play(database, story, route(Text, Intent.HELP, script, writes=True))


@pytest.mark.parametrize(
    "payload",
    [
        payloads.message("hello", bot_id="BBOT"),
        payloads.message("hello", user="UBOT"),
        payloads.event("MemberLeftChannel", {"type": "member_left_channel", "channel": "C1", "user": "U2"}),
        {**payloads.message("hello"), "team_id": "T2", "authorizations": [{"team_id": "T2"}]},
    ],
    ids=["a bot's", "our own", "not ours to answer", "of another workspace"],
)
def test_what_is_not_for_us_is_acknowledged(database: Database, payload: dict[str, Any]) -> None:
    async def story(workspace: Workspace) -> None:
        assert (await workspace.event(payload)).status_code == 200
        assert workspace.queued() == []

    play(database, story)


def test_a_question_for_everybody_is_answered_in_the_room(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        _meet_in_room(database, workspace.slack.installation_id)
        await workspace.event(mention("timetable"))

        (message,) = workspace.queued()
        assert (message.to.external_id, message.conversation) == ("C1", "C1")

    play(database, story, route(Command, Intent.TIMETABLE, Script(Say(message=HELLO, in_room=True))))


def test_any_other_question_in_a_room_is_answered_in_private(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        for _ in range(2):
            await workspace.event(mention("mine"))

        assert sorted(workspace.openings()) == [
            ("C1", "That's one for the two of us. I've opened it in our private chat."),
            ("UMINA", "Hello <!channel>."),
        ]

    play(database, story, route(Command, Intent.MINE, Script(Say(message=HELLO))))


@pytest.mark.parametrize(("name", "left"), [("UserChange", True), ("TeamJoin", False)])
def test_the_directory_is_kept_up_to_date(database: Database, name: str, left: bool) -> None:
    kind = "user_change" if name == "UserChange" else "team_join"
    user = {"id": "UNEW", "name": "priya", "deleted": left, "tz": "Europe/London", "is_bot": False}
    profile = {"real_name": "Priya Anand", "email": "priya@county.test"}

    async def story(workspace: Workspace) -> None:
        await workspace.event(payloads.event(name, {"type": kind, "user": {**user, "profile": profile}}))

        with database.read() as transaction:
            entry = stored_directory.entry(
                transaction, installation_id=workspace.slack.installation_id, external_id="UNEW"
            )
        assert entry == Entry(
            external_id="UNEW",
            name="Priya Anand",
            email="priya@county.test",
            zone="Europe/London",
            left=left,
            is_bot=False,
        )

    play(database, story)


def _meet_in_room(database: Database, installation_id: int) -> None:
    """Mina's partnership meets in the room of the recorded events."""
    with database.write() as transaction:
        mina = people.create_at(
            transaction,
            viewer=myself(0),
            name="Mina Iqbal",
            zone=None,
            kind=AddressKind.SLACK,
            installation_id=installation_id,
            external_id=payloads.MINA,
            now=NOW,
        )
        profile = Profile(name="Riverside", zone=ZoneInfo("Europe/London"))
        made = partnerships.create(transaction, viewer=myself(mina.id), profile=profile, now=NOW)
        runner = Viewer(person_id=mina.id, partnership_id=made.id, role=Role.RUNNER)
        members.add(transaction, viewer=runner, person_id=mina.id, role=Role.RUNNER, partner_id=None)
        rooms.add(
            transaction,
            viewer=runner,
            installation_id=installation_id,
            external_id=payloads.ROOM,
            name="#riverside",
        )
