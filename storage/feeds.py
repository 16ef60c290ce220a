"""What a page shows: the messages that one person, or one room, has been sent on our own pages."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from bot.domain.deliveries import Destination, MessageKind, MessageState
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction
from storage.tables import AddressRow, DirectoryRow, MessageRow, PersonRow, RoomRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One message as it stands: `content` as it was stored, `at` the aware UTC instant since when it stands there."""

    id: int
    at: datetime
    content: dict[str, Any]
    file_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who has a page, or could have one, and how many messages stand on it.

    `person_id` is None while the bot has never met them.
    """

    external_id: str
    name: str
    person_id: int | None
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pageless:
    """Somebody who has an e-mail address and no page."""

    person_id: int
    name: str
    email: str


def posted(
    transaction: Transaction,
    *,
    viewer: Viewer,
    at: Collection[Destination],
    room: int | None,
    before: int | None,
    limit: int,
) -> tuple[Posted, ...]:
    """Return the newest messages of a feed, oldest first: those sent to addresses, or in a room of the viewer's.

    `at` has the addresses that are the viewer's. With `before`, only what is older than the message of that id.
    """
    newest = (
        select(
            MessageRow.id, MessageRow.sent_at, MessageRow.created_at, MessageRow.content, MessageRow.file_name
        )
        .where(_sent_to(at) if room is None else _in_room(viewer, room))
        .where(_stands())
        .where(MessageRow.id < before if before is not None else true())
        .order_by(MessageRow.id.desc())
        .limit(limit)
    )
    return tuple(_posted(row) for row in reversed(transaction.connection.execute(newest).all()))


def file_of(
    transaction: Transaction, *, at: Collection[Destination], message_id: int
) -> tuple[str, bytes] | None:
    """Return the name and the content of a file that was sent to somebody's addresses, None where there is none."""
    row = transaction.connection.execute(
        select(MessageRow.file_name, MessageRow.file_content).where(
            MessageRow.id == message_id, _sent_to(at), MessageRow.file_content.is_not(None)
        )
    ).one_or_none()
    return None if row is None else (row.file_name, row.file_content)


def file_in(transaction: Transaction, *, viewer: Viewer, message_id: int) -> tuple[str, bytes] | None:
    """Return the name and the content of the file of one message, None where it has none. For signed links."""
    _must_be_engine(viewer)
    row = transaction.connection.execute(
        select(MessageRow.file_name, MessageRow.file_content).where(
            MessageRow.id == message_id, MessageRow.file_content.is_not(None)
        )
    ).one_or_none()
    return None if row is None else (row.file_name, row.file_content)


def readers(transaction: Transaction, *, viewer: Viewer, installation_id: int) -> tuple[Reader, ...]:
    """Return who is listed at an installation, in the order of the list. For the demo, where one person plays all."""
    _must_be_engine(viewer)
    pages = str(Destination(kind=AddressKind.WEB, installation_id=installation_id, external_id=""))
    stands = (
        select(func.count())
        .where(MessageRow.recipient == literal(pages).concat(DirectoryRow.external_id), _stands())
        .correlate(DirectoryRow)
        .scalar_subquery()
    )
    rows = transaction.connection.execute(
        select(DirectoryRow.external_id, DirectoryRow.name, AddressRow.person_id, stands.label("messages"))
        .join(
            AddressRow,
            and_(
                AddressRow.kind == AddressKind.WEB,
                AddressRow.installation_id == DirectoryRow.installation_id,
                AddressRow.external_id == DirectoryRow.external_id,
            ),
            isouter=True,
        )
        .where(DirectoryRow.installation_id == installation_id)
        .order_by(DirectoryRow.id)
    )
    return tuple(Reader(**row._mapping) for row in rows)


def pageless(transaction: Transaction, *, viewer: Viewer) -> tuple[Pageless, ...]:
    """Return who has an e-mail address and no page. For the demo."""
    _must_be_engine(viewer)
    return tuple(Pageless(**row._mapping) for row in transaction.connection.execute(_pageless()))


@cache
def _pageless() -> Select[int, str, str]:
    page = aliased(AddressRow)
    has_page = exists().where(page.person_id == AddressRow.person_id, page.kind == AddressKind.WEB)
    return (
        select(PersonRow.id.label("person_id"), PersonRow.name, AddressRow.external_id.label("email"))
        .join(AddressRow, AddressRow.person_id == PersonRow.id)
        .where(AddressRow.kind == AddressKind.EMAIL, ~has_page)
    )


def _must_be_engine(viewer: Viewer) -> None:
    if viewer is not ENGINE:
        raise PermissionError("people see their own pages only")


def _stands() -> ColumnElement[bool]:
    # An answer stands on the page as soon as it is committed; all else is sent first, like anywhere.
    shown = or_(MessageRow.state == MessageState.SENT, MessageRow.kind == MessageKind.ANSWER)
    return and_(shown, MessageRow.kind != MessageKind.EDIT, MessageRow.content.is_not(None))


def _sent_to(at: Collection[Destination]) -> ColumnElement[bool]:
    return and_(MessageRow.recipient.in_([str(one) for one in at]), MessageRow.room_id.is_(None))


def _in_room(viewer: Viewer, room: int) -> ColumnElement[bool]:
    ours = exists().where(RoomRow.id == MessageRow.room_id, RoomRow.partnership_id == viewer.partnership_id)
    return and_(MessageRow.room_id == room, ours)


def _posted(row: Row[*tuple[Any, ...]]) -> Posted:
    return Posted(id=row.id, at=row.sent_at or row.created_at, content=row.content, file_name=row.file_name)
