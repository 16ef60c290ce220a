"""Whatever comes in from Teams: never a mistake of ours, never a word of another partnership."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind, Person
from bot.domain.permissions import Intent, Role, Viewer, myself
from handlers.conversations.commands import WORDS
from handlers.conversations.routes import ROUTES
from handlers.teams import answering, consent
from storage import members, partners, partnerships, people
from storage.database import Database
from tests.riverside import LONDON
from tests.teams import activities
from tests.teams.tenant import NOW, Tenant, meeting

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SECRET = "Valley Link"
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=60)

TEXT = st.text(max_size=40) | st.sampled_from(["", "\x00", "\ud800", "9" * 30, "²", "everything", "Friday"])
NUMBER = st.sampled_from(["", "0", "1", "2", "3", "9" * 15, "9" * 30, "-1", "٣", "x"])
ARG = TEXT | st.sampled_from(
    ["1.1", "1.1.agree", "2.1", f"{'9' * 15}.1", "match.1.1", "make.2.1.agreed", "who"]
)
INTENT = st.sampled_from([one.value for one in Intent])
VALUE = (
    TEXT | st.builds("|".join, st.tuples(INTENT, NUMBER, ARG)) | st.builds("|".join, st.tuples(TEXT, NUMBER))
)
NAME = st.sampled_from(
    ["what", "partner", "by_when", "date", "reason", "name", "runner", "people", "bywhen.kinds"]
)
LEAF = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT
INSIDE = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAME | TEXT, inner, max_size=4),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        "action",
        "attachments",
        "channelData",
        "channelId",
        "conversation",
        "entities",
        "from",
        "id",
        "membersAdded",
        "name",
        "recipient",
        "replyToId",
        "serviceUrl",
        "text",
        "timestamp",
        "type",
        "value",
    ]
)
KINDS = st.sampled_from(
    ["message", "invoke", "conversationUpdate", "installationUpdate", "typing", "event", ""]
)
INVOKES = st.sampled_from([answering.ACTION, answering.FETCH, answering.SUBMIT, consent.INVOKE, "other"])


@dataclass
class Door:
    """A tenant that stays open from one example to the next."""

    tenant: Tenant
    runner: asyncio.Runner
    count: int = 0

    def send(self, activity: dict[str, Any]) -> None:
        self.count += 1
        self.runner.run(self._send({"id": f"a{self.count}", **activity}))

    def raw(self, body: Any) -> None:
        self.runner.run(self._raw(body))

    async def _send(self, activity: dict[str, Any]) -> None:
        service_url = activity.get("serviceUrl", self.tenant.server.service_url)
        await self._raw({**activity, "serviceUrl": service_url})

    async def _raw(self, body: Any) -> None:
        answer = await self.tenant.raw(json.dumps(body).encode())
        await self.tenant.settle()
        said = answer.text + json.dumps([one.content for one in self.tenant.queued()])
        assert answer.status_code in (200, 400)
        assert "Traceback" not in said
        assert "Something went wrong" not in said
        assert SECRET not in said


@pytest.fixture
def door(database: Database) -> Iterator[Door]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        tenant = runner.run(stack.enter_async_context(meeting(database, *ROUTES)))
        runner.run(tenant.send(activities.activity("typing")))
        [installation_id] = tenant.teams.messengers
        _furnish(database, installation_id)
        yield Door(tenant=tenant, runner=runner)
        runner.run(stack.aclose())


def _furnish(database: Database, installation_id: int) -> None:
    """Mina runs one partnership; of another, which somebody else runs, she must never hear."""
    for external_id, name in ((activities.MINA["aadObjectId"], "Riverside"), ("other", SECRET)):
        with database.write() as transaction:
            person: Person = people.create_at(
                transaction,
                viewer=myself(0),
                name=f"Runner of {name}",
                zone=None,
                kind=AddressKind.TEAMS,
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


def somewhere(room: bool) -> dict[str, Any]:
    return {"conversation": activities.CHANNEL, "channelData": activities.IN_CHANNEL} if room else {}


@FEW
@given(word=st.sampled_from(sorted(WORDS)) | TEXT, rest=TEXT, room=st.booleans())
def test_any_words_are_answered(door: Door, word: str, rest: str, room: bool) -> None:
    door.send(activities.said(f"<at>Bywhen</at> {word} {rest}", **somewhere(room)))


@FEW
@given(value=VALUE, name=INVOKES, room=st.booleans())
def test_any_button_is_answered(door: Door, value: str, name: str, room: bool) -> None:
    data = {"bywhen": {"value": value}}
    door.send(
        activities.activity(
            "invoke", name=name, value={"action": {"data": data}, "data": data}, **somewhere(room)
        )
    )


@FEW
@given(intent=INTENT, partnership=NUMBER, arg=ARG, values=st.dictionaries(NAME, INSIDE, max_size=6))
def test_any_form_is_answered(
    door: Door, intent: str, partnership: str, arg: str, values: dict[str, Any]
) -> None:
    ours = {"value": f"{intent}|{partnership}|{arg}", "form": True, "message": None}
    door.send(activities.dialog(answering.SUBMIT, {**values, "bywhen": ours}))


@MANY
@given(changed=st.dictionaries(KEYS, INSIDE, max_size=5), kind=KINDS, name=INVOKES)
def test_any_activity_is_answered(door: Door, changed: dict[str, Any], kind: str, name: str) -> None:
    door.send({**activities.said("mine"), "type": kind, "name": name, **changed})


@MANY
@given(where=st.sampled_from(["from", "conversation", "recipient", "channelData"]), inside=INSIDE, name=TEXT)
def test_any_name_is_answered(door: Door, where: str, inside: Any, name: str) -> None:
    one = activities.said("mine", **somewhere(True))
    named = {**one[where], "id": name, "name": inside, "tenantId": inside, "aadObjectId": inside}
    door.send({**one, where: named})


@MANY
@given(
    body=st.recursive(
        LEAF,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner | KINDS, max_size=8),
        max_leaves=20,
    )
)
def test_any_body_is_answered(door: Door, body: Any) -> None:
    door.raw(body)
