"""Check-ins: rounds, who was asked, and what is kept of answers. A secret one stands nowhere beside a person."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.evidence import Level, Stage
from bot.domain.questions import QuestionKind, Shape
from bot.domain.rounds import RoundState, Standing
from bot.domain.summaries import SummaryState
from bot.domain.taking_up import TakeUp
from storage.tables.base import Base
from storage.types import Id, Word

_FIRST_WEEKS = text("round_id IS NULL AND milestone_id IS NULL")
"""What belongs to no round and no milestone was said of somebody's first weeks."""


class RoundRow(Base):
    """One round. `kinds` is a list of pairs, question and kind, in order; `stage` the one in force when it opened."""

    __tablename__ = "rounds"
    __table_args__ = (UniqueConstraint("partnership_id", "opens_on"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    bank: Mapped[int]
    state: Mapped[RoundState] = mapped_column(Word(RoundState), index=True)
    opens_on: Mapped[date]
    opened_at: Mapped[datetime | None]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    kinds: Mapped[list[Any]] = mapped_column(default=list)
    stage: Mapped[Stage | None] = mapped_column(Word(Stage))
    because: Mapped[str] = mapped_column(default="")
    planned_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)


class ParticipationRow(Base):
    """One person in one round: asked what, and whether they answered; never what. `version` rises with each answer."""

    __tablename__ = "participations"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"))
    kinds: Mapped[list[Any]] = mapped_column(default=list)
    by_telephone: Mapped[bool] = mapped_column(default=False)
    standing: Mapped[Standing] = mapped_column(Word(Standing))
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class AnswerTokenRow(Base):
    """Which token is whose while a round is open. Deleted when it closes."""

    __tablename__ = "answer_tokens"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    token: Mapped[str] = mapped_column(unique=True)


class SecretAnswerRow(Base):
    """One answer by nobody but a token. Deleted when its round closes."""

    __tablename__ = "secret_answers"

    token: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    answer: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ResultRow(Base):
    """What is left of the secret answers to one question: a level, and whose were counted (docs/decisions/0041)."""

    __tablename__ = "results"
    __table_args__ = (UniqueConstraint("round_id", "key", "option"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    key: Mapped[str]
    option: Mapped[str] = mapped_column(default="")
    level: Mapped[Level | None] = mapped_column(Word(Level))
    people: Mapped[int]
    partners: Mapped[int]
    heard: Mapped[list[Any]] = mapped_column(default=list)


class OrganisationAnswerRow(Base):
    """What one partner answered, by whom, and whether on the telephone.

    `chair_id` is the chair who was named to them as reading it, besides the runner; no other chair reads it.
    `runner_id` is the runner to whom it was said; no other reads the words in it.
    """

    __tablename__ = "organisation_answers"
    __table_args__ = (UniqueConstraint("round_id", "partner_id", "key"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True)
    key: Mapped[str]
    answer: Mapped[dict[str, Any]] = mapped_column(default=dict)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    runner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    by_phone: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class NamedAnswerRow(Base):
    """What one person told the runner of that day. `milestone_id` stands where it was asked after a milestone.

    Told to another runner it is another row: what was said to one never becomes what was said to the next.
    """

    __tablename__ = "named_answers"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id", "key", "to_id"),
        UniqueConstraint("milestone_id", "person_id", "key", "to_id"),
        # An empty milestone_id is unlike any other, so the constraint above says nothing of first weeks.
        Index(
            "uq_named_answers_first_weeks",
            "partnership_id",
            "person_id",
            "key",
            "to_id",
            unique=True,
            sqlite_where=_FIRST_WEEKS,
            postgresql_where=_FIRST_WEEKS,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("rounds.id"))
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestones.id"))
    key: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    answer: Mapped[dict[str, Any]] = mapped_column(default=dict)
    by_phone: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class OwnQuestionRow(Base):
    """A question that a runner has added to the bank of their partnership."""

    __tablename__ = "own_questions"
    __table_args__ = (UniqueConstraint("partnership_id", "key"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    key: Mapped[str]
    words: Mapped[str]
    why: Mapped[str]
    kind: Mapped[QuestionKind] = mapped_column(Word(QuestionKind))
    shape: Mapped[Shape] = mapped_column(Word(Shape))
    options: Mapped[list[Any]] = mapped_column(default=list)
    added_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class SummaryRow(Base):
    """What is told of one round, and what is done about it."""

    __tablename__ = "summaries"

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    state: Mapped[SummaryState] = mapped_column(Word(SummaryState), index=True)
    waits_since: Mapped[date]
    well_do: Mapped[list[Any]] = mapped_column(default=list)
    became: Mapped[str] = mapped_column(default="")
    meeting_on: Mapped[date | None]
    told_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    told_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class SideConsentRow(Base):
    """One partner's leave to be shown side by side with the others, until it is taken back."""

    __tablename__ = "side_consents"
    __table_args__ = (UniqueConstraint("partnership_id", "partner_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]


class TakeUpRow(Base):
    """**May I take it up?** One question about one answer, to whoever wrote it. It names none once that is taken back."""

    __tablename__ = "take_ups"
    __table_args__ = (UniqueConstraint("named_answer_id"), UniqueConstraint("organisation_answer_id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    named_answer_id: Mapped[int | None] = mapped_column(ForeignKey("named_answers.id"))
    organisation_answer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation_answers.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_on: Mapped[date]
    reply: Mapped[TakeUp | None] = mapped_column(Word(TakeUp))
    replied_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
