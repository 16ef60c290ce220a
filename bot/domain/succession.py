"""Who may be runner after another, and what the one before is from then on (F12)."""

from collections.abc import Iterable
from typing import Final

from bot.domain.people import Membership
from bot.domain.permissions import Role

_NEVER: Final = frozenset({Role.RUNNER, Role.GUEST})


def may_follow(member: Membership) -> bool:
    """Say whether a member could be runner next: one of us, whose doors are open."""
    return member.doors_open and member.role not in _NEVER


def role_after(*, before: Membership, others: Iterable[Membership]) -> Role:
    """Return what the runner before is from now on. `others` are the members, the new runner among them as such.

    Deputy runner where there is none; else a member of their organisation, so that what they hold stays theirs to
    answer for; who belongs to none reads on.
    """
    if not any(one.role is Role.DEPUTY_RUNNER for one in others):
        return Role.DEPUTY_RUNNER
    return Role.OBSERVER if before.partner_id is None else Role.MEMBER
