"""Messages, the physical sends: queued, claimed by conditional updates, and settled by what is known of them."""

import secrets
from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, or_, select, update
from sqlalchemy.orm import aliased

from bot.domain.deliveries import (
    CANNOT_WAIT,
    QUESTION,
    Destination,
    MessageKind,
    MessageState,
    NewMessage,
    StoredMessage,
    Way,
)
from bot.domain.permissions import Role, Viewer
from storage.conflicts import unless_there
from storage.database import Transaction
from storage.tables import MessageRow

_KEY_BYTES: Final = 18
_PLANNED: Final = (MessageKind.ENVELOPE, MessageKind.HELLO, MessageKind.MORNING)
_ASKED_FOR: Final = (MessageKind.ANSWER, MessageKind.EDIT)
_KEY: Final = ("kind", "recipient", "local_date", "part")
_ADD: Final = {
    name: added.returning(MessageRow.id) for name, added in unless_there(MessageRow, key=_KEY).items()
}
_CHANGE: Final = update(MessageRow).where(
    MessageRow.id == bindparam("this_message"), MessageRow.state == bindparam("since")
)
_CHANGE_ATTEMPT: Final = _CHANGE.where(MessageRow.attempts == bindparam("this_attempt"))
_REWRITE: Final = update(MessageRow).where(MessageRow.id == bindparam("this_message"))
_SENT_DAYS: Final = (
    select(MessageRow.local_date, MessageRow.kind)
    .where(
        MessageRow.person_id == bindparam("person_id"),
        or_(
            MessageRow.kind.in_(_PLANNED),
            and_(
                MessageRow.kind == MessageKind.ANSWER, MessageRow.part.startswith(QUESTION, autoescape=True)
            ),
            and_(
                MessageRow.kind == MessageKind.URGENT,
                MessageRow.part.startswith(CANNOT_WAIT, autoescape=True),
            ),
        ),
        MessageRow.local_date >= bindparam("since"),
        MessageRow.state != MessageState.DEAD,
    )
    .order_by(MessageRow.local_date)
)


def add(transaction: Transaction, *, viewer: Viewer, new: NewMessage, now: datetime) -> int | None:
    """Queue a message and return its number, None where the same one is there already."""
    _must_be_engine(viewer)
    file_name, file_content = new.file or (None, None)
    row = {
        "kind": new.kind,
        "recipient": str(new.to),
        "local_date": new.local_date,
        "part": new.part,
        "person_id": new.person_id,
        "address_id": new.address_id,
        "room_id": new.room_id,
        "key": secrets.token_urlsafe(_KEY_BYTES),
        "state": MessageState.PENDING,
        "content": new.content,
        "file_name": file_name,
        "file_content": file_content,
        "edits_id": new.edits_id,
        "not_before": new.not_before,
        "conversation": new.conversation,
        "created_at": now,
    }
    added: int | None = transaction.connection.execute(
        _ADD[transaction.connection.dialect.name], row
    ).scalar_one_or_none()
    if added is not None:
        transaction.queued = True
    return added


def claimable(
    transaction: Transaction,
    *,
    viewer: Viewer,
    now: datetime,
    limit: int,
    only: int | None = None,
    way: Way | None = None,
) -> tuple[StoredMessage, ...]:
    """Return what may be sent now, oldest first: of each conversation the first that is not sent yet.

    With `only`, that one message at most; with `way`, only what goes through that installation.
    """
    _must_be_engine(viewer)
    values = {"now": now, "limit": limit, "only": only}
    ready = _claimable(locked=transaction.locks_rows, alone=only is not None, way=way)
    return tuple(map(_message, transaction.connection.execute(ready, values)))


def unknown(
    transaction: Transaction, *, viewer: Viewer, now: datetime, limit: int
) -> tuple[StoredMessage, ...]:
    """Return messages of which nobody knows whether they arrived, and that may be looked for by now."""
    _must_be_engine(viewer)
    lost = _lost(locked=transaction.locks_rows)
    return tuple(map(_message, transaction.connection.execute(lost, {"now": now, "limit": limit})))


