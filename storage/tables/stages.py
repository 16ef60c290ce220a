"""The stages a partnership has been in, the cards that proposed another, and who pressed what."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.evidence import Stage
from bot.domain.stage_decisions import CardState, Choice
from storage.tables.base import Base
from storage.types import Id, Word


class StageRow(Base):
    """A stage that was agreed on. The newest is in force; before the first it is what `start` was told."""

    __tablename__ = "stages"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    stage: Mapped[Stage] = mapped_column(Word(Stage))
    since: Mapped[date]
    because: Mapped[str] = mapped_column(default="")
    card_id: Mapped[int | None] = mapped_column(ForeignKey("stage_cards.id"))
    agreed_at: Mapped[datetime]


class StageCardRow(Base):
    """One card, with its evidence as it was when it was written. `deciders` are the people whom it asks, by their numbers."""

    __tablename__ = "stage_cards"
    __table_args__ = (UniqueConstraint("partnership_id", "on"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    on: Mapped[date]
    in_force: Mapped[Stage] = mapped_column(Word(Stage))
    suggests: Mapped[Stage | None] = mapped_column(Word(Stage))
    evidence: Mapped[dict[str, Any]] = mapped_column(default=dict)
    deciders: Mapped[list[Any]] = mapped_column(default=list)
    state: Mapped[CardState] = mapped_column(Word(CardState), index=True)
    version: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime]


class StagePressRow(Base):
    """What the runner or the chair pressed on a card; pressed anew, it is replaced and the audit keeps the first."""

    __tablename__ = "stage_presses"
    __table_args__ = (UniqueConstraint("card_id", "person_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("stage_cards.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    choice: Mapped[Choice] = mapped_column(Word(Choice))
    stage: Mapped[Stage] = mapped_column(Word(Stage))
    because: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class StageStepRow(Base):
    """Something the runner is asked to do in a stage (R01), and what became of it: put in the timetable, or done with."""

    __tablename__ = "stage_steps"
    __table_args__ = (UniqueConstraint("stage_id", "step"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    stage_id: Mapped[int] = mapped_column(ForeignKey("stages.id"))
    step: Mapped[str]
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitments.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
