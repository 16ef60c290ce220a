"""From Slack's payloads to what the conversations understand. Pure: a payload in, a value or nothing out."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any, Final

from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from handlers.conversations import commands, tracking
from handlers.conversations.incoming import (
    Change,
    ChangeKind,
    Command,
    File,
    Incoming,
    Place,
    Press,
    Sender,
    Submit,
    Text,
)
from handlers.slack import ids, state

Payload = dict[str, Any]

DIRECT: Final = "directmessage"
_PRIVATE_ROOM: Final = "privategroup"  # What a slash command calls every private channel, whatever its name.
_ABOUT_US: Final = frozenset({"member_joined_channel", "member_left_channel"})
"""What is read only when it is we who joined or left; anything else only when it is not we who did it."""

_MENTION: Final = re.compile(r"<@[A-Z0-9]+(\|[^>]*)?>\s*")
_NAMED: Final = re.compile(r"<[@#!][^|>]*\|([^>]+)>")
_MENTIONS: Final = re.compile(r"<[@#!][^|>]*>")
_LABELLED_LINK: Final = re.compile(r"<(?:https?|mailto|tel):[^|>]+\|([^>]+)>")
_LINK: Final = re.compile(r"<((?:https?|mailto|tel):[^|>]+)>")


class Malformed(Exception):
    """Something that Slack does not send."""


@contextmanager
def reading() -> Iterator[None]:
    """Turn what a payload without the shape of Slack's leads to into `Malformed`; `ids.Unreadable` passes."""
    try:
        yield
    except ids.Unreadable:
        raise
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise Malformed("not of Slack's shape") from error


def from_command(payload: Payload, *, installation_id: int) -> Command:
    """Return the words after the slash command. In private they may be typed in anybody's conversation."""
    return Command(
        sender=_sender(payload["user_id"], payload.get("user_name", ""), installation_id),
        place=_place(payload["channel_id"], payload.get("channel_name", ""), payload["user_id"]),
        key=_key(payload["trigger_id"]),
        words=_plain(payload.get("text", "")).strip(),
    )


def from_press(payload: Payload, *, installation_id: int) -> Press | None:
    """Return the press of a button or of a line in a menu; None for anything else that somebody touched.

    A button that this version does not know, on a message of long ago, asks for what there is now.
    """
    action = payload["actions"][0]
    if action["type"] not in ("button", "overflow"):
        return None
    value = action["value"] if action["type"] == "button" else action["selected_option"]["value"]
    try:
        carried = ids.read(value)
    except ids.Unreadable:
        carried = ids.Carried(intent=Intent.HELP, partnership_id=None, arg="")
    user = payload["user"]
    channel = payload.get("channel") or {}
    return Press(
        sender=_sender(user["id"], user.get("name") or user.get("username", ""), installation_id),
        place=_pressed_in(payload, channel, user["id"]),
        key=_key(payload["trigger_id"], action.get("action_id", "")),
        intent=carried.intent,
        partnership_id=carried.partnership_id,
        arg=carried.arg,
        message=None if is_ephemeral(payload) else payload.get("container", {}).get("message_ts"),
    )


class Surface(Enum):
    """Where a button stood. What its reader alone sees in a message, Slack does not keep."""

    MESSAGE = "message"
    EPHEMERAL = "ephemeral"
    HOME = "home"
    MODAL = "modal"


def surface_of(payload: Payload) -> Surface:
    """Return where the button stood that was pressed."""
    view = payload.get("view")
    if view and not payload.get("channel"):
        return Surface.HOME if view.get("type") == "home" else Surface.MODAL
    return Surface.EPHEMERAL if is_ephemeral(payload) else Surface.MESSAGE


def is_ephemeral(payload: Payload) -> bool:
    """Say whether a press came from a message that its reader alone sees and that Slack does not keep."""
    return bool((payload.get("container") or {}).get("is_ephemeral"))


def from_shortcut(payload: Payload, *, installation_id: int) -> Press:
    """Return a shortcut as the press of a button. Of a message nothing is read but for **Track this**."""
    user = payload["user"]
    intent, arg = Intent.ADD, ""
    if payload["type"] == "message_action":
        intent, arg = _about_message(payload["callback_id"], payload["message"], payload["channel"]["id"])
    return Press(
        sender=_sender(user["id"], user.get("name") or user.get("username", ""), installation_id),
        place=_pressed_in(
            {**payload, "container": {"is_ephemeral": True}}, payload.get("channel") or {}, user["id"]
        ),
        key=_key(payload["trigger_id"], payload["callback_id"]),
        intent=intent,
        arg=arg,
    )


def _about_message(callback: str, message: Payload, channel: str) -> tuple[Intent, str]:
    writer, stamp = message.get("user") or message.get("bot_id") or "", message["ts"]
    if callback == ids.LOG_THIS:
        return Intent.LOG, tracking.logged(writer=writer, at=stamp)
    words = " ".join(_plain(_NAMED.sub(r"\1", _MENTIONS.sub("", message.get("text") or ""))).split())
    return Intent.TRACK, tracking.written(writer=writer, reference=f"{channel}.{stamp}", words=words)


def sender_of(payload: Payload) -> tuple[str, str]:
    """Return who sent something and the workspace to which they belong, "" where Slack does not say."""
    if event := payload.get("event"):
        user = event.get("user")
        user_id = user if isinstance(user, str) else ""
        return user_id, event.get("user_team") or event.get("source_team") or event.get("team") or ""
    user = payload.get("user")
    if isinstance(user, dict):
        return user["id"], user.get("team_id") or ""
    return payload.get("user_id", ""), payload.get("team_id", "")


