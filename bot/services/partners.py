"""Adding partners, and the people who answer for them."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendars import local_date
from bot.domain.closed_dates import merged, read_closed_dates
from bot.domain.partners import Partner, Reach
from bot.domain.partnerships import Partnership
from bot.domain.people import Person
from bot.domain.permissions import Intent, Role, Viewer
from bot.errors import Refused
from bot.services import guard
from bot.services.lengths import NAME, require_room
from bot.services.people import Installed
from bot.services.places import read_place
from bot.services.ports import Transactions
from bot.services.seats import Seat
from storage import audit
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPartner:
    """What the form **Add a partner** says, as typed or chosen. People are as `bot.services.people` reads them."""

    organisation: str
    co_ordinator: str = ""
    deputy: str = ""
    reach: Reach = Reach.NOT_YET
    country: str = ""
    region: str = ""
    closed_dates: str = ""
    busy_weeks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A new partner, who answers for it, and whether a message can reach them."""

    partnership: Partnership
    partner: Partner
    co_ordinator: Person | None
    deputy: Person | None
    reachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Who answers for a partner now, and whether a message can reach them."""

    partnership: Partnership
    partner: Partner
    co_ordinator: Person
    reachable: bool


def add(
    *, database: Transactions, viewer: Viewer, new: NewPartner, installed: Installed, now: datetime
) -> Added:
    """Add a partner with its co-ordinator and deputy; nobody is told.

    Raises `Refused` with the field that needs mending; nothing has been written then.
    """
    guard.require(viewer=viewer, intent=Intent.ADD_PARTNER)
    with database.write() as transaction:
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        partner = _add_partner(transaction, viewer, partnership, new, now)
        seat = Seat(transaction=transaction, viewer=viewer, partner=partner, installed=installed, now=now)
        co_ordinator = seat.take(Role.CO_ORDINATOR, new.co_ordinator, new.reach)
        deputy = seat.take(Role.DEPUTY, new.deputy, new.reach)
        if co_ordinator is not None and deputy is not None and co_ordinator.id == deputy.id:
            raise Refused("person_in_two_places", field="deputy", name=deputy.name)
        return Added(
            partnership=partnership,
            partner=partner,
            co_ordinator=co_ordinator,
            deputy=deputy,
            reachable=co_ordinator is not None and seat.reaches(co_ordinator),
        )


def add_co_ordinator(
    *,
    database: Transactions,
    viewer: Viewer,
    partner_id: int,
    co_ordinator: str,
    reach: Reach,
    installed: Installed,
    now: datetime,
) -> Answering:
    """Give a partner a co-ordinator. Raises `Refused` (person_needed, person_elsewhere, …)."""
    guard.require(viewer=viewer, intent=Intent.ADD_PERSON, partner_id=partner_id)
    with database.write() as transaction:
        partner = _partner(transaction, viewer, partner_id)
        there = stored_members.co_ordinator_of(transaction, viewer=viewer, partner_id=partner_id)
        if there is not None:
            raise Refused("co_ordinator_exists", name=there.person.name, partner=partner.name)
        seat = Seat(transaction=transaction, viewer=viewer, partner=partner, installed=installed, now=now)
        person = seat.take(Role.CO_ORDINATOR, co_ordinator, reach)
        if person is None:
            raise Refused("person_needed", field="co_ordinator")
        return Answering(
            partnership=stored_partnerships.get(transaction, viewer=viewer),
            partner=partner,
            co_ordinator=person,
            reachable=seat.reaches(person),
        )


def named(*, database: Transactions, viewer: Viewer, partner_id: int) -> Partner:
    """Return one partner of the viewer's partnership. Raises `Refused` (partner_gone)."""
    with database.read() as transaction:
        return _partner(transaction, viewer, partner_id)


def _add_partner(
    transaction: Transaction, viewer: Viewer, partnership: Partnership, new: NewPartner, now: datetime
) -> Partner:
    name = require_room(new.organisation, field="organisation", most=NAME)
    if not name:
        raise Refused("name_needed", field="organisation")
    country, region = _place(partnership, new)
    today = local_date(now=now, zone=partnership.zone)
    partner = stored_partners.add(
        transaction,
        viewer=viewer,
        name=name,
        reach=new.reach,
        country=country,
        region=region,
        closed=merged(read_closed_dates(new.closed_dates, today=today)),
        busy=merged(read_closed_dates(new.busy_weeks, today=today, field="busy_weeks")),
    )
    audit.write(transaction, viewer=viewer, act="partner_added", subject=f"partner:{partner.id}", now=now)
    return partner


def _place(partnership: Partnership, new: NewPartner) -> tuple[str | None, str | None]:
    """The partner's own country and region; a region alone is one of the partnership's country."""
    shared = partnership.profile.country
    if new.region.strip() and not new.country.strip() and shared is not None:
        return read_place(country=shared, region=new.region)
    return read_place(country=new.country, region=new.region)


def _partner(transaction: Transaction, viewer: Viewer, partner_id: int) -> Partner:
    try:
        return stored_partners.get(transaction, viewer=viewer, partner_id=partner_id)
    except LookupError:
        raise Refused("partner_gone") from None
