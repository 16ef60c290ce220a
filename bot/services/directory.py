"""Keeps what a platform's directory lists, and whether its people can still be reached."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.domain.deliveries import Destination
from bot.domain.permissions import ENGINE, Viewer, myself
from bot.services.ports import Listed, Transactions
from storage import directory as stored_directory
from storage import partnerships as stored_partnerships
from storage import people as stored_people

# A long list is kept in pieces, so that nobody waits for the database meanwhile.
_PIECE: Final = 50


def sync(*, database: Transactions, installation_id: int, listed: Sequence[Listed], now: datetime) -> None:
    """Keep these lines of a directory. The address of who has left is unusable, until they come back."""
    for start in range(0, len(listed), _PIECE):
        _keep(database, installation_id, listed[start : start + _PIECE], now)


def meet(*, database: Transactions, installation_id: int, met: Listed, now: datetime) -> None:
    """Keep somebody who has proved to be there and whom the directory does not list yet."""
    with database.write() as transaction:
        known = stored_directory.entry(
            transaction, installation_id=installation_id, external_id=met.external_id
        )
        if known is None:
            stored_directory.put(
                transaction, viewer=ENGINE, installation_id=installation_id, entry=met, now=now
            )


def lists(*, database: Transactions, installation_id: int, external_id: str) -> bool:
    """Say whether a directory lists somebody whom a platform has named."""
    with database.read() as transaction:
        entry = stored_directory.entry(transaction, installation_id=installation_id, external_id=external_id)
    return entry is not None


def people(*, database: Transactions, viewer: Viewer, installation_id: int) -> tuple[Listed, ...]:
    """Return whom the viewer can pick there, by name; nobody for a viewer of another installation."""
    with database.read() as transaction:
        return stored_directory.all_of(transaction, viewer=viewer, installation_id=installation_id)


def is_outsider(*, database: Transactions, at: Destination, listed_belong: bool) -> bool:
    """Say whether somebody of another installation is in no partnership with us.

    `listed_belong`: who stands in our own directory is one of ours all the same, as in a large organisation.
    """
    with database.read() as transaction:
        person = stored_people.behind_address(
            transaction, kind=at.kind, installation_id=at.installation_id, external_id=at.external_id
        )
        if person and stored_partnerships.memberships_of(transaction, viewer=myself(person.id)):
            return False
        entry = stored_directory.entry(
            transaction, installation_id=at.installation_id, external_id=at.external_id
        )
    return not (listed_belong and entry is not None and not entry.is_stranger)


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
