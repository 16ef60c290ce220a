"""What came in, who changed what, what recurs, and workbooks that wait for a decision."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.snapshots import SnapshotKind, SnapshotState
from bot.domain.uploads import UploadKind
from storage.tables.base import Base
from storage.types import Id, Word


class InboxRow(Base):
    """One inbound key: a second arrival of the same key gets the kept reply and changes nothing."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("source", "key"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    source: Mapped[str]
    key: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    reply: Mapped[dict[str, Any] | None]


class AuditRow(Base):
    """Who wrote what, when. Never changed, never read by the product itself."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    partnership_id: Mapped[int | None] = mapped_column(index=True)
    act: Mapped[str]
    subject: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ScheduleRow(Base):
    """Something that recurs for one person, such as the runner's morning list, and when it is next due."""

    __tablename__ = "schedules"
    __table_args__ = (UniqueConstraint("kind", "partnership_id", "person_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str]
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    next_at: Mapped[datetime] = mapped_column(index=True)


class UploadRow(Base):
    """A workbook or a calendar that somebody sent, until it is decided upon, or a week has gone by."""

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]
    reference: Mapped[str] = mapped_column(default="")
    installation_id: Mapped[int | None]
    content: Mapped[bytes | None]
    state: Mapped[str] = mapped_column(index=True)
    kind: Mapped[UploadKind] = mapped_column(
        Word(UploadKind), default=UploadKind.WORKBOOK, server_default="workbook"
    )
    choices: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)
    undo: Mapped[dict[str, Any] | None]
    done_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class SnapshotRow(Base):
    """The workbook as it was: sent by itself on a day, or asked for. `rows` is what the next one is compared with.

    `key` names the occasion and makes it unique; `token` stands in the file, so that one that comes back is known.
    """

    __tablename__ = "snapshots"
    __table_args__ = (UniqueConstraint("key"), UniqueConstraint("token"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[SnapshotKind] = mapped_column(Word(SnapshotKind))
    key: Mapped[str]
    token: Mapped[str]
    on: Mapped[date]
    state: Mapped[SnapshotState] = mapped_column(Word(SnapshotState))
    name: Mapped[str] = mapped_column(default="")
    content: Mapped[bytes | None]
    rows: Mapped[dict[str, Any] | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
