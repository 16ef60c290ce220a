"""Riverside some days after a date: what is looked at each morning, sent and pressed, by the hands of the tests."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.domain.calendars import Span, first_instant
from bot.domain.commitments import Commitment
from bot.domain.follow_ups import FollowUp
from bot.domain.installations import Entry
from bot.domain.people import AddressKind, Rhythm
from bot.domain.permissions import ENGINE, Role, Viewer
from bot.engine.following import look_at_dates
from bot.services import escalations, lookouts, planning
from bot.services.escalations import Proposed
from bot.services.presses import Pressed
from storage import audit, directory, follow_ups, members, people
from storage.commitments import of_share
from storage.database import Database
from tests import planned
from tests.office import Office
from tests.riverside import LONDON, NOW, Riverside

FRIDAY: Final = date(2026, 9, 25)
"""The date by which things are promised here; what comes after it counts on Castle's days."""


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Return an instant of a day in London."""
    return first_instant(on=day, at=time(hour, minute), zone=LONDON)


@dataclass
class Autumn:
    """Riverside, its post office, and who holds what. Rob holds things; Mina is his co-ordinator."""

    group: Riverside
    office: Office = field(init=False)

    def __post_init__(self) -> None:
        self.office = Office(self.group.database)
        with self.group.database.write() as transaction:
            lookouts.begin(transaction, viewer=self.group.viewer("sam"), now=NOW)
            planning.open_doors(transaction, viewer=self.group.viewer("sam"), person_ids=[], now=NOW)

    def promised(self, **how: object) -> Commitment:
        """Put in something that is accepted, and plan what its holder hears."""
        commitment = planned.add(self.group, **{"due": FRIDAY, "holders": ("rob",), **how})  # type: ignore[arg-type]  # The caller's.
        planned.plan(self.group, planning.plan_reminders, commitment)
        return commitment

    def agreed_by_all(self) -> None:
        """Let who hears, and when, be in force."""
        sam = self.group.viewer("sam")
        made = escalations.propose(
            database=self.group.database,
            viewer=sam,
            proposed=Proposed(runner_asked_after="3", co_ordinator_after="2"),
            now=NOW,
        )
        assert made.policy is not None
        for partner_id in (self.group.castle_id, self.group.brook_lane_id):
            escalations.agree(
                database=self.group.database,
                viewer=sam,
                policy_id=made.policy.id,
                partner_id=partner_id,
                now=NOW,
            )

    def live(
        self,
        first: date,
        last: date,
        *,
        step: timedelta = timedelta(minutes=30),
        runner_is_there: bool = True,
    ) -> None:
        """Let days pass as the engine lives them: dates are looked at, and what is due is sent.

        The runner opens something each day, and settles nothing.
        """
        now = at(first, 4)
        while now <= at(last, 18):
            if runner_is_there and now.astimezone(LONDON).hour == 4:
                self._look_around(now)
            look_at_dates(database=self.group.database, now=now)
            self.office.run(now)
            now += step if 7 <= now.astimezone(LONDON).hour < 18 else timedelta(hours=1)

    @property
    def away(self) -> Rhythm:
        """Away for the whole autumn."""
        return Rhythm(leave=(Span(first=date(2026, 9, 28), last=date(2026, 12, 18)),))

    def work(self, day: date) -> None:
        """Let the runner open something."""
        self._look_around(at(day, 4))

    def _look_around(self, now: datetime) -> None:
        with self.group.database.write() as transaction:
            audit.write(
                transaction, viewer=self.group.viewer("sam"), act="looked", subject="timetable", now=now
            )

    def look(self, day: date) -> int:
        """Look at the dates early on a day, and send nothing."""
        return look_at_dates(database=self.group.database, now=at(day, 5))

    def follow_up(self, commitment: Commitment) -> FollowUp | None:
        with self.group.database.read() as transaction:
            return follow_ups.get(
                transaction,
                viewer=self.group.viewer("sam"),
                share_id=commitment.shares[0].id,
                due=commitment.due,
            )

    def pressed(self, commitment: Commitment) -> Pressed:
        """Return the first share as a button that is shown now carries it."""
        with self.group.database.read() as transaction:
            _, share = of_share(
                transaction, viewer=self.group.viewer("sam"), share_id=commitment.shares[0].id
            )
        return Pressed(share_id=share.id, version=share.version)

    def join(self, external_id: str, role: Role, partner_id: int | None) -> Viewer:
        """Let somebody from the workspace join, their doors open and greeted."""
        sam = self.group.viewer("sam")
        with self.group.database.write() as transaction:
            person = people.from_directory(
                transaction,
                viewer=sam,
                kind=AddressKind.SLACK,
                installation_id=self.group.installation_id,
                external_id=external_id,
                now=NOW,
            )
            made = members.add(transaction, viewer=sam, person_id=person.id, role=role, partner_id=partner_id)
            members.open_door(transaction, viewer=sam, person_ids=[person.id])
            members.greeted(transaction, viewer=sam, person_id=person.id, now=NOW)
        return made.viewer


def list_in_directory(database: Database, installation_id: int, external_id: str, name: str) -> None:
    """Let a workspace know one more person."""
    entry = Entry(
        external_id=external_id, name=name, email=None, zone="Europe/London", left=False, is_bot=False
    )
    with database.write() as transaction:
        directory.put(transaction, viewer=ENGINE, installation_id=installation_id, entry=entry, now=NOW)
