"""People of other workspaces, whom Slack lets into a shared room."""

from typing import Any

import pytest

from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent, Role, Viewer, myself
from handlers.conversations.incoming import Command, Press
from handlers.conversations.replies import Say
from storage import directory, members, partnerships, people
from storage.database import Database
from tests.riverside import LONDON
from tests.slack import payloads
from tests.slack.scripts import HELLO, Script, mention, play, route
from tests.slack.standin import WORKSPACE, StandIn
from tests.slack.workspace import NOW, Workspace

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

KIND = "Hello. I'm Bywhen, and I help partnerships keep their dates."
FOREIGN = {"id": "UMINA", "name": "mina", "team_id": "T-ELSEWHERE"}


def _member(database: Database, installation_id: int) -> None:
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
        profile = Profile(name="Riverside", zone=LONDON)
        made = partnerships.create(transaction, viewer=myself(mina.id), profile=profile, now=NOW)
        runner = Viewer(person_id=mina.id, partnership_id=made.id, role=Role.RUNNER)
        members.add(transaction, viewer=runner, person_id=mina.id, role=Role.RUNNER, partner_id=None)


async def _settled(workspace: Workspace) -> None:
    await workspace.slack.settle()


def test_a_stranger_who_presses_hears_a_kind_sentence_and_nothing_else(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.press("done|1|12.1", user=FOREIGN))
        await _settled(workspace)

        assert workspace.openings() == [("UMINA", KIND)]

    play(database, story, route(Press, Intent.DONE, script, writes=True))
    assert script.calls == []


def test_a_strangers_command_is_answered_kindly(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(workspace: Workspace) -> None:
        answer = await workspace.command(payloads.command("timetable", team_id="T-ELSEWHERE"))

        assert KIND in answer.json()["text"]

    play(database, story, route(Command, Intent.TIMETABLE, script))
    assert script.calls == []


def test_a_stranger_who_mentions_us_shows_the_room_nothing(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        said = mention("timetable")
        said["event"]["user_team"] = "T-ELSEWHERE"
        await workspace.event(said)

        assert [words for _, words in workspace.openings()].count(KIND) == 1

    play(database, story, route(Command, Intent.TIMETABLE, Script(Say(message=HELLO, in_room=True))))


def test_somebody_of_another_workspace_whom_a_partnership_knows_is_answered(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(workspace: Workspace) -> None:
        _member(database, workspace.slack.installation_id)
        await workspace.interaction(payloads.press("done|1|12.1", user=FOREIGN))

        assert workspace.openings() == [("UMINA", "Hello <!channel>.")]

    play(database, story, route(Press, Intent.DONE, script, writes=True))


@pytest.mark.parametrize("is_stranger", [True, False])
def test_a_colleague_in_a_large_organisation_is_one_of_ours(
    database: Database, monkeypatch: pytest.MonkeyPatch, is_stranger: bool
) -> None:
    monkeypatch.setitem(WORKSPACE, "enterprise_id", "E1")
    script = Script(Say(message=HELLO))

    async def story(workspace: Workspace) -> None:
        user = {"id": "UMINA", "name": "mina", "profile": {}, "is_stranger": is_stranger}
        await workspace.event(payloads.event("UserChange", {"type": "user_change", "user": user}))
        await workspace.interaction(payloads.press("done|1|12.1", user=FOREIGN))

        assert len(script.calls) == (0 if is_stranger else 1)

    play(database, story, route(Press, Intent.DONE, script, writes=True))


@pytest.mark.parametrize("known", [True, False])
def test_who_joins_from_another_workspace_is_looked_up(database: Database, known: bool) -> None:
    members_there: list[dict[str, Any]] = [
        {"id": "UELSE", "profile": {"real_name": "Val Marsh"}, "is_restricted": True, "is_stranger": False}
    ]
    server = StandIn(members=members_there if known else [])

    async def story(workspace: Workspace) -> None:
        joined = {"type": "member_joined_channel", "channel": "C1", "user": "UELSE", "team": "T-ELSEWHERE"}
        await workspace.event(payloads.event("MemberJoinedChannel", joined))
        await _settled(workspace)

        with database.read() as transaction:
            entry = directory.entry(
                transaction, installation_id=workspace.slack.installation_id, external_id="UELSE"
            )
        assert (entry is not None) is known
        assert entry is None or (entry.name, entry.is_guest, entry.is_stranger) == ("Val Marsh", True, False)

    play(database, story, server=server)


def test_who_joins_from_our_own_workspace_is_listed_already(database: Database) -> None:
    async def story(workspace: Workspace) -> None:
        joined = {"type": "member_joined_channel", "channel": "C1", "user": "UROB", "team": payloads.TEAM}
        await workspace.event(payloads.event("MemberJoinedChannel", joined))
        await _settled(workspace)

        assert workspace.server.asked("users.info") == []

    play(database, story)
