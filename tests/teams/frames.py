"""What Teams draws itself and the Playground does not: the frame of a dialog, the question before a file, a file.

Here they are cards, so that they can be looked at and pressed in the chat.
"""

from collections.abc import Sequence
from typing import Any, Final

from handlers.teams import elements
from tests.teams.playground import Person

Data = dict[str, Any]

CONSENT: Final = "tests.consent"
DIALOG: Final = "tests.dialog"

_FETCH: Final = {"msteams": {"type": "task/fetch"}}
_OF_TEAMS: Final = ("msteams", "choices.data")
"""About the first the Playground does nothing; it knows nobody whom the second could find."""

_ASKS: Final = "application/vnd.microsoft.teams.card.file.consent"
_FILE: Final = "application/vnd.microsoft.teams.card.file.info"


def of_dialog(answer: Data) -> Data | None:
    """Return the frame of the dialog that an answer opens, None where it opens none."""
    task = answer.get("task") or {}
    match task.get("type"):
        case "continue":
            value = task["value"]
            return _message(_framed(value["title"], value["card"]["content"]))
        case "message":
            return _message(elements.card([_title(str(task["value"]))], spoken=""))
        case _:
            return None


def closed() -> Data:
    """Return what stands where a dialog was."""
    return _message(elements.card([_small("This dialog is closed.")], spoken=""))


def card_of(frame: Data) -> Data:
    """Return the card in a frame."""
    content: Data = frame["attachments"][0]["content"]
    return content


def instead(activity: Data, people: Sequence[Person]) -> Data:
    """Return an activity with cards in the place of what the Playground cannot draw or cannot press."""
    attached = [_usable(_drawn(one), people) for one in activity.get("attachments") or ()]
    return {**activity, "attachments": attached} if attached else activity


def asks_for_dialog(value: Data) -> Data | None:
    """Return what a button carries that opens a dialog, as the bot has written it; None for any other."""
    if DIALOG not in value:
        return None
    return {name: one for name, one in value.items() if name != DIALOG} | _FETCH


def decided(name: str, accepted: bool) -> Data:
    """Return what stands where the question before a file was."""
    said = f"{name}: you have allowed it." if accepted else f"{name}: you have declined it."
    return _message(elements.card([_small(said)], spoken=""))


def _drawn(attachment: Data) -> Data:
    match attachment["contentType"]:
        case name if name == _ASKS:
            return elements.attachment(_question(attachment))
        case name if name == _FILE:
            body = [_title(attachment["name"]), _small("A file among your own.")]
            return elements.attachment(elements.card(body, spoken=""))
        case _:
            return attachment


def _usable(found: Any, people: Sequence[Person]) -> Any:
    """Return a card as it is but for two things: buttons that open a dialog send something, and people are a list."""
    if isinstance(found, list):
        return [_usable(one, people) for one in found]
    if not isinstance(found, dict):
        return found
    kept = {name: _usable(one, people) for name, one in found.items() if name not in _OF_TEAMS}
    if found.get("msteams") == _FETCH["msteams"]:
        return {**kept, DIALOG: True}
    if "choices.data" in found:
        return {**kept, "choices": [{"title": one.name, "value": one.id} for one in people]}
    return kept


def _question(attachment: Data) -> Data:
    content = attachment["content"]
    name = attachment["name"]
    said = [
        _title(name),
        _small(f"{content['sizeInBytes'] / 1024:.0f} KB"),
        elements.line((content["description"],)),
    ]
    buttons = [
        {
            "type": "Action.Submit",
            "title": title,
            "data": {CONSENT: {"name": name, "action": action, "context": content[f"{action}Context"]}},
        }
        for title, action in (("Allow", "accept"), ("Decline", "decline"))
    ]
    return elements.card([*said, elements.actions(buttons)], spoken="")


def _framed(title: str, content: Data) -> Data:
    head = {"type": "Container", "style": "emphasis", "bleed": True, "items": [_title(title)]}
    return {**content, "body": [head, *content["body"]]}


def _message(card: Data) -> Data:
    return {"type": "message", "attachments": [elements.attachment(card)]}


def _title(words: str) -> Data:
    return elements.line((words,), size="Large", weight="Bolder")


def _small(words: str) -> Data:
    return elements.line((words,), size="Small", isSubtle=True)
