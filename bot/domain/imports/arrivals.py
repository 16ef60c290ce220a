"""The people whom a workbook names: who they are, for whom they work, and what they become."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.imports.choices import Choices
from bot.domain.imports.names import KnownPerson, fold, words_of
from bot.domain.imports.owners import Owner, OwnerKind
from bot.domain.imports.people import ImportedPerson, Match, MatchedBy, match, people_of
from bot.domain.imports.readings import ImportedAction, ImportedContact, Reading
from bot.domain.imports.surroundings import KnownMember, Surroundings
from bot.domain.permissions import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Somebody named in a workbook. Without `known` they have **No chat yet**, and are made from their name.

    `partner` is for whom they work, "" where nobody says. `role` is what they become, None where they stay
    what they are. `candidates` are those who might be meant, likeliest first. `chosen` says that a person has
    said who it is. `called` is the full name that was given for somebody of whom the workbook has an initial.
    """

    ref: str
    person: ImportedPerson
    partner: str
    known: KnownPerson | None = None
    by: MatchedBy | None = None
    candidates: tuple[KnownPerson, ...] = ()
    member: KnownMember | None = None
    role: Role | None = None
    chosen: bool = False
    called: str = ""

    @property
    def name(self) -> str:
        """The name in full, as far as anybody has said."""
        if self.known is not None:
            return self.known.name
        return self.called or self.person.name

    @property
    def is_sure(self) -> bool:
        """Whether nobody has to look: the address, the full name, or an initial and the same partner say who it is."""
        if self.by is not MatchedBy.INITIAL:
            return self.by is not None
        return self.member is not None and bool(self.member.person.partner)

    def may_hold_for(self, partner: str) -> bool:
        """Whether this person can answer for that partner."""
        if self.member is not None and self.member.acts_for_all:
            return True
        return bool(self.partner) and fold(self.partner) == fold(partner)


def reference(*, name: str, partner: str) -> str:
    """Return a short name for somebody, the same however often the workbook is read."""
    identity = "\n".join((*words_of(name), fold(partner)))
    return hashlib.sha256(identity.encode()).hexdigest()[:12]


def arrivals_of(
    *,
    contacts: Sequence[ImportedContact],
    actions: Sequence[ImportedAction],
    surroundings: Surroundings,
    choices: Choices,
) -> tuple[Arrival, ...]:
    """Return everybody named, contacts first, with who they are as far as that is seen or chosen.

    One person works for one partner: where two rows say otherwise, the first holds.
    """
    named = _named(contacts=contacts, actions=actions)
    matches = match(named, known=_alike(surroundings.known, named))
    homes: dict[str, str] = {}
    arrivals = []
    for one in matches:
        arrival = _arrival(one, surroundings=surroundings, choices=choices)
        if arrival.known is not None:
            home = homes.setdefault(arrival.known.key, arrival.partner)
            arrival = replace(arrival, partner=home)
        arrivals.append(arrival)
    return tuple(arrivals)


def runners_organisation(reading: Reading, *, surroundings: Surroundings) -> str:
    """Return the organisation that the workbook gives a runner who works for no partner yet, else ""."""
    runner = surroundings.in_role(Role.RUNNER)
    if runner is None or runner.person.partner:
        return ""
    named = _named(contacts=reading.contacts, actions=reading.actions)
    return next(
        (
            one.person.partner
            for one in match(named, known=surroundings.known)
            if one.known == runner.person and one.person.partner
        ),
        "",
    )


def find(owner: Owner, *, arrivals: Iterable[Arrival]) -> Arrival | None:
    """Return who an owner is. One without a partner is whoever has that name, if only one does."""
    named = [one for one in arrivals if words_of(one.person.name) == words_of(owner.name)]
    if not owner.partner:
        return named[0] if len(named) == 1 else None
    return next((one for one in named if fold(one.person.partner) == fold(owner.partner)), None)


