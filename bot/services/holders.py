"""Who is to hold a share: the person named in a form, who works for that partner, or is brought in for it."""

from datetime import datetime

from bot.domain.partners import Partner
from bot.domain.people import Membership
from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from bot.services import people
from bot.services.people import Installed
from storage import members as stored_members
from storage import partners as stored_partners
from storage.database import Transaction


def of_partner(
    transaction: Transaction,
    *,
    viewer: Viewer,
    text: str,
    partner_id: int,
    field: str,
    installed: Installed,
    now: datetime,
) -> Membership:
    """Return who is meant, as a member who works for this partner.

    Somebody whom the directory lists and who is in no role yet becomes a member of this partner, with the doors
    shut: nobody hears from me unless the runner opens them. Raises `Refused` (person_…, person_elsewhere).
    """
    person = people.find(
        transaction, viewer=viewer, text=text, field=field, installed=installed, makes=False, now=now
    )
    member = stored_members.member(transaction, viewer=viewer, person_id=person.id)
    if member is None:
        return stored_members.add(
            transaction, viewer=viewer, person_id=person.id, role=Role.MEMBER, partner_id=partner_id
        )
    if member.partner_id not in (None, partner_id):
        other = stored_partners.get(transaction, viewer=viewer, partner_id=member.partner_id)
        raise Refused("person_elsewhere", field=field, name=person.name, partner=other.name)
    return member


def speaker(transaction: Transaction, *, viewer: Viewer, partner: Partner) -> Membership | None:
    """Return who speaks for a partner, and holds what nobody was named for; None where there is nobody."""
    return stored_members.co_ordinator_of(transaction, viewer=viewer, partner_id=partner.id)


def by_default(transaction: Transaction, *, viewer: Viewer, partner: Partner) -> Membership:
    """As `speaker`. Raises `Refused` (partner_without_co_ordinator) where there is nobody."""
    member = speaker(transaction, viewer=viewer, partner=partner)
    if member is None:
        raise Refused("partner_without_co_ordinator", field="partner", partner=partner.name)
    return member
