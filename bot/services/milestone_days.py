"""The date of a milestone: read as it was typed, and pointed out where partners are closed on it."""

from collections.abc import Collection
from datetime import date, datetime

from bot.domain.calendars import local_date
from bot.domain.partners import PartnerKind
from bot.domain.permissions import Viewer
from bot.services.days import read_day
from bot.services.due_days import require_open
from bot.services.ports import Transaction
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships


def read(
    transaction: Transaction,
    *,
    viewer: Viewer,
    text: str,
    confirmed: Collection[str],
    kept: date | None,
    now: datetime,
) -> date:
    """Return the date that is meant. `kept` stands there already, and is not asked about once more.

    Raises `Refused`: date_ and a reason where it cannot be read; date_closed… unless that is in `confirmed`.
    """
    today = local_date(now=now, zone=stored_partnerships.get(transaction, viewer=viewer).zone)
    due = read_day(text=text, field="date", today=today)
    if today <= due and due != kept:
        everybody = stored_partners.all_of(transaction, viewer=viewer)
        partners = [one for one in everybody if one.kind is PartnerKind.PARTNER]
        require_open(due=due, field="date", today=today, partners=partners, confirmed=confirmed)
    return due
