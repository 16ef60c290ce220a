"""The timetable: commitments, the share of each partner, what happened to it, and moves of its date."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.commitments import EventKind, ShareState
from bot.domain.importance import Importance
from bot.domain.renegotiations import RenegotiationKind, RenegotiationState
from storage.tables.base import Base
from storage.types import Id, Word


class CommitmentRow(Base):
    __tablename__ = "commitments"
    __table_args__ = (
        Index(None, "partnership_id", "due"),
        UniqueConstraint("series_id", "original_due"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    title: Mapped[str]
    heading: Mapped[str] = mapped_column(default="")
    done_when: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    if_not: Mapped[str] = mapped_column(default="")
    due: Mapped[date]
    importance: Mapped[Importance] = mapped_column(Word(Importance))
    last_safe: Mapped[date | None]
    all_partners: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date | None]
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestones.id"), index=True)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    original_due: Mapped[date | None]
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]


class ShareRow(Base):
    __tablename__ = "shares"
    __table_args__ = (
        UniqueConstraint("commitment_id", "partner_id"),
        Index(None, "person_id", "state"),
        Index(None, "partner_id", "state"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    role_word: Mapped[str] = mapped_column(default="")
    state: Mapped[ShareState] = mapped_column(Word(ShareState))
    own_due: Mapped[date | None]
    agreed_on: Mapped[date | None]
    stuck_because: Mapped[str] = mapped_column(default="")
    stuck_words: Mapped[str] = mapped_column(default="")
    rested_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class ShareEventRow(Base):
    """What happened to a share. Rows are only ever added."""

    __tablename__ = "share_events"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    share_id: Mapped[int] = mapped_column(ForeignKey("shares.id"), index=True)
    kind: Mapped[EventKind] = mapped_column(Word(EventKind))
    actor_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


class RenegotiationRow(Base):
    __tablename__ = "renegotiations"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    share_id: Mapped[int] = mapped_column(ForeignKey("shares.id"), index=True)
    kind: Mapped[RenegotiationKind] = mapped_column(Word(RenegotiationKind))
    state: Mapped[RenegotiationState] = mapped_column(Word(RenegotiationState), index=True)
    old_due: Mapped[date]
    new_due: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]


class NoteRow(Base):
    """A note on an action, or its status word from a workbook: the runner's alone."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"), index=True)
    text: Mapped[str]
    written_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
