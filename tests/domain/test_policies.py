"""Which partners have still to say that it is fine with them."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.calendars import PartnerCalendar
from bot.domain.escalations import PolicyState, Terms
from bot.domain.partners import Partner, PartnerKind, Reach
from bot.domain.policies import Policy, still_to_agree
from tests.actions import LONDON

CASTLE = Partner(
    id=1,
    partnership_id=9,
    name="Castle College",
    kind=PartnerKind.PARTNER,
    reach=Reach.SLACK,
    zone=LONDON,
    calendar=PartnerCalendar(),
)
MEADOW = replace(CASTLE, id=2, name="Meadow College")
OFFICE = replace(CASTLE, id=3, name="Partnership office", kind=PartnerKind.OFFICE)
POLICY = Policy(
    id=1,
    state=PolicyState.PROPOSED,
    terms=Terms(),
    proposed_by=1,
    proposed_at=datetime(2026, 9, 10, tzinfo=UTC),
    in_force_at=None,
    agreed={1: 7},
)


def test_offices_and_those_who_have_agreed_are_not_asked() -> None:
    assert still_to_agree(POLICY, partners=[CASTLE, MEADOW, OFFICE]) == (MEADOW,)


def test_proposal_is_open_until_it_holds_or_is_replaced() -> None:
    assert [replace(POLICY, state=state).is_open for state in PolicyState] == [True, False, False]
