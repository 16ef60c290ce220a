"""Rooms: renamed, closed to us and open again, alone or with their whole team."""

from typing import Any

import pytest

from bot.domain.permissions import Intent
from handlers.conversations.incoming import Change, Command
from handlers.conversations.replies import Say
from handlers.conversations.routes import ROUTES
from storage.database import Database
from tests.slack.scripts import Script, route
from tests.teams import activities
from tests.teams.connector import Misbehaviour, StandIn, answering, refusing
from tests.teams.known import ROOM, address, post_in, room, started
from tests.teams.scripts import HELLO, play
from tests.teams.tenant import Tenant

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

IN_ROOM: dict[str, Any] = {"conversation": activities.CHANNEL, "channelData": activities.IN_CHANNEL}
SAY = route(Command, Intent.MINE, Script(Say(message=HELLO)))
CHANGES = next(one for one in ROUTES if one.kind is Change)


def update(action: str, **more: Any) -> dict[str, Any]:
    return activities.activity("installationUpdate", action=action, **{"id": f"update-{action}", **more})


@pytest.mark.parametrize(
    ("closing", "opening"),
    [
        (
            activities.activity("conversationUpdate", membersRemoved=[activities.BOT], id="5", **IN_ROOM),
            activities.activity("conversationUpdate", membersAdded=[activities.BOT], id="6", **IN_ROOM),
        ),
        (update("remove", **IN_ROOM), update("add", **IN_ROOM)),
        (
            activities.activity(
                "conversationUpdate",
                conversation=activities.CHANNEL,
                channelData={**activities.IN_CHANNEL, "eventType": "channelDeleted"},
                id="5",
            ),
            activities.activity(
                "conversationUpdate",
                conversation=activities.CHANNEL,
                channelData={**activities.IN_CHANNEL, "eventType": "channelRestored"},
                id="6",
            ),
        ),
    ],
    ids=["member", "installation", "channel"],
)
def test_a_room_is_closed_to_us_and_open_again(
    database: Database, closing: dict[str, Any], opening: dict[str, Any]
) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        number = started(database, tenant)

        assert (await tenant.send(closing)).status_code == 200
        closed = room(database, number)
        assert (await tenant.send(opening)).status_code == 200
        opened = room(database, number)

        assert closed is not None
        assert opened is not None
        assert (closed.usable, opened.usable) == (False, True)
        assert [*tenant.teams.messengers] == [number]

    play(database, story, SAY, CHANGES)


