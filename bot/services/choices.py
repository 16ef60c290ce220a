"""What the form **Add to the timetable** offers to the person who fills it in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment
from bot.domain.lines import Named
from bot.domain.milestones import Milestone
from bot.domain.partners import Partner
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Viewer, allowed
from bot.errors import Refused
from bot.services import dependencies, milestones
from bot.services.ports import Transactions
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The partners for whom the viewer may add, whether for all at once, and the members to pick from.

    `known` has every partner of the partnership by name, and `named` every member with the partner they work for.
    `open_actions` are what it can wait for, `milestones` those it can belong to.
    """

    partners: tuple[Partner, ...]
    all_partners: bool
    members: tuple[Membership, ...]
    today: date
    known: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()
    open_actions: tuple[Commitment, ...] = ()
    milestones: tuple[Milestone, ...] = ()


def for_adding(*, database: Transactions, viewer: Viewer, now: datetime) -> Choices:
    """Return what the viewer may choose from. Raises `Refused` (no_partners) where there is nothing."""
    with database.read() as transaction:
        zone = stored_partnerships.get(transaction, viewer=viewer).zone
        everybody = stored_partners.all_of(transaction, viewer=viewer)
        members = stored_members.all_of(transaction, viewer=viewer)
        open_actions = dependencies.choices(transaction, viewer=viewer)
        open_milestones = milestones.choices(transaction, viewer=viewer)
    partners = tuple(one for one in everybody if allowed(intent=Intent.ADD, viewer=viewer, partner_id=one.id))
    if not partners:
        raise Refused("no_partners")
    ids = {one.id for one in partners}
    return Choices(
        partners=partners,
        all_partners=allowed(intent=Intent.ADD, viewer=viewer),
        members=tuple(one for one in members if one.partner_id is None or one.partner_id in ids),
        today=local_date(now=now, zone=zone),
        known=tuple(one.name for one in everybody),
        named=_named(everybody, members),
        open_actions=open_actions,
        milestones=open_milestones,
    )


def _named(partners: Iterable[Partner], members: Iterable[Membership]) -> tuple[Named, ...]:
    names = {partner.id: partner.name for partner in partners}
    return tuple(
        Named(id=one.person.id, name=one.person.name, partner=names.get(one.partner_id or 0))
        for one in members
    )


def colleagues(*, database: Transactions, viewer: Viewer, partner_id: int) -> tuple[Membership, ...]:
    """Return the members who work for a partner, in alphabetical order."""
    with database.read() as transaction:
        members = stored_members.all_of(transaction, viewer=viewer)
    found = [one for one in members if one.partner_id == partner_id]
    return tuple(sorted(found, key=lambda one: one.person.name.casefold()))
