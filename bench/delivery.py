"""Delivery by the real loop to a server that holds everybody to Slack's limits: to one conversation, and to many."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench import processes, signing, world
from bench.measuring import Figure
from bench.processes import Server
from bench.world import Holder, World
from bot.clock import system_clock
from bot.domain.deliveries import Destination, MessageKind, NewMessage
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.engine.delivery import DeliveryLoop
from bot.messages.model import Message, Paragraph
from bot.services import answers
from handlers.slack import connection
from handlers.slack.messenger import SlackMessenger
from storage import messages
from storage.database import Database

_REPETITIONS: Final = 5
_WORKSPACE_PACE: Final = 1 / 3
_CONVERSATION_PACE: Final = 1.0
_LONGEST: Final = 30.0
_BETWEEN: Final = 1.2


def measure() -> Sequence[Figure]:
    """Return the part of the allowed rate that was reached, and how often the server had to say no."""
    with tempfile.TemporaryDirectory() as folder:
        one = world.build(Path(folder) / "one.db", size=1, now=system_clock())
        many = world.build(Path(folder) / "many.db", size=4, now=system_clock())
        with (
            processes.running("bench.standin") as channel,
            processes.running("bench.standin", "--pace", str(_WORKSPACE_PACE)) as workspace,
        ):
            trials = (
                _Trial(made=one, slack=channel, to=one.holders[:1] * 7, pace=_CONVERSATION_PACE),
                _Trial(made=many, slack=workspace, to=many.holders[:19], pace=_WORKSPACE_PACE),
            )
            turned_away = tuple(_run(trials, (channel, workspace)) for _ in range(_REPETITIONS))
    return [
        _rate("messages to one conversation", "one a second", trials[0]),
        _rate("messages to many conversations", "three a second to the workspace", trials[1]),
        Figure(
            what="messages turned away for coming too fast",
            against="none",
            goal=0,
            unit="",
            values=turned_away,
        ),
    ]


def _run(trials: "Sequence[_Trial]", servers: Sequence[Server]) -> float:
    """Run both at once, for most of the time they wait, and return how many messages were turned away."""
    before = sum(server.seen().turned_away for server in servers)
    asyncio.run(_together(trials))
    return float(sum(server.seen().turned_away for server in servers) - before)


def _rate(what: str, allowed: str, trial: "_Trial") -> Figure:
    return Figure(
        what=what, against=allowed, goal=95, unit="%", values=tuple(trial.rates), more_is_better=True
    )


async def _together(trials: "Sequence[_Trial]") -> None:
    await asyncio.gather(*(trial.run() for trial in trials))


class _Trial:
    """So many messages queued at once, and sent."""

    def __init__(self, *, made: World, slack: Server, to: Sequence[Holder], pace: float) -> None:
        self._made = made
        self._slack = slack
        self._to = to
        self._pace = pace
        self._queued = 0
        self.rates: list[float] = []

    async def run(self) -> None:
        """Queue and send them, and note which part of the allowed rate was reached, in percent."""
        database = Database.connect(self._made.url)
        client = connection.prepare(token=signing.TOKEN, api_url=f"{self._slack.url}/api/")
        connection.open_session(client)
        way = (AddressKind.SLACK, self._made.installation_id)
        loop = DeliveryLoop(database=database, messengers={way: SlackMessenger(client)}, clock=system_clock)
        # A new loop does not know when the one before it has sent its last.
        await asyncio.sleep(_BETWEEN)
        before = len(self._slack.seen().arrivals)
        self._queue(database)
        running = asyncio.create_task(loop.run())
        arrivals = await self._until_all_arrived(before)
        loop.stop()
        await running
        await connection.close_session(client)
        database.close()
        seconds = (arrivals[-1] - arrivals[0]) / (len(arrivals) - 1)
        self.rates.append(100 * self._pace / seconds)

    def _queue(self, database: Database) -> None:
        now = system_clock()
        with database.write() as transaction:
            for holder in self._to:
                self._queued += 1
                new = NewMessage(
                    kind=MessageKind.ANSWER,
                    to=Destination(
                        kind=AddressKind.SLACK,
                        installation_id=self._made.installation_id,
                        external_id=holder.external_id,
                    ),
                    local_date=now.date(),
                    part=f"bench:{self._queued}",
                    not_before=now,
                    person_id=holder.viewer.person_id,
                    content=answers.as_kept(_CONTENT),
                    conversation=holder.conversation,
                )
                messages.add(transaction, viewer=ENGINE, new=new, now=now)

    async def _until_all_arrived(self, before: int) -> Sequence[float]:
        async with asyncio.timeout(_LONGEST):
            while len(arrivals := (await asyncio.to_thread(self._slack.seen)).arrivals) < before + len(
                self._to
            ):
                await asyncio.sleep(0.1)
        return arrivals[before:]


_CONTENT: Final = Message(
    opening="Thank you. It's done.", blocks=(Paragraph(text=("I've told Northgate.",)),)
)
