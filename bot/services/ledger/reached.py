"""**Who was reached**: for who runs it, each person's last message. Never who looked at it, nor when (F36, F44)."""

from collections.abc import Mapping

from bot.domain.contacts import ContactKind
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Viewer
from bot.domain.reached import Last, standing
from bot.messages.reached import Row, Screen
from bot.services import guard
from bot.services.ports import Transaction, Transactions
from bot.services.readers import RUNNERS
from storage import contacts as stored_contacts
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage import reach


def screen(*, database: Transactions, viewer: Viewer) -> Screen:
    """Return whether each member was reached. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.REACHED)
    with database.read() as transaction:
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        partners = stored_partners.names(transaction, viewer=viewer)
        last = reach.last(transaction, viewer=viewer)
        spoken = _spoken(transaction, viewer)
        rows = [
            _row(transaction, viewer, one, partners=partners, last=last, spoken=spoken)
            for one in stored_members.all_of(transaction, viewer=viewer)
        ]
    rows.sort(key=lambda row: (row.organisation.casefold(), row.person.casefold()))
    return Screen(partnership=partnership.name, rows=tuple(rows))


def _row(
    transaction: Transaction,
    viewer: Viewer,
    member: Membership,
    *,
    partners: Mapping[int, str],
    last: Mapping[int, Last],
    spoken: frozenset[int],
) -> Row:
    person = member.person
    reached, tool = standing(
        last=last.get(person.id),
        addresses=stored_people.addresses_of(transaction, viewer=viewer, person_id=person.id),
        is_rung=member.rings and member.role not in RUNNERS,
        has_spoken=person.id in spoken,
    )
    organisation = partners.get(member.partner_id or 0, "")
    return Row(person=person.name, organisation=organisation, reached=reached, tool=tool)


def _spoken(transaction: Transaction, viewer: Viewer) -> frozenset[int]:
    """Return who was spoken to by telephone, or face to face."""
    contacts = stored_contacts.all_of(transaction, viewer=viewer)
    return frozenset(one.person_id for one in contacts if one.person_id and one.kind is ContactKind.SPOKE)
