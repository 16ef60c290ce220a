"""A partner: an organisation that takes part. The runner's office is an organisation of its own kind."""

from dataclasses import dataclass
from enum import Enum
from zoneinfo import ZoneInfo

from bot.domain.calendars import PartnerCalendar


class PartnerKind(Enum):
    """An office has shares like any partner and stands outside "all partners"."""

    PARTNER = "partner"
    OFFICE = "office"


class Reach(Enum):
    """**How to reach them**."""

    SLACK = "slack"
    TEAMS = "teams"
    EMAIL = "email"
    TELEPHONE = "telephone"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """One organisation as stored, with the calendar on which its days in term are counted."""

    id: int
    partnership_id: int
    name: str
    kind: PartnerKind
    reach: Reach
    zone: ZoneInfo
    calendar: PartnerCalendar


def name_key(name: str) -> str:
    """What two spellings of one organisation's name have in common: neither case nor spaces tell them apart."""
    return " ".join(name.split()).casefold()
