"""A school year of twelve people who are all in the same three partnerships, each of four partners."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, Final

from bot.domain import weeks
from bot.domain.commitments import NewCommitment, NewShare, Wording
from bot.domain.deliveries import MessageKind
from bot.domain.evidence import Stage
from bot.domain.importance import Importance
from bot.domain.partners import Reach
from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind, Person
from bot.domain.permissions import ENGINE, Intent, Role, Viewer, myself
from bot.engine.sweeps import Sweep
from bot.messages.model import Button, Item
from bot.services import commitments, lookouts, planning
from bot.services.mornings import MORNING
from bot.services.ports import Outgoing
from handlers.conversations.incoming import Command, Place, Press, Sender, Submit
from storage import installations, members, messages, partners, partnerships, people, schedules
from storage.database import Transaction
from tests.scenarios.busy import HOLIDAYS, ROWS
from tests.scenarios.life import Life
from tests.scenarios.world import LONDON

BEGINS: Final = datetime(2026, 9, 15, 8, 30, tzinfo=LONDON).astimezone(UTC)
HALF_TERM: Final = datetime(2026, 10, 24, tzinfo=UTC)
ENDS: Final = datetime(2027, 7, 21, tzinfo=UTC)
NAMES: Final = ("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gita", "Hugh", "Ines", "Jack", "Kim", "Lena")
PARTNERSHIPS: Final = {"Riverside Group": 0, "Health Link": -9, "Skills Board": 5}
PARTNERS: Final = ("Castle College", "Northgate School", "Meadow Academy", "Brook Lane Training")
AGAIN: Final = (0, 133)
"""The dates of autumn come once more after Christmas, so many days later."""

SOONER: Final = (-49,)
"""Where only the first half-term is played, they come in it, and once."""

QUARTER: Final = timedelta(minutes=15)
_NOTHING_TO_DO: Final = frozenset({"files", "leases", "lost", "scheduled workbooks", "workbook posts"})
UNASKED: Final = (MessageKind.ENVELOPE, MessageKind.HELLO, MessageKind.URGENT)
_ANSWERS: Final = 0.6


@dataclass
class Twelve(Life):
    """Everybody reads what they get; most press **Done** on the day, and answer most check-ins."""

    received: list[tuple[datetime, str, MessageKind, str]] = field(default_factory=list)

    def _following(self) -> datetime | None:
        """The next quarter of an hour at which something is due: everybody's hours lie on one."""
        following = super()._following()
        return None if following is None else following + (BEGINS - following) % QUARTER

    def _table(self) -> tuple[Sweep, ...]:
        """Without what looks for lost messages, files and workbooks: here nothing is lost, and nobody sends any."""
        return tuple(sweep for sweep in super()._table() if sweep.name not in _NOTHING_TO_DO)

    def _arrive(self, outgoing: Outgoing) -> BaseException | None:
        who = outgoing.conversation.split("-", 1)[-1]
        with self.database.read() as transaction:
            kind = messages.get(transaction, viewer=ENGINE, message_id=outgoing.message_id).kind
        if outgoing.edits is None and who in _IDS and kind in UNASKED:
            self.received.append((self.now, who, kind, outgoing.content.opening))
        for button in _check_in(outgoing):
            if self.random.random() < _ANSWERS:
                answer = partial(self.answer, who, button, f"ts.{outgoing.message_id}")
                self.at(self.now + timedelta(minutes=9), answer)
        return None

    def answer(self, who: str, button: Button, message: str) -> None:
        """Press something of a check-in: its form, Thursday, or not this time."""
        what: dict[str, Any] = {
            "intent": button.intent,
            "partnership_id": button.partnership_id,
            "arg": button.arg,
            "message": message,
        }
        if not button.opens:
            self.come(Press, who, **what)
            return
        said = {key: (self.random.choice(["Partly", "Mostly", "Completely"]),) for key in _KEYS}
        round_id = button.arg.split(".")[0]
        self.come(Submit, who, **{**what, "arg": f"{round_id}.1"}, values=said)

    def come(self, kind: Any, who: str, **what: Any) -> None:
        self.presses += 1
        sender = Sender(
            kind=AddressKind.SLACK, installation_id=self._installation_id, external_id=f"U-{who}", name=who
        )
        place = Place(conversation=f"D-{who}", private=True)
        incoming = kind(sender=sender, place=place, key=f"twelve-{self.presses}", **what)
        self._router.answer(incoming, now=self.now, rides=frozenset())

    def a_week(self) -> Counter[tuple[str, date]]:
        """How many unasked private messages came to each person in each week."""
        return Counter((who, weeks.monday(at.astimezone(LONDON).date())) for at, who, _, _ in self.received)


_IDS: Final = frozenset(name.upper() for name in NAMES)
_KEYS: Final = ("purpose", "trust", "clarity", "commitment")


def live(url: str, *, is_whole: bool) -> Twelve:
    """Let the year pass, or its first half-term, and return it."""
    ends, moved = (ENDS, AGAIN) if is_whole else (HALF_TERM, SOONER)
    life = Twelve(url=url, seed=12, crashes=0, now=BEGINS, ends=ends)
    with life.database.write() as transaction:
        installation_id = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.SLACK,
            external_id="T1",
            name="County",
            bot_id="U-BOT",
            now=BEGINS,
        )
        everybody = [_person(transaction, installation_id, name) for name in NAMES]
        groups = [
            _group(transaction, installation_id, name, everybody, shift)
            for name, shift in PARTNERSHIPS.items()
        ]
    for group in groups:
        _plan(life, group, moved)
    life.at(BEGINS + timedelta(minutes=1), lambda: None)
    life.live(installation_id)
    return life