def expired(
    transaction: Transaction, *, viewer: Viewer, now: datetime, limit: int
) -> tuple[StoredMessage, ...]:
    """Return messages whose sender has not been heard of since its lease ran out: it may have crashed."""
    _must_be_engine(viewer)
    rows = transaction.connection.execute(_orphaned(), {"now": now, "limit": limit})
    return tuple(map(_message, rows))


def stranded(
    transaction: Transaction, *, viewer: Viewer, ways: Collection[Way], before: datetime, limit: int
) -> tuple[StoredMessage, ...]:
    """Return messages that wait since before an instant (aware, UTC) and go through none of these installations."""
    _must_be_engine(viewer)
    statement = _stranded(tuple(ways), locked=transaction.locks_rows)
    rows = transaction.connection.execute(statement, {"before": before, "most": limit})
    return tuple(map(_message, rows))


@cache
def _stranded(ways: tuple[Way, ...], *, locked: bool) -> Select[Any]:
    """Every sweep asks this, and the installations hardly ever change."""
    elsewhere = [~_goes(way) for way in ways]
    waiting = _messages().where(
        MessageRow.state == MessageState.PENDING, MessageRow.not_before < bindparam("before"), *elsewhere
    )
    return _skipping(waiting.order_by(MessageRow.id).limit(bindparam("most")), locked=locked)


def change(
    transaction: Transaction,
    *,
    viewer: Viewer,
    message_id: int,
    since: MessageState,
    changes: Mapping[str, Any],
    attempt: int | None = None,
) -> bool:
    """Change columns of a message if it is still in state `since`. Returns whether it was.

    With `attempt`, only if that is still its last one.
    """
    _must_be_engine(viewer)
    which = {"this_message": message_id, "since": since}
    if attempt is None:
        return transaction.connection.execute(_CHANGE, {**which, **changes}).rowcount == 1
    which["this_attempt"] = attempt
    return transaction.connection.execute(_CHANGE_ATTEMPT, {**which, **changes}).rowcount == 1


def get(transaction: Transaction, *, viewer: Viewer, message_id: int) -> StoredMessage:
    """Return one message. LookupError when there is none."""
    _must_be_engine(viewer)
    row = transaction.connection.execute(_one(), {"message_id": message_id}).one_or_none()
    if row is None:
        raise LookupError(f"no message {message_id}")
    return _message(row)


def behind_key(transaction: Transaction, *, viewer: Viewer, key: str) -> StoredMessage | None:
    """Return the message that has this key wherever it went, None where there is none."""
    _must_be_engine(viewer)
    row = transaction.connection.execute(_messages().where(MessageRow.key == key)).one_or_none()
    return None if row is None else _message(row)


def shown(
    transaction: Transaction,
    *,
    viewer: Viewer,
    to: Collection[Destination],
    conversation: str | None,
    name: str,
) -> StoredMessage | None:
    """Return the message at one of these destinations that its platform calls `name`, and hold it till the end.

    Our own pages call a message "m" and its number. None where there is none that was sent there.
    """
    _must_be_engine(viewer)
    ours = int(name[1:]) if name.startswith("m") and name[1:].isascii() and name[1:].isdigit() else None
    found = _shown(locked=transaction.locks_rows, by_number=ours is not None)
    recipients = [str(one) for one in to]
    values = {"name": name, "conversation": conversation, "recipients": recipients, "message_id": ours}
    row = transaction.connection.execute(found, values).one_or_none()
    return None if row is None else _message(row)


def rewrite(
    transaction: Transaction, *, viewer: Viewer, message_id: int, content: Mapping[str, Any], now: datetime
) -> None:
    """Keep what a message says from now on; somebody has pressed a button in it, so it was seen."""
    _must_be_engine(viewer)
    values = {"this_message": message_id, "content": dict(content), "seen_at": now}
    transaction.connection.execute(_REWRITE, values)


def sent_days(
    transaction: Transaction, *, viewer: Viewer, person_id: int, since: date
) -> tuple[tuple[date, MessageKind], ...]:
    """Return the local date and kind of what goes to a person unasked since a date: also what is on its way.

    That is each envelope, hello and list, each question that somebody else has asked for, and what could not wait.
    """
    _must_be_engine(viewer)
    counted = transaction.connection.execute(_SENT_DAYS, {"person_id": person_id, "since": since})
    return tuple((row.local_date, row.kind) for row in counted)


