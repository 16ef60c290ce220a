"""What happens when Slack sends something: read it, ask the router, answer. No rule and no wording in here."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

import structlog
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.domain.permissions import Intent
from bot.errors import Busy
from bot.messages import answers as answer_wording
from bot.messages import forms as form_wording
from bot.messages import rooms as room_wording
from bot.messages import troubles
from bot.messages.model import Message
from bot.services.ports import Database
from handlers.conversations import commands, queueing
from handlers.conversations.incoming import Change, Command, Incoming, Press
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Replace, Reply, Say
from handlers.conversations.router import Router
from handlers.slack import answering, directory, ids, incoming, manifest, rooms
from handlers.slack.home import HomeTab
from handlers.slack.incoming import Payload, Surface
from handlers.slack.outsiders import Outsiders
from handlers.slack.workspace import Workspace

log = structlog.get_logger()

Kinds = frozenset[type[Reply]]
TakenAway = Callable[[int], Awaitable[None]]
"""Told by its number of an installation whose people say that they took us away."""

_WITH_COMMAND: Final[Kinds] = frozenset({Say, OpenForm})
_WITH_PRESS: Final[Kinds] = frozenset({OpenForm})
_WITH_SEEN_PRESS: Final[Kinds] = frozenset({OpenForm, Say, Replace})
"""What is shown at once where Slack keeps nothing that could be changed later: on a tab, in a window, to one alone."""

_WITH_SHORTCUT: Final[Kinds] = frozenset({OpenForm, Say})
_WITH_FORM: Final[Kinds] = frozenset({FormErrors, OpenForm})
_WITH_FORM_AT_HOME: Final[Kinds] = _WITH_FORM | {Say, Replace}
_WITH_EVENT: Final[Kinds] = frozenset()
_NEED_THE_ROOM: Final = frozenset({Intent.START, Intent.JOIN})
"""What is typed in a room where we are to post from then on."""

_DIRECTORY_EVENTS: Final = ("team_join", "user_change")
_HOME_EVENT: Final = "app_home_opened"
_JOINED_EVENT: Final = "member_joined_channel"
_UNSHARED_EVENT: Final = "channel_unshared"


class Listeners:
    """One method for each kind of thing that Slack sends."""

    def __init__(
        self,
        *,
        client: AsyncWebClient,
        database: Database,
        router: Router,
        clock: Clock,
        workspace: Workspace,
        outsiders: Outsiders,
        taken_away: TakenAway,
    ) -> None:
        self._client = client
        self._database = database
        self._router = router
        self._clock = clock
        self._workspace = workspace
        self._taken_away = taken_away
        self._outsiders = outsiders
        self._home = HomeTab(
            client=client, database=database, clock=clock, installation_id=workspace.installation_id
        )
        self._afterwards: set[asyncio.Task[None]] = set()

    async def drain(self) -> None:
        """Wait for what is still being said after answers."""
        await asyncio.gather(*self._afterwards, return_exceptions=True)

    async def command(self, ack: AsyncAck, body: Payload) -> None:
        with incoming.reading():
            command = incoming.from_command(body, installation_id=self._workspace.installation_id)
        reply = await self._ask(command, _WITH_COMMAND, body)
        message = None
        match reply:
            case Say():
                message = reply.message
            case OpenForm():
                if not await self._open(body, reply, ids.Origin(place=command.place)):
                    message = form_wording.button_to(reply.form)
            case Nothing() if not command.place.private:
                message = room_wording.sent_privately()
        await ack(**answering.to_asker(message) if message else {})
        if _starts_in_room(command):
            self._later(self._see_room(command.place.conversation, body["response_url"]))

    async def shortcut(self, ack: AsyncAck, body: Payload) -> None:
        with incoming.reading():
            press = incoming.from_shortcut(body, installation_id=self._workspace.installation_id)
        reply = await self._ask(press, _WITH_SHORTCUT, body)
        shown = True
        match reply:
            case OpenForm():
                shown = await self._open(body, reply, ids.Origin(place=press.place))
            case Say() if url := body.get("response_url"):
                self._later(self._say_there(press, reply, url, replaces=False))
            case Say():
                shown = await answering.open_notice(
                    self._client, trigger_id=body["trigger_id"], message=reply.message
                )
        if not shown:
            await self._queue(press, reply)
        await ack()

    async def press(self, ack: AsyncAck, body: Payload) -> None:
        with incoming.reading():
            press = incoming.from_press(body, installation_id=self._workspace.installation_id)
            surface = incoming.surface_of(body)
        if press is not None and surface is Surface.MESSAGE:
            await self._press_in_message(press, body)
        elif press is not None:
            await self._press_elsewhere(press, body, surface)
        await ack()

    async def _press_in_message(self, press: Press, body: Payload) -> None:
        """What is said in answer changes the message, once it is committed; only a form opens at once."""
        try:
            reply = await self._ask(press, _WITH_PRESS, body)
        except Busy:
            self._later(self._apologise(body["response_url"]))
            return
        if isinstance(reply, OpenForm):
            await self._open_or_queue(
                press, reply, body, ids.Origin(place=press.place, message=press.message)
            )

    async def _press_elsewhere(self, press: Press, body: Payload, surface: Surface) -> None:
        """Show the answer where the button stood: no message is kept that could be changed."""
        reply = await self._ask(press, _WITH_SEEN_PRESS, body)
        at_home = surface is Surface.HOME
        origin = ids.Origin(place=press.place, message=press.message, at_home=at_home)
        match reply:
            case Say() | Replace() | OpenForm() if surface is Surface.MODAL:
                shown = reply.form if isinstance(reply, OpenForm) else _said(reply, is_pressed=False)
                view_id = body["view"]["id"]
                if not await answering.change_window(
                    self._client, view_id=view_id, shown=shown, origin=origin
                ):
                    await self._queue(press, reply)
            case OpenForm():
                await self._open_or_queue(press, reply, body, origin)
            case _ if at_home:
                self._later(self._publish(press.sender.external_id, reply))
            case Say() | Replace():
                # One item does not stand for the whole message in which others stand beside it.
                replaces = isinstance(reply, Say) or reply.message is not None
                self._later(self._say_there(press, reply, body["response_url"], replaces=replaces))

    async def submit(self, ack: AsyncAck, body: Payload) -> None:
        with incoming.reading():
            submit = incoming.from_submit(body, installation_id=self._workspace.installation_id)
            at_home = incoming.is_from_home(body)
        reply = await self._ask(submit, _WITH_FORM_AT_HOME if at_home else _WITH_FORM, body)
        origin = ids.Origin(place=submit.place, message=submit.message, at_home=at_home)
        if at_home and not isinstance(reply, FormErrors | OpenForm):
            await ack(**answering.CLEAR)
            self._later(self._publish(submit.sender.external_id, reply))
            return
        await ack(**answering.to_form(reply, shown=body["view"], origin=origin))

    async def event(self, body: Payload) -> None:
        """Answer an event. When this raises, Slack sends it again, and its key sees that it happens once."""
        with incoming.reading():
            kind = body["event"]["type"]
        if kind in manifest.REMOVALS:
            await self._note_removal(body)
            return
        if kind in _DIRECTORY_EVENTS:
            await self._outsiders.keep(directory.listed(body["event"]["user"]))
            return
        if kind == _HOME_EVENT:
            self._opened(body["event"])
            return
        if kind == _JOINED_EVENT:
            self._look_up_guest(body)
        if kind == _UNSHARED_EVENT and await self._are_still_in(body):
            return
        with incoming.reading():
            said = incoming.from_event(
                body,
                installation_id=self._workspace.installation_id,
                bot_user_id=self._workspace.bot_user_id,
            )
        if said is not None:
            await self._ask(said, _WITH_EVENT, body)

    async def _ask(self, said: Incoming, rides: Kinds, body: Payload) -> Reply:
        if not isinstance(said, Change) and await self._is_from_outside(body):
            reply = Say(message=room_wording.for_members())
            if Say not in rides:
                await self._queue(said, reply)
                return Nothing()
            return reply
        return await asyncio.to_thread(self._router.answer, said, now=self._clock(), rides=rides)

    async def _is_from_outside(self, body: Payload) -> bool:
        """Say whether somebody of another workspace sent this whom no partnership has told us of."""
        with incoming.reading():
            user, team = incoming.sender_of(body)
        found = await self._outsiders.is_one(user, team)
        if found:
            self._later(self._outsiders.look_up(user))
        return found

    async def _queue(self, said: Incoming, reply: Reply) -> None:
        await asyncio.to_thread(queueing.queue, self._database, said, reply, self._clock())

    async def _open_or_queue(self, press: Press, reply: OpenForm, body: Payload, origin: ids.Origin) -> None:
        if not await self._open(body, reply, origin):
            await self._queue(press, reply)

    async def _open(self, body: Payload, reply: OpenForm, origin: ids.Origin) -> bool:
        return await answering.open_form(
            self._client, trigger_id=body["trigger_id"], form=reply.form, origin=origin
        )

    async def _say_there(self, press: Press, reply: Say | Replace, url: str, *, replaces: bool) -> None:
        """Answer by the address of a press, in the place of the message or below it; where it has run out, in private."""
        if not await answering.respond(self._client, url=url, message=_said(reply), replaces=replaces):
            await self._queue(press, Say(message=_said(reply)))

    async def _publish(self, user: str, reply: Reply) -> None:
        said = _said(reply, is_pressed=False) if isinstance(reply, Say | Replace) else None
        await self._home.publish(user, said=said)

    def _opened(self, event: Payload) -> None:
        """Show somebody their Home tab, which they are looking at."""
        with incoming.reading():
            user, is_home = event["user"], event.get("tab", "home") == "home"
            seen = (event.get("view") or {}).get("hash") or ""
        if is_home:
            self._later(self._home.publish(user, seen=seen))

    def _look_up_guest(self, body: Payload) -> None:
        """Find out who joined a room of ours from another workspace, so that they can be picked."""
        with incoming.reading():
            user, team = incoming.sender_of(body)
        if not self._workspace.is_home_of(team):
            self._later(self._outsiders.look_up(user))

    async def _apologise(self, url: str) -> None:
        """Say beside the message that the press had no effect; the message keeps its buttons."""
        await answering.respond(self._client, url=url, message=troubles.ours(), replaces=False)

    async def _see_room(self, channel: str, url: str) -> None:
        """Say how to let us in where a partnership is being started in a room that we are not in."""
        if not await rooms.are_in(self._client, channel):
            message = room_wording.let_me_in(ids.INVITE)
            await answering.respond(self._client, url=url, message=message, replaces=False)

    async def _are_still_in(self, body: Payload) -> bool:
        """Say whether a room is still there for us that another workspace shares no more."""
        with incoming.reading():
            channel = str(body["event"]["channel"])
        return await rooms.are_in(self._client, channel)

    async def _note_removal(self, body: Payload) -> None:
        """Tell that we were taken away; tokens of people, of which we have none, are no matter of ours."""
        with incoming.reading():
            is_about_us = incoming.takes_us_away(body)
        if is_about_us:
            await self._taken_away(self._workspace.installation_id)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        # The loop itself holds a task only weakly.
        task = asyncio.create_task(work)
        self._afterwards.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """What goes wrong after the answer is heard of by nobody else."""
        self._afterwards.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("slack_afterwards_failed", exc_info=error)


def _starts_in_room(command: Command) -> bool:
    return not command.place.private and commands.intent_of(command) in _NEED_THE_ROOM


def _said(reply: Say | Replace, *, is_pressed: bool = True) -> Message:
    """Return what a reply says by itself. `is_pressed`: a message was, that stays as it is."""
    if reply.message is not None:
        return reply.message
    return answer_wording.alone(reply.item, is_pressed=is_pressed) if reply.item else answer_wording.changed()
