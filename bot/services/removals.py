"""An installation whose people took us away, or had us back: what is ours there goes and comes with it."""

from datetime import datetime

from bot.domain.permissions import ENGINE
from bot.services import rooms
from bot.services.installations import TAKEN_AWAY
from bot.services.ports import Transactions
from storage import credentials as stored_credentials
from storage import installations as stored_installations
from storage import removals as stored_removals
from storage.database import Joined


def removed(*, database: Transactions, installation_id: int, version: int | None, now: datetime) -> bool:
    """Forget what let us in, and keep that nobody there can be written to. The runners of its rooms read so.

    `version` is that of the credentials which let us in no more, None where none were kept. Where there are others by now,
    somebody has added us again: nothing is done. Returns whether we are there no more.
    """
    with database.write() as transaction:
        found = stored_installations.hold(transaction, viewer=ENGINE, installation_id=installation_id)
        if not stored_credentials.forget(
            transaction, viewer=ENGINE, installation_id=installation_id, version=version
        ):
            return False
        if found.removed_at is not None:
            return True
        stored_installations.note_removed(
            transaction, viewer=ENGINE, installation_id=installation_id, now=now
        )
        stored_removals.close(transaction, viewer=ENGINE, installation_id=installation_id, trouble=TAKEN_AWAY)
        ours = stored_removals.rooms_at(
            transaction, viewer=ENGINE, installation_id=installation_id, usable=True
        )
        for room in ours:
            at = rooms.At(installation_id=installation_id, room=room)
            rooms.usable(database=Joined(transaction), at=at, can_post=False, now=now)
        return True


def returned(*, database: Transactions, installation_id: int) -> list[str]:
    """Keep that people there can be written to again. Returns the rooms that are closed to us, which may be open now."""
    with database.write() as transaction:
        stored_removals.reopen(
            transaction, viewer=ENGINE, installation_id=installation_id, trouble=TAKEN_AWAY
        )
        return stored_removals.rooms_at(
            transaction, viewer=ENGINE, installation_id=installation_id, usable=False
        )
