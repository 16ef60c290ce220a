"""Actions of the sample year, made of plain values: a share, its commitment, and how somebody sees them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.domain.calendars import PartnerCalendar, PersonCalendar
from bot.domain.commitments import Commitment, Share, ShareState, Wording
from bot.domain.importance import Importance
from bot.domain.items import ItemView
from bot.domain.partnerships import Partnership, PartnershipState, Profile
from bot.domain.renegotiations import Renegotiation, RenegotiationKind, RenegotiationState

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 10)
"""Tuesday 10 November 2026."""

DUE = date(2026, 11, 27)
"""Friday 27 November 2026."""

SHARE = Share(
    id=12,
    commitment_id=5,
    partner_id=1,
    person_id=7,
    role_word="",
    state=ShareState.ACCEPTED,
    own_due=None,
    agreed_on=None,
    stuck_because="",
    stuck_words="",
    rested_on=None,
    done_at=None,
    version=3,
)
COMMITMENT = Commitment(
    id=5,
    partnership_id=9,
    wording=Wording(
        title="Send course data (all level 3)",
        done_when="every level 3 course is in the shared sheet",
        why="the joint prospectus is made from it",
        if_not="the prospectus is printed without that course page",
    ),
    due=DUE,
    importance=Importance.CRITICAL,
    last_safe=None,
    all_partners=False,
    shares=(SHARE,),
)
PARTNERSHIP = Partnership(
    id=9,
    profile=Profile(name="Riverside Progression Group", zone=LONDON),
    state=PartnershipState.OPEN,
    maker_id=1,
    opened_at=NOW,
)
CALENDAR = PersonCalendar(partner=PartnerCalendar(country="GB", region="ENG"), zone=LONDON)
VIEW = ItemView(
    partnership=PARTNERSHIP,
    commitment=COMMITMENT,
    share=SHARE,
    partner_name="Castle College",
    others=(),
    holder_name="Mina Iqbal",
    runner_name="Sam",
    runner_id=1,
    adder_name="Sam",
    reader_id=7,
    move=None,
    today=TODAY,
    now=NOW,
    calendar=CALENDAR,
)
"""Mina Iqbal reads what she holds."""


def view(
    *,
    share: Share = SHARE,
    commitment: Commitment = COMMITMENT,
    today: date = TODAY,
    **changes: object,
) -> ItemView:
    """Return VIEW with another share or commitment, and whatever else is given."""
    changed: ItemView = replace(VIEW, share=share, commitment=commitment, today=today, **changes)  # type: ignore[arg-type]  # Names and values are the caller's.
    return changed


def move(
    *, kind: RenegotiationKind = RenegotiationKind.SUGGESTION, reason: str = "Two tutors are away"
) -> Renegotiation:
    """Return a wish for Friday 4 December 2026 that waits for the runner."""
    return Renegotiation(
        id=3,
        share_id=12,
        kind=kind,
        state=RenegotiationState.ASKED,
        old_due=DUE,
        new_due=date(2026, 12, 4),
        reason=reason,
        asked_by=7,
        asked_at=NOW,
    )
