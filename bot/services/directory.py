"""Keeps what a platform's directory lists, and whether its people can still be reached."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain.permissions import ENGINE, Viewer
from bot.services.ports import Listed, Transactions
from storage import directory as stored_directory
from storage import people as stored_people

# A long list is kept in pieces, so that nobody waits for the database meanwhile.
_PIECE: Final = 50


def sync(*, database: Transactions, installation_id: int, listed: Sequence[Listed], now: datetime) -> None:
    """Keep these lines of a directory. The address of who has left is unusable, until they come back."""
    for start in range(0, len(listed), _PIECE):
        _keep(database, installation_id, listed[start : start + _PIECE], now)


def people(*, database: Transactions, viewer: Viewer, installation_id: int) -> tuple[Listed, ...]:
    """Return whom the viewer can pick there, by name; nobody for a viewer of another installation."""
    with database.read() as transaction:
        return stored_directory.all_of(transaction, viewer=viewer, installation_id=installation_id)


def _keep(database: Transactions, installation_id: int, piece: Sequence[Listed], now: datetime) -> None:
    with database.write() as transaction:
        for entry in piece:
            stored_directory.put(
                transaction, viewer=ENGINE, installation_id=installation_id, entry=entry, now=now
            )
        for usable in (True, False):
            stored_people.set_usable(
                transaction,
                viewer=ENGINE,
                installation_id=installation_id,
                external_ids=[entry.external_id for entry in piece if entry.left is not usable],
                usable=usable,
            )
