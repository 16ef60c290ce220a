"""What one person is in each partnership who was two people: the more responsible of two roles. For `merging`."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Row, delete, select, update

from bot.domain.permissions import Role
from bot.errors import Refused
from storage.database import Transaction
from storage.tables import MembershipRow, PartnerRow

_RESPONSIBLE: Final = tuple(Role)
"""The table of permissions names the roles in this order: who answers for most comes first."""


def join(transaction: Transaction, *, keep_id: int, gone_id: int) -> None:
    """Make one membership of two of the same partnership. Raises `Refused` (two_partners) where they are for two."""
    rows = transaction.connection.execute(
        select(MembershipRow.__table__)
        .where(MembershipRow.person_id.in_((keep_id, gone_id)))
        .order_by(MembershipRow.id)
    ).all()
    theirs = {one.partnership_id: one for one in rows if one.person_id == keep_id}
    for gone in rows:
        keep = theirs.get(gone.partnership_id)
        if gone.person_id == gone_id and keep is not None:
            _join_two(transaction, keep, gone)


def _join_two(transaction: Transaction, keep: Row[Any], gone: Row[Any]) -> None:
    partners = {one.partner_id for one in (keep, gone) if one.partner_id is not None}
    if len(partners) > 1:
        names = _names(transaction, partners)
        raise Refused("two_partners", first=names[keep.partner_id], second=names[gone.partner_id])
    values = {
        "role": min(keep.role, gone.role, key=_RESPONSIBLE.index),
        "partner_id": next(iter(partners), None),
        "doors_open": keep.doors_open or gone.doors_open,
        "greeted_at": min((at for at in (keep.greeted_at, gone.greeted_at) if at is not None), default=None),
        "rings": keep.rings and gone.rings,
        "ask_first": keep.ask_first or gone.ask_first,
        "rests_until": max(
            (day for day in (keep.rests_until, gone.rests_until) if day is not None), default=None
        ),
    }
    transaction.connection.execute(delete(MembershipRow).where(MembershipRow.id == gone.id))
    transaction.connection.execute(update(MembershipRow).where(MembershipRow.id == keep.id).values(values))


def _names(transaction: Transaction, partner_ids: Collection[int]) -> dict[int, str]:
    rows = transaction.connection.execute(
        select(PartnerRow.id, PartnerRow.name).where(PartnerRow.id.in_(partner_ids))
    )
    return {row.id: row.name for row in rows}
