"""The connection of Socket Mode: kept, renewed, missed when it is dead, and never deaf to what comes twice."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from handlers.slack import connection
from handlers.slack.socket import SocketLink
from tests.slack.sockets import APP_TOKEN, Sockets

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

Data = dict[str, Any]
Story = Callable[[SocketLink, Sockets], Awaitable[None]]


class Answers:
    """Answers what comes, when it is let."""

    def __init__(self, *answers: Data | None) -> None:
        self.came: list[Data] = []
        self.may = asyncio.Event()
        self.may.set()
        self._answers = [*answers]

    async def __call__(self, payload: Data) -> Data | None:
        self.came.append(payload)
        await self.may.wait()
        return self._answers.pop(0) if self._answers else {}


def play(
    story: Story,
    answers: Answers | None = None,
    server: Sockets | None = None,
    silence: float = 5.0,
    hello: float = 5.0,
) -> None:
    async def run() -> None:
        async with (server or Sockets()).serving() as there:
            client = connection.prepare(token="xoxb-1", api_url=f"{there.url}/api")
            connection.open_session(client)
            link = SocketLink(
                client,
                app_token=APP_TOKEN,
                answer=answers or Answers(),
                silence=silence,
                first_wait=0.01,
                hello=hello,
            )
            link.start()
            try:
                await story(link, there)
            finally:
                await link.stop()
                await connection.close_session(client)

    asyncio.run(run())


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():
            await asyncio.sleep(0.01)


def test_an_envelope_is_answered_by_its_own_name() -> None:
    async def story(link: SocketLink, there: Sockets) -> None:
        await there.connected(1)
        await until(lambda: link.is_connected)
        await there.send("E1", {"event": {}})
        await there.send("E2", {"command": "/bywhen"}, kind="slash_commands")
        await there.answered(2)

        assert there.answers == [{"envelope_id": "E1"}, {"envelope_id": "E2", "payload": {"text": "Hello"}}]
        assert there.tokens == [f"Bearer {APP_TOKEN}"]

    play(story, Answers({}, {"payload": {"text": "Hello"}}))


def test_what_failed_is_left_to_come_again() -> None:
    async def story(link: SocketLink, there: Sockets) -> None:
        await there.connected(1)
        await there.send("E1", {"event": {}})
        await there.send("E1", {"event": {}})
        await there.answered(1)

        assert there.answers == [{"envelope_id": "E1"}]

    answers = Answers(None, {})
    play(story, answers)
    assert len(answers.came) == 2


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
def test_the_next_connection_is_open_before_the_old_one_closes(reason: str) -> None:
    async def story(link: SocketLink, there: Sockets) -> None:
        await there.connected(1)
        await there.renew(reason)
        await there.connected(2)
        await there.send("OLD", {"event": {}}, on=0)
        await there.send("NEW", {"event": {}}, on=1)
        await there.answered(2)
        await there.connections[0].close()

        assert {one["envelope_id"] for one in there.answers} == {"OLD", "NEW"}
        assert link.is_connected

    play(story)


def test_a_line_that_is_cut_is_opened_again() -> None:
    async def story(link: SocketLink, there: Sockets) -> None:
        await there.connected(1)
        there.die()
        await there.connected(2)
        await there.send("E1", {"event": {}})
        await there.answered(1)

    play(story)


def test_a_line_that_lasted_is_renewed_at_once() -> None:
    async def run() -> None:
        async with Sockets().serving() as there:
            client = connection.prepare(token="xoxb-1", api_url=f"{there.url}/api")
            connection.open_session(client)
            link = SocketLink(client, app_token=APP_TOKEN, answer=Answers(), first_wait=3600.0, lasting=0.0)
            link.start()
            await there.connected(1)
            await there.renew()
            await there.connected(2)
            await link.stop()
            await connection.close_session(client)

    asyncio.run(run())


def test_a_line_that_falls_silent_is_opened_again() -> None:
    async def story(link: SocketLink, there: Sockets) -> None:
        await there.connected(1)
        there.pongs = True
        await there.connected(2)
        await until(lambda: link.is_connected)

    play(story, server=Sockets(pongs=False), silence=0.2)


def test_a_line_without_a_hello_is_no_line() -> None:
    async def story(link: SocketLink, there: Sockets) -> None:
        await there.connected(1)
        assert not link.is_connected
        there.greets = True
        await until(lambda: link.is_connected)

    play(story, server=Sockets(greets=False))


def test_a_line_that_stays_mute_is_hung_up() -> None:
    async def story(link: SocketLink, there: Sockets) -> None:
        await there.connected(2)
        there.mute = False
        await until(lambda: link.is_connected)
        await until(lambda: there.connections[0].closed)

    play(story, server=Sockets(mute=True), hello=0.2)


def test_an_address_that_is_refused_is_asked_for_again() -> None:
    async def story(link: SocketLink, there: Sockets) -> None:
        await there.connected(1)

        assert len(there.tokens) == 2

    play(story, server=Sockets(refusals=["internal_error"]))


def test_a_server_that_is_not_there_is_waited_for() -> None:
    async def run() -> None:
        client = connection.prepare(token="xoxb-1", api_url="http://127.0.0.1:1/api")
        connection.open_session(client)
        link = SocketLink(client, app_token=APP_TOKEN, answer=Answers(), first_wait=0.01)
        link.start()
        await asyncio.sleep(0.1)
        assert not link.is_connected
        await link.stop()
        await connection.close_session(client)

    asyncio.run(run())


def test_what_is_being_done_is_finished_and_answered_before_hanging_up() -> None:
    answers = Answers()

    async def story(link: SocketLink, there: Sockets) -> None:
        await there.connected(1)
        answers.may.clear()
        await there.send("E1", {"event": {}})
        await until(lambda: answers.came != [])
        stopping = asyncio.create_task(link.stop())
        await asyncio.sleep(0.05)
        answers.may.set()
        await stopping

        await there.answered(1)
        assert not link.is_connected

    play(story, answers)


def test_an_answer_for_a_line_that_was_cut_is_dropped() -> None:
    answers = Answers()

    async def story(link: SocketLink, there: Sockets) -> None:
        await there.connected(1)
        answers.may.clear()
        await there.send("E1", {"event": {}})
        await until(lambda: answers.came != [])
        there.die()
        await there.connected(2)
        answers.may.set()
        await there.send("E1", {"event": {}})
        await there.answered(1)

        assert len(answers.came) == 2

    play(story, answers)


@pytest.mark.parametrize(
    "words", ["", "[]", "{", '{"type":"odd"}', '{"type":"events_api","payload":7}', "[" * 9000]
)
def test_nonsense_changes_nothing(words: str) -> None:
    async def story(link: SocketLink, there: Sockets) -> None:
        await there.connected(1)
        await there.say(words)
        await there.say('{"type":"hello"}')
        await there.send("E1", {"event": {}})
        await there.answered(1)

        assert len(there.connections) == 1

    play(story)


def test_a_link_that_was_never_started_stops() -> None:
    async def run() -> None:
        client = connection.prepare(token="xoxb-1", api_url="http://127.0.0.1:1/api")
        link = SocketLink(client, app_token=APP_TOKEN, answer=Answers())
        await link.stop()
        assert not link.is_connected

    asyncio.run(run())
