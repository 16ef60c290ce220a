"""Partnerships, their partners and rooms, and who is what in them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.calendars import SpanKind
from bot.domain.evidence import Stage
from bot.domain.partners import PartnerKind, Reach
from bot.domain.partnerships import PartnershipState, Worked
from bot.domain.permissions import Role
from bot.domain.workbook_rhythms import WorkbookRhythm
from storage.tables.base import Base
from storage.types import Id, Word


class PartnershipRow(Base):
    __tablename__ = "partnerships"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    zone: Mapped[ZoneInfo]
    purpose: Mapped[str] = mapped_column(default="")
    for_whom: Mapped[str] = mapped_column(default="")
    country: Mapped[str | None]
    region: Mapped[str | None]
    chair_works_for_partner: Mapped[bool | None]
    runner_works_for_partner: Mapped[bool | None]
    runner_telephone: Mapped[str] = mapped_column(default="")
    worked: Mapped[Worked | None] = mapped_column(Word(Worked))
    going: Mapped[Stage | None] = mapped_column(Word(Stage))
    money_ends: Mapped[date | None]
    partners_agreed: Mapped[bool | None]
    state: Mapped[PartnershipState] = mapped_column(Word(PartnershipState))
    maker_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    workbook_rhythm: Mapped[WorkbookRhythm | None] = mapped_column(Word(WorkbookRhythm))
    shows_tomorrow: Mapped[bool | None]
    # Since when the present runner is it. What was said to another before is not theirs to read.
    runner_since: Mapped[datetime | None]


class PartnerRow(Base):
    __tablename__ = "partners"
    __table_args__ = (UniqueConstraint("partnership_id", "name"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    name: Mapped[str]
    kind: Mapped[PartnerKind] = mapped_column(Word(PartnerKind))
    reach: Mapped[Reach] = mapped_column(Word(Reach))
    country: Mapped[str | None]
    region: Mapped[str | None]
    zone: Mapped[ZoneInfo | None]


class ClosedDatesRow(Base):
    """Days on which a partner is closed, first and last included."""

    __tablename__ = "closed_dates"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    name: Mapped[str] = mapped_column(default="")
    kind: Mapped[SpanKind] = mapped_column(Word(SpanKind), default=SpanKind.CLOSED, server_default="closed")


class MembershipRow(Base):
    """One person in one partnership, in one role, for one partner or none."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("partnership_id", "person_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"))
    doors_open: Mapped[bool] = mapped_column(default=False)
    greeted_at: Mapped[datetime | None]
    rings: Mapped[bool] = mapped_column(default=False)
    # **Ask me first**: about this person nobody else is asked unless the runner presses it.
    ask_first: Mapped[bool] = mapped_column(default=False, server_default=false())
    # A quiet week that the runner has chosen for them, in this partnership alone.
    rests_until: Mapped[date | None]


class RoomRow(Base):
    """A channel in which a partnership meets; one partnership a room. `partner_id` is whose own room it is."""

    __tablename__ = "rooms"
    __table_args__ = (UniqueConstraint("installation_id", "external_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    installation_id: Mapped[int] = mapped_column(ForeignKey("installations.id"))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"))
    external_id: Mapped[str]
    name: Mapped[str]
    usable: Mapped[bool] = mapped_column(default=True)