def seated(
    arrivals: Sequence[Arrival],
    *,
    contacts: Sequence[ImportedContact],
    new_partners: Collection[str],
    surroundings: Surroundings,
) -> tuple[Arrival, ...]:
    """Return the arrivals with what each becomes.

    A contact is the co-ordinator where the partner has none yet, or the deputy. The only person named for a
    new partner without a co-ordinator becomes that. Everybody else is a member.
    """
    wanted = _contact_roles(contacts, surroundings)
    alone = _only_ones(arrivals, wanted=wanted, new_partners=new_partners)
    return tuple(replace(one, role=_role(one, wanted=wanted, alone=alone)) for one in arrivals)


def _alike(known: Iterable[KnownPerson], named: Iterable[ImportedPerson]) -> tuple[KnownPerson, ...]:
    """Those who share a word of their name, or the address, with somebody named: a directory may be long."""
    words = {word for one in named for word in words_of(one.name)}
    emails = {one.email.strip().casefold() for one in named if one.email}
    return tuple(
        one
        for one in known
        if one.email.strip().casefold() in emails or words.intersection(words_of(one.name))
    )


def _named(
    *, contacts: Sequence[ImportedContact], actions: Sequence[ImportedAction]
) -> tuple[ImportedPerson, ...]:
    return people_of(
        Reading(
            title="",
            meeting_guess=None,
            actions=tuple(actions),
            contacts=tuple(contacts),
            unclear=(),
            not_taken=(),
        )
    )


def _arrival(one: Match, *, surroundings: Surroundings, choices: Choices) -> Arrival:
    person = one.person
    ref = reference(name=person.name, partner=person.partner)
    # Somebody may have been asked about before their partner was chosen.
    chosen = choices.people.get(ref) or choices.people.get(reference(name=person.name, partner=""))
    known = one.known
    if chosen is not None:
        known = next((other for other in surroundings.known if other.key == chosen), None)
    member = surroundings.member(known.key) if known is not None else None
    home = member.person.partner if member is not None else ""
    return Arrival(
        ref=ref,
        person=person,
        partner=home or person.partner,
        known=known,
        by=one.by,
        candidates=one.candidates,
        member=member,
        chosen=chosen is not None,
        called=choices.names.get(ref, ""),
    )


def _contact_roles(contacts: Sequence[ImportedContact], surroundings: Surroundings) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for contact in contacts:
        has_one = surroundings.has_co_ordinator(contact.organisation)
        first = Role.MEMBER if has_one else Role.CO_ORDINATOR
        for owner, role in ((contact.coordinator, first), (contact.deputy, Role.DEPUTY)):
            if owner is not None and owner.kind is OwnerKind.PERSON:
                roles.setdefault(reference(name=owner.name, partner=contact.organisation), role)
    return roles


def _only_ones(
    arrivals: Sequence[Arrival], *, wanted: Mapping[str, Role], new_partners: Collection[str]
) -> frozenset[str]:
    """The references of those who are the only one named for a new partner that has no co-ordinator."""
    led = {fold(one.partner) for one in arrivals if wanted.get(one.ref) is Role.CO_ORDINATOR}
    alone = set()
    for partner in map(fold, new_partners):
        there = [one for one in arrivals if fold(one.partner) == partner]
        if partner not in led and len(there) == 1:
            alone.add(there[0].ref)
    return frozenset(alone)


def _role(arrival: Arrival, *, wanted: Mapping[str, Role], alone: Collection[str]) -> Role | None:
    if not arrival.partner:
        return None
    role = wanted.get(arrival.ref, Role.CO_ORDINATOR if arrival.ref in alone else Role.MEMBER)
    if arrival.member is None:
        return role
    # Whoever has a role already keeps it, unless they are now named to answer for their partner.
    rises = role is Role.CO_ORDINATOR and arrival.member.role in (Role.DEPUTY, Role.MEMBER)
    return role if rises else None
