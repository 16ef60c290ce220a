"""Codes that let another room or another address in, and what lets us in at a workspace that has installed us."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.invitations import InvitationKind, InvitationState
from storage.tables.base import Base
from storage.types import Id, Word


class InvitationRow(Base):
    """A code that works once and not for long. Only its hash is kept, so that a table that leaks lets nobody in."""

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("code_hash"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[InvitationKind] = mapped_column(Word(InvitationKind))
    code_hash: Mapped[str]
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnerships.id"), index=True)
    maker_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[InvitationState] = mapped_column(Word(InvitationState))
    used_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    used_at: Mapped[datetime | None]
    # Where it was used: the room that asks to be let in, as its platform calls it.
    installation_id: Mapped[int | None] = mapped_column(ForeignKey("installations.id"))
    room: Mapped[str | None]
    room_name: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]


class CredentialRow(Base):
    """The tokens of one installation, encrypted. A workspace is named by its organisation and itself, "" for none.

    `version` goes up with each renewal: of two processes that renew at once, one sees that the other was quicker.
    """

    __tablename__ = "credentials"
    __table_args__ = (UniqueConstraint("enterprise_id", "team_id"), UniqueConstraint("installation_id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    installation_id: Mapped[int] = mapped_column(ForeignKey("installations.id"))
    enterprise_id: Mapped[str] = mapped_column(default="")
    team_id: Mapped[str] = mapped_column(default="")
    secret: Mapped[bytes]
    expires_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
