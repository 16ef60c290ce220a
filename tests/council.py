"""County Council, which has a workspace of its own and would like to join Riverside."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Any, Final

from bot.domain.installations import Entry
from bot.domain.people import AddressKind, Person
from bot.domain.permissions import ENGINE, Intent
from bot.messages import elsewhere, plain
from handlers.conversations.incoming import Incoming, Place
from handlers.conversations.replies import Say
from storage import directory, installations, people
from storage.database import Database
from tests import calls
from tests.pressing import answer
from tests.riverside import NOW, Riverside

ROOM: Final = Place(conversation="C-FAIR", private=False, name="county-fair")
OTHER_ROOM: Final = Place(conversation="C-OTHER", private=False, name="other")
PRIYA: Final = "U-PRIYA"
KIT: Final = "U-KIT"
_PEOPLE: Final = {PRIYA: "Priya Anand", KIT: "Kit Moss"}
_KEYS: Final = count()


@dataclass(frozen=True, kw_only=True)
class Council:
    """Its installation. Priya and Kit stand in its directory, and nobody has met them."""

    group: Riverside
    installation_id: int
    kind: AddressKind = AddressKind.SLACK

    @property
    def database(self) -> Database:
        return self.group.database

    def say(self, who: str, words: str, *, place: Place = ROOM, now: datetime = NOW) -> Any:
        """Somebody of the council types something."""
        return self.answer(calls.command(self.installation_id, who, words, place=place), now=now)

    def answer(self, incoming: Incoming, *, now: datetime = NOW) -> Any:
        """Return the answer to what comes in there."""
        name = _PEOPLE.get(incoming.sender.external_id, "")
        called = replace(incoming.sender, kind=self.kind, name=name)
        return answer(self.group, replace(incoming, sender=called), now=now)

    def person(self, who: str) -> Person | None:
        """Return who is behind an address there."""
        with self.database.read() as transaction:
            return people.behind_address(
                transaction,
                kind=self.kind,
                installation_id=self.installation_id,
                external_id=who,
            )


def connect(
    group: Riverside, *, kind: AddressKind = AddressKind.SLACK, external_id: str = "T-COUNCIL"
) -> Council:
    """Connect the council's workspace, or its tenant, and list its people."""
    with group.database.write() as transaction:
        installation_id = installations.register(
            transaction,
            viewer=ENGINE,
            kind=kind,
            external_id=external_id,
            name="County Council",
            bot_id="U-BYWHEN-TOO",
            now=NOW,
        )
        for address, name in _PEOPLE.items():
            entry = Entry(
                external_id=address,
                name=name,
                email=f"{address[2:].lower()}@council.example",
                zone="Europe/London",
                left=False,
                is_bot=False,
            )
            directory.put(transaction, viewer=ENGINE, installation_id=installation_id, entry=entry, now=NOW)
    return Council(group=group, installation_id=installation_id, kind=kind)


def words(reply: Any) -> str:
    """Return what a reply says."""
    assert reply.message is not None
    return plain.text(reply.message)


def code_in(reply: Any) -> str:
    """Return the code that stands in a reply: "join 7KQ2-MW4D"."""
    assert isinstance(reply, Say)
    [line] = [one for one in words(reply).splitlines() if one.startswith("join ")]
    return line.removeprefix("join ")


def invite(group: Riverside, who: str = "U-SAM", *, now: datetime = NOW) -> str:
    """Let somebody invite, and return the code that they get."""
    reply = answer(group, calls.command(group.installation_id, who, "invite"), now=now)
    if "join " not in words(reply):
        more = calls.press(group.installation_id, who, Intent.INVITE, arg="another")
        reply = answer(group, more, now=now)
    return code_in(reply)


def address_code(group: Riverside, who: str = "U-MINA") -> str:
    """Somebody asks for the code for their other address; return it."""
    chosen = {"where": elsewhere.ELSEWHERE, "days": ("1", "3"), "hour": "START_OF_DAY", "news": "mine"}
    sent = calls.submit(group.installation_id, who, Intent.SETTINGS)
    values = {name: (one,) if isinstance(one, str) else tuple(one) for name, one in chosen.items()}
    return code_in(answer(group, replace(sent, key=f"elsewhere:{next(_KEYS)}", values=values)))


def knock(council: Council, *, who: str = PRIYA, place: Place = ROOM, now: datetime = NOW) -> int:
    """Let somebody of the council use a fresh code, and return the number of the invitation."""
    code = invite(council.group, now=now)
    council.say(who, f"join {code}", place=place, now=now)
    return newest(council.group)


def newest(group: Riverside) -> int:
    """Return the number of the invitation made last."""
    with group.database.read() as transaction:
        found = transaction.connection.exec_driver_sql("select max(id) from invitations").scalar_one()
    assert isinstance(found, int)
    return found


def let_in(group: Riverside, invitation_id: int, *, now: datetime = NOW, **values: str) -> Any:
    """Let Sam send the form **Let them in**."""
    filled = {"partner": "new", "organisation": "County Council", "person": "typist", "typed": "", **values}
    sent = calls.submit(group.installation_id, "U-SAM", Intent.LET_IN, arg=str(invitation_id))
    with_values = replace(sent, values={name: (value,) for name, value in filled.items()})
    return answer(group, with_values, now=now)


def not_now(group: Riverside, invitation_id: int, *, who: str = "U-SAM", now: datetime = NOW) -> Any:
    """Let somebody press **Not now**."""
    pressed = calls.press(group.installation_id, who, Intent.LET_IN, arg=f"not_now:{invitation_id}")
    return answer(group, pressed, now=now)
