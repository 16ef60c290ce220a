"""What the demo needs beyond what everybody has: to see who there is, and to know when time should stop."""

from datetime import date, datetime
from pathlib import Path

from bot.domain.installations import Entry
from bot.domain.partners import PartnerKind
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, myself
from bot.services.ports import Transactions
from storage import copies, directory, feeds, people, upcoming
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage.feeds import Reader

__all__ = ["Reader", "all_closed", "give_pages", "next_due", "readers"]


def readers(*, database: Transactions, installation_id: int) -> tuple[Reader, ...]:
    """Return everybody who has a page at an installation, or could have one."""
    with database.read() as transaction:
        return feeds.readers(transaction, viewer=ENGINE, installation_id=installation_id)


def keep(*, database: Transactions, file: Path) -> None:
    """Keep the whole database in a file, unless it is kept there already."""
    if not file.exists():
        with database.read() as transaction:
            copies.copy(transaction, viewer=ENGINE, to=file)


def all_closed(*, database: Transactions, person_id: int, today: date) -> str:
    """Return why every partner in somebody's partnerships is shut today, as the first of them says it.

    Returns "" where one is open, or there is none.
    """
    with database.read() as transaction:
        memberships = stored_partnerships.memberships_of(transaction, viewer=myself(person_id))
        reasons = [
            partner.calendar.closed_because(today) or ""
            for membership in memberships
            for partner in stored_partners.all_of(transaction, viewer=membership.viewer)
            if partner.kind is PartnerKind.PARTNER
        ]
    return reasons[0] if reasons and all(reasons) else ""


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
