"""Putting the owners of a row together: which partners, which people, and who belongs to whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.imports.names import Roster, fold
from bot.domain.imports.owners import (
    Owner,
    OwnerKind,
    means_everyone,
    names_nobody,
    read_organisation,
    read_person,
    split_organisations,
    split_people,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """The owners of one row. With `everyone` the row is for all partners and `partners` is empty."""

    partners: tuple[str, ...]
    everyone: bool
    people: tuple[Owner, ...]


def read_owners(*, organisations: str, people: str, roster: Roster) -> Owners:
    """Read the two cells that name owners; either may be empty, and each may hold what belongs into the other."""
    named = _named(organisations, people, roster=roster)
    everyone = means_everyone(organisations) or (means_everyone(people) and not organisations)
    partners = [owner.name for owner in named if owner.kind is OwnerKind.ORGANISATION]
    return Owners(
        partners=() if everyone else tuple(dict.fromkeys(partners)),
        everyone=everyone,
        people=tuple(owner for owner in named if owner.kind is not OwnerKind.ORGANISATION),
    )


def learn(owners: Owners, *, roster: Roster) -> None:
    """Learn from a row with one partner and one person where that person belongs, and how partners are spelt."""
    for partner in owners.partners:
        roster.add_partner(partner)
    people = [owner for owner in owners.people if owner.kind is OwnerKind.PERSON]
    if len(owners.partners) == 1 and len(people) == 1:
        roster.add_person(name=people[0].name, partner=owners.partners[0])


def pair(owners: Owners, *, roster: Roster) -> Owners:
    """Give each person of the row their partner: the one learnt, else the only one, else the one in the same place.

    A row that names people and no partner gets the partners of its people. Whoever cannot be placed keeps "".
    """
    partners = _with_homes(owners, roster=roster)
    placed = tuple(_placed(owner, partners=partners, roster=roster) for owner in owners.people)
    if len(placed) == len(partners) and not any(owner.partner for owner in placed):
        placed = tuple(
            replace(owner, partner=partner) for owner, partner in zip(placed, partners, strict=True)
        )
    return replace(owners, partners=partners, people=_last_ones(placed, partners=partners))


def _named(organisations: str, people: str, *, roster: Roster) -> list[Owner]:
    first = [
        read_organisation(name, roster=roster)
        for name in split_organisations(organisations, roster=roster)
        if _is_named(name)
    ]
    second = [
        read_person(name, roster=roster) for name in split_people(people, roster=roster) if _is_named(name)
    ]
    return first + second


def _is_named(name: str) -> bool:
    return not (names_nobody(name) or means_everyone(name))


def _with_homes(owners: Owners, *, roster: Roster) -> tuple[str, ...]:
    if owners.everyone:
        return ()
    spelt = [roster.add_partner(partner) for partner in owners.partners]
    homes = [roster.partner_of(owner.name) for owner in owners.people if owner.kind is OwnerKind.PERSON]
    return tuple(dict.fromkeys(spelt or [home for home in homes if home]))


def _placed(owner: Owner, *, partners: Sequence[str], roster: Roster) -> Owner:
    home = roster.partner_of(owner.name) if owner.kind is OwnerKind.PERSON else ""
    if home and (not partners or fold(home) in map(fold, partners)):
        return replace(owner, partner=home)
    return replace(owner, partner=partners[0] if len(partners) == 1 else "")


def _last_ones(people: tuple[Owner, ...], *, partners: Sequence[str]) -> tuple[Owner, ...]:
    """Where one person and one partner of a row are left over, they belong together."""
    taken = {owner.partner for owner in people}
    left = [partner for partner in partners if partner not in taken]
    alone = [owner for owner in people if not owner.partner]
    if len(left) != 1 or len(alone) != 1:
        return people
    return tuple(owner if owner.partner else replace(owner, partner=left[0]) for owner in people)