def _check_in(outgoing: Outgoing) -> Iterator[Button]:
    """One button of each check-in in a message, mostly **Answer now**."""
    for block in outgoing.content.blocks:
        if isinstance(block, Item):
            asked = [one for one in block.buttons if one.intent is Intent.ANSWER_CHECK_IN]
            if outgoing.edits is None:
                yield from asked[outgoing.message_id % 5 == 0 and len(asked) > 1 :][:1]


@dataclass(frozen=True, kw_only=True)
class _Group:
    viewer: Viewer
    shift: int
    holders: tuple[tuple[int, int, str], ...]


def _group(
    transaction: Transaction, installation_id: int, name: str, everybody: list[Person], shift: int
) -> _Group:
    runner = _person(transaction, installation_id, f"Sam{shift}")
    profile = Profile(name=name, zone=LONDON, country="GB", region="ENG", going=Stage.FORMING)
    made = partnerships.create(transaction, viewer=myself(runner.id), profile=profile, now=BEGINS)
    viewer = Viewer(person_id=runner.id, partnership_id=made.id, role=Role.RUNNER)
    members.add(transaction, viewer=viewer, person_id=runner.id, role=Role.RUNNER, partner_id=None)
    holders: list[tuple[int, int, str]] = []
    for number, organisation in enumerate(PARTNERS):
        partner = partners.add(
            transaction, viewer=viewer, name=organisation, reach=Reach.SLACK, closed=HOLIDAYS
        )
        for place, person in enumerate(everybody[number * 3 : number * 3 + 3]):
            role = Role.CO_ORDINATOR if place == 0 else Role.MEMBER
            members.add(transaction, viewer=viewer, person_id=person.id, role=role, partner_id=partner.id)
            holders.append((partner.id, person.id, person.name.upper()))
    return _Group(viewer=viewer, shift=shift, holders=tuple(holders))


def _person(transaction: Transaction, installation_id: int, name: str) -> Person:
    made = people.create(transaction, viewer=myself(0), name=name, zone=None, now=BEGINS)
    people.give_address(
        transaction,
        viewer=myself(made.id),
        person_id=made.id,
        kind=AddressKind.SLACK,
        installation_id=installation_id,
        external_id=f"U-{name.upper()}",
    )
    return made


def _plan(life: Twelve, group: _Group, moved: tuple[int, ...]) -> None:
    """Open the doors upon a year of promises, and let people keep most of them on the day."""
    with life.database.write() as transaction:
        made = commitments.add_many(
            transaction,
            viewer=group.viewer,
            actions=tuple(_rows(group, moved)),
            agreed_on=date(2026, 9, 10),
            now=BEGINS,
        )
        partnerships.open_doors(transaction, viewer=group.viewer, now=BEGINS)
        lookouts.begin(transaction, viewer=group.viewer, now=BEGINS)
        ids = [one.person.id for one in members.all_of(transaction, viewer=group.viewer)]
        members.open_door(transaction, viewer=group.viewer, person_ids=ids)
        planning.open_doors(transaction, viewer=group.viewer, person_ids=ids, now=BEGINS)
        # Whoever runs it is none of the twelve: their daily list is half of all that would be written.
        runner_id = group.viewer.person_id
        schedules.end(transaction, viewer=group.viewer, kind=MORNING, person_id=runner_id)
    names = {person_id: name for _, person_id, name in group.holders}
    for commitment in made:
        for share in commitment.shares:
            if share.person_id is not None and life.random.random() < 0.8:
                at = datetime.combine(commitment.due, datetime.min.time(), LONDON) + timedelta(hours=12)
                what = {
                    "intent": Intent.DONE,
                    "partnership_id": commitment.partnership_id,
                    "arg": f"{share.id}.1",
                }
                who = names[share.person_id]
                life.at(at.astimezone(UTC), partial(life.come, Press, who, **what))
    for day in range(1, (ENDS - BEGINS).days, 3):
        # Whoever runs it looks in twice a week: it is not left alone.
        at = BEGINS + timedelta(days=day, hours=1)
        life.at(at, partial(life.come, Command, f"SAM{group.shift}", words="mine"))


def _rows(group: _Group, moved: tuple[int, ...]) -> Iterator[NewCommitment]:
    for later in moved:
        for title, due, importance in ROWS:
            holders = group.holders[:: 3 if importance is Importance.CRITICAL else 1]
            yield NewCommitment(
                wording=Wording(title=f"{title} ({later})", why="others wait for it"),
                due=due + timedelta(days=group.shift + later),
                shares=tuple(
                    NewShare(partner_id=partner_id, person_id=person_id)
                    for partner_id, person_id, _ in _one_a_partner(holders, len(title))
                ),
                importance=importance,
            )


def _one_a_partner(holders: tuple[tuple[int, int, str], ...], turn: int) -> tuple[tuple[int, int, str], ...]:
    by_partner: dict[int, list[tuple[int, int, str]]] = {}
    for one in holders:
        by_partner.setdefault(one[0], []).append(one)
    return tuple(found[turn % len(found)] for found in by_partner.values())
