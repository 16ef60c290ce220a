"""How actions hang together and come round again: dependencies, what a move means to others, series, hand-overs."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.handovers import HandoverState
from bot.domain.importance import Importance
from bot.domain.series import Every
from storage.tables.base import Base
from storage.types import Id, Word


class DependencyRow(Base):
    """One commitment that waits for another."""

    __tablename__ = "dependencies"
    __table_args__ = (UniqueConstraint("commitment_id", "needs_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    needs_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"), index=True)


class EffectRow(Base):
    """What a move of one date means to a share that waits for it. `is_fine` None: asked, and not answered."""

    __tablename__ = "effects"
    __table_args__ = (UniqueConstraint("renegotiation_id", "share_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    renegotiation_id: Mapped[int] = mapped_column(ForeignKey("renegotiations.id"))
    share_id: Mapped[int] = mapped_column(ForeignKey("shares.id"), index=True)
    is_fine: Mapped[bool | None]
    words: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]


class HandoverRow(Base):
    """A colleague asked to take over an accepted share."""

    __tablename__ = "handovers"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    share_id: Mapped[int] = mapped_column(ForeignKey("shares.id"), index=True)
    from_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    state: Mapped[HandoverState] = mapped_column(Word(HandoverState))
    words: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class SeriesRow(Base):
    """Something promised again and again; it makes ordinary commitments two ahead. `holders` are new shares."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    title: Mapped[str]
    heading: Mapped[str] = mapped_column(default="")
    done_when: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    if_not: Mapped[str] = mapped_column(default="")
    importance: Mapped[Importance] = mapped_column(Word(Importance))
    all_partners: Mapped[bool] = mapped_column(default=False)
    every: Mapped[Every] = mapped_column(Word(Every))
    first: Mapped[date]
    until: Mapped[date]
    holders: Mapped[dict[str, Any]] = mapped_column(default=dict)
    ended_at: Mapped[datetime | None]
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
