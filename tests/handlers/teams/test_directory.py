"""Who can be picked in a tenant: the people of its rooms, and whoever writes to us."""

import asyncio
from typing import Any

import pytest

from bot.domain.permissions import ENGINE, Intent
from bot.engine import listing
from bot.errors import DeliveryFailed
from bot.services.ports import Listed
from handlers.conversations.call import Call
from handlers.conversations.incoming import Change, Command, Submit
from handlers.conversations.replies import Nothing
from handlers.conversations.router import Route, Scope
from handlers.teams import ids
from handlers.teams import people as teams_people
from handlers.teams.directory import TeamsDirectory, listed
from storage import directory as stored_directory
from storage.database import Database
from tests.slack.scripts import Script, route
from tests.teams import activities, connected
from tests.teams.connector import Misbehaviour, StandIn, answering, refusing, taking, throttling
from tests.teams.scripts import FORM, play
from tests.teams.tenant import NOW, Tenant

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CHAT = activities.PERSONAL["id"]
JO = "0b1e5a3c-0000-4000-8000-0000000000aa"
ROOM = activities.IN_CHANNEL["channel"]["id"]
ROUTES = (
    route(Command, Intent.MINE, Script(Nothing())),
    route(Change, None, Script(Nothing()), writes=True),
)


def member(number: int, **more: Any) -> dict[str, Any]:
    return {"id": f"29:{number}", "aadObjectId": f"aad-{number}", "name": f"name{number}", **more}


def people(server: StandIn, *rooms: str) -> tuple[Listed, ...]:
    return connected.using(
        server,
        lambda connector: TeamsDirectory(connector, tenant_id="tenant-1", rooms=lambda: rooms).people(),
    )


def stored(tenant: Tenant) -> dict[str, str | None]:
    """Everybody who can be picked, with their e-mail address."""
    with tenant.database.read() as transaction:
        [number] = tenant.teams.messengers
        found = stored_directory.all_of(transaction, viewer=ENGINE, installation_id=number)
    return {one.name: one.email for one in found}


def test_everybody_in_our_rooms_is_listed_once_page_by_page() -> None:
    one, other = [member(number) for number in range(5)], [member(number) for number in range(3, 7)]
    server = StandIn(members={"19:one": one, "19:other": other}, page=2)

    found = people(server, "19:one", "19:other")

    assert [one.external_id for one in found] == [f"aad-{number}" for number in range(7)]
    assert [asked.get("continuationToken") for asked in server.asked("members")] == [
        None,
        "2",
        "4",
        None,
        "2",
    ]


def test_nobody_is_listed_where_we_are_in_no_room() -> None:
    assert people(StandIn()) == ()


MINA = Listed(external_id="aad-1", name="name1", email=None, zone=None, left=False, is_bot=False)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (member(1), {}),
        (member(1, email="mina@castle.test"), {"email": "mina@castle.test"}),
        (member(1, aadObjectId=None, objectId="aad-1"), {}),
        (member(1, tenantId="tenant-1"), {}),
        (member(1, tenantId="tenant-2"), {"is_stranger": True}),
        (member(1, tenantId="tenant-2", userRole="guest"), {"is_guest": True}),
        (member(1, aadObjectId=None), {"external_id": "29:1"}),
        (member(1, name=None, userPrincipalName="mina@castle.test"), {"name": "mina@castle.test"}),
        (member(1, name=None), {"name": "aad-1"}),
    ],
)
def test_a_person_is_listed_as_teams_knows_them(found: dict[str, Any], expected: dict[str, Any]) -> None:
    plain = {name: getattr(MINA, name) for name in MINA.__dataclass_fields__}

    assert listed(found, tenant_id="tenant-1") == Listed(**{**plain, **expected})


@pytest.mark.parametrize("body", ['{"members": [null, 5, {"name": "nobody"}]}', '{"members": null}', "{}"])
def test_an_answer_without_people_lists_nobody(body: str) -> None:
    server = StandIn()
    server.will("members", answering(body))

    assert people(server, "19:one") == ()


def test_a_room_that_we_may_not_look_into_keeps_none_of_the_others_away() -> None:
    server = StandIn(members={"19:one": [member(1)]})
    server.will("members", refusing(403, "BotNotInConversationRoster"))

    assert [one.external_id for one in people(server, "19:gone", "19:one")] == ["aad-1"]


def test_what_may_be_mended_is_read_again_at_the_next_round() -> None:
    server = StandIn()
    server.will("members", throttling("5"))

    with pytest.raises(DeliveryFailed) as caught:
        people(server, "19:one")

    assert caught.value.retry_after == 5.0


def test_an_answer_that_never_ends_is_read_no_further() -> None:
    server = StandIn(members={"19:one": [member(number) for number in range(300)]}, page=1)

    assert len(people(server, "19:one")) == 200


