"""Whether a body has the shape of what Teams sends, so that nothing behind it trips over another one."""

import json
from typing import Any, Final

from handlers.conversations.cleaning import cleaned

Activity = dict[str, Any]

_NAMED: Final = {"id": str, "name": str}
_SHAPE: Final[dict[str, Any]] = {
    "type": str,
    "id": str,
    "name": str,
    "action": str,
    "text": str,
    "timestamp": str,
    "replyToId": str,
    "serviceUrl": str,
    "channelId": str,
    "from": {**_NAMED, "aadObjectId": str},
    "recipient": _NAMED,
    "conversation": {**_NAMED, "tenantId": str, "conversationType": str},
    "channelData": {"tenant": _NAMED, "team": _NAMED, "channel": _NAMED, "eventType": str},
    "membersAdded": [_NAMED],
    "membersRemoved": [_NAMED],
    "value": {
        "commandId": str,
        "messagePayload": {
            "id": str,
            "createdDateTime": str,
            "from": {"user": {"id": str}},
            "body": {"content": str},
        },
    },
    "attachments": [{"contentType": str, "name": str}],
    "entities": [{"text": str, "mentioned": _NAMED}],
}
"""What stands where, if it stands there. Whatever is not named here may be anything."""

_OURS: Final = "msteams"
"""Azure lets others in by the same door, such as a chat on a web page, where whoever writes says who they are."""

_SCHEMES: Final = ("https://", "http://")
_LONGEST_NAME: Final = 500


def read(body: bytes) -> Activity | None:
    """Return the activity in a body, every text in it fit to be kept; None for what Teams does not send."""
    try:
        activity = _clean(json.loads(body))
    except (ValueError, RecursionError):
        return None
    if not isinstance(activity, dict) or not _fits(activity, _SHAPE):
        return None
    return activity if activity.get("channelId") == _OURS and _has_names(activity) else None


def _clean(value: Any) -> Any:
    match value:
        case str():
            return cleaned(value)
        case list():
            return [_clean(one) for one in value]
        case dict():
            return {cleaned(name): _clean(one) for name, one in value.items()}
        case _:
            return value


def _fits(value: Any, shape: Any) -> bool:
    """Say whether there are objects, lists and texts where Teams has them."""
    if value is None:
        return True
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(_fits(value.get(name), one) for name, one in shape.items())
    if isinstance(shape, list):
        return isinstance(value, list) and all(
            isinstance(one, dict) and _fits(one, shape[0]) for one in value
        )
    return isinstance(value, shape)


def _has_names(activity: Activity) -> bool:
    """Say whether it names its kind, its sender, its place, and where Teams is to be answered."""
    sender, place = activity.get("from") or {}, activity.get("conversation") or {}
    names = (activity.get("type"), sender.get("id"), place.get("id"))
    known = all(isinstance(one, str) and 0 < len(one) <= _LONGEST_NAME for one in names)
    return known and (activity.get("serviceUrl") or "").startswith(_SCHEMES)
