"""Who is asked in a round, and which kinds of question: people who belong, whose doors are open."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.anonymity import are_enough
from bot.domain.partners import Partner, PartnerKind, Reach
from bot.domain.people import Membership
from bot.domain.permissions import Role
from bot.domain.questions import QuestionKind

ASKED: Final = frozenset(
    {Role.RUNNER, Role.DEPUTY_RUNNER, Role.CHAIR, Role.CO_ORDINATOR, Role.DEPUTY, Role.MEMBER}
)
"""Whoever takes part. Sponsors, observers and guests read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """One person of a round. `partner_id` is None for the office and for a chair who belongs to no partner.

    `by_telephone`: they are rung, and nothing secret is asked.
    """

    person_id: int
    partner_id: int | None
    kinds: frozenset[QuestionKind]
    by_telephone: bool = False


def invited(
    members: Sequence[Membership], *, partners: Iterable[Partner], away: Collection[int] = ()
) -> tuple[Invited, ...]:
    """Return who is asked what. `away` has the people who are on leave for the whole round.

    For their organisation the co-ordinator is asked; the deputy when there is none, or when they are away.
    Whoever is rung needs no open door: nothing is written to them.
    """
    of_partners = {one.id: one for one in partners if one.kind is PartnerKind.PARTNER}
    asked = [one for one in members if one.role in ASKED and (one.doors_open or _is_rung(one, of_partners))]
    speakers = {_speaker(asked, partner_id, away) for partner_id in of_partners}
    return tuple(_invited(one, of_partners, is_speaker=one.person.id in speakers) for one in asked)


def writers(people: Iterable[Invited]) -> dict[int, int | None]:
    """Return whose answers can be secret, with the partner of each: all but those who are rung."""
    return {one.person_id: one.partner_id for one in people if not one.by_telephone}


def can_keep_secrets(people: Sequence[Invited]) -> bool:
    """Say whether enough people of enough partners are asked for a secret answer to stay one."""
    return are_enough([*writers(people).values()])


def askable(people: Sequence[Invited]) -> tuple[Invited, ...]:
    """Return whom there can be a question for. Among too few nothing is asked in secret, and a runner answers nothing else."""
    secret = set() if can_keep_secrets(people) else {QuestionKind.NUMBERS_ONLY}
    return tuple(one for one in people if one.kinds - secret)


def _invited(member: Membership, partners: dict[int, Partner], *, is_speaker: bool) -> Invited:
    partner = partners.get(member.partner_id) if member.partner_id is not None else None
    by_telephone = _is_rung(member, partners)
    kinds = set() if by_telephone else {QuestionKind.NUMBERS_ONLY}
    if member.role is not Role.RUNNER:
        kinds.add(QuestionKind.TO_RUNNER)
    if is_speaker:
        kinds.add(QuestionKind.ORGANISATION)
    return Invited(
        person_id=member.person.id,
        partner_id=partner.id if partner else None,
        kinds=frozenset(kinds),
        by_telephone=by_telephone,
    )


def _is_rung(member: Membership, partners: dict[int, Partner]) -> bool:
    partner = partners.get(member.partner_id or 0)
    return member.rings or (partner is not None and partner.reach is Reach.TELEPHONE)


def _speaker(members: Iterable[Membership], partner_id: int, away: Collection[int]) -> int | None:
    """The person who answers for a partner: who is here before who is away, the co-ordinator before the deputy."""
    speaking = (Role.CO_ORDINATOR, Role.DEPUTY)
    able = [one for one in members if one.partner_id == partner_id and one.role in speaking]
    found = min(able, key=lambda one: (one.person.id in away, speaking.index(one.role)), default=None)
    return found.person.id if found else None
