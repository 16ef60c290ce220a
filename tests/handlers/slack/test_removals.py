"""A bot that a workspace takes away and adds again, and a room that is archived, renamed or disconnected."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Intent, Role, Viewer, myself
from handlers.conversations.incoming import Change, Text
from handlers.conversations.replies import Say
from handlers.conversations.routes import ROUTES
from storage import credentials, installations, members, partnerships, people, rooms
from storage.database import Database
from tests.riverside import LONDON
from tests.slack import payloads, scripts
from tests.slack.installing import County, play
from tests.slack.scripts import HELLO, Script, route
from tests.slack.standin import TOKEN, StandIn, failing, refusing
from tests.slack.workspace import NOW, Workspace

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CHANGES = [one for one in ROUTES if one.kind is Change]
UNINSTALLED = {"type": "app_uninstalled"}
REVOKED = {"type": "tokens_revoked", "tokens": {"bot": ["UBOT-T2"], "oauth": []}}


def told(event: dict[str, Any], team: str = "T2") -> dict[str, Any]:
    by = [{"team_id": team, "enterprise_id": None, "user_id": "U", "is_bot": True}]
    return {
        "type": "event_callback",
        "team_id": team,
        "event_id": f"Ev-{event['type']}",
        "authorizations": by,
        "event": event,
    }


def meet(database: Database, number: int, *, room: str = payloads.ROOM) -> Viewer:
    """Let Mina's partnership meet in a room of an installation. Returns how she sees it."""
    with database.write() as transaction:
        mina = people.create_at(
            transaction,
            viewer=myself(0),
            name="Mina Iqbal",
            zone=None,
            kind=AddressKind.SLACK,
            installation_id=number,
            external_id=payloads.MINA,
            now=NOW,
        )
        profile = Profile(name="Riverside", zone=LONDON)
        made = partnerships.create(transaction, viewer=myself(mina.id), profile=profile, now=NOW)
        runner = Viewer(person_id=mina.id, partnership_id=made.id, role=Role.RUNNER)
        members.add(transaction, viewer=runner, person_id=mina.id, role=Role.RUNNER, partner_id=None)
        rooms.add(transaction, viewer=runner, installation_id=number, external_id=room, name="#riverside")
    return runner


def standing(database: Database, mina: Viewer) -> tuple[bool, bool]:
    """Return whether Mina can be written to, and whether we can post in her room."""
    with database.read() as transaction:
        found = people.addresses_of(transaction, viewer=mina, person_id=mina.person_id)
        [room] = rooms.all_of(transaction, viewer=mina)
    return any(one.carries for one in found), room.usable


def is_removed(database: Database, number: int) -> bool:
    with database.read() as transaction:
        found = installations.get(transaction, viewer=ENGINE, installation_id=number)
    return found.removed_at is not None


def kept(database: Database) -> int:
    with database.read() as transaction:
        return len(credentials.all_of(transaction, viewer=ENGINE))


@pytest.mark.parametrize("event", [UNINSTALLED, REVOKED], ids=["uninstalled", "revoked"])
def test_workspace_that_takes_us_away_is_let_go(database: Database, event: dict[str, Any]) -> None:
    async def story(there: County) -> None:
        number, other = [await there.install(team) for team in ("T2", "T3")]
        mina = meet(database, number)
        there.server.grants.revoke("T2")

        assert (await there.event(told(event))).status_code == 200
        assert {*there.slack.messengers} == {*there.slack.directories} == {*there.slack.files} == {other}
        assert is_removed(database, number)
        assert standing(database, mina) == (False, False)
        assert kept(database) == 1

    play(database, story)


def test_both_events_that_come_of_it_do_it_once(database: Database) -> None:
    async def story(there: County) -> None:
        number = await there.install("T2")
        there.server.grants.revoke("T2")
        answers = [await there.event(told(event)) for event in (REVOKED, UNINSTALLED)]

        assert [answer.status_code for answer in answers] == [200, 200]
        assert is_removed(database, number)

    play(database, story)


@pytest.mark.parametrize("is_member", [True, False])
def test_workspace_that_adds_us_again_has_everything_back(database: Database, is_member: bool) -> None:
    server = StandIn(members=[{"id": payloads.MINA, "profile": {"real_name": "Mina Iqbal"}}])

    async def story(there: County) -> None:
        number = await there.install("T2")
        mina = meet(database, number)
        there.server.grants.revoke("T2")
        await there.event(told(UNINSTALLED))
        there.server.rooms[payloads.ROOM] = is_member

        assert await there.install("T2") == number
        assert {*there.slack.messengers} == {number}
        assert not is_removed(database, number)
        assert standing(database, mina) == (True, is_member)

        # To the others we come back when somebody invites us there.
        joined = {"type": "member_joined_channel", "channel": payloads.ROOM, "user": "UBOT-T2"}
        await there.event(told(joined))
        assert standing(database, mina) == (True, True)

    play(database, story, *CHANGES, server=server)


def test_room_of_which_slack_says_nothing_now_is_asked_about_again(database: Database) -> None:
    server = StandIn()

    async def story(there: County) -> None:
        number = await there.install("T2")
        mina = meet(database, number)
        there.server.grants.revoke("T2")
        await there.event(told(UNINSTALLED))
        server.rooms[payloads.ROOM] = True
        for _ in range(2):
            server.will("conversations.info", refusing("ratelimited"))

        await there.install("T2")
        await there.slack.look()
        assert standing(database, mina) == (True, False)
        for _ in range(2):
            there.clock.now += timedelta(minutes=1)
            await there.slack.look()
        assert standing(database, mina) == (True, True)
        asked = len(there.callers("conversations.info"))
        there.clock.now += timedelta(minutes=1)
        await there.slack.look()
        assert len(there.callers("conversations.info")) == asked == 3

    play(database, story, *CHANGES, server=server)


