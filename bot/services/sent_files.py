"""Files that somebody was offered, and takes."""

from datetime import datetime
from typing import Any

from bot.domain.deliveries import Destination
from bot.services import inbound
from storage import feeds
from storage.database import Database, Joined


def take(
    *, database: Database, at: Destination, message_id: int, key: str, now: datetime
) -> tuple[str, bytes] | None:
    """Return the name and the content of a file that was sent to a proved address: to each request for it once.

    None where there is no such file, and where the same request (`key`) came before.
    """
    found: list[tuple[str, bytes]] = []

    def act(joined: Joined) -> dict[str, Any]:
        with joined.read() as transaction:
            file = feeds.file_of(transaction, at=[at], message_id=message_id)
        found.extend([] if file is None else [file])
        return {}

    inbound.once(database=database, source=f"{at.kind.value}:{at.installation_id}", key=key, now=now, act=act)
    return found[0] if found else None
