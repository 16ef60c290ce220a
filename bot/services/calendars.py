"""The calendar of one person: the days of their partner, their own days, hour and leave."""

from zoneinfo import ZoneInfo

from bot.domain.calendars import MONDAY_TO_FRIDAY, PartnerCalendar, PersonCalendar
from bot.domain.people import Membership
from bot.domain.permissions import Viewer
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage.database import Transaction


def of_member(transaction: Transaction, *, viewer: Viewer, membership: Membership) -> PersonCalendar:
    """Return when a member of the viewer's partnership may be written to.

    Their zone is their own, else their partner's, else the partnership's. A runner, or a deputy, of any
    open partnership has every working day for a regular one: they get one list each morning.
    """
    person, rhythm = membership.person, membership.person.rhythm
    zone, calendar = _surroundings(transaction, viewer, membership)
    runs = stored_members.runs_an_open_one(transaction, viewer=viewer, person_id=person.id)
    return PersonCalendar(
        partner=calendar,
        zone=person.zone or zone,
        regular_days=MONDAY_TO_FRIDAY if runs else rhythm.regular_days,
        hour=rhythm.hour.value,
        leave=rhythm.leave,
    )


def _surroundings(
    transaction: Transaction, viewer: Viewer, membership: Membership
) -> tuple[ZoneInfo, PartnerCalendar]:
    if membership.partner_id is not None:
        partner = stored_partners.get(transaction, viewer=viewer, partner_id=membership.partner_id)
        return partner.zone, partner.calendar
    profile = stored_partnerships.get(transaction, viewer=viewer).profile
    return profile.zone, PartnerCalendar(country=profile.country, region=profile.region)
