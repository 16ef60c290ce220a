"""Whom a concern may be about, and who hears each; and who could when whoever has it hasn't answered (F12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.domain.concerns import About, Concern, Keepers, owner_of, whom
from bot.domain.people import Membership
from bot.domain.permissions import Role

_ANSWERS_FOR_THEM: Final = (Role.CO_ORDINATOR, Role.DEPUTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Somebody whom a concern may be about: the runner, the chair, or both. `owner_id` hears it, None where nobody can."""

    about: About
    people: frozenset[int]
    owner_id: int | None


def subjects(*, raiser_id: int, keepers: Keepers) -> tuple[Subject, ...]:
    """Return whom a concern of somebody's may be about by name: never about themselves, nobody twice."""
    found: dict[frozenset[int], Subject] = {}
    for about in (About.RUNNER, About.CHAIR, About.BOTH):
        people = whom(about, keepers=keepers)
        if people and raiser_id not in people and people not in found:
            owner_id = owner_of(about, raiser_id=raiser_id, keepers=keepers, about_ids=people)
            found[people] = Subject(about=about, people=people, owner_id=owner_id)
    return tuple(found.values())


def could_hear(
    concern: Concern, *, members: Iterable[Membership], keepers: Keepers
) -> tuple[Membership, ...]:
    """Return who else could hear it, by name: who runs it, a chair of no partner, the third, the raiser's own co-ordinator.

    Never whoever has it now, whoever raised it, or whom it is about.
    """
    found = [
        one
        for one in members
        if one.person.id not in {concern.owner_id, concern.raiser_id, *concern.about_ids}
        and _is_asked(one, concern, keepers)
    ]
    return tuple(sorted(found, key=lambda one: (one.person.name.casefold(), one.person.id)))


def _is_asked(member: Membership, concern: Concern, keepers: Keepers) -> bool:
    if member.role is Role.DEPUTY_RUNNER:
        return True
    if member.person.id in (keepers.runner_id, keepers.neutral_chair_id, keepers.third_id):
        return True
    return (
        member.role in _ANSWERS_FOR_THEM
        and member.partner_id is not None
        and member.partner_id == concern.partner_id
    )
