"""Milestones, what each partner gave to them, and thanks in people's own words."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.milestones import Marking, MilestoneState
from storage.tables.base import Base
from storage.types import Id, Word


class MilestoneRow(Base):
    """What several actions together make possible. `put_off_on` is the day of the last **Not yet**."""

    __tablename__ = "milestones"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    title: Mapped[str]
    due: Mapped[date]
    is_quick_win: Mapped[bool] = mapped_column(default=False)
    makes_possible: Mapped[str] = mapped_column(default="")
    what_next: Mapped[str] = mapped_column(default="")
    # What was reached, in the words of whoever celebrates it; and whether one partner could have done it alone.
    story: Mapped[str] = mapped_column(default="")
    alone_possible: Mapped[bool | None]
    own_words: Mapped[str] = mapped_column(default="")
    state: Mapped[MilestoneState] = mapped_column(Word(MilestoneState), index=True)
    reached_at: Mapped[datetime | None]
    put_off_on: Mapped[date | None]
    marking: Mapped[Marking | None] = mapped_column(Word(Marking))
    marked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    marked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]


class ContributionRow(Base):
    """What one partner did for a milestone, as the runner or the chair worded it."""

    __tablename__ = "contributions"
    __table_args__ = (UniqueConstraint("milestone_id", "partner_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestones.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    words: Mapped[str]


class ThanksRow(Base):
    """One person's thanks to a partner, in their own words and under their name."""

    __tablename__ = "thanks"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestones.id"))
    from_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    at: Mapped[datetime]
