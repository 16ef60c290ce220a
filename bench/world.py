"""A database to measure on: partnerships of six partners, with their timetables, all reached in one workspace."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.commitments import NewShare, ShareState, Wording
from bot.domain.deliveries import Destination, MessageKind, MessageState, NewMessage
from bot.domain.importance import Importance
from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind, Person
from bot.domain.permissions import ENGINE, Role, Viewer, myself
from bot.messages.items import envelope_item
from bot.messages.model import Message
from bot.services import answers, items, planning
from storage import commitments, installations, members, messages, partners, partnerships, people
from storage.database import Database, Transaction
from storage.engine import migrate

TEAM: Final = "T1"
ACTIONS_EACH: Final = 5
ENVELOPE: Final = "1.1"
"""What the workspace calls the message that holds the actions of a holder."""

_PARTNERS: Final = (
    "Castle College",
    "Eastbank Academy",
    "Moorland School",
    "Northgate",
    "Southfield",
    "Weir",
)
_ZONE: Final = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who holds actions: what the workspace calls them, who they are, and their shares."""

    external_id: str
    viewer: Viewer
    shares: tuple[int, ...]
    envelope: Message
    """The message that holds all of them."""

    @property
    def conversation(self) -> str:
        return f"D{self.external_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What stands in the database at `path`."""

    path: Path
    installation_id: int
    holders: tuple[Holder, ...]

    @property
    def url(self) -> str:
        return url_of(self.path)


def url_of(path: Path) -> str:
    """Return the address of a SQLite file."""
    return f"sqlite:///{path}"


def build(path: Path, *, size: int, now: datetime) -> World:
    """Make a world of `size` partnerships in a new file. Each holder of the six partners has as many actions."""
    migrate(url_of(path))
    database = Database.connect(url_of(path))
    with database.write() as transaction:
        installation_id = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.SLACK,
            external_id=TEAM,
            name="Bench",
            bot_id="UBOT",
            now=now,
        )
        founder = _Founder(transaction=transaction, installation_id=installation_id, now=now)
        holders = [holder for number in range(size) for holder in founder.found(number)]
    database.close()
    return World(path=path, installation_id=installation_id, holders=tuple(holders))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Founder:
    """Writes whole partnerships by the functions of storage."""

    transaction: Transaction
    installation_id: int
    now: datetime

    def found(self, number: int) -> Iterator[Holder]:
        """Write one open partnership and yield the co-ordinators of its partners."""
        runner = self._person(f"UR{number}", "Sam Hallam", viewer=ENGINE)
        maker = myself(runner.id)
        profile = Profile(name=f"Riverside {number}", zone=_ZONE, country="GB", region="ENG")
        made = partnerships.create(self.transaction, viewer=maker, profile=profile, now=self.now)
        viewer = Viewer(person_id=runner.id, partnership_id=made.id, role=Role.RUNNER)
        members.add(self.transaction, viewer=viewer, person_id=runner.id, role=Role.RUNNER, partner_id=None)
        co_ordinators = [self._co_ordinator(viewer, number, place) for place in range(len(_PARTNERS))]
        partnerships.open_doors(self.transaction, viewer=viewer, now=self.now)
        everybody = [one.person_id for one in co_ordinators]
        members.open_door(self.transaction, viewer=viewer, person_ids=everybody)
        for place, who in enumerate(co_ordinators):
            members.greeted(self.transaction, viewer=viewer, person_id=who.person_id, now=self.now)
            shares = tuple(self._action(viewer, who, place, turn) for turn in range(ACTIONS_EACH))
            envelope = self._envelope(who, shares)
            holder = Holder(external_id=_name(number, place), viewer=who, shares=shares, envelope=envelope)
            self._send(holder)
            yield holder

    def _co_ordinator(self, viewer: Viewer, number: int, place: int) -> Viewer:
        partner = partners.add(self.transaction, viewer=viewer, name=_PARTNERS[place])
        person = self._person(_name(number, place), f"Mina Iqbal{place}", viewer=viewer)
        added = members.add(
            self.transaction,
            viewer=viewer,
            person_id=person.id,
            role=Role.CO_ORDINATOR,
            partner_id=partner.id,
        )
        return added.viewer

    def _action(self, viewer: Viewer, who: Viewer, place: int, turn: int) -> int:
        assert who.partner_id is not None
        added = commitments.add(
            self.transaction,
            viewer=viewer,
            wording=_WORDING,
            due=_due(self.now.date(), place * ACTIONS_EACH + turn),
            importance=Importance.NORMAL,
            last_safe=None,
            all_partners=False,
            shares=[NewShare(partner_id=who.partner_id, person_id=who.person_id, state=ShareState.ACCEPTED)],
            now=self.now,
        )
        return added.shares[0].id

    def _envelope(self, who: Viewer, shares: Sequence[int]) -> Message:
        """Plan the reminders of these shares, and return the envelope that holds them."""
        pairs = [commitments.of_share(self.transaction, viewer=who, share_id=one) for one in shares]
        for commitment, share in pairs:
            planning.plan_reminders(
                self.transaction, viewer=who, commitment=commitment, share=share, now=self.now
            )
        views = items.views(self.transaction, viewer=who, pairs=pairs, now=self.now)
        shown = tuple(envelope_item(view, number=number) for number, view in enumerate(views, start=1))
        return Message(opening="Five things for this week.", blocks=shown)

    def _send(self, holder: Holder) -> None:
        to = Destination(
            kind=AddressKind.SLACK, installation_id=self.installation_id, external_id=holder.external_id
        )
        new = NewMessage(
            kind=MessageKind.ENVELOPE,
            to=to,
            local_date=self.now.date(),
            part="",
            not_before=self.now,
            person_id=holder.viewer.person_id,
            content=answers.as_kept(holder.envelope),
            conversation=holder.conversation,
        )
        message_id = messages.add(self.transaction, viewer=ENGINE, new=new, now=self.now)
        assert message_id is not None
        messages.change(
            self.transaction,
            viewer=ENGINE,
            message_id=message_id,
            since=MessageState.PENDING,
            changes={"state": MessageState.SENT, "external_id": ENVELOPE},
        )

    def _person(self, external_id: str, name: str, *, viewer: Viewer) -> Person:
        person = people.create(self.transaction, viewer=viewer, name=name, zone=_ZONE, now=self.now)
        people.give_address(
            self.transaction,
            viewer=viewer,
            person_id=person.id,
            kind=AddressKind.SLACK,
            installation_id=self.installation_id,
            external_id=external_id,
        )
        return person


_WORDING: Final = Wording(
    title="Send the course data of all level 3 courses",
    heading="Prospectus",
    done_when="every level 3 course is in the shared sheet",
    why="the joint prospectus is made from it",
    if_not="the prospectus is printed without that course page",
)


def _name(number: int, place: int) -> str:
    return f"UC{number}P{place}"


def _due(today: date, turn: int) -> date:
    """A working day some weeks ahead, so that nothing is urgent and nothing has passed."""
    day = today + timedelta(days=14 + turn * 5)
    return day + timedelta(days=max(0, 7 - day.isoweekday()) if day.isoweekday() > 5 else 0)
