"""One room that two of our workspaces share: two bots are in it, and one of them speaks."""

from typing import Any

import pytest

from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Intent, Role, Viewer, myself
from bot.errors import Refused
from bot.services import rooms as room_services
from handlers.conversations.incoming import Change, Command, Incoming, Press, Submit
from handlers.conversations.replies import Nothing, Say
from handlers.conversations.routes import ROUTES
from storage import members, partnerships, people, rooms
from storage.database import Database
from tests.riverside import LONDON
from tests.slack import payloads
from tests.slack.installing import County, play
from tests.slack.scripts import HELLO, TYPED, Script, mention, route, shown_form
from tests.slack.workspace import NOW

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CHANGES = [one for one in ROUTES if one.kind is Change]


def runner_at(database: Database, number: int, external_id: str, name: str) -> Viewer:
    with database.write() as transaction:
        person = people.create_at(
            transaction,
            viewer=myself(0),
            name=name,
            zone=None,
            kind=AddressKind.SLACK,
            installation_id=number,
            external_id=external_id,
            now=NOW,
        )
        profile = Profile(name=f"{name}'s", zone=LONDON)
        made = partnerships.create(transaction, viewer=myself(person.id), profile=profile, now=NOW)
        runner = Viewer(person_id=person.id, partnership_id=made.id, role=Role.RUNNER)
        members.add(transaction, viewer=runner, person_id=person.id, role=Role.RUNNER, partner_id=None)
    return runner


def meet(database: Database, viewer: Viewer, number: int, room: str = payloads.ROOM) -> None:
    with database.write() as transaction:
        rooms.add(transaction, viewer=viewer, installation_id=number, external_id=room, name="#shared")


async def shared(there: County) -> tuple[int, int]:
    """Install us in two workspaces, of which the first has a partnership in the room that both see."""
    first, second = [await there.install(team) for team in ("T2", "T3")]
    mina = runner_at(there.database, first, payloads.MINA, "Mina Iqbal")
    meet(there.database, mina, first)
    return first, second


