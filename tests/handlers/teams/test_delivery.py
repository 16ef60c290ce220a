"""The loop that sends, against a Teams that loses answers, throttles and refuses."""

from datetime import timedelta

import pytest

from bot.domain.permissions import Intent
from bot.engine.delivery import DeliveryLoop
from bot.engine.limiter import Limiter
from bot.engine.reconciling import reconcile
from bot.engine.ways import Ways
from bot.messages.model import Message
from handlers.conversations.incoming import Command, Press
from handlers.conversations.replies import Replace, Say
from handlers.teams import ids
from storage.database import Database
from tests.slack.scripts import Script, route
from tests.teams import activities
from tests.teams.connector import Misbehaviour, losing_the_answer, refusing, throttling
from tests.teams.scripts import DONE, HELLO, play
from tests.teams.tenant import NOW, Tenant

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CHAT = activities.PERSONAL["id"]
LATER = NOW + timedelta(minutes=15)
SAY = route(Command, Intent.MINE, Script(Say(message=HELLO)))


async def send(tenant: Tenant, *, later: bool = True) -> None:
    loop = DeliveryLoop(
        database=tenant.database,
        messengers=ways(tenant),
        clock=lambda: LATER if later else NOW,
        limiter=Limiter(paces={}),
    )
    await loop.step()


async def find_out(tenant: Tenant) -> None:
    await reconcile(database=tenant.database, messengers=ways(tenant), clock=lambda: LATER)


def ways(tenant: Tenant) -> Ways:
    return Ways({tenant.teams.kind: tenant.teams.messengers})


@pytest.mark.parametrize(
    ("trouble", "asked", "found"),
    [
        ((), 1, 1),
        ((losing_the_answer,), 1, 1),
        ((refusing(502),), 1, 0),
        ((throttling("30"),), 2, 1),
        ((refusing(401),), 2, 1),
        ((refusing(403, "MessageWritesBlocked"),), 1, 0),
    ],
    ids=["arrives", "answer lost", "perhaps not", "too often", "not registered", "blocked"],
)
def test_no_answer_arrives_twice(
    database: Database, trouble: tuple[Misbehaviour, ...], asked: int, found: int
) -> None:
    async def story(tenant: Tenant) -> None:
        tenant.server.will("post", *trouble)
        await tenant.send(activities.said("mine"))
        await send(tenant, later=False)
        for _ in range(2):
            await find_out(tenant)
            await send(tenant)

        assert len(tenant.server.asked("post")) == asked
        assert len(tenant.server.activities[CHAT]) == found

    play(database, story, SAY)


def test_a_change_whose_answer_was_lost_is_made_again(database: Database) -> None:
    thanks = Message(opening="Thank you.")

    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        await send(tenant, later=False)
        [stands] = tenant.server.activities[CHAT]
        tenant.server.will("put", losing_the_answer)
        pressed = activities.pressed(ids.of_button(DONE))
        await tenant.send({**pressed, "id": "9", "replyToId": stands["id"]})
        await send(tenant, later=False)
        await find_out(tenant)
        await send(tenant)

        assert len(tenant.server.asked("put")) == 2
        assert tenant.server.said(CHAT) == ["Thank you."]

    play(database, story, SAY, route(Press, Intent.DONE, Script(Replace(message=thanks)), writes=True))


def test_a_change_of_a_message_that_is_gone_becomes_a_line_of_its_own(database: Database) -> None:
    thanks = Message(opening="Thank you.")

    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        await tenant.deliver()
        stands = tenant.server.activities[CHAT].pop()
        pressed = activities.pressed(ids.of_button(DONE))
        await tenant.send({**pressed, "id": "9", "replyToId": stands["id"]})
        await tenant.deliver()

        assert tenant.server.said(CHAT) == [
            "Thank you. I've kept that, though I couldn't change my message above."
        ]

    play(database, story, SAY, route(Press, Intent.DONE, Script(Replace(message=thanks)), writes=True))


def test_a_tenant_that_asks_for_patience_is_left_alone_and_no_other(database: Database) -> None:
    other = {**activities.PERSONAL, "id": "a:other", "tenantId": "tenant-2"}

    async def story(tenant: Tenant) -> None:
        await tenant.send(activities.said("mine"))
        await tenant.send(activities.said("mine", conversation=other))
        tenant.server.will("post", throttling("60"))
        loop = DeliveryLoop(
            database=tenant.database, messengers=ways(tenant), clock=lambda: NOW, limiter=Limiter()
        )
        for _ in range(2):
            await loop.step()

        assert len(tenant.server.asked("post")) == 2
        assert len(tenant.server.activities[CHAT]) + len(tenant.server.activities["a:other"]) == 1

    play(database, story, SAY)
