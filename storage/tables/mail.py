"""What has come back by mail in people's own words."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base
from storage.types import Id


class ReplyRow(Base):
    """What somebody wrote back to a letter about a partnership. `words` are "" where its runner is not to read them."""

    __tablename__ = "replies"
    __table_args__ = (Index(None, "partnership_id", "at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
