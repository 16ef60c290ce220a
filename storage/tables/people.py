"""Installations, people, their addresses and absences, and what a platform's directory lists."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.people import AddressKind, Hour
from storage.tables.base import Base
from storage.types import Days, Id, Word


class InstallationRow(Base):
    """A Slack workspace, a Teams tenant, or the web page of this server.

    `service_url` is where a tenant is written to. `removed_at` is when its people took us away, None while we are there.
    """

    __tablename__ = "installations"
    __table_args__ = (UniqueConstraint("kind", "external_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[AddressKind] = mapped_column(Word(AddressKind))
    external_id: Mapped[str]
    name: Mapped[str]
    bot_id: Mapped[str] = mapped_column(default="")
    service_url: Mapped[str] = mapped_column(default="", server_default="")
    removed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class PersonRow(Base):
    __tablename__ = "people"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    zone: Mapped[ZoneInfo | None]
    regular_days: Mapped[frozenset[int]] = mapped_column(Days)
    # By name, for a time of day is no word: START_OF_DAY, LUNCH, END_OF_DAY.
    hour: Mapped[str] = mapped_column(default=Hour.START_OF_DAY.name)
    hopes: Mapped[str] = mapped_column(default="")
    # Celebrations and news too, or just what is theirs.
    news: Mapped[bool] = mapped_column(default=False, server_default=false())
    # **Not this week**: nothing unasked before this date, where the person is.
    quiet_until: Mapped[date | None]
    pressed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class AddressRow(Base):
    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("kind", "installation_id", "external_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[AddressKind] = mapped_column(Word(AddressKind))
    # The unique key needs a value: 0 for e-mail, which belongs to no installation, and the person's own id
    # for a telephone, which two people may share.
    installation_id: Mapped[int] = mapped_column(Id, default=0)
    external_id: Mapped[str]
    conversation: Mapped[str | None]
    usable: Mapped[bool] = mapped_column(default=True)
    preferred: Mapped[bool] = mapped_column(default=True)
    # Why it cannot be used, as the platform or the mail server put it.
    trouble: Mapped[str] = mapped_column(default="", server_default="")
    # Since when a mail server has refused it, or has sent letters back; or its platform took nothing for them.
    refused_at: Mapped[datetime | None]
    # A personal link that was issued before this instant is worth nothing.
    links_since: Mapped[datetime | None]
    # The code that made it one of theirs; null for what was theirs before.
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"))


class LeaveRow(Base):
    __tablename__ = "leave"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    first: Mapped[date]
    last: Mapped[date]


class DirectoryRow(Base):
    """One person as a platform lists them, so that a form can be answered without asking the platform first."""

    __tablename__ = "directory"
    __table_args__ = (UniqueConstraint("installation_id", "external_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    installation_id: Mapped[int] = mapped_column(ForeignKey("installations.id"))
    external_id: Mapped[str]
    name: Mapped[str]
    email: Mapped[str | None]
    zone: Mapped[str | None]
    has_left: Mapped[bool] = mapped_column(default=False)
    is_bot: Mapped[bool] = mapped_column(default=False)
    is_guest: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_stranger: Mapped[bool] = mapped_column(default=False, server_default=false())
    read_at: Mapped[datetime]
