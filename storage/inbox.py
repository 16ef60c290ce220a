"""What has come in already, so that a second arrival of the same key changes nothing."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction
from storage.tables import InboxRow

_TAKE: Final = insert(InboxRow)
_KEEP: Final = update(InboxRow).where(
    InboxRow.source == bindparam("from_source"), InboxRow.key == bindparam("of_key")
)
_KEPT: Final = select(InboxRow.reply).where(
    InboxRow.source == bindparam("source"), InboxRow.key == bindparam("key")
)

_FORGET_REPLIES: Final = (
    update(InboxRow).where(InboxRow.at < bindparam("before"), InboxRow.reply.is_not(None)).values(reply=None)
)
_FORGET_KEYS: Final = delete(InboxRow).where(InboxRow.at < bindparam("before"))


class CameBefore(Exception):
    """This key has been taken by a transaction that is committed, or is just being committed."""


def take(transaction: Transaction, *, source: str, key: str, at: datetime) -> None:
    """Claim an inbound key. Raises `CameBefore`, after which the transaction can only be given up."""
    row = {"source": source, "key": key, "at": at, "reply": None}
    try:
        transaction.connection.execute(_TAKE, row)
    except IntegrityError as error:
        raise CameBefore(key) from error


def keep_reply(transaction: Transaction, *, source: str, key: str, reply: dict[str, Any]) -> None:
    """Keep what was answered, for a retry of the same key."""
    transaction.connection.execute(_KEEP, {"from_source": source, "of_key": key, "reply": reply})


def kept_reply(transaction: Transaction, *, source: str, key: str) -> dict[str, Any] | None:
    """Return what was answered to this key, or None where that was long ago."""
    return transaction.connection.execute(_KEPT, {"source": source, "key": key}).scalar_one_or_none()


def forget_replies(transaction: Transaction, *, viewer: Viewer, before: datetime) -> int:
    """Drop the replies kept since before an instant (aware, UTC); the keys stay. Returns how many."""
    if viewer is not ENGINE:
        raise PermissionError("only a sweep tidies the inbox")
    return transaction.connection.execute(_FORGET_REPLIES, {"before": before}).rowcount


def forget_keys(transaction: Transaction, *, viewer: Viewer, before: datetime) -> int:
    """Drop the keys taken before an instant (aware, UTC), long after any platform would send them again."""
    if viewer is not ENGINE:
        raise PermissionError("only a sweep tidies the inbox")
    return transaction.connection.execute(_FORGET_KEYS, {"before": before}).rowcount
