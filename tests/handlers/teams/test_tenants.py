"""Tenants come and go: the bot is added, blocked, taken away and added again, and the server stops and starts."""

from typing import Any

import pytest

from bot.domain.installations import Installation
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Intent, myself
from bot.services import installations
from handlers.conversations.incoming import Change, Command
from handlers.conversations.replies import Say
from handlers.conversations.routes import ROUTES
from storage import installations as stored_installations
from storage import people
from storage.database import Database
from tests.slack.scripts import Script, route
from tests.teams import activities
from tests.teams.connector import StandIn, refusing
from tests.teams.known import ROOM, address, known
from tests.teams.scripts import HELLO, play
from tests.teams.tenant import NOW, Tenant

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CHAT = activities.PERSONAL["id"]
IN_ROOM: dict[str, Any] = {"conversation": activities.CHANNEL, "channelData": activities.IN_CHANNEL}
SAY = route(Command, Intent.MINE, Script(Say(message=HELLO)))
CHANGES = next(one for one in ROUTES if one.kind is Change)


def installed(database: Database) -> tuple[Installation, ...]:
    return installations.connected(database=database, kind=AddressKind.TEAMS)


def update(action: str, **more: Any) -> dict[str, Any]:
    return activities.activity("installationUpdate", action=action, **{"id": f"update-{action}", **more})


def test_a_tenant_is_kept_at_its_first_word_and_connected_again_at_the_next_start(database: Database) -> None:
    server = StandIn()

    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        [number] = tenant.teams.messengers
        [kept] = installed(database)
        assert (kept.id, kept.external_id, kept.bot_id) == (number, "tenant-1", "28:bot-1")
        assert kept.service_url == server.service_url

    async def again(tenant: Tenant) -> None:
        [number] = tenant.teams.messengers
        assert [*tenant.teams.directories] == [*tenant.teams.files] == [number]

    play(database, story, SAY, server=server)
    play(database, again, SAY)


def test_each_tenant_is_an_installation_of_its_own(database: Database) -> None:
    other = {**activities.PERSONAL, "tenantId": "tenant-2"}

    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        await tenant.send(activities.said("mine", conversation=other))

        assert [one.external_id for one in installed(database)] == ["tenant-1", "tenant-2"]
        assert [one.to.installation_id for one in tenant.queued()] == [*tenant.teams.messengers]

    play(database, story, SAY)


def test_a_tenant_is_called_by_its_people_and_else_by_no_name(database: Database) -> None:
    rob = {**activities.MINA, "id": "29:rob", "aadObjectId": "rob", "email": "rob@castle.example"}
    mina = {**activities.MINA, "email": "mina@castle.example", "tenantId": "tenant-1"}
    guest = {**rob, "aadObjectId": "guest", "email": "guest@a.example", "userRole": "guest"}
    server = StandIn(members={ROOM: [mina, rob, guest, {**guest, "aadObjectId": "another"}]})
    names: list[str] = []

    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        names.extend(one.name for one in installed(database))
        await tenant.send({**activities.mentioned("mine"), "id": "2"})
        await tenant.settle()
        names.extend(one.name for one in installed(database))

    play(database, story, SAY, server=server)
    play(database, story, SAY)  # Another start, at another address of Teams.

    assert names == ["", "castle.example", "castle.example", "castle.example"]


def test_a_tenant_that_moves_is_written_to_where_it_is(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        where = tenant.server.url
        tenant.server.url = f"{where}/elsewhere"
        await tenant.send(activities.said("mine", id="2"))
        tenant.server.url = where

        [kept] = installed(database)
        assert kept.service_url == f"{where}/elsewhere/uk/"
        assert len(tenant.teams.messengers) == 1

    play(database, story, SAY)


def test_who_takes_the_bot_away_is_not_written_to_until_they_add_it_again(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        [number] = tenant.teams.messengers
        known(database, number)

        await tenant.send(update("remove"))
        assert not address(database, number).usable
        await tenant.send(update("add", conversation={**activities.PERSONAL, "id": "a:another"}))
        assert address(database, number).usable
        assert address(database, number).conversation == "a:another"

    play(database, story, SAY, CHANGES)


def test_who_writes_to_the_bot_has_it_whatever_teams_has_told(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        [number] = tenant.teams.messengers
        known(database, number)
        await tenant.send(update("remove"))
        await tenant.settle()
        await tenant.send(activities.said("mine", id="3"))

        assert address(database, number).usable

    play(database, story, SAY, CHANGES)


def test_who_took_the_bot_away_stays_unreachable_though_a_room_lists_them(database: Database) -> None:
    server = StandIn(members={ROOM: [activities.MINA]})
    added = activities.activity("conversationUpdate", membersAdded=[activities.BOT], id="5", **IN_ROOM)

    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        [number] = tenant.teams.messengers
        known(database, number)
        await tenant.send(update("remove"))
        await tenant.send(added)
        await tenant.settle()

        assert not address(database, number).usable

    play(database, story, SAY, CHANGES, server=server)


def test_a_tenant_in_which_nobody_is_left_is_forgotten_and_comes_back(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        [number] = tenant.teams.messengers
        known(database, number)
        await tenant.send(update("remove"))
        await tenant.settle()

        assert installed(database) == ()
        teams = tenant.teams
        assert [*teams.messengers, *teams.directories, *teams.files] == []
        with database.read() as transaction:
            gone = stored_installations.get(transaction, viewer=ENGINE, installation_id=number)
        assert gone.removed_at == NOW

        await tenant.send(update("add"))
        assert [*tenant.teams.messengers] == [one.id for one in installed(database)] == [number]
        assert address(database, number).usable

    play(database, story, SAY, CHANGES)


def test_what_a_tenant_that_blocks_the_bot_does_not_take_goes_to_the_next_address(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        [number] = tenant.teams.messengers
        known(database, number)
        person_id = address(database, number).person_id
        await tenant.deliver()
        page = installations.register(
            database=database, kind=AddressKind.WEB, external_id="pages", name="", bot_id="", now=NOW
        )
        with database.write() as transaction:
            people.give_address(
                transaction,
                viewer=myself(person_id),
                person_id=person_id,
                kind=AddressKind.WEB,
                installation_id=page,
                external_id="mina",
            )
        tenant.server.will("post", refusing(403, "MessageWritesBlocked"))
        await tenant.send(activities.said("mine", id="2"))
        await tenant.deliver()

        assert len(tenant.server.asked("post")) == 2
        [second] = tenant.queued()
        assert (second.to.kind, second.to.external_id) == (AddressKind.WEB, "mina")

    play(database, story, SAY)
