"""Activities as Teams sends them (shapes of the Bot Framework's documentation)."""

from typing import Any

TENANT = "tenant-1"
BOT = {"id": "28:bot-1", "name": "Bywhen"}
MINA = {"id": "29:mina", "aadObjectId": "0b1e5a3c-0000-4000-8000-00000000f1fa", "name": "Mina Iqbal"}
PERSONAL = {"id": "a:mina-and-bot", "conversationType": "personal", "tenantId": TENANT}
CHANNEL = {
    "id": "19:room@thread.tacv2;messageid=1700",
    "conversationType": "channel",
    "isGroup": True,
    "tenantId": TENANT,
}
IN_CHANNEL = {
    "tenant": {"id": TENANT},
    "team": {"id": "19:team@thread.tacv2", "name": "Valley schools"},
    "channel": {"id": "19:room@thread.tacv2", "name": "Partnership"},
}


def activity(kind: str, *, conversation: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Return an activity of Mina's."""
    return {
        "type": kind,
        "id": "1712",
        "timestamp": "2026-11-20T09:00:00.000Z",
        "channelId": "msteams",
        "serviceUrl": "https://smba.example/uk/",
        "from": MINA,
        "recipient": BOT,
        "conversation": conversation or PERSONAL,
        "channelData": {"tenant": {"id": TENANT}},
        **more,
    }


def said(text: str, **more: Any) -> dict[str, Any]:
    """Return words to the bot, in private unless `conversation` says otherwise."""
    return activity("message", text=text, textFormat="plain", **more)


def mentioned(words: str) -> dict[str, Any]:
    """Return words in a channel, after the name of the bot."""
    entity = {"type": "mention", "mentioned": BOT, "text": "<at>Bywhen</at>"}
    return said(
        f"<at>Bywhen</at>\xa0{words}\n", conversation=CHANNEL, channelData=IN_CHANNEL, entities=[entity]
    )


def pressed(data: dict[str, Any], *, verb: str = "done", **more: Any) -> dict[str, Any]:
    """Return a button pressed, by a client that knows Action.Execute."""
    value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual"}
    return activity("invoke", name="adaptiveCard/action", value=value, replyToId="1700", **more)


def dialog(name: str, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a dialog asked for ("task/fetch") or sent ("task/submit")."""
    value = {"data": data, "context": {"theme": "default"}}
    return activity("invoke", name=name, value=value, **more)
