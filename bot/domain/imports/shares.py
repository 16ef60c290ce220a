"""Who holds which share of an action that comes in with a workbook."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.imports.arrivals import Arrival, find
from bot.domain.imports.names import fold
from bot.domain.imports.owners import Owner, OwnerKind, is_of_the_partnership
from bot.domain.imports.readings import ImportedAction
from bot.domain.imports.rows import own_role
from bot.domain.imports.surroundings import KnownMember, Surroundings
from bot.domain.permissions import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedShare:
    """One partner's share. It is held by an arrival or by a member who is there; by the co-ordinator without either.

    `role_word` keeps a role such as "Principal" until a person is matched.
    """

    partner: str
    arrival: Arrival | None = None
    member: KnownMember | None = None
    role_word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """The shares of one action. `also` are the people it names who hold none of them."""

    shares: tuple[PlannedShare, ...]
    also: tuple[Owner, ...]


def share_out(
    action: ImportedAction,
    *,
    partners: Sequence[str],
    arrivals: Sequence[Arrival],
    surroundings: Surroundings,
) -> Sharing:
    """Give each partner of an action its share, held by the first person named who can answer for it."""
    people = [owner for owner in action.people if owner.kind is OwnerKind.PERSON]
    holders = {
        fold(partner): holder
        for partner in reversed(partners)
        if (holder := _holder(people, partner=partner, arrivals=arrivals)) is not None
    }
    shares = tuple(
        _share(action, partner=partner, holder=holders.get(fold(partner)), surroundings=surroundings)
        for partner in partners
    )
    held = {share.arrival.ref for share in shares if share.arrival is not None}
    return Sharing(shares=shares, also=tuple(_also(people, held=held, arrivals=arrivals)))


def _holder(people: Iterable[Owner], *, partner: str, arrivals: Sequence[Arrival]) -> Arrival | None:
    for owner in people:
        if not owner.partner or fold(owner.partner) == fold(partner):
            arrival = find(owner, arrivals=arrivals)
            if arrival is not None and arrival.may_hold_for(partner):
                return arrival
    return None


def _share(
    action: ImportedAction, *, partner: str, holder: Arrival | None, surroundings: Surroundings
) -> PlannedShare:
    roles = [
        owner
        for owner in action.people
        if owner.kind is OwnerKind.ROLE and (not owner.partner or fold(owner.partner) == fold(partner))
    ]
    own = next((owner for owner in roles if is_of_the_partnership(owner)), None)
    alone = len(action.partners) == 1 and own is not None
    member = _in_own_role(own, surroundings) if alone and own is not None else None
    return PlannedShare(
        partner=partner,
        arrival=holder,
        member=member if holder is None else None,
        role_word="" if member is not None else ", ".join(owner.name for owner in roles),
    )


def _in_own_role(owner: Owner, surroundings: Surroundings) -> KnownMember | None:
    return surroundings.in_role(Role.RUNNER if own_role(owner) == "runner" else Role.CHAIR)


def _also(people: Iterable[Owner], *, held: set[str], arrivals: Sequence[Arrival]) -> Iterable[Owner]:
    for owner in people:
        arrival = find(owner, arrivals=arrivals)
        if arrival is None or arrival.ref not in held:
            yield owner
