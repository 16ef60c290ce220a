"""Somebody in the tenant: they type, press and fill in dialogs as Teams lets them."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from handlers.teams.elements import CONTENT_TYPE
from handlers.teams.manifest import PATH
from tests.scenarios.places.town import Town
from tests.teams import activities, dialogs
from tests.teams.cards import elements, faults
from tests.teams.connector import words
from tests.teams.tenant import shown

Data = dict[str, Any]

_NAMES: Final[Iterator[int]] = itertools.count(1)


@dataclass
class InTeams:
    """`user` is what the directory of their organisation calls them."""

    town: Town
    name: str
    user: str

    @property
    def chat(self) -> str:
        return f"a:{self.user}"

    def cards(self) -> list[Data]:
        """Return the activities that stand in their chat with the bot, oldest first."""
        return self.town.tenant.activities[self.chat]

    async def comes_to_channel(self) -> None:
        """Add the bot to the team."""
        added = activities.activity("installationUpdate", action="add", channelData=activities.IN_CHANNEL)
        await self._send(added, conversation=activities.CHANNEL)

    async def types(self, said: str) -> None:
        await self._send(activities.said(said))

    async def mentions(self, said: str) -> None:
        """Mention the bot in the channel."""
        typed = activities.mentioned(said)
        await self._send(typed, conversation=typed["conversation"])

    async def presses(self, label: str, *, about: str = "") -> Data | None:
        """Press a button of the newest card that has it; return the dialog that it opens."""
        name, button = self._newest(label, about)
        data = button["data"]
        if data.get("msteams", {}).get("type") == "task/fetch":
            return await self._send(activities.dialog("task/fetch", data), replyToId=name)
        await self._send(activities.pressed(data, verb=button.get("verb", "")), replyToId=name)
        return None

    async def sends(self, card: Data | None, answers: Data) -> None:
        """Fill in a dialog, by label, and send it; it is taken as it is."""
        assert card is not None
        filled = dialogs.untouched(card)
        for label, answer in answers.items():
            [asked] = [
                one for one in elements(card) if one.get("label") == label or one.get("title") == label
            ]
            filled[asked["id"]] = _value(asked, answer)
        again = await self._send(activities.dialog("task/submit", filled))
        assert again is None, _read(again)

    def _newest(self, label: str, about: str) -> tuple[str, Data]:
        for activity in reversed(self.cards()):
            for place in _places(activity, about):
                for button in elements(place):
                    if str(button.get("type")).startswith("Action.") and button["title"] == label:
                        return activity["id"], button
        seen = "\n---\n".join(words(one) for one in self.cards())
        raise AssertionError(f"{self.name} has no {label!r} about {about!r} in\n{seen}")

    async def _send(self, activity: Data, *, conversation: Data | None = None, **more: Any) -> Data | None:
        """Post an activity as Teams does, and return the card of the dialog that comes back."""
        sent = {
            **activity,
            **more,
            "id": f"{1_600_000_000_000 + next(_NAMES)}",
            "from": {"id": f"29:{self.user}", "aadObjectId": self.user, "name": self.name},
            "conversation": conversation or {**activities.PERSONAL, "id": self.chat},
            "serviceUrl": self.town.tenant.service_url,
        }
        answer = await self.town.client.post(PATH, json=sent)
        assert answer.status_code in (200, 202), (answer.status_code, answer.text)
        await self.town.deliver()
        card = next(iter(shown(answer)), None)
        self.town.problems += faults(card) if card else []
        return card


def _value(asked: Data, answer: Any) -> str:
    if asked["type"] == "Input.Toggle":
        return str(asked["valueOn"] if answer else asked["valueOff"])
    if not asked.get("choices"):
        return str(answer)
    values = {one["title"]: one["value"] for one in asked["choices"]}
    chosen = answer if isinstance(answer, list) else [answer]
    return ",".join(values[one] for one in chosen)


def _places(activity: Data, about: str) -> list[Data]:
    """Return where buttons stand: anywhere, or in the parts of a card that say something."""
    attached = activity.get("attachments") or []
    whole = [one["content"] for one in attached if one["contentType"] == CONTENT_TYPE]
    if not about:
        return whole
    parts = [one for card in whole for one in elements(card) if one.get("type") == "Container"]
    return [one for one in parts if about in _read(one)]


def _read(part: Data) -> str:
    return words({"attachments": [{"contentType": CONTENT_TYPE, "content": part}]})
