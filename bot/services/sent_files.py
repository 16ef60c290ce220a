"""Files that somebody was offered, and takes."""

from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.permissions import ENGINE
from bot.messages import files as wording
from bot.services import answers, inbound
from bot.services.answers import Asker
from storage import feeds, withdrawing
from storage.database import Database, Joined

_PATIENCE: Final = timedelta(minutes=5)
"""How long it may take to put a file where its reader wants it."""


def take(*, database: Database, to: Asker, message_id: int, now: datetime) -> tuple[str, bytes] | None:
    """Return the name and the content of a file that was sent to a proved address: to each request for it once.

    None where there is no such file, and where the same request came before. Who takes it is told in five minutes that
    it could not be saved, unless it is `saved` by then: whoever puts it there may break down over it.
    """
    found: list[tuple[str, bytes]] = []

    def act(joined: Joined) -> dict[str, Any]:
        with joined.write() as transaction:
            file = feeds.file_of(transaction, at=[to.destination], message_id=message_id)
        if file is not None:
            found.append(file)
            answers.say(database=joined, to=to, content=wording.not_saved(), now=now, after=_PATIENCE)
        return {}

    source = f"{to.kind.value}:{to.installation_id}"
    inbound.once(database=database, source=source, key=to.key, now=now, act=act)
    return found[0] if found else None


def saved(*, database: Database, to: Asker) -> None:
    """Note that a file that was taken is where its reader wants it."""
    with database.write() as transaction:
        withdrawing.answer(transaction, viewer=ENGINE, to=to.destination, part=to.key)


def not_saved(*, database: Database, to: Asker, now: datetime) -> None:
    """Tell who took a file at once that it could not be saved."""
    with database.write() as transaction:
        withdrawing.answer(transaction, viewer=ENGINE, to=to.destination, part=to.key)
        answers.say(database=Joined(transaction), to=to, content=wording.not_saved(), now=now)
