"""What somebody has raised in confidence, and who may read it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.concerns import About, ConcernState, MayKnow
from storage.tables.base import Base
from storage.types import Id, Word


class ConcernRow(Base):
    """One concern. `told` has the people to whom it was said, `named` those of them who know whose it is, `about_ids`
    those it was about when it was raised. `theme` is the owner's pick from the list of what gets in the way, `begun` the
    version with which its days began."""

    __tablename__ = "concerns"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    raiser_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"))
    words: Mapped[str]
    would_help: Mapped[str] = mapped_column(default="")
    may_know: Mapped[MayKnow] = mapped_column(Word(MayKnow))
    about: Mapped[About] = mapped_column(Word(About))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    told: Mapped[list[Any]] = mapped_column(default=list)
    named: Mapped[list[Any]] = mapped_column(default=list)
    about_ids: Mapped[list[Any]] = mapped_column(default=list)
    state: Mapped[ConcernState] = mapped_column(Word(ConcernState), index=True)
    theme: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    raised_at: Mapped[datetime]
    since: Mapped[date]
    answered_at: Mapped[datetime | None]
    sorted_at: Mapped[datetime | None]
    reopened: Mapped[int] = mapped_column(default=0)
    take_up_id: Mapped[int | None] = mapped_column(ForeignKey("take_ups.id"))
    version: Mapped[int] = mapped_column(default=1)
    begun: Mapped[int] = mapped_column(default=1)