def test_who_writes_to_us_can_be_picked_at_once_and_their_address_follows(database: Database) -> None:
    mina = {**activities.MINA, "email": "mina@castle.test"}

    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        assert "Mina Iqbal" in stored(tenant)
        await tenant.settle()
        await tenant.send(activities.said("mine", id="2"))
        await tenant.settle()

        assert stored(tenant) == {"Mina Iqbal": "mina@castle.test"}
        assert len(tenant.server.asked("members")) == 1

    play(database, story, *ROUTES, server=StandIn(members={CHAT: [mina]}))


def test_the_people_of_a_room_can_be_picked_once_we_are_in_it(database: Database) -> None:
    added = activities.activity(
        "conversationUpdate",
        conversation=activities.CHANNEL,
        channelData=activities.IN_CHANNEL,
        membersAdded=[activities.BOT],
    )
    joined = {**added, "id": "2", "membersAdded": [{"id": "29:2"}]}

    async def story(tenant: Tenant) -> None:
        await tenant.send(added)
        await tenant.settle()
        assert set(stored(tenant)) == {"name1"}
        tenant.server.members[ROOM].append(member(2))
        await tenant.send(joined)
        await tenant.settle()

        assert set(stored(tenant)) == {"name1", "name2"}

    play(database, story, *ROUTES, server=StandIn(members={ROOM: [member(1)]}))


def test_people_are_read_again_every_hour(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        await tenant.settle()

        read = await listing.read(database=database, directories=tenant.teams.directories, clock=lambda: NOW)

        # No partnership meets in a room here yet.
        assert read == 0

    play(database, story, *ROUTES)


def picked(person: str) -> dict[str, Any]:
    """A form in which Mina has picked somebody whom Teams has offered by itself."""
    data = {**ids.of_form(FORM, message=None), "who": person, "bywhen.kinds": {"who": "person"}}
    return activities.dialog("task/submit", data)


def test_who_is_picked_and_can_be_written_to_is_kept_before_the_form_is_read(database: Database) -> None:
    jo = {"id": "29:jo", "aadObjectId": JO, "name": "Jo", "tenantId": "tenant-1"}
    here: list[Tenant] = []
    known: list[bool] = []

    def look(_: Call[Any]) -> Nothing:
        known.append("Jo" in stored(here[0]))
        return Nothing()

    async def story(tenant: Tenant) -> None:
        here.append(tenant)
        for number in ("1", "2"):
            await tenant.send({**picked(JO), "id": number})

        assert known == [True, True]
        assert len(tenant.server.asked("open")) == 1

    conversation = Route(kind=Submit, intent=Intent.ADD, answer=look, scope=Scope.ANYONE)
    play(database, story, conversation, server=StandIn(members={f"a:{JO}": [jo]}))


@pytest.mark.parametrize(
    "trouble", [refusing(403, "BotNotInConversationRoster"), refusing(500)], ids=["refused", "perhaps"]
)
def test_who_is_picked_and_cannot_be_written_to_stays_unknown(
    database: Database, trouble: Misbehaviour
) -> None:
    async def story(tenant: Tenant) -> None:
        tenant.server.will("open", trouble)
        answer = await tenant.send(picked(JO))

        assert answer.status_code == 200
        assert set(stored(tenant)) == {"Mina Iqbal"}

    play(database, story, route(Submit, Intent.ADD, Script(Nothing())))


def test_a_form_is_answered_though_teams_takes_its_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(tenant: Tenant) -> None:
        tenant.server.will("open", taking(30.0))
        answer = await tenant.send(picked(JO))

        assert answer.status_code == 200
        assert set(stored(tenant)) == {"Mina Iqbal"}

    monkeypatch.setattr(teams_people, "_FINDING_SECONDS", 0.05)
    play(database, story, route(Submit, Intent.ADD, Script(Nothing())))


def test_what_is_known_is_found_out_again_once_it_is_too_much(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(tenant: Tenant) -> None:
        for number in ("1", "2"):
            await tenant.send(activities.said("mine", id=number))
            await tenant.settle()

        assert len(tenant.server.asked("members")) == 1
        other = {**activities.PERSONAL, "id": "a:other"}
        for number, where in (("3", other), ("4", activities.PERSONAL)):
            await tenant.send(activities.said("mine", id=number, conversation=where))
            await tenant.settle()
        assert len(tenant.server.asked("members")) == 3

    monkeypatch.setattr(teams_people, "_MOST_KNOWN", 1)
    play(database, story, *ROUTES)


def test_a_mistake_of_ours_after_the_answer_is_logged(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError("ours")

    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(activities.said("mine"))
        await tenant.settle()
        await asyncio.sleep(0)

        assert answer.status_code == 200
        assert "teams_afterwards_failed" in capsys.readouterr().out

    monkeypatch.setattr(TeamsDirectory, "of", fail)
    play(database, story, *ROUTES)
