"""Every route, for every role: who the table of permissions refuses is told so, and nobody meets a mistake of ours."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import update

from bot.domain.permissions import Intent, Permission, Role, permission
from bot.errors import Refused
from bot.messages import refusals
from bot.services.presses import Pressed
from handlers.conversations.commands import WORDS
from handlers.conversations.incoming import (
    Command,
    File,
    Incoming,
    Press,
    Submit,
    Text,
)
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Replace, Reply, Say, SendFile
from handlers.conversations.router import Route, Router, Scope
from handlers.conversations.routes import ROUTES
from storage.tables import MembershipRow
from tests import calls
from tests.every import of_each
from tests.opened import connect
from tests.promised import proposed
from tests.riverside import NOW, Riverside, build

ALL: Final[frozenset[type[Reply]]] = frozenset({Say, Replace, OpenForm, FormErrors, SendFile, Nothing})
MEMBERS: Final = [role for role in Role if role not in (Role.SELF, Role.ENGINE)]
NOT_FOR_YOU: Final = Say(message=refusals.message(refusals.sentence(Refused("not_for_your_role"))))
KEYS: Final = count()
TYPED: Final = {intent: word for word, intent in WORDS.items()}
FILES: Final = {Intent.CLOSED_DATES: "a.ics"}
STRICTER: Final = {Intent.NOT_THIS_WEEK}
"""Everybody may ask it for themselves; in whose stead it may be asked, the service says."""
CASES: Final = {
    f"{route.kind.__name__.lower()} {route.intent.value}": route
    for route in ROUTES
    if route.intent is not None
}


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Riverside in a file, where Rob has a role and Mina is asked for something. Each case has a copy of it for itself."""

    path: Path
    riverside: Riverside
    about: Pressed

    @contextmanager
    def copied(self) -> Iterator[Riverside]:
        path = self.path.with_suffix(".copy")
        shutil.copyfile(self.path, path)
        with closing(connect(f"sqlite:///{path}")) as database:
            yield replace(self.riverside, database=database)
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()


@pytest.fixture
def kept(sqlite_url: str, role: Role) -> Kept:
    database = connect(sqlite_url)
    riverside = build(database, opened=True)
    about = proposed(riverside)
    _take_role(riverside, role)
    database.close()
    return Kept(path=Path(sqlite_url.removeprefix("sqlite:///")), riverside=riverside, about=about)


def _take_role(riverside: Riverside, role: Role) -> None:
    """Rob, of Castle College, has this role from now on."""
    with riverside.database.write() as transaction:
        transaction.connection.execute(
            update(MembershipRow)
            .where(MembershipRow.person_id == riverside.person("rob").id)
            .values(role=role)
        )


def _arg(riverside: Riverside, route: Route, about: Pressed) -> str:
    """What a button and a form are about: Mina's share, or the college where it concerns a partner."""
    concerned = {Intent.FINE_WITH_US: f"{about.share_id}.{riverside.castle_id}"}
    return concerned.get(route.intent or Intent.HELP, f"{about.share_id}.{about.version}")


def _incoming(riverside: Riverside, route: Route, arg: str) -> Incoming:
    """What Rob sends for this route."""
    pressed = calls.press(riverside.installation_id, "U-ROB", route.intent or Intent.HELP, arg=arg)
    arrival: dict[str, Any] = {"sender": pressed.sender, "place": pressed.place, "key": f"role:{next(KEYS)}"}
    made: dict[type[Incoming], Incoming] = {
        Press: replace(pressed, **arrival),
        Submit: Submit(**arrival, intent=pressed.intent, arg=arg),
        Command: Command(**arrival, words=TYPED.get(pressed.intent, "")),
        Text: Text(**arrival, words="flibble"),
        File: File(**arrival, name=FILES.get(pressed.intent, "a.xlsx"), size=2, content=b"PK"),
    }
    return made[route.kind]


@pytest.mark.parametrize("role", MEMBERS)
@of_each(CASES)
def test_route_refuses_what_the_table_refuses(kept: Kept, role: Role, name: str) -> None:
    route = CASES[name]
    with kept.copied() as riverside:
        sent = _incoming(riverside, route, _arg(riverside, route, kept.about))

        reply = Router(routes=ROUTES, database=riverside.database).answer(sent, now=NOW, rides=ALL)

    assert route.intent is not None
    refused = permission(intent=route.may or route.intent, role=role) is Permission.REFUSED
    expected = refused and route.scope is Scope.PARTNERSHIP
    assert expected or route.intent in STRICTER or reply != NOT_FOR_YOU
    assert not expected or reply == NOT_FOR_YOU


@pytest.mark.parametrize("role", MEMBERS)
@of_each([name for name, route in CASES.items() if route.intent in STRICTER])
def test_only_who_runs_it_leaves_somebody_else_in_peace(kept: Kept, role: Role, name: str) -> None:
    with kept.copied() as riverside:
        reply = Router(routes=ROUTES, database=riverside.database).answer(
            _incoming(riverside, CASES[name], ""), now=NOW, rides=ALL
        )

    assert (reply == NOT_FOR_YOU) is (role not in (Role.RUNNER, Role.DEPUTY_RUNNER))


def test_every_route_is_a_case_of_its_own() -> None:
    assert list(CASES.values()) == [route for route in ROUTES if route.intent is not None]


def test_every_typed_word_reaches_a_conversation() -> None:
    assert {route.intent for route in ROUTES if route.kind is Command} == set(TYPED)
