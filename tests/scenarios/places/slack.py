"""Somebody in one of the two workspaces: they type, press and fill in forms as Slack lets them."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlencode

import httpx

from tests.scenarios.places.town import HERE, Town
from tests.slack import payloads
from tests.slack.seen import Opened, Shown
from tests.slack.workspace import PATH, signed

Data = dict[str, Any]

FORM: Final = "application/x-www-form-urlencoded"
_TRIGGERS: Final[Iterator[int]] = itertools.count(1)


@dataclass
class InSlack:
    """`user` is what the workspace calls them, `said` what they alone saw in answer to what they typed or pressed."""

    town: Town
    name: str
    user: str
    team: str = HERE
    said: list[Shown] = field(default_factory=list)

    @property
    def chat(self) -> str:
        return f"D-{self.user}"

    def seen(self) -> list[Shown]:
        """Return what stands in their chat with the bot, oldest first."""
        found = self.town.workspaces.messages[self.chat]
        return [
            Shown(text=one["text"], blocks=one.get("blocks") or [], channel=self.chat, ts=one["ts"])
            for one in found
        ]

    async def types(self, words: str, *, room: tuple[str, str] | None = None) -> Opened | None:
        """Type the command, in private or in a room (what Slack calls it, and its name); return the form it opens."""
        where = {"channel_id": room[0], "channel_name": room[1]} if room else {}
        payload = payloads.command(
            words,
            **where,
            team_id=self.team,
            user_id=self.user,
            trigger_id=self._trigger(),
            response_url=f"{self.town.workspaces.url}/respond",
        )
        flat = {name: value for name, value in payload.items() if isinstance(value, str)}
        return await self._sends(urlencode(flat), room[0] if room else self.chat)

    async def presses(self, label: str, *, about: str = "", on: Shown | None = None) -> Opened | None:
        """Press a button, of the newest message that has it unless `on` says which; return the form it opens."""
        shown = on or self.newest(label, about)
        element = shown.element(label, about if shown.has(label, about) else "")
        kept = ("type", "action_id", "value", "selected_option")
        action = {name: element[name] for name in kept if name in element}
        payload = payloads.press(
            "",
            actions=[{**action, "block_id": "b"}],
            **self._team(),
            channel={"id": shown.channel, "name": "directmessage"},
            container={
                "type": "message",
                "message_ts": shown.ts,
                "channel_id": shown.channel,
                "is_ephemeral": shown.ts is None,
            },
            trigger_id=self._trigger(),
            response_url=f"{self.town.workspaces.url}/respond",
        )
        return await self._sends(urlencode({"payload": json.dumps(payload)}), shown.channel)

    async def sends(self, form: Opened | None, answers: Data) -> None:
        """Fill in a form, by label, and send it; it is taken as it is."""
        answer = await self._fills_in(form, answers)
        assert answer == {"response_action": "clear"}, answer
        await self.town.deliver()

    async def reads_back(self, form: Opened | None, answers: Data) -> Opened:
        """Fill in a form, and return the one in which what was typed is read back."""
        answer = await self._fills_in(form, answers)
        assert answer["response_action"] == "update", answer
        return Opened({**answer["view"], "id": "V1", "hash": "1.h"})

    async def _fills_in(self, form: Opened | None, answers: Data) -> Data:
        assert form is not None
        filled = {name: {"input": one} for name, one in form.state(answers).items()}
        payload = payloads.submission(form.view, {}, **self._team(), trigger_id=self._trigger())
        payload["view"] = {**payload["view"], "id": f"V{next(_TRIGGERS)}", "state": {"values": filled}}
        found: Data = (await self._post(urlencode({"payload": json.dumps(payload)}))).json()
        return found

    def newest(self, label: str, about: str = "") -> Shown:
        """Return the newest message that has such a button."""
        everything = [*reversed(self.seen()), *reversed(self.said)]
        for shown in everything:
            if shown.has(label, about):
                return shown
        for shown in everything:
            below = _below(shown, about)
            if below.has(label):
                return below
        seen = "\n---\n".join(one.text for one in [*self.seen(), *self.said])
        raise AssertionError(f"{self.name} has no {label!r} about {about!r} in\n{seen}")

    async def _sends(self, body: str, channel: str) -> Opened | None:
        asked, said = self.town.workspaces.asked, len(self.town.workspaces.responses)
        before = len(asked("views.open"))
        answer = await self._post(body)
        await self.town.deliver()
        answers = [*([answer.json()] if answer.content else []), *self.town.workspaces.responses[said:]]
        for one in answers:
            self.said.append(Shown(text=one["text"], blocks=one.get("blocks") or [], channel=channel))
        opened = asked("views.open")[before:]
        return Opened({**opened[-1]["view"], "id": "V1", "hash": "1.h"}) if opened else None

    async def _post(self, body: str) -> httpx.Response:
        proof = signed(body, at=self.town.clock())
        answer = await self.town.client.post(PATH, content=body, headers={**proof, "content-type": FORM})
        assert answer.status_code == 200, answer.text
        self.town.look_at(answer)
        return answer

    def _team(self) -> Data:
        user = {"id": self.user, "name": self.user.lower(), "team_id": self.team}
        return {"team": {"id": self.team}, "user": user}

    def _trigger(self) -> str:
        return f"{next(_TRIGGERS)}.2.3"


def _below(shown: Shown, about: str) -> Shown:
    """Return what stands below the words of a message: a button may stand under the line after them."""
    said = (at for at, block in enumerate(shown.blocks) if about in str(block.get("text", "")))
    return replace(shown, blocks=shown.blocks[next(said, len(shown.blocks)) :])