def test_a_newer_version_of_the_package_closes_nothing(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        number = started(database, tenant)
        for action in ("remove-upgrade", "add-upgrade", "upgrade"):
            for where in ({}, IN_ROOM, WHOLE):
                assert (
                    await tenant.send(update(action, **where, id=f"{action}{len(where)}"))
                ).status_code == 200
        await tenant.settle()

        here = room(database, number)
        assert here is not None
        assert here.usable
        assert address(database, number).usable
        assert [*tenant.teams.messengers] == [number]

    play(database, story, SAY, CHANGES)


@pytest.mark.parametrize(
    ("code", "closes"),
    [
        ("BotDisabledByAdmin", True),
        ("BotNotInConversationRoster", True),
        ("", True),
        ("MessageSizeTooBig", False),
    ],
)
def test_a_room_that_takes_nothing_of_ours_is_closed_until_somebody_there_speaks_to_us(
    database: Database, code: str, closes: bool
) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        number = started(database, tenant)
        await tenant.deliver()
        post_in(database, number)
        tenant.server.will("post", refusing(403 if closes else 413, code))
        await tenant.deliver()
        closed = room(database, number)
        await tenant.send(activities.mentioned("mine"))
        opened = room(database, number)

        assert closed is not None
        assert opened is not None
        assert (closed.usable, opened.usable) == (not closes, True)

    play(database, story, SAY, CHANGES)


TEAM = activities.IN_CHANNEL["team"]["id"]
WHOLE: dict[str, Any] = {
    "conversation": {**activities.CHANNEL, "id": TEAM},
    "channelData": {"tenant": {"id": activities.TENANT}, "team": activities.IN_CHANNEL["team"]},
}
ARCHIVED = {**WHOLE, "channelData": {**WHOLE["channelData"], "eventType": "teamArchived"}}
UNARCHIVED = {**WHOLE, "channelData": {**WHOLE["channelData"], "eventType": "teamUnarchived"}}


@pytest.mark.parametrize(
    ("closing", "opening"),
    [
        (
            activities.activity("conversationUpdate", membersRemoved=[activities.BOT], id="5", **WHOLE),
            activities.activity("conversationUpdate", membersAdded=[activities.BOT], id="6", **WHOLE),
        ),
        (update("remove", **WHOLE), update("add", **WHOLE)),
        (
            activities.activity("conversationUpdate", id="5", **ARCHIVED),
            activities.activity("conversationUpdate", id="6", **UNARCHIVED),
        ),
    ],
    ids=["member", "installation", "archive"],
)
def test_what_happens_to_a_team_happens_to_its_rooms(
    database: Database, closing: dict[str, Any], opening: dict[str, Any]
) -> None:
    server = StandIn(channels={TEAM: ["19:another@thread.tacv2", ROOM]})

    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        number = started(database, tenant)
        found = []
        for one in (closing, opening):
            await tenant.send(one)
            await tenant.settle()
            here = room(database, number)
            assert here is not None
            found.append(here.usable)

        assert found == [False, True]

    play(database, story, SAY, CHANGES, server=server)


@pytest.mark.parametrize(
    ("one", "what", "trouble"),
    [
        (update("remove", **WHOLE), "members", refusing(503)),
        (activities.activity("conversationUpdate", id="5", **ARCHIVED), "channels", refusing(404)),
        (activities.activity("conversationUpdate", id="5", **ARCHIVED), "channels", answering("{}")),
    ],
    ids=["perhaps removed", "not told", "no channels"],
)
def test_a_room_stays_as_it_is_where_teams_does_not_tell(
    database: Database, one: dict[str, Any], what: str, trouble: Misbehaviour
) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        number = started(database, tenant)
        await tenant.settle()
        tenant.server.will(what, trouble)
        await tenant.send(one)
        await tenant.settle()

        here = room(database, number)
        assert here is not None
        assert here.usable

    play(database, story, SAY, CHANGES)


def test_a_room_that_we_can_still_look_into_is_not_of_the_team_that_removed_us(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        number = started(database, tenant)
        await tenant.send(update("remove", **WHOLE))
        await tenant.settle()

        here = room(database, number)
        assert here is not None
        assert here.usable

    play(database, story, SAY, CHANGES, server=StandIn(members={ROOM: [activities.MINA]}))


def test_a_room_is_called_what_its_people_call_it(database: Database) -> None:
    renamed = {
        **activities.IN_CHANNEL,
        "channel": {"id": ROOM, "name": "Together"},
        "eventType": "channelRenamed",
    }

    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        number = started(database, tenant)
        await tenant.send(activities.activity("conversationUpdate", id="5", channelData=renamed))

        found = room(database, number)
        assert found is not None
        assert found.name == "Together"

    play(database, story, SAY, CHANGES)


@pytest.mark.parametrize(
    "one",
    [
        update("remove", **WHOLE),
        activities.activity(
            "conversationUpdate",
            id="5",
            conversation=WHOLE["conversation"],
            channelData={**WHOLE["channelData"], "eventType": "channelRenamed"},
        ),
    ],
    ids=["no room of ours", "nothing to follow"],
)
def test_what_happens_to_a_team_may_be_no_concern_of_ours(database: Database, one: dict[str, Any]) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        await tenant.settle()
        asked = len(tenant.server.calls)
        answer = await tenant.send(one)
        await tenant.settle()

        assert answer.status_code == 200
        assert {what for what, _ in tenant.server.calls[asked:]} <= {"members"}

    play(database, story, SAY, CHANGES)
