"""One proposal of who hears, and when, and which partners have said that it is fine with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.escalations import PolicyState, Terms
from bot.domain.partners import Partner, PartnerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`agreed` has who pressed **Fine with us**, by partner."""

    id: int
    state: PolicyState
    terms: Terms
    proposed_by: int
    proposed_at: datetime
    in_force_at: datetime | None
    agreed: Mapping[int, int]

    @property
    def is_open(self) -> bool:
        return self.state is PolicyState.PROPOSED


def still_to_agree(policy: Policy, *, partners: Collection[Partner]) -> tuple[Partner, ...]:
    """Return the partners that have not said **Fine with us**; offices are not asked."""
    return tuple(one for one in partners if one.kind is PartnerKind.PARTNER and one.id not in policy.agreed)
