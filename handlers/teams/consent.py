"""Files to people. Teams asks them first: then a file is put among their own, and shown. Pure: data in, data out."""

from dataclasses import dataclass
from typing import Any, Final

from bot.domain.ids import id_of
from bot.messages import files as wording
from bot.messages import plain
from bot.services.ports import Outgoing
from handlers.teams import cards, elements, ids
from handlers.teams.elements import Data

INVOKE: Final = "fileConsent/invoke"

_OFFER: Final = "application/vnd.microsoft.teams.card.file.consent"
_SHOWN: Final = "application/vnd.microsoft.teams.card.file.info"
_FILE: Final = "file"
_ACCEPT: Final = "accept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What somebody said to a file of ours: `message_id` is our number of the message that offered it.

    `upload` says where Teams wants it, None where they did not want it.
    """

    message_id: int
    upload: Data | None

    @property
    def address(self) -> str:
        """Where the file is put."""
        return str((self.upload or {})["uploadUrl"])


def offer(outgoing: Outgoing) -> Data:
    """Return a message that offers its file. Its words stand above, as text: Teams shows no other card beside this one."""
    name, content = outgoing.file or ("", b"")
    carried = {ids.KEY: {_FILE: outgoing.message_id}}
    return {
        "type": "message",
        "summary": outgoing.content.opening,
        "text": plain.text(outgoing.content),
        "textFormat": "plain",
        "attachments": [
            {
                "contentType": _OFFER,
                "name": name,
                "content": {
                    "description": outgoing.content.opening,
                    "sizeInBytes": len(content),
                    "acceptContext": carried,
                    "declineContext": carried,
                },
            }
        ],
    }


def linked(outgoing: Outgoing, *, link: str) -> Data:
    """Return a message whose file stands behind a link."""
    activity = cards.activity(outgoing.content)
    opening = {"type": "Action.OpenUrl", "title": wording.OPEN, "url": link}
    activity["attachments"][0]["content"]["body"].append(elements.actions([opening]))
    return activity


def read(value: Any) -> Consent:
    """Return what came back. Raises KeyError or TypeError for a shape that Teams does not send."""
    message_id = value["context"][ids.KEY][_FILE]
    if not isinstance(message_id, int) or id_of(str(message_id)) is None:
        raise TypeError("no number of a message")
    if value["action"] != _ACCEPT:
        return Consent(message_id=message_id, upload=None)
    upload = value["uploadInfo"]
    if not all(isinstance(upload[name], str) for name in ("uploadUrl", "contentUrl", "uniqueId", "fileType")):
        raise TypeError("no place for a file")
    return Consent(message_id=message_id, upload=upload)


def shown(consent: Consent, *, name: str) -> Data:
    """Return a message that shows a file where it was put."""
    upload = consent.upload or {}
    return {
        "type": "message",
        "attachments": [
            {
                "contentType": _SHOWN,
                "contentUrl": upload["contentUrl"],
                "name": name,
                "content": {"uniqueId": upload["uniqueId"], "fileType": upload["fileType"]},
            }
        ],
    }
