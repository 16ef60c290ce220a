"""What people hope to gain from a partnership: said by themselves, and theirs to change."""

from sqlalchemy import select, update

from bot.domain.permissions import Viewer
from storage.database import Transaction
from storage.tables import PersonRow


def set_hopes(transaction: Transaction, *, viewer: Viewer, hopes: str) -> None:
    """Keep what the viewer hopes to gain, in their own words."""
    transaction.connection.execute(
        update(PersonRow).where(PersonRow.id == viewer.person_id).values(hopes=hopes)
    )


def hopes_of(transaction: Transaction, *, viewer: Viewer) -> str:
    """Return what the viewer said that they hope to gain, "" where they said nothing."""
    return transaction.connection.execute(
        select(PersonRow.hopes).where(PersonRow.id == viewer.person_id)
    ).scalar_one()