def by(team: str, said: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return an event as Slack sends it once, naming one of the two workspaces."""
    names = [{"team_id": team, "enterprise_id": None, "user_id": "U", "is_bot": True}]
    return {**said, "team_id": team, "authorizations": names, "event": {**said["event"], **more}}


def numbers(script: Script) -> list[int]:
    return [one.sender.installation_id for one in script.calls]


@pytest.mark.parametrize("team", ["T2", "T3"])
def test_whichever_slack_names_the_owner_answers(database: Database, team: str) -> None:
    script = Script(Say(message=HELLO, in_room=True))

    async def story(there: County) -> None:
        first, _ = await shared(there)
        await there.event(by(team, mention("timetable"), user_team="T2"))

        assert numbers(script) == [first]
        assert [(one.to.installation_id, one.to.external_id) for one in there.queued()] == [
            (first, payloads.ROOM)
        ]

    play(database, story, route(Command, Intent.TIMETABLE, script))


def test_a_press_in_the_room_is_for_who_wrote_there(database: Database) -> None:
    script = Script(Nothing())

    async def story(there: County) -> None:
        first, second = await shared(there)
        room = {"id": payloads.ROOM, "name": "shared"}
        container = {"type": "message", "message_ts": "11.22", "channel_id": payloads.ROOM}
        person = {"id": payloads.MINA, "name": "mina", "team_id": "T2"}
        pressed = payloads.press("done||1", channel=room, container=container, team={"id": "T3"}, user=person)
        await there.interaction(pressed)
        private = {"message": {"team": "T3"}, "user": {"id": "UVAL", "team_id": "T3"}, "trigger_id": "9.9"}
        await there.interaction(payloads.press("done||1", team={"id": "T2"}, **private))

        assert numbers(script) == [first, second]

    play(database, story, route(Press, Intent.DONE, script, writes=True))


def test_the_other_one_answers_commands_in_private(database: Database) -> None:
    script = Script(Say(message=HELLO))

    async def story(there: County) -> None:
        first, second = await shared(there)
        for team in ("T2", "T3"):
            typed = {"channel_id": payloads.ROOM, "channel_name": "shared", "trigger_id": f"1.{team}"}
            await there.command(payloads.command("timetable", team_id=team, **typed))

        assert numbers(script) == [first, second]
        assert [(one.place.conversation, one.place.private) for one in script.calls] == [
            (payloads.ROOM, False),
            (payloads.MINA, True),
        ]

    play(database, story, route(Command, Intent.TIMETABLE, script))


def test_what_only_one_sees_in_the_room_is_pressed_in_private(database: Database) -> None:
    script = Script(Nothing())

    async def story(there: County) -> None:
        _, second = await shared(there)
        room = {"id": payloads.ROOM, "name": "shared"}
        person = {"id": "UVAL", "name": "val", "team_id": "T3"}
        pressed = payloads.press("done||1", channel=room, team={"id": "T3"}, user=person)
        await there.interaction(payloads.ephemeral(pressed))
        noted = payloads.on_message("log_this")
        await there.interaction({**noted, "channel": room, "team": {"id": "T3"}, "user": person})

        assert numbers(script) == [second, second]
        assert [one.place.private for one in script.calls] == [True, True]

    play(
        database,
        story,
        route(Press, Intent.DONE, script, writes=True),
        route(Press, Intent.LOG, script, writes=True),
    )


def test_forms_go_back_to_who_opened_them(database: Database) -> None:
    script = Script(Nothing())

    async def story(there: County) -> None:
        _, second = await shared(there)
        sent = payloads.submission(shown_form(), TYPED, user={"id": "UVAL", "team_id": "T3"})
        sent["view"]["app_installed_team_id"] = "T3"
        await there.interaction({**sent, "team": {"id": "T2"}})

        assert numbers(script) == [second]

    play(database, story, route(Submit, Intent.ADD, script))


@pytest.mark.parametrize("kind", ["member_joined_channel", "channel_left"])
def test_the_others_comings_and_goings_are_no_matter_of_the_room(database: Database, kind: str) -> None:
    async def story(there: County) -> None:
        first, _ = await shared(there)
        event = {"type": kind, "channel": payloads.ROOM, "user": "UBOT-T3", "team": "T3"}
        await there.event(by("T3", payloads.event("MemberJoinedChannel", event)))

        with database.read() as transaction:
            room = rooms.called(transaction, viewer=ENGINE, installation_id=first, external_id=payloads.ROOM)
        assert room is not None
        assert room.usable

    play(database, story, *CHANGES)


def test_the_owner_hears_that_it_was_put_out_whoever_is_named(database: Database) -> None:
    async def story(there: County) -> None:
        first, second = await shared(there)
        left = {"type": "member_left_channel", "channel": payloads.ROOM, "user": "UBOT-T2"}
        await there.event(by("T3", payloads.event("MemberLeftChannel", left)))

        at = room_services.At(installation_id=second, room=payloads.ROOM)
        assert room_services.owner(database=database, at=at) is None
        # Nobody speaks there now, so the other one may; and the first does not speak beside it.
        val = runner_at(database, second, "UVAL", "Val Marsh")
        meet(database, val, second)
        joined = {"type": "member_joined_channel", "channel": payloads.ROOM, "user": "UBOT-T2"}
        await there.event(by("T2", payloads.event("MemberJoinedChannel", joined)) | {"event_id": "Ev2"})
        at = room_services.At(installation_id=first, room=payloads.ROOM)
        room_services.usable(database=database, at=at, can_post=True, now=NOW)
        assert room_services.owner(database=database, at=at) == second

    play(database, story, *CHANGES)


def test_a_second_partnership_does_not_begin_there(database: Database) -> None:
    async def story(there: County) -> None:
        _, second = await shared(there)
        val = runner_at(database, second, "UVAL", "Val Marsh")

        with pytest.raises(Refused, match="room_taken"):
            meet(database, val, second)

    play(database, story)


def test_a_member_who_is_known_in_the_other_workspace_is_no_stranger(database: Database) -> None:
    script = Script(Nothing())

    async def story(there: County) -> None:
        first, second = await shared(there)
        val = runner_at(database, second, "UVAL", "Val Marsh")
        room = {"id": payloads.ROOM, "name": "shared"}
        person = {"id": "UVAL", "name": "val", "team_id": "T3"}
        for trigger in ("1.1", "2.2"):
            pressed = {"channel": room, "user": person, "trigger_id": trigger}
            await there.interaction(payloads.press("done||1", team={"id": "T2"}, **pressed))

        assert numbers(script) == [first, first]
        with database.read() as transaction:
            addresses = people.addresses_of(transaction, viewer=val, person_id=val.person_id)
        assert [(one.installation_id, one.preferred) for one in addresses] == [
            (second, True),
            (first, False),
        ]

    play(database, story, route(Press, Intent.DONE, script, writes=True))


def test_somebody_of_the_other_workspace_whom_nobody_knows_hears_a_kind_sentence(database: Database) -> None:
    script: Script = Script(Nothing())

    async def story(there: County) -> None:
        await shared(there)
        room = {"id": payloads.ROOM, "name": "shared"}
        person = {"id": "UVAL", "name": "val", "team_id": "T3"}
        await there.interaction(payloads.press("done||1", channel=room, team={"id": "T2"}, user=person))
        await there.slack.settle()

        assert there.openings() == [("UVAL", "Hello. I'm Bywhen, and I help partnerships keep their dates.")]

    play(database, story, route(Press, Intent.DONE, script, writes=True))
    calls: list[Incoming] = script.calls
    assert calls == []
