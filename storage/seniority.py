"""About whom nobody else is asked unless the runner presses it (**Ask me first**)."""

from typing import Final

from sqlalchemy import bindparam, select, update

from bot.domain.permissions import Viewer
from storage.database import Transaction
from storage.remembering import remembered
from storage.tables import MembershipRow

_ASKS_FIRST: Final = select(MembershipRow.person_id).where(
    MembershipRow.partnership_id == bindparam("partnership_id"), MembershipRow.ask_first.is_(True)
)


@remembered
def asks_first(transaction: Transaction, *, viewer: Viewer) -> frozenset[int]:
    """Return the people of the viewer's partnership about whom the runner is asked first."""
    here = {"partnership_id": viewer.partnership_id}
    return frozenset(transaction.connection.execute(_ASKS_FIRST, here).scalars())


def ask_first(transaction: Transaction, *, viewer: Viewer, person_id: int, asks: bool) -> None:
    """Note whether the runner is asked first about a member of the viewer's partnership."""
    transaction.connection.execute(
        update(MembershipRow)
        .where(MembershipRow.partnership_id == viewer.partnership_id, MembershipRow.person_id == person_id)
        .values(ask_first=asks)
    )
