"""Thanks in people's own words, and who would like to hear the news."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, insert, select

from bot.domain.milestones import Thanks
from bot.domain.people import CARRIERS
from bot.domain.permissions import Viewer
from bot.errors import Refused
from storage.database import Transaction
from storage.scope import seen_by
from storage.tables import AddressRow, MembershipRow, PersonRow, RoomRow, ThanksRow


def add(
    transaction: Transaction,
    *,
    viewer: Viewer,
    milestone_id: int | None,
    partner_id: int,
    person_id: int | None,
    words: str,
    now: datetime,
) -> int:
    """Write somebody's thanks in the viewer's partnership. Returns their id."""
    if viewer.partnership_id is None:
        raise PermissionError("thanks are said in a partnership")
    return transaction.connection.execute(
        insert(ThanksRow)
        .values(
            partnership_id=viewer.partnership_id,
            milestone_id=milestone_id,
            from_id=viewer.person_id,
            partner_id=partner_id,
            person_id=person_id,
            words=words,
            at=now,
        )
        .returning(ThanksRow.id)
    ).scalar_one()


def get(transaction: Transaction, *, viewer: Viewer, thanks_id: int) -> Thanks:
    """Return one. Raises `Refused` (thanks_gone) where the viewer can see none."""
    found = select(ThanksRow.__table__).where(
        ThanksRow.id == thanks_id, seen_by(viewer, ThanksRow.partnership_id)
    )
    row = transaction.connection.execute(found).one_or_none()
    if row is None:
        raise Refused("thanks_gone")
    return _thanks(row)


def since(transaction: Transaction, *, viewer: Viewer, at: datetime) -> tuple[Thanks, ...]:
    """Return what was said in the viewer's partnership after an instant (aware, UTC), in that order."""
    found = (
        select(ThanksRow.__table__)
        .where(ThanksRow.at > at, seen_by(viewer, ThanksRow.partnership_id))
        .order_by(ThanksRow.id)
    )
    return tuple(map(_thanks, transaction.connection.execute(found)))


def readers_of_news(transaction: Transaction, *, viewer: Viewer) -> tuple[int, ...]:
    """Return who in the viewer's partnership has chosen the news too and has no room of it to read them in."""
    has_room = exists().where(
        AddressRow.person_id == PersonRow.id,
        AddressRow.kind.in_(tuple(CARRIERS)),
        AddressRow.usable.is_(True),
        RoomRow.installation_id == AddressRow.installation_id,
        RoomRow.partnership_id == MembershipRow.partnership_id,
        RoomRow.usable.is_(True),
    )
    found = (
        select(PersonRow.id)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .where(PersonRow.news.is_(True), seen_by(viewer, MembershipRow.partnership_id), ~has_room)
        .order_by(PersonRow.id)
    )
    return tuple(transaction.connection.execute(found).scalars())


def _thanks(row: Row[Any]) -> Thanks:
    return Thanks(
        id=row.id,
        milestone_id=row.milestone_id,
        from_id=row.from_id,
        partner_id=row.partner_id,
        person_id=row.person_id,
        words=row.words,
        at=row.at,
    )
