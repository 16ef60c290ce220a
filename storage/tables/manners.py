"""Who hears, and when: what all partners agree, and what became of dates that have gone by."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.contacts import ContactKind
from bot.domain.escalations import FollowUpChoice, PolicyState
from storage.tables.base import Base
from storage.types import Id, Word


class EscalationPolicyRow(Base):
    """One proposal of who hears, and when. At most one of a partnership is in force."""

    __tablename__ = "escalation_policies"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    state: Mapped[PolicyState] = mapped_column(Word(PolicyState))
    terms: Mapped[dict[str, Any]] = mapped_column(default=dict)
    proposed_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    proposed_at: Mapped[datetime]
    in_force_at: Mapped[datetime | None]


class ConsentRow(Base):
    """One partner's **Fine with us**, and who pressed it."""

    __tablename__ = "consents"
    __table_args__ = (UniqueConstraint("policy_id", "partner_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("escalation_policies.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class FollowUpRow(Base):
    """What became of one share's date that has gone by, or comes close without a word."""

    __tablename__ = "follow_ups"
    __table_args__ = (UniqueConstraint("share_id", "due"), Index(None, "helper_id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    share_id: Mapped[int] = mapped_column(ForeignKey("shares.id"))
    due: Mapped[date]
    asked_on: Mapped[date]
    choice: Mapped[FollowUpChoice | None] = mapped_column(Word(FollowUpChoice))
    chosen_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    chosen_at: Mapped[datetime | None]
    helper_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    helper_asked_on: Mapped[date | None]
    helper_answer: Mapped[str] = mapped_column(default="")
    helper_answered_at: Mapped[datetime | None]
    goes_without: Mapped[bool | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]


class ContactRow(Base):
    """A call or a talk with a partner. `until`: the last day of what was put off. `asked` is what they asked."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[ContactKind] = mapped_column(Word(ContactKind))
    on: Mapped[date]
    until: Mapped[date | None]
    words: Mapped[str] = mapped_column(default="")
    asked: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