def _must_be_engine(viewer: Viewer) -> None:
    if viewer.role is not Role.ENGINE:
        raise PermissionError("messages are queued and sent by the engine alone")


@cache
def _claimable(*, locked: bool, alone: bool, way: Way | None) -> Select[Any]:
    ready = _messages().where(
        MessageRow.state == MessageState.PENDING,
        MessageRow.not_before <= bindparam("now"),
        ~_waits_behind_another(),
    )
    if alone:
        ready = ready.where(MessageRow.id == bindparam("only"))
    if way is not None:
        ready = ready.where(_goes(way))
    return _skipping(ready.order_by(MessageRow.id).limit(bindparam("limit")), locked=locked)


@cache
def _lost(*, locked: bool) -> Select[Any]:
    lost = _messages().where(
        MessageRow.state == MessageState.UNKNOWN, MessageRow.not_before <= bindparam("now")
    )
    return _skipping(lost.order_by(MessageRow.id).limit(bindparam("limit")), locked=locked)


@cache
def _orphaned() -> Select[Any]:
    orphaned = _messages().where(
        MessageRow.state == MessageState.SENDING, MessageRow.lease_until < bindparam("now")
    )
    return orphaned.order_by(MessageRow.id).limit(bindparam("limit"))


@cache
def _one() -> Select[Any]:
    return _messages().where(MessageRow.id == bindparam("message_id"))


@cache
def _shown(*, locked: bool, by_number: bool) -> Select[Any]:
    named = and_(
        MessageRow.external_id == bindparam("name"), MessageRow.conversation == bindparam("conversation")
    )
    found = _messages().where(
        or_(named, MessageRow.id == bindparam("message_id")) if by_number else named,
        MessageRow.recipient.in_(bindparam("recipients", expanding=True)),
        MessageRow.kind != MessageKind.EDIT,
        MessageRow.content.is_not(None),
    )
    return found.limit(1).with_for_update(of=MessageRow) if locked else found.limit(1)


def _skipping(messages: Select[Any], *, locked: bool) -> Select[Any]:
    """Leave out what another process has in hand."""
    return messages.with_for_update(skip_locked=True, of=MessageRow) if locked else messages


def _waits_behind_another() -> ColumnElement[bool]:
    """Whether an older message to the same destination is still to be sent: order is kept within a conversation.

    What somebody asked for does not wait behind a message that was put off.
    """
    older = aliased(MessageRow)
    put_off = and_(MessageRow.kind.in_(_ASKED_FOR), older.not_before > bindparam("now"))
    queued = and_(older.state == MessageState.PENDING, ~put_off)
    return exists().where(
        older.recipient == MessageRow.recipient,
        older.id < MessageRow.id,
        or_(older.state == MessageState.SENDING, queued),
    )


def _goes(way: Way) -> ColumnElement[bool]:
    kind, installation_id = way
    return MessageRow.recipient.startswith(f"{kind.value}:{installation_id}:", autoescape=True)


def _messages() -> Select[Any]:
    edited = aliased(MessageRow)
    return select(
        *MessageRow.__table__.columns,
        select(edited.external_id).where(edited.id == MessageRow.edits_id).scalar_subquery().label("edits"),
    )


def _message(row: Row[Any]) -> StoredMessage:
    to = Destination.parse(row.recipient)
    file = (row.file_name, row.file_content) if row.file_name is not None else None
    return StoredMessage(
        id=row.id,
        kind=row.kind,
        to=to,
        person_id=row.person_id,
        address_id=row.address_id,
        room_id=row.room_id,
        local_date=row.local_date,
        part=row.part,
        key=row.key,
        state=row.state,
        content=row.content,
        file=file,
        edits=row.edits,
        edits_id=row.edits_id,
        attempts=row.attempts,
        attempt_at=row.attempt_at,
        conversation=row.conversation or to.external_id,
        external_id=row.external_id,
        created_at=row.created_at,
    )
