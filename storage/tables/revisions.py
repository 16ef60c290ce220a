"""What a workbook changes about what stands in the timetable already."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.revisions import RevisionState
from storage.tables.base import Base
from storage.types import Id, Word


class RevisionRow(Base):
    """One share, how it stood, and how it is to stand; `person_id` is told of it, or asked."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("upload_id", "share_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"))
    share_id: Mapped[int] = mapped_column(ForeignKey("shares.id"), index=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    state: Mapped[RevisionState] = mapped_column(Word(RevisionState))
    old: Mapped[dict[str, Any]]
    new: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=0)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
