"""Which actions somebody can open from the timetable, and how one is found by its title."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from bot.domain.commitments import Share, ShareState
from bot.domain.permissions import Intent, Permission, Viewer, allowed, permission

MOST: Final = 100
"""So many actions stand in one list to choose from."""

KEPT: Final = timedelta(days=365)
"""How long what was dropped can be opened, to be put back."""


def may_open_any(viewer: Viewer) -> bool:
    """Say whether somebody in this role acts for anything in the timetable."""
    return permission(intent=Intent.OPEN_ACTION, role=viewer.role) is not Permission.REFUSED


def may_open(share: Share, *, viewer: Viewer, lately_dropped: Collection[int]) -> bool:
    """Say whether somebody can open a share: one that is open, or was dropped of late, where they may act for it."""
    if share.is_open:
        return allowed(intent=Intent.OPEN_ACTION, viewer=viewer, partner_id=share.partner_id)
    if share.state is not ShareState.DROPPED or share.id not in lately_dropped:
        return False
    return allowed(intent=Intent.RESTORE, viewer=viewer, partner_id=share.partner_id)


def is_named(title: str, *, words: str) -> bool:
    """Say whether all these words stand in a title, in any order and in capitals or not."""
    folded = title.casefold()
    return all(word in folded for word in words.casefold().split())
