"""One busy co-ordinator in three partnerships, from September to March, as annex 1 of the reasons counts it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from bot.domain.calendars import Span
from bot.domain.commitments import Commitment, NewCommitment, NewShare, Wording
from bot.domain.deliveries import MessageKind
from bot.domain.importance import Importance
from bot.domain.partners import Reach
from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind, Person
from bot.domain.permissions import ENGINE, Intent, Role, Viewer, myself
from bot.services import commitments, planning
from bot.services.mornings import MORNING
from bot.services.ports import Outgoing
from handlers.conversations.incoming import Command, Place, Press, Sender
from storage import installations, members, messages, partners, partnerships, people, schedules
from storage.database import Database, Transaction
from tests.scenarios.life import Life
from tests.scenarios.world import LONDON

BEGINS: Final = datetime(2026, 9, 15, 8, 30, tzinfo=LONDON).astimezone(UTC)
ENDS: Final = date(2027, 3, 31)
HOLIDAYS: Final = (
    Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="half-term"),
    Span(first=date(2026, 12, 21), last=date(2027, 1, 1), name="Christmas"),
    Span(first=date(2027, 2, 15), last=date(2027, 2, 19), name="half-term"),
    Span(first=date(2027, 3, 26), last=date(2027, 4, 9), name="Easter"),
)
ROWS: Final = (
    ("Send course data", date(2026, 11, 27), Importance.CRITICAL),
    ("Nominate a deputy", date(2026, 11, 30), Importance.NORMAL),
    ("Agree sectors for the fair", date(2026, 12, 4), Importance.NORMAL),
    ("Proof-read the prospectus", date(2026, 12, 11), Importance.NORMAL),
    ("Sign off proofs", date(2026, 12, 16), Importance.CRITICAL),
    ("Report to own board", date(2027, 1, 29), Importance.NORMAL),
    ("Sign accord", date(2027, 2, 26), Importance.NORMAL),
    ("Fair day", date(2027, 3, 4), Importance.CRITICAL),
)
SLOW: Final = frozenset({"Send course data", "Agree sectors for the fair"})
"""What is done four days after its date, and not a word before."""

PARTNERSHIPS: Final = {"Riverside Group": 0, "Health Link": -9, "Skills Board": 5}
"""Three of the same shape; their dates are moved by so many days."""

UNASKED: Final = (MessageKind.ENVELOPE, MessageKind.HELLO, MessageKind.URGENT)
MINA: Final = "U-MINA"
_CONVERSATION: Final = "D-MINA"


@dataclass
class HalfYear(Life):
    """Mina reads what she gets, and presses **Done** on the day, or four days after it where she is slow."""

    received: list[tuple[datetime, Outgoing]] = field(default_factory=list)

    def _arrive(self, outgoing: Outgoing) -> BaseException | None:
        if outgoing.conversation in (MINA, _CONVERSATION) and self._kind(outgoing) in UNASKED:
            self.received.append((self.now, outgoing))
            self.at(self.now + timedelta(minutes=5), lambda: self.come(Command, words="mine"))
        return None

    def _kind(self, outgoing: Outgoing) -> MessageKind:
        with self.database.read() as transaction:
            return messages.get(transaction, viewer=ENGINE, message_id=outgoing.message_id).kind

    def come(self, kind: Any, **what: Any) -> None:
        """Let Mina do something."""
        self.presses += 1
        sender = Sender(
            kind=AddressKind.SLACK, installation_id=self._installation_id, external_id=MINA, name="Mina Iqbal"
        )
        place = Place(conversation=_CONVERSATION, private=True)
        incoming = kind(sender=sender, place=place, key=f"mina-{self.presses}", **what)
        self._router.answer(incoming, now=self.now, rides=frozenset())

    def finish(self, partnership_id: int, share_id: int) -> None:
        self.come(Press, intent=Intent.DONE, partnership_id=partnership_id, arg=f"{share_id}.1")


def live(url: str) -> HalfYear:
    """Let the half year pass, and return it."""
    life = HalfYear(url=url, seed=1, crashes=0, now=BEGINS, ends=datetime(2027, 4, 1, tzinfo=UTC))
    installation_id, groups = _build(life.database)
    for viewer, castle_id, mina_id, shift in groups:
        for commitment in _agree(life.database, viewer, castle_id, mina_id, shift):
            late = timedelta(days=4 if commitment.wording.title in SLOW else 0)
            at = datetime(
                commitment.due.year, commitment.due.month, commitment.due.day, 16, tzinfo=LONDON
            ).astimezone(UTC)
            share_id, partnership_id = commitment.shares[0].id, commitment.partnership_id
            life.at(
                at + late,
                lambda share_id=share_id, partnership_id=partnership_id: life.finish(  # type: ignore[misc]  # Each its own share.
                    partnership_id, share_id
                ),
            )
    life.at(BEGINS + timedelta(minutes=1), lambda: None)
    life.live(installation_id)
    return life


def _build(database: Database) -> tuple[int, list[tuple[Viewer, int, int, int]]]:
    with database.write() as transaction:
        installation_id = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.SLACK,
            external_id="T1",
            name="County",
            bot_id="U-BOT",
            now=BEGINS,
        )
        mina = _person(transaction, installation_id, "Mina Iqbal", MINA)
        groups = [
            _group(transaction, installation_id, name, mina, shift) for name, shift in PARTNERSHIPS.items()
        ]
    return installation_id, groups


def _group(
    transaction: Transaction, installation_id: int, name: str, mina: Person, shift: int
) -> tuple[Viewer, int, int, int]:
    runner = _person(transaction, installation_id, f"Sam of {name}", f"U-SAM{shift}")
    profile = Profile(name=name, zone=LONDON, country="GB", region="ENG")
    made = partnerships.create(transaction, viewer=myself(runner.id), profile=profile, now=BEGINS)
    viewer = Viewer(person_id=runner.id, partnership_id=made.id, role=Role.RUNNER)
    castle = partners.add(
        transaction, viewer=viewer, name="Castle College", reach=Reach.SLACK, closed=HOLIDAYS
    )
    members.add(transaction, viewer=viewer, person_id=runner.id, role=Role.RUNNER, partner_id=None)
    members.add(transaction, viewer=viewer, person_id=mina.id, role=Role.CO_ORDINATOR, partner_id=castle.id)
    return viewer, castle.id, mina.id, shift


def _person(transaction: Transaction, installation_id: int, name: str, external_id: str) -> Person:
    made = people.create(transaction, viewer=myself(0), name=name, zone=None, now=BEGINS)
    people.give_address(
        transaction,
        viewer=myself(made.id),
        person_id=made.id,
        kind=AddressKind.SLACK,
        installation_id=installation_id,
        external_id=external_id,
    )
    return made


def _agree(
    database: Database, viewer: Viewer, castle_id: int, mina_id: int, shift: int
) -> tuple[Commitment, ...]:
    """Put in what a meeting has agreed, and open the doors."""
    with database.write() as transaction:
        made = commitments.add_many(
            transaction,
            viewer=viewer,
            actions=tuple(_rows(castle_id, mina_id, shift)),
            agreed_on=date(2026, 9, 10),
            now=BEGINS,
        )
        partnerships.open_doors(transaction, viewer=viewer, now=BEGINS)
        everybody = [one.person.id for one in members.all_of(transaction, viewer=viewer)]
        members.open_door(transaction, viewer=viewer, person_ids=everybody)
        planning.open_doors(transaction, viewer=viewer, person_ids=everybody, now=BEGINS)
        # Nobody counts what the runners get: their daily lists are most of what would be written.
        schedules.end(transaction, viewer=viewer, kind=MORNING, person_id=viewer.person_id)
    return made


def _rows(castle_id: int, mina_id: int, shift: int) -> Iterator[NewCommitment]:
    for title, due, importance in ROWS:
        yield NewCommitment(
            wording=Wording(title=title, why="others wait for it"),
            due=due + timedelta(days=shift),
            shares=(NewShare(partner_id=castle_id, person_id=mina_id),),
            importance=importance,
        )
