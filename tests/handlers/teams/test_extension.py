"""**Track this** and **Log this**, pressed on what somebody wrote."""

from typing import Any

import pytest

from bot.domain.permissions import Intent
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import Nothing, OpenForm, Say
from handlers.teams import extension
from storage.database import Database
from tests.slack.scripts import Script, route
from tests.teams import activities, cards
from tests.teams.known import MINA, ROOM
from tests.teams.scripts import FORM, HELLO, TYPED, play
from tests.teams.tenant import Tenant, shown

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

IN_ROOM: dict[str, Any] = {"conversation": activities.CHANNEL, "channelData": activities.IN_CHANNEL}
BETWEEN_TWO: dict[str, Any] = {
    "conversation": {
        "id": "19:mina_jo@unq.gbl.spaces",
        "conversationType": "personal",
        "tenantId": "tenant-1",
    }
}
WRITTEN = {
    "id": "1700",
    "createdDateTime": "2026-11-20T09:00:00.25Z",
    "from": {"user": {"id": "jo-object-id", "displayName": "Jo"}},
    "body": {"contentType": "html", "content": "<p>We&#39;ll send <at id='0'>R&amp;D</at><br>data</p>"},
}


def asked(command: str, **more: Any) -> dict[str, Any]:
    value = {"commandId": command, "commandContext": "message", "messagePayload": WRITTEN}
    return activities.activity("invoke", name=extension.FETCH, value=value, **{**IN_ROOM, **more})


@pytest.mark.parametrize(
    ("command", "intent", "arg"),
    [
        (
            extension.TRACK_THIS,
            Intent.TRACK,
            "ask:jo-object-id:19_room@thread.tacv2;messageid=1700.1700:We'll send R&D data",
        ),
        (extension.LOG_THIS, Intent.LOG, "ask:jo-object-id:1795165200"),
    ],
    ids=["track", "log"],
)
def test_what_somebody_wrote_is_asked_about(
    database: Database, command: str, intent: Intent, arg: str
) -> None:
    script = Script(Say(message=HELLO))

    async def story(tenant: Tenant) -> None:
        answer = await tenant.send(asked(command))
        await tenant.settle()

        [press] = script.calls
        assert isinstance(press, Press)
        assert (press.intent, press.arg, press.message) == (intent, arg, None)
        assert (press.place.conversation, press.place.private, press.place.overheard) == (ROOM, False, False)
        [card] = shown(answer)
        assert cards.words(card).startswith("Hello <at>everybody</at>.")
        assert tenant.server.said(ROOM) == []

    play(database, story, route(Press, intent, script, writes=True))


def test_between_two_people_the_answer_goes_to_our_own_chat(database: Database) -> None:
    async def story(tenant: Tenant) -> None:
        opened = await tenant.send(asked(extension.LOG_THIS, **BETWEEN_TWO))
        assert len(shown(opened)) == 1
        sent = {"commandId": extension.LOG_THIS, "data": TYPED}
        answer = await tenant.send(
            activities.activity("invoke", name=extension.SUBMIT, value=sent, id="9", **BETWEEN_TWO)
        )
        await tenant.deliver()
        await tenant.settle()

        assert answer.json() == {}
        assert [*tenant.server.activities] == [f"a:{MINA}"]
        assert tenant.server.asked("members") == []

    play(
        database,
        story,
        route(Press, Intent.LOG, Script(OpenForm(form=FORM))),
        route(Submit, Intent.ADD, Script(Say(message=HELLO)), writes=True),
    )


@pytest.mark.parametrize(
    ("changed", "arg"),
    [
        ({"from": None}, "ask::1795165200"),
        ({"from": {"application": {"id": "app"}}}, "ask::1795165200"),
        ({"createdDateTime": None}, "ask:jo-object-id:"),
        ({"createdDateTime": "yesterday"}, "ask:jo-object-id:"),
    ],
    ids=["nobody", "an app", "no time", "an odd time"],
)
def test_a_message_of_which_teams_says_little_can_be_logged(
    database: Database, changed: dict[str, Any], arg: str
) -> None:
    script = Script(Nothing())

    async def story(tenant: Tenant) -> None:
        one = asked(extension.LOG_THIS)
        one["value"]["messagePayload"] = {**WRITTEN, **changed}
        assert (await tenant.send(one)).status_code == 200

        [press] = script.calls
        assert isinstance(press, Press)
        assert press.arg == arg

    play(database, story, route(Press, Intent.LOG, script))


@pytest.mark.parametrize(
    "value",
    [None, {}, {"commandId": "track_this"}, {"commandId": "track_this", "messagePayload": {"body": 5}}],
    ids=str,
)
def test_a_message_of_another_shape_is_refused(database: Database, value: Any) -> None:
    async def story(tenant: Tenant) -> None:
        one = activities.activity("invoke", name=extension.FETCH, value=value)
        assert (await tenant.send(one)).status_code == 400

    play(database, story)
