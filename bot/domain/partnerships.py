"""A partnership: one set of rows that several organisations share."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

from bot.domain.evidence import Stage


class PartnershipState(Enum):
    """A draft is seen by its maker and the runner only; nothing is sent before the doors are open."""

    DRAFT = "draft"
    OPEN = "open"


class Worked(Enum):
    """How long the partners have worked together when the bot arrives."""

    NEW = "new"
    UNDER_A_YEAR = "under_a_year"
    YEARS = "years"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the form **Start a partnership** asks. Only the name and the time zone must be given."""

    name: str
    zone: ZoneInfo
    purpose: str = ""
    for_whom: str = ""
    country: str | None = None
    region: str | None = None
    chair_works_for_partner: bool | None = None
    runner_works_for_partner: bool | None = None
    runner_telephone: str = ""
    worked: Worked | None = None
    going: Stage | None = None
    money_ends: date | None = None
    partners_agreed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership:
    """One partnership as stored. `opened_at` is an aware UTC instant, None while it is a draft.

    `runner_since` is the instant at which the present runner took over, None for the first one: what was said
    to a runner before it is not theirs to read. `agreed_stage` is what two people have agreed on last, None before that.
    """

    id: int
    profile: Profile
    state: PartnershipState
    maker_id: int
    opened_at: datetime | None
    shows_tomorrow: bool | None = None
    runner_since: datetime | None = None
    agreed_stage: Stage | None = None

    @property
    def name(self) -> str:
        return self.profile.name

    @property
    def stage(self) -> Stage | None:
        """The stage in force: what was agreed on, else what `start` was told; None where nobody has said anything."""
        return self.agreed_stage or self.profile.going

    @property
    def zone(self) -> ZoneInfo:
        return self.profile.zone
