"""What the term has left: what was owed, what was sent for it, and what stands behind the platforms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.domain.deliveries import DeliveryKind, DeliveryState, Destination, MessageKind, MessageState
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from storage import ledger
from storage.database import Database
from storage.tables import CommitmentRow, DeliveryRow, MessageRow, PersonRow, RoomRow, ShareRow
from storage.tables.base import Base
from tests.scenarios.places.town import Town
from tests.teams import connector


@dataclass(frozen=True, order=True)
class Arrived:
    """One message as a platform has it: where it stands, what the platform calls it, and what can be read."""

    tool: str
    place: str
    name: str
    words: str


@dataclass(frozen=True)
class Queued:
    """One message as we have kept it. `person` and `room` are names, "" where it is for none; `workspace` is that of Slack."""

    id: int
    kind: MessageKind
    tool: AddressKind
    workspace: str
    to: str
    person: str
    room: str
    state: MessageState
    sent_at: datetime | None
    place: str
    name: str
    edits: int | None
    error: str

    @property
    def stands(self) -> bool:
        """Whether it stands somewhere as a message of its own; a page only shows what we have kept."""
        is_new = self.edits is None and self.tool is not AddressKind.WEB
        return is_new and self.state is MessageState.SENT


@dataclass(frozen=True)
class Owed:
    """One fact that somebody, or a room, was to hear of; with `title`, it is about that action."""

    kind: DeliveryKind
    fact: str
    step: str
    person: str
    room: str
    state: DeliveryState
    message: int | None
    due_at: datetime
    title: str


def arrived(town: Town) -> list[Arrived]:
    """Return everything that stands in Slack, in Teams and in letterboxes."""
    return sorted([*_in_slack(town), *_in_teams(town), *_by_mail(town)])


def _in_slack(town: Town) -> Iterator[Arrived]:
    for channel, messages in town.workspaces.messages.items():
        for one in messages:
            yield Arrived("slack", channel, one["ts"], one["text"])


def _in_teams(town: Town) -> Iterator[Arrived]:
    for conversation, activities in town.tenant.activities.items():
        for one in activities:
            yield Arrived("teams", conversation, one["id"], connector.words(one))


def _by_mail(town: Town) -> Iterator[Arrived]:
    for address, letter in town.postbox.taken:
        body = letter.get_body(("plain",))
        assert body is not None
        # Lines are broken where a letter has no room, which is no difference to who reads it.
        words = " ".join(f"{letter['Subject']}\n{body.get_content()}".split())
        yield Arrived("email", address, letter["Message-ID"], words)


def queued(database: Database) -> list[Queued]:
    """Return every message of the term, edits among them, oldest first."""
    wanted = (
        select(MessageRow.__table__, PersonRow.name.label("person"), RoomRow.name.label("room"))
        .outerjoin(PersonRow, PersonRow.id == MessageRow.person_id)
        .outerjoin(RoomRow, RoomRow.id == MessageRow.room_id)
        .order_by(MessageRow.id)
    )
    with database.read() as transaction:
        rows = transaction.connection.execute(wanted).all()
        names = ledger.installations(transaction, viewer=ENGINE)
    return [
        Queued(
            id=row.id,
            kind=row.kind,
            tool=(to := Destination.parse(row.recipient)).kind,
            workspace=names.get(to.installation_id, "") if to.kind is AddressKind.SLACK else "",
            to=to.external_id,
            person=row.person or "",
            room=row.room or "",
            state=row.state,
            sent_at=row.sent_at,
            place=row.conversation or "",
            name=row.external_id or "",
            edits=row.edits_id,
            error=row.error,
        )
        for row in rows
    ]


def owed(database: Database) -> list[Owed]:
    """Return every delivery of the term, in order of its instant."""
    wanted = (
        select(
            DeliveryRow.__table__,
            PersonRow.name.label("person"),
            RoomRow.name.label("room"),
            CommitmentRow.title,
        )
        .outerjoin(PersonRow, PersonRow.id == DeliveryRow.person_id)
        .outerjoin(RoomRow, RoomRow.id == DeliveryRow.room_id)
        .outerjoin(ShareRow, ShareRow.id == DeliveryRow.share_id)
        .outerjoin(CommitmentRow, CommitmentRow.id == ShareRow.commitment_id)
        .order_by(DeliveryRow.due_at, DeliveryRow.id)
    )
    with database.read() as transaction:
        rows = transaction.connection.execute(wanted).all()
    return [
        Owed(
            kind=row.kind,
            fact=row.fact,
            step=row.step,
            person=row.person or "",
            room=row.room or "",
            state=row.state,
            message=row.message_id,
            due_at=row.due_at,
            title=row.title or "",
        )
        for row in rows
    ]


def everything(database: Database) -> dict[str, list[Any]]:
    """Return all that the database holds."""
    with database.read() as transaction:
        return {
            table.name: sorted(map(repr, transaction.connection.execute(select(table))))
            for table in Base.metadata.sorted_tables
        }
