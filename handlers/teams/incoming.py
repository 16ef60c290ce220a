"""From Teams' activities to what the conversations understand. Pure: an activity in, a value or nothing out."""

import hashlib
import html
import json
import re
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from bot.services.answers import Asker
from handlers.conversations import commands
from handlers.conversations.incoming import (
    Arrival,
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
from handlers.teams import extension, forms, ids

Activity = dict[str, Any]

_MENTION: Final = re.compile(r"<at\b[^>]*>(.*?)</at>", re.IGNORECASE | re.DOTALL)
_FIRST: Final = re.compile(r"\A\s*<at\b[^>]*>.*?</at>", re.IGNORECASE | re.DOTALL)
_THREAD: Final = re.compile(r";messageid=.*\Z")
_PERSONAL: Final = "personal"
_SHARED: Final = "groupChat"
_FILE: Final = "application/vnd.microsoft.teams.file.download.info"
_ACTION: Final = "adaptiveCard/action"
_FETCH: Final = "task/fetch"
_SUBMIT: Final = "task/submit"
_ROOM_EVENTS: Final = {
    "channelCreated": ChangeKind.JOINED,
    "channelDeleted": ChangeKind.REMOVED,
    "channelRenamed": ChangeKind.RENAMED,
    "channelRestored": ChangeKind.JOINED,
    "teamArchived": ChangeKind.ARCHIVED,
    "teamDeleted": ChangeKind.REMOVED,
    "teamUnarchived": ChangeKind.JOINED,
}
_INSTALLED: Final = {"add": ChangeKind.JOINED, "remove": ChangeKind.REMOVED}
"""A newer version of our package ("upgrade", "add-upgrade", "remove-upgrade") brings us nowhere and takes us nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledAt:
    """Where we are installed: Teams' names for the tenant and for the bot there, and where the tenant is written to."""

    tenant_id: str
    bot_id: str
    service_url: str


def installed_at(activity: Activity) -> InstalledAt:
    """Return on whose behalf this was sent. Raises KeyError where Teams does not say."""
    conversation, data = activity["conversation"], activity.get("channelData") or {}
    tenant_id = conversation.get("tenantId") or (data.get("tenant") or {}).get("id")
    if not tenant_id:
        raise KeyError("tenant")
    return InstalledAt(
        tenant_id=tenant_id, bot_id=activity["recipient"]["id"], service_url=activity["serviceUrl"]
    )


def team_of(activity: Activity) -> str:
    """Return the team to which as a whole something happened, "" where it did to one channel or to no team."""
    data = activity.get("channelData") or {}
    if (data.get("channel") or {}).get("id"):
        return ""
    return (data.get("team") or {}).get("id") or ""


def room_of(conversation: str) -> str:
    """Return the room of a conversation: a thread of a channel is that channel."""
    return _THREAD.sub("", conversation)


def asker(activity: Activity, *, installation_id: int) -> Asker:
    """Return whom an answer to an activity goes to, where it is said in private."""
    arrival = _arrival(activity, installation_id)
    return Asker(
        kind=arrival.sender.kind,
        installation_id=installation_id,
        external_id=arrival.sender.external_id,
        conversation=arrival.place.conversation if arrival.place.private else None,
        key=arrival.key,
    )


def read(activity: Activity, *, installation_id: int) -> Incoming | None:
    """Return what an activity means to us; None for what we do not answer.

    Raises KeyError, TypeError or AttributeError for a shape that Teams does not send. A button or a form that this
    version does not know, on a message of long ago, asks for what there is now.
    """
    match activity["type"]:
        case "message":
            return _from_message(activity, _arrival(activity, installation_id))
        case "invoke":
            return _from_invoke(activity, _arrival(activity, installation_id))
        case "conversationUpdate":
            return _from_update(activity, _arrival(activity, installation_id))
        case "installationUpdate":
            kind = _INSTALLED.get(activity.get("action") or "")
            return None if kind is None else _change(activity, _arrival(activity, installation_id), kind)
        case _:
            return None


def _arrival(activity: Activity, installation_id: int) -> Arrival:
    sender, conversation = activity["from"], activity["conversation"]
    private = _kind(conversation) == _PERSONAL
    return Arrival(
        sender=Sender(
            kind=AddressKind.TEAMS,
            installation_id=installation_id,
            external_id=sender.get("aadObjectId") or sender["id"],
            name=sender.get("name") or "",
        ),
        place=Place(
            conversation=conversation["id"] if private else room_of(conversation["id"]),
            private=private,
            name="" if private else _name(activity),
            # What is typed everybody there reads; what is pressed nobody sees.
            overheard=not private and bool(activity.get("text")),
            thread="" if private else conversation["id"],
        ),
        key=_key(activity),
    )


def _kind(conversation: dict[str, Any]) -> str:
    """Return what kind of conversation it is. Where Teams does not say, its name tells whether several people read it."""
    told: str | None = conversation.get("conversationType")
    return told or (_SHARED if ids.is_room(conversation["id"]) else _PERSONAL)


def _key(activity: Activity) -> str:
    """Return Teams' own name for this, the same when it is sent again. An invoke of some clients has no id."""
    about = [activity["conversation"]["id"], activity.get("id") or ""]
    if activity["type"] == "invoke":
        about.append(json.dumps(activity.get("value"), sort_keys=True))
        about.append("" if activity.get("id") else str(activity.get("timestamp")))
    return hashlib.sha256("\n".join(about).encode("utf-8", "surrogatepass")).hexdigest()


def _name(activity: Activity) -> str:
    data = activity.get("channelData") or {}
    channel = (data.get("channel") or {}).get("name")
    return channel or activity["conversation"].get("name") or (data.get("team") or {}).get("name") or ""


def _of(arrival: Arrival) -> dict[str, Any]:
    return {"sender": arrival.sender, "place": arrival.place, "key": arrival.key, "said": arrival.said}


def _from_message(activity: Activity, arrival: Arrival) -> Incoming | None:
    """Read what somebody says to the bot, with or without a file; or a button of a client that knows no other way."""
    if activity.get("value") is not None:
        return _pressed(activity["value"], activity, arrival)
    if file := _file(activity):
        content = file.get("content") or {}
        return File(
            **_of(arrival),
            name=file.get("name") or "",
            size=0,
            reference=content.get("downloadUrl") or "",
        )
    words = _typed(activity)
    kind = Command if commands.is_known(words) else Text
    return kind(**_of(arrival), words=words)


def _typed(activity: Activity) -> str:
    """Return what was typed, without the mention of the bot; whoever else was mentioned stays, by name."""
    text = activity.get("text") or ""
    ours = [one for one in _mentions_of_us(activity) if one in text]
    for mention in ours:
        text = text.replace(mention, "", 1)
    if not ours:
        text = _FIRST.sub("", text)
    return html.unescape(_MENTION.sub(r"\1", text)).replace("\xa0", " ").strip()


def _mentions_of_us(activity: Activity) -> list[str]:
    bot = (activity.get("recipient") or {}).get("id")
    return [
        one["text"]
        for one in activity.get("entities") or ()
        if one.get("text") and (one.get("mentioned") or {}).get("id") == bot
    ]


def _file(activity: Activity) -> Activity | None:
    found: list[Activity] = [
        one for one in activity.get("attachments") or () if one.get("contentType") == _FILE
    ]
    return found[0] if found else None


def _from_invoke(activity: Activity, arrival: Arrival) -> Incoming | None:
    value = activity.get("value") or {}
    match activity.get("name"):
        case name if name == _ACTION:
            return _pressed(value["action"].get("data"), activity, arrival)
        case name if name in (_FETCH, _SUBMIT):
            return _pressed(value.get("data"), activity, arrival)
        case extension.FETCH:
            asked, arg = extension.about(value, conversation=activity["conversation"]["id"])
            return Press(**_of(_anywhere(arrival)), intent=asked, arg=arg)
        case extension.SUBMIT:
            return _pressed(value.get("data"), activity, _anywhere(arrival))
        case _:
            return None


def _anywhere(arrival: Arrival) -> Arrival:
    """Return what was pressed on a message. In private that may be between two people, where no bot can write."""
    if not arrival.place.private:
        return arrival
    return replace(arrival, place=Place(conversation=arrival.sender.external_id, private=True))


def _pressed(data: Any, activity: Activity, arrival: Arrival) -> Press | Submit:
    try:
        carried = ids.read(data)
    except ids.Unreadable:
        carried = ids.Carried(intent=Intent.HELP, partnership_id=None, arg="")
    about: dict[str, Any] = {
        "intent": carried.intent,
        "partnership_id": carried.partnership_id,
        "arg": carried.arg,
    }
    if carried.is_form:
        return Submit(**_of(arrival), **about, values=forms.values(data), message=carried.message)
    return Press(**_of(arrival), **about, message=activity.get("replyToId"))


def _from_update(activity: Activity, arrival: Arrival) -> Change | None:
    """Read what changed about a room: its name, its end, and the bot's coming and going."""
    data = activity.get("channelData") or {}
    if kind := _ROOM_EVENTS.get(data.get("eventType") or ""):
        return _change(activity, arrival, kind)
    bot = (activity.get("recipient") or {}).get("id")
    if any(one.get("id") == bot for one in activity.get("membersAdded") or ()):
        return _change(activity, arrival, ChangeKind.JOINED)
    if any(one.get("id") == bot for one in activity.get("membersRemoved") or ()):
        return _change(activity, arrival, ChangeKind.REMOVED)
    return None


def _change(activity: Activity, arrival: Arrival, kind: ChangeKind) -> Change:
    """Return what happened to a room. What happens to a channel may be told in another one of its team."""
    data = activity.get("channelData") or {}
    subject = (data.get("channel") or {}).get("id") or arrival.place.conversation
    place = replace(arrival.place, conversation=subject)
    return Change(**{**_of(arrival), "place": place}, change=kind, subject=subject, name=_name(activity))
