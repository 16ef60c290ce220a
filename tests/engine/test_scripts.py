"""Whatever a platform does: nothing arrives twice, nothing overtakes, and nothing is forgotten."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.deliveries import MessageState
from storage.database import Database
from tests.engine.scripted import WORDS, Scripted, World
from tests.opened import connect

SENT, DEAD = MessageState.SENT, MessageState.DEAD
PENDING, UNKNOWN = MessageState.PENDING, MessageState.UNKNOWN
MANY = settings().max_examples // 10
_examples = itertools.count()


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    opened = connect(sqlite_url)
    yield opened
    opened.close()


def world(database: Database, script: str, *says: str) -> World:
    found = World(database=database, platform=Scripted(script))
    for words in says:
        found.say(words)
    return found


@pytest.mark.parametrize(
    ("script", "tried", "state"),
    [
        ("U-MINA: ok", 1, SENT),
        ("U-MINA: lost", 1, SENT),
        ("U-MINA: gone ok", 2, SENT),
        ("U-MINA: gone lost", 2, SENT),
        ("U-MINA: gone gone gone ok", 4, SENT),
        ("U-MINA: wait wait ok", 3, SENT),
        ("U-MINA: wait lost", 2, SENT),
        ("U-MINA: crash ok", 2, SENT),
        ("U-MINA: crash lost", 2, SENT),
        ("U-MINA: wait gone crash lost", 4, SENT),
    ],
)
def test_message_arrives_once(database: Database, script: str, tried: int, state: MessageState) -> None:
    told = world(database, script, "Hello.")

    told.live(20)

    assert told.said() == ["Hello."]
    assert (len(told.platform.tried), told.states()) == (tried, [state])


@pytest.mark.parametrize("script", ["U-MINA: no", "U-MINA: wait no", "U-MINA: wait wait no"])
def test_message_that_is_refused_is_given_up_and_the_next_one_goes(database: Database, script: str) -> None:
    told = world(database, script, "Never.", "Hello.")

    told.live(20)

    assert told.said() == ["Hello."]
    assert told.states() == [DEAD, SENT]


@pytest.mark.parametrize("script", ["U-MINA: gone no", "U-MINA: crash no", "U-MINA: gone crash wait no"])
def test_message_that_is_refused_in_the_end_never_arrives(database: Database, script: str) -> None:
    told = world(database, script, "Never.")

    told.live(20)

    assert (told.said(), told.states()) == ([], [DEAD])


@pytest.mark.parametrize(("word", "state"), [("gone", UNKNOWN), ("lost", UNKNOWN), ("wait", PENDING)])
def test_nothing_is_repeated_before_its_time(database: Database, word: str, state: MessageState) -> None:
    told = world(database, f"U-MINA: {word}", "Hello.")

    told.live(1)

    assert (told.platform.tried, told.states()) == ([word], [state])


@pytest.mark.parametrize("word", ["gone", "lost", "wait", "crash"])
def test_nobody_else_waits_for_one_conversation(database: Database, word: str) -> None:
    told = world(database, f"U-MINA: {word}")
    told.say("One.", to="U-MINA")
    told.say("Two.", to="U-ROB")

    told.live(2 if word == "wait" else 1)

    assert told.said("U-ROB") == ["Two."]


def test_patience_keeps_the_order(database: Database) -> None:
    told = world(database, "U-MINA: wait wait ok", "One.", "Two.", "Three.")

    told.live(10)

    assert told.said() == ["One.", "Two.", "Three."]


def test_engine_that_ends_in_the_middle_goes_on_after_its_start(database: Database) -> None:
    told = world(database, "U-MINA: crash", "One.")
    told.live(1)
    told.say("Two.")

    told.live(20)

    assert (sorted(told.said()), told.states()) == (["One.", "Two."], [SENT, SENT])


def test_quiet_engine_tries_nothing(database: Database) -> None:
    told = world(database, "", "Hello.")
    told.live(3)
    before = list(told.platform.tried)

    told.live(30)

    assert told.platform.tried == before == ["ok"]


def test_script_knows_its_words() -> None:
    with pytest.raises(ValueError, match="perhaps"):
        Scripted("U-MINA: ok perhaps")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=MANY, deadline=None)
@example(script=["lost", "gone", "lost", "crash", "wait", "no", "lost"], count=4)
@given(script=st.lists(st.sampled_from(WORDS), max_size=8), count=st.integers(1, 4))
def test_whatever_happens_nothing_arrives_twice_and_nothing_is_forgotten(
    sqlite: Database, script: list[str], count: int
) -> None:
    name = f"U-{next(_examples)}"
    told = World(database=sqlite, platform=Scripted(f"{name}: {' '.join(script)}"))
    before = len(told.states())
    said = [f"{name} {number}" for number in range(count)]
    for words in said:
        told.say(words, to=name)

    told.live(30)

    states = told.states()[before:]
    assert set(states) <= {SENT, DEAD}
    assert states.count(DEAD) == min(told.platform.tried.count("no"), count)
    assert len(set(told.said(name))) == len(told.said(name)) == states.count(SENT)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=MANY, deadline=None)
@given(script=st.lists(st.sampled_from(["ok", "no", "wait"]), max_size=8), count=st.integers(1, 4))
def test_order_is_kept_as_long_as_somebody_knows(sqlite: Database, script: list[str], count: int) -> None:
    name = f"U-{next(_examples)}"
    told = World(database=sqlite, platform=Scripted(f"{name}: {' '.join(script)}"))
    for number in range(count):
        told.say(f"{number}", to=name)

    told.live(15)

    assert told.said(name) == sorted(told.said(name))
