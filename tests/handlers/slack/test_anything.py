"""Whatever comes in with a right signature: never a mistake of ours, never a word of another partnership."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind, Person
from bot.domain.permissions import Intent, Role, Viewer, myself
from handlers.conversations.commands import WORDS
from handlers.conversations.routes import ROUTES
from storage import members, partners, partnerships, people
from storage.database import Database
from tests.riverside import LONDON
from tests.slack import payloads
from tests.slack.workspace import NOW, Workspace, meeting

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SECRET = "Valley Link"
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))

TEXT = st.text(max_size=40) | st.sampled_from(["", "\x00", "\ud800", "9" * 30, "²", "everything", "Friday"])
NUMBER = st.sampled_from(["", "0", "1", "2", "3", "9" * 15, "9" * 30, "-1", "٣", "x"])
ARG = TEXT | st.sampled_from(
    ["1.1", "1.1.agree", "2.1", f"{'9' * 15}.1", "match.1.1", "make.2.1.agreed", "who"]
)
INTENT = st.sampled_from([one.value for one in Intent])
VALUE = st.one_of(
    TEXT, st.builds("|".join, st.tuples(INTENT, NUMBER, ARG)), st.builds("|".join, st.tuples(TEXT, NUMBER))
)
NAME = st.sampled_from(
    ["what", "partner", "by_when", "date", "reason", "name", "runner", "people", "workbook"]
)
ELEMENT = st.one_of(
    st.builds(lambda one: {"type": "plain_text_input", "value": one}, TEXT | NUMBER),
    st.builds(lambda one: {"type": "datepicker", "selected_date": one}, TEXT),
    st.builds(lambda one: {"type": "users_select", "selected_user": one}, TEXT | st.just(payloads.MINA)),
    st.builds(lambda one: {"type": "static_select", "selected_option": {"value": one}}, NUMBER | TEXT),
    st.just({"type": "checkboxes", "selected_options": [{"value": "9" * 30}, {"value": "1"}]}),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "event", "team_id", "user", "actions", "view", "payload", "channel", "command"]
            ),
            inner | st.sampled_from(["message", "app_mention", "block_actions", "view_submission"]),
            max_size=6,
        )
    ),
    max_leaves=12,
)


@dataclass
class Door:
    """A workspace that stays open from one example to the next."""

    workspace: Workspace
    runner: asyncio.Runner

    def send(self, how: str, payload: Any) -> None:
        self.runner.run(self._send(how, payload))

    async def _send(self, how: str, payload: Any) -> None:
        answer: httpx.Response = await getattr(self.workspace, how)(payload)
        said = answer.text + json.dumps([one.content for one in self.workspace.queued()])
        assert answer.status_code < 500
        assert "Traceback" not in said
        assert SECRET not in said


@pytest.fixture
def door(database: Database) -> Iterator[Door]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        workspace = runner.run(stack.enter_async_context(meeting(database, *ROUTES)))
        _furnish(database, workspace.slack.installation_id)
        yield Door(workspace=workspace, runner=runner)
        runner.run(stack.aclose())


def _furnish(database: Database, installation_id: int) -> None:
    """Mina runs one partnership; of another, which somebody else runs, she must never hear."""
    for external_id, name in ((payloads.MINA, "Riverside"), ("UOTHER", SECRET)):
        with database.write() as transaction:
            person: Person = people.create_at(
                transaction,
                viewer=myself(0),
                name=f"Runner of {name}",
                zone=None,
                kind=AddressKind.SLACK,
                installation_id=installation_id,
                external_id=external_id,
                now=NOW,
            )
            profile = Profile(name=name, zone=LONDON)
            made = partnerships.create(transaction, viewer=myself(person.id), profile=profile, now=NOW)
            viewer = Viewer(person_id=person.id, partnership_id=made.id, role=Role.RUNNER)
            partner = partners.add(transaction, viewer=viewer, name=f"College of {name}")
            members.add(
                transaction, viewer=viewer, person_id=person.id, role=Role.RUNNER, partner_id=partner.id
            )
            partnerships.open_doors(transaction, viewer=viewer, now=NOW)


@FEW
@given(word=st.sampled_from(sorted(WORDS)) | TEXT, rest=TEXT, number=st.integers(min_value=0))
def test_any_words_are_answered(door: Door, word: str, rest: str, number: int) -> None:
    door.send("command", payloads.command(f"{word} {rest}".replace("\ud800", ""), trigger_id=str(number)))


@FEW
@given(value=VALUE, number=st.integers(min_value=0))
def test_any_button_is_answered(door: Door, value: str, number: int) -> None:
    door.send("interaction", payloads.press(value, trigger_id=str(number)))


@FEW
@given(intent=INTENT, partnership=NUMBER, arg=ARG, values=st.dictionaries(NAME, ELEMENT, max_size=6))
def test_any_form_is_answered(
    door: Door, intent: str, partnership: str, arg: str, values: dict[str, Any]
) -> None:
    origin = {"conversation": "D1", "private": True, "room": "", "message": None}
    metadata = json.dumps({"form": f"{intent}|{partnership}|{arg}", **origin})
    view = {"callback_id": "form", "private_metadata": metadata, "blocks": []}

    door.send("interaction", payloads.submission(view, values))


@FEW
@given(text=TEXT, mention=st.booleans(), number=st.integers(min_value=0))
def test_anything_said_is_answered(door: Door, text: str, mention: bool, number: int) -> None:
    said = payloads.message(text)
    if mention:
        said["event"] |= {"type": "app_mention", "channel": "C1", "text": f"<@UBOT> {text}"}
    door.send("event", {**said, "event_id": f"Ev{number}"})


@FEW
@given(body=JSON)
@pytest.mark.parametrize("how", ["event", "interaction"])
def test_any_body_is_answered(door: Door, how: str, body: Any) -> None:
    door.send(how, body)
