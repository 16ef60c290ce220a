"""The loop that sends, against a Slack that loses answers, throttles and refuses: nothing arrives twice."""

from datetime import timedelta

import pytest

from bot.domain.permissions import Intent
from bot.engine.delivery import DeliveryLoop
from bot.engine.reconciling import reconcile
from bot.engine.ways import Messengers
from handlers.conversations.incoming import Press
from handlers.conversations.replies import Say
from storage.database import Database
from tests.slack import payloads
from tests.slack.scripts import HELLO, Script, play, route
from tests.slack.standin import Misbehaviour, StandIn, failing, losing_the_answer, refusing, throttling
from tests.slack.workspace import NOW, Workspace

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

LATER = NOW + timedelta(minutes=5)


def messengers(workspace: Workspace) -> Messengers:
    slack = workspace.slack
    return {(slack.kind, number): messenger for number, messenger in slack.messengers.items()}


async def send(workspace: Workspace, *, later: bool = False) -> int:
    """Send what may be sent, and return how many messages that were."""
    loop = DeliveryLoop(
        database=workspace.database,
        messengers=messengers(workspace),
        clock=lambda: LATER if later else NOW,
    )
    return await loop.step()


async def find_out(workspace: Workspace) -> int:
    return await reconcile(database=workspace.database, messengers=messengers(workspace), clock=lambda: LATER)


def arrived(workspace: Workspace) -> int:
    return sum(len(messages) for messages in workspace.server.messages.values())


def meet(database: Database, server: StandIn, *misbehaviour: Misbehaviour, asked: int, found: int) -> None:
    """Press a button whose answer meets this; then `asked` posts were tried and `found` messages stand there."""
    server.will("chat.postMessage", *misbehaviour)

    async def story(workspace: Workspace) -> None:
        await workspace.interaction(payloads.press("done||12.1"))
        await send(workspace)
        await find_out(workspace)
        await send(workspace, later=True)
        await find_out(workspace)
        await send(workspace, later=True)

        assert (len(server.asked("chat.postMessage")), arrived(workspace)) == (asked, found)

    play(database, story, route(Press, Intent.DONE, Script(Say(message=HELLO)), writes=True), server=server)


def test_answer_arrives_once(database: Database) -> None:
    meet(database, StandIn(), asked=1, found=1)


def test_message_whose_answer_was_lost_is_found_and_not_sent_again(database: Database) -> None:
    meet(database, StandIn(), losing_the_answer, asked=1, found=1)


def test_message_that_did_not_arrive_is_looked_for_and_then_sent(database: Database) -> None:
    meet(database, StandIn(), failing(502), asked=2, found=1)


def test_message_that_was_too_often_comes_later(database: Database) -> None:
    meet(database, StandIn(), throttling("30"), asked=2, found=1)


def test_message_that_is_refused_for_good_is_not_tried_again(database: Database) -> None:
    meet(database, StandIn(), refusing("account_inactive"), asked=1, found=0)


def test_message_of_which_nobody_can_tell_is_not_repeated(database: Database) -> None:
    server = StandIn()
    server.will("conversations.history", *[refusing("missing_scope")] * 3)

    meet(database, server, losing_the_answer, asked=1, found=1)
