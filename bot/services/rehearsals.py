"""What the demo needs beyond what everybody has: to see who there is, and to know when time should stop."""

from datetime import datetime
from pathlib import Path

from bot.domain.installations import Entry
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.services.ports import Transactions
from storage import copies, directory, feeds, people, upcoming
from storage.feeds import Reader

__all__ = ["Reader", "give_pages", "next_due", "readers"]


def readers(*, database: Transactions, installation_id: int) -> tuple[Reader, ...]:
    """Return everybody who has a page at an installation, or could have one."""
    with database.read() as transaction:
        return feeds.readers(transaction, viewer=ENGINE, installation_id=installation_id)


def keep(*, database: Transactions, file: Path) -> None:
    """Keep the whole database in a file, unless it is kept there already."""
    if not file.exists():
        with database.read() as transaction:
            copies.copy(transaction, viewer=ENGINE, to=file)


def next_due(*, database: Transactions, after: datetime) -> datetime | None:
    """Return the next instant (aware, UTC) at which something may be due, None when nothing is planned."""
    with database.read() as transaction:
        return upcoming.next_after(transaction, viewer=ENGINE, after=after)


def give_pages(*, database: Transactions, installation_id: int, now: datetime) -> int:
    """Give a page to everybody who has an e-mail address and none. Returns how many got one."""
    with database.read() as transaction:
        waiting = feeds.pageless(transaction, viewer=ENGINE)
    if not waiting:
        return 0
    with database.write() as transaction:
        for one in waiting:
            entry = Entry(
                external_id=one.email, name=one.name, email=one.email, zone=None, left=False, is_bot=False
            )
            directory.put(transaction, viewer=ENGINE, installation_id=installation_id, entry=entry, now=now)
            people.give_address(
                transaction,
                viewer=ENGINE,
                person_id=one.person_id,
                kind=AddressKind.WEB,
                installation_id=installation_id,
                external_id=one.email,
            )
    return len(waiting)
