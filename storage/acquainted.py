"""Whether somebody is of the viewer's own partnership, or so new that they are in none. For storage itself."""

from typing import Final

from sqlalchemy import bindparam, select

from bot.domain.permissions import Role, Viewer
from storage.database import Transaction
from storage.tables import MembershipRow

_WHERE: Final = select(MembershipRow.partnership_id).where(MembershipRow.person_id == bindparam("person_id"))


def require(transaction: Transaction, *, viewer: Viewer, person_id: int) -> None:
    """Let pass who may say how somebody is reached. PermissionError where they are in partnerships, and in none here."""
    if viewer.role is Role.ENGINE or viewer.person_id == person_id:
        return
    found = {row.partnership_id for row in transaction.connection.execute(_WHERE, {"person_id": person_id})}
    if found and viewer.partnership_id not in found:
        raise PermissionError("an address is given to somebody of one's own partnership, or who is new")
