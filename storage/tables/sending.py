"""Deliveries, which say what is owed to whom, and messages, the physical sends that carry them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.deliveries import DeliveryKind, DeliveryState, MessageKind, MessageState, Rule
from storage.tables.base import Base
from storage.types import Id, Word

_OPEN = text("state = 'pending'")


class DeliveryRow(Base):
    """`recipient` is "person:5" or "room:2": a unique key must not hold a null."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("fact", "step", "recipient"),
        # Only what is open, for nearly everything else has been sent. SQLite would also take an index that begins
        # with the state for the better way to a row whose number it knows, and read all that have this state.
        Index("ix_deliveries_open", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "partnership_id", "due_at"),
        Index(None, "person_id", "state"),
        Index(None, "share_id", "state"),
        Index(None, "message_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[DeliveryKind] = mapped_column(Word(DeliveryKind))
    fact: Mapped[str]
    step: Mapped[str]
    recipient: Mapped[str]
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"))
    share_id: Mapped[int | None] = mapped_column(ForeignKey("shares.id"))
    due_on: Mapped[date]
    due_at: Mapped[datetime]
    off_day: Mapped[bool] = mapped_column(default=False)
    last_day: Mapped[date | None]
    state: Mapped[DeliveryState] = mapped_column(Word(DeliveryState), default=DeliveryState.PENDING)
    rule: Mapped[Rule | None] = mapped_column(Word(Rule))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    created_at: Mapped[datetime]


class MessageRow(Base):
    """`part` tells apart what one address may get twice in a day: answers by the key of what they answer."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("kind", "recipient", "local_date", "part"),
        UniqueConstraint("key"),
        Index(None, "state", "not_before"),
        Index(None, "recipient", "local_date"),
        Index(None, "conversation", "external_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[MessageKind] = mapped_column(Word(MessageKind))
    recipient: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    address_id: Mapped[int | None] = mapped_column(ForeignKey("addresses.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"))
    local_date: Mapped[date]
    part: Mapped[str] = mapped_column(default="")
    key: Mapped[str]
    state: Mapped[MessageState] = mapped_column(Word(MessageState))
    content: Mapped[dict[str, Any] | None]
    file_name: Mapped[str | None]
    file_content: Mapped[bytes | None]
    edits_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    attempts: Mapped[int] = mapped_column(default=0)
    attempt_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    not_before: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    conversation: Mapped[str | None]
    external_id: Mapped[str | None]
    error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