def test_workspace_that_goes_again_is_asked_about_no_room(database: Database) -> None:
    server = StandIn()

    async def story(there: County) -> None:
        number = await there.install("T2")
        meet(database, number)
        there.server.grants.revoke("T2")
        await there.event(told(UNINSTALLED))
        server.will("conversations.info", refusing("ratelimited"))
        await there.install("T2")
        there.server.grants.revoke("T2")
        await there.event(told(UNINSTALLED))

        there.clock.now += timedelta(minutes=1)
        await there.slack.look()

        assert len(there.callers("conversations.info")) == 1

    play(database, story, *CHANGES, server=server)


def test_news_of_a_removal_that_comes_after_the_return_changes_nothing(database: Database) -> None:
    async def story(there: County) -> None:
        number = await there.install("T2")
        there.server.grants.revoke("T2")
        await there.event(told(REVOKED))
        await there.install("T2")
        await there.event(told(UNINSTALLED))

        assert {*there.slack.messengers} == {number}
        assert not is_removed(database, number)

    play(database, story)


def test_tokens_of_people_are_no_matter_of_ours(database: Database) -> None:
    async def story(there: County) -> None:
        await there.install("T2")
        await there.event(told({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}}))

        assert there.callers("auth.test") == []
        assert len(there.slack.messengers) == 1

    play(database, story)


def test_what_slack_cannot_say_now_it_sends_again(database: Database) -> None:
    server = StandIn()
    server.will("auth.test", failing(503))

    async def story(there: County) -> None:
        await there.install("T2")
        first = await there.event(told(UNINSTALLED))
        there.server.grants.revoke("T2")
        second = await there.event(told(UNINSTALLED))

        assert (first.status_code, second.status_code) == (500, 200)
        assert there.slack.messengers == {}

    play(database, story, server=server)


def test_the_operators_own_workspace_goes_and_comes_like_any_other(database: Database) -> None:
    server = StandIn()

    async def story(there: County) -> None:
        server.will("auth.test", refusing("account_inactive"))
        number = there.slack.installation_id
        await there.event(told(UNINSTALLED, team="T1"))
        assert there.slack.messengers == {}
        assert is_removed(database, number)

        assert await there.install("T1") == number
        assert {*there.slack.messengers} == {number}

    play(database, story, server=server, token=TOKEN)


def test_the_one_workspace_is_let_go_where_no_other_may_install_us(database: Database) -> None:
    server = StandIn()

    async def story(workspace: Workspace) -> None:
        server.will("auth.test", refusing("token_revoked"))
        number = workspace.slack.installation_id
        answers = [await workspace.event(told(event, team="T1")) for event in (REVOKED, UNINSTALLED)]

        assert [answer.status_code for answer in answers] == [200, 200]
        assert workspace.slack.messengers == {}
        assert is_removed(database, number)

    scripts.play(database, story, server=server)


def test_another_process_lets_go_as_well(database: Database) -> None:
    async def story(there: County) -> None:
        number = await there.install("T2")
        with database.write() as transaction:
            credentials.forget(transaction, viewer=ENGINE, installation_id=number, version=1)
        await there.slack.look()

        assert there.slack.messengers == {}

    play(database, story)


def test_what_people_type_where_we_are_no_more_has_an_answer(database: Database) -> None:
    async def story(there: County) -> None:
        await there.install("T2")
        there.server.grants.revoke("T2")
        await there.event(told(UNINSTALLED))
        answer = await there.command(payloads.command("mine", team_id="T2"))

        assert answer.json()["text"] == (
            "I'm not in this workspace any more.\n\nNothing of your timetable is lost.\n\n"
            "If you'd like me back, ask whoever looks after your workspace to add me."
        )

    play(database, story, route(Text, Intent.HELP, Script(Say(message=HELLO))))


@pytest.mark.parametrize(
    ("event", "is_member", "is_open"),
    [
        ({"type": "channel_archive", "channel": payloads.ROOM, "user": "U1"}, None, False),
        ({"type": "channel_rename", "channel": {"id": payloads.ROOM, "name": "new"}}, None, True),
        (
            {"type": "channel_id_changed", "old_channel_id": payloads.ROOM, "new_channel_id": "C9"},
            None,
            True,
        ),
        ({"type": "channel_unshared", "channel": payloads.ROOM}, True, True),
        ({"type": "channel_unshared", "channel": payloads.ROOM}, False, False),
        ({"type": "channel_unshared", "channel": payloads.ROOM}, None, False),
    ],
    ids=[
        "archived",
        "renamed",
        "called otherwise",
        "other workspace left",
        "we were put out",
        "room is gone for us",
    ],
)
def test_room_is_used_as_long_as_it_is_ours(
    database: Database, event: dict[str, Any], is_member: bool | None, is_open: bool
) -> None:
    async def story(there: County) -> None:
        mina = meet(database, await there.install("T2"))
        if is_member is not None:
            there.server.rooms[payloads.ROOM] = is_member
        assert (await there.event(told(event))).status_code == 200

        assert standing(database, mina) == (True, is_open)

    play(database, story, *CHANGES)
