"""People of a county who use the bot as Slack lets them: they type, press, fill in forms and drop files."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.slack import limits, payloads
from tests.slack.emulator import BOT_USER, Emulator
from tests.slack.recorder import RESPOND, Recorder
from tests.slack.seen import Opened, Shown
from tests.slack.workspace import signed

Data = dict[str, Any]

_PATIENCE = 20.0
_TEAM = "T000000001"
_ids = count(1)


@dataclass
class County:
    """The bot's own server, the Slack behind it, and the time by which they live; without a clock, the real one."""

    bot: str
    slack: Emulator
    recorder: Recorder
    clock: Path | None
    secret: str
    problems: list[str] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self.clock.read_text()) if self.clock else datetime.now(UTC)

    def move(self, to: datetime) -> None:
        """Move the clock, in one step for whoever reads it meanwhile."""
        assert self.clock is not None
        moved = self.clock.with_suffix(".new")
        moved.write_text(to.isoformat())
        moved.replace(self.clock)

    def post(self, body: str, kind: str, **headers: str) -> httpx.Response:
        """Send a request as Slack does, signed at this moment."""
        proof = signed(body, at=self.now, secret=self.secret)
        answer = httpx.post(
            f"{self.bot}/slack/events",
            content=body,
            headers={**proof, "content-type": kind, **headers},
            timeout=10,
        )
        assert answer.status_code == 200, (answer.status_code, answer.text, body)
        if answer.headers.get("content-type", "").startswith("application/json"):
            self.problems += limits.in_answer(answer.json())
        return answer

    def event(self, payload: Data, **headers: str) -> None:
        self.post(json.dumps(payload), "application/json", **headers)

    def interaction(self, payload: Data) -> httpx.Response:
        return self.post(urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded")

    def responded(self, person: "Person", words: str) -> "Shown":
        """Wait for what is said by the address of a command or a press."""

        def look() -> Shown | None:
            for one in reversed([*self.recorder.responses]):
                if words in one["text"]:
                    return Shown(text=one["text"], blocks=one["blocks"], channel=person.chat)
            return None

        return person.waits(look, words)

    def posted(self, room: str) -> str:
        """Wait for a post in a room, and return its words."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if found := self.slack.messages(room):
                return str(found[0]["text"])
            time.sleep(0.1)
        raise AssertionError("nothing was posted")

    def shared_file(self, person: "Person") -> tuple[str, bytes]:
        """Wait for a file from the bot in a private chat; return its name and what is in it."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            for message in self.slack.messages(person.chat):
                if message.get("files") and message["user"] == BOT_USER:
                    file = message["files"][0]
                    return str(file["name"]), self.slack.download(file["url_private"])
            time.sleep(0.1)
        raise AssertionError("no file came")

    def person(self, name: str) -> "Person":
        user = self.slack.users[name]
        return Person(county=self, name=name, user=user, chat=self.slack.private_chat(user))


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace."""

    county: County
    name: str
    user: str
    chat: str

    def types(self, words: str, *, room: str | None = None) -> Shown | Opened | None:
        """Type the slash command; return what it shows to them alone, or the form that it opens."""
        before = len(self.county.recorder.of("views.open"))
        where = {"channel_id": room, "channel_name": "riverside"} if room else {}
        payload = payloads.command(
            words,
            **self._who(),
            **where,
            user_id=self.user,
            trigger_id=self.county.slack.trigger(self.user),
            response_url=f"{self.county.recorder.url}{RESPOND}",
        )
        answer = self.county.post(urlencode(_flat(payload)), "application/x-www-form-urlencoded")
        if answer.content:
            said = answer.json()
            return Shown(text=said["text"], blocks=said["blocks"], channel=room or self.chat)
        return self._opened(before)

    def says(self, words: str) -> None:
        payload = payloads.message(words, user=self.user, channel=self.chat, team=_TEAM)
        self.county.event({**payload, **self._who(), "event_id": f"Ev{next(_ids)}"})

    def drops(self, name: str, content: bytes, *, times: int = 1) -> None:
        """Drop a file in the private chat; Slack may say so more than once."""
        file = self.county.slack.upload(self.name, self.chat, name, content)
        payload = payloads.file_share(**file)
        payload["event"] |= {"user": self.user, "channel": self.chat, "team": _TEAM}
        payload |= {**self._who(), "event_id": f"Ev{next(_ids)}"}
        for number in range(times):
            retry = (
                {"x-slack-retry-num": str(number), "x-slack-retry-reason": "http_timeout"} if number else {}
            )
            self.county.event(payload, **retry)

    def presses(
        self, label: str, *, about: str = "", on: Shown | None = None, times: int = 1
    ) -> Opened | None:
        """Press a button, of the newest message that has it unless `on` says which; return the form it opens."""
        shown = on or self.sees(label, about=about)
        before = len(self.county.recorder.of("views.open"))
        payload = self._press(shown, shown.element(label, about))
        for _ in range(times):
            self.county.interaction(payload)
        return self._opened(before)

    def takes_shortcut(self, callback_id: str) -> Opened | None:
        """Choose a shortcut from the menu of the workspace; return the form it opens."""
        before = len(self.county.recorder.of("views.open"))
        user = {"id": self.user, "username": self.name, "team_id": _TEAM}
        trigger_id = self.county.slack.trigger(self.user)
        self.county.interaction(
            payloads.shortcut(callback_id, **self._team(), user=user, trigger_id=trigger_id)
        )
        return self._opened(before)

    def opens_home(self) -> Shown:
        """Open the Home tab, and return it once it is there."""
        before = len(self.county.recorder.of("views.publish"))
        event = {"type": "app_home_opened", "user": self.user, "channel": self.chat, "tab": "home"}
        payload = payloads.event("MemberJoinedChannel", {**event, "team": _TEAM})
        self.county.event({**payload, **self._who(), "event_id": f"Ev{next(_ids)}"})

        def look() -> Shown | None:
            published = self.county.recorder.of("views.publish")[before:]
            blocks = [
                one.arguments["view"]["blocks"] for one in published if one.arguments["user_id"] == self.user
            ]
            return (
                Shown(text=json.dumps(blocks[-1]), blocks=blocks[-1], channel=self.chat) if blocks else None
            )

        return self.waits(look, "the Home tab")

    def sends(self, form: Opened | None, **answers: Any) -> None:
        """Fill in a form, by label with _ for each space, and send it; it is taken as it is."""
        self.sends_filled(form, {label.replace("_", " "): value for label, value in answers.items()})

    def sends_filled(self, form: Opened | None, answers: dict[str, Any]) -> None:
        """As `sends`, for labels that are no names."""
        assert (answer := self.tries(form, answers)) == {"response_action": "clear"}, answer

    def tries(self, form: Opened | None, answers: dict[str, Any]) -> Data:
        """Fill in a form and send it; return what is answered."""
        assert form is not None
        payload = payloads.submission(
            form.view,
            {},
            **self._team(),
            user={"id": self.user, "name": self.name, "team_id": _TEAM},
            trigger_id=self.county.slack.trigger(self.user),
        )
        state = {"values": {name: {"input": element} for name, element in form.state(answers).items()}}
        payload["view"] = {**payload["view"], "state": state}
        answer: Data = self.county.interaction(payload).json()
        return answer

    def sees(self, label: str = "", *, about: str = "", text: str = "") -> Shown:
        """Wait for a message with such a button and such words, and return the newest one."""
        return self.waits(lambda: self._newest(label, about, text), f"{label!r} about {about!r} {text!r}")

    def gets_a_message(self, *, at: datetime) -> Shown:
        """Move the clock to an instant, and wait for the next message that it brings."""
        before = len(self.chat_messages())
        self.county.move(at)
        return self.waits(
            lambda: found[0] if len(found := self.chat_messages()) > before else None, f"a message at {at}"
        )

    def chat_messages(self) -> list[Shown]:
        """Return what the bot has said in private, newest first."""
        return [
            Shown(text=one["text"], blocks=one.get("blocks") or [], channel=self.chat, ts=one["ts"])
            for one in self.county.slack.messages(self.chat)
        ]

    def waits(self, look: Callable[[], Shown | None], what: str) -> Shown:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if (found := look()) is not None:
                return found
            time.sleep(0.1)
        seen = "\n---\n".join(one.text for one in self.chat_messages())
        raise AssertionError(f"{self.name} never saw {what}. They saw:\n{seen}")

    def _newest(self, label: str, about: str, text: str) -> Shown | None:
        for shown in self.chat_messages():
            if text in shown.text and (not label or shown.has(label, about)):
                return shown
        return None

    def _press(self, shown: Shown, element: Data) -> Data:
        names = ("type", "action_id", "value", "selected_option")
        action = {name: element[name] for name in names if name in element}
        payload = payloads.press(
            "",
            **self._team(),
            actions=[{**action, "block_id": "b"}],
            user={"id": self.user, "name": self.name, "team_id": _TEAM},
            channel={"id": shown.channel, "name": "directmessage"},
            container={"type": "message", "message_ts": shown.ts, "channel_id": shown.channel},
            trigger_id=self.county.slack.trigger(self.user),
            response_url=f"{self.county.recorder.url}{RESPOND}",
        )
        return payload if shown.ts else payloads.ephemeral(payload)

    def _opened(self, before: int) -> Opened | None:
        opened = self.county.recorder.of("views.open")[before:]
        if not opened:
            return None
        answer = opened[-1].answer
        assert answer["ok"], answer
        names = ("id", "hash")
        return Opened({**opened[-1].arguments["view"], **{name: answer["view"][name] for name in names}})

    def _who(self) -> Data:
        return {"team_id": _TEAM, "authorizations": [{"team_id": _TEAM}]}

    def _team(self) -> Data:
        return {"team": {"id": _TEAM}}


def _flat(payload: Data) -> Data:
    return {name: value for name, value in payload.items() if isinstance(value, str)}