def from_submit(payload: Payload, *, installation_id: int) -> Submit:
    """Return a form that was sent. Raises `ids.Unreadable` for a form that this version has not made."""
    view, user = payload["view"], payload["user"]
    carried, origin = ids.read_form(view.get("private_metadata", ""))
    values = state.values(view)
    return Submit(
        sender=_sender(user["id"], user.get("name") or user.get("username", ""), installation_id),
        place=origin.place,
        # The values belong to the key: a form that is sent again with something mended is another one.
        key=_key(view["id"], view.get("hash", ""), json.dumps(values, sort_keys=True)),
        intent=carried.intent,
        partnership_id=carried.partnership_id,
        arg=carried.arg,
        values=values,
        message=origin.message,
    )


def is_from_home(payload: Payload) -> bool:
    """Say whether a form was opened from the Home tab."""
    return ids.read_form(payload["view"].get("private_metadata", ""))[1].at_home


def takes_us_away(payload: Payload) -> bool:
    """Say whether an event takes us away from a workspace, and not only from one of its people."""
    event = payload["event"]
    return event["type"] == "app_uninstalled" or bool((event.get("tokens") or {}).get("bot"))


def from_event(payload: Payload, *, installation_id: int, bot_user_id: str) -> Incoming | None:
    """Return what an event of the Events API means to us; None for what we do not answer."""
    event = payload["event"]
    read = _EVENTS.get(event["type"])
    is_ours = event.get("user") == bot_user_id
    if read is None or event.get("bot_id") or is_ours is not (event["type"] in _ABOUT_US):
        return None
    return read(event, payload.get("event_id") or _key(json.dumps(event, sort_keys=True)), installation_id)


def _from_message(event: Payload, key: str, installation_id: int) -> Incoming | None:
    """Read what somebody says to the bot in private, with or without a file; never what is said in a room."""
    if event.get("channel_type") != "im" or event.get("subtype") not in (None, "file_share"):
        return None
    sender = _sender(event["user"], "", installation_id)
    place = Place(conversation=event["channel"], private=True)
    if files := event.get("files"):
        file = files[0]
        return File(
            sender=sender,
            place=place,
            key=key,
            name=file.get("name") or file.get("title") or "",
            size=file.get("size", 0),
            reference=file.get("url_private_download") or file.get("url_private", ""),
        )
    return _said(_plain(event.get("text", "")), sender, place, key)


def _from_mention(event: Payload, key: str, installation_id: int) -> Incoming:
    place = Place(conversation=event["channel"], private=False, overheard=True)
    words = _plain(_MENTION.sub("", event.get("text", ""), count=1))
    return _said(words, _sender(event["user"], "", installation_id), place, key)


def _said(words: str, sender: Sender, place: Place, key: str) -> Command | Text:
    words = words.strip()
    kind = Command if commands.is_known(words) else Text
    return kind(sender=sender, place=place, key=key, words=words)


def _change(kind: ChangeKind) -> "_EventReader":
    """Return what reads an event about a room that we are or were in."""

    def read(event: Payload, key: str, installation_id: int) -> Change:
        channel = event["channel"] if isinstance(event["channel"], dict) else {"id": event["channel"]}
        return Change(
            sender=_sender("", "", installation_id),
            place=Place(conversation=channel["id"], private=False),
            key=key,
            change=kind,
            subject=channel["id"],
            name=channel.get("name", ""),
        )

    return read


def _from_new_id(event: Payload, key: str, installation_id: int) -> Change:
    return Change(
        sender=_sender("", "", installation_id),
        place=Place(conversation=event["old_channel_id"], private=False),
        key=key,
        change=ChangeKind.MOVED,
        subject=event["new_channel_id"],
    )


_EventReader = Callable[[Payload, str, int], Incoming | None]
_EVENTS: Final[dict[str, _EventReader]] = {
    "app_mention": _from_mention,
    "channel_archive": _change(ChangeKind.ARCHIVED),
    "channel_deleted": _change(ChangeKind.REMOVED),
    "channel_id_changed": _from_new_id,
    "channel_left": _change(ChangeKind.REMOVED),
    "channel_rename": _change(ChangeKind.RENAMED),
    "channel_unarchive": _change(ChangeKind.JOINED),
    "channel_unshared": _change(ChangeKind.REMOVED),
    "group_archive": _change(ChangeKind.ARCHIVED),
    "group_deleted": _change(ChangeKind.REMOVED),
    "group_left": _change(ChangeKind.REMOVED),
    "group_rename": _change(ChangeKind.RENAMED),
    "group_unarchive": _change(ChangeKind.JOINED),
    "member_joined_channel": _change(ChangeKind.JOINED),
    "member_left_channel": _change(ChangeKind.REMOVED),
    "message": _from_message,
}


def _sender(external_id: str, name: str, installation_id: int) -> Sender:
    return Sender(kind=AddressKind.SLACK, installation_id=installation_id, external_id=external_id, name=name)


def _place(channel: str, name: str, user: str) -> Place:
    """Return the place of a slash command. A private one is answered in the person's own conversation with us,
    for the command may have been typed in one between two people, where no bot can write.
    """
    if name == DIRECT:
        return Place(conversation=user, private=True)
    return Place(conversation=channel, private=False, name="" if name == _PRIVATE_ROOM else name)


def _pressed_in(payload: Payload, channel: Payload, user: str) -> Place:
    if not channel or is_ephemeral(payload):
        return _place(channel.get("id", ""), channel.get("name", DIRECT), user)
    if channel.get("name") == DIRECT:
        return Place(conversation=channel["id"], private=True)
    return _place(channel["id"], channel.get("name", ""), user)


def _plain(text: str) -> str:
    """Return what was typed: Slack escapes three characters and dresses up links."""
    text = _LINK.sub(r"\1", _LABELLED_LINK.sub(r"\1", text))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
