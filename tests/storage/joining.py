"""What somebody outside gets of invitations, and of who can be named where a partnership has a room."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.invitations import InvitationState
from bot.domain.partners import Reach
from bot.domain.permissions import ENGINE, Viewer
from storage import directory, invitations, merging, partners
from storage.database import Transaction
from tests.riverside import NOW
from tests.storage.house import House

Act = Callable[[Transaction, Viewer, House], object]

NOTHING: Final[Mapping[str, Act]] = {
    "directory.of_rooms": lambda t, v, h: directory.of_rooms(t, viewer=v),
    "invitations.outstanding": lambda t, v, h: invitations.outstanding(t, viewer=v, now=NOW),
}

RAISING: Final[Mapping[str, tuple[Act, type[Exception]]]] = {
    "invitations.get": (
        lambda t, v, h: invitations.get(t, viewer=v, invitation_id=_number(t, h, InvitationState.OPEN)),
        LookupError,
    ),
}

UNDONE: Final[Mapping[str, Act]] = {
    "invitations.decide": lambda t, v, h: invitations.decide(
        t,
        viewer=v,
        invitation_id=_number(t, h, InvitationState.WAITING),
        state=InvitationState.CONFIRMED,
        now=NOW,
    ),
    "invitations.take_back": lambda t, v, h: invitations.take_back(
        t, viewer=v, invitation_id=_number(t, h, InvitationState.OPEN), now=NOW
    ),
    "partners.reach_by": lambda t, v, h: partners.reach_by(
        t, viewer=v, partner_id=h.group.castle_id, reach=Reach.EMAIL
    ),
}

SWEEPS_ALONE: Final[Mapping[str, Act]] = {
    "merging.merge": lambda t, v, h: merging.merge(
        t,
        viewer=v,
        keep_id=h.group.person("rob").id,
        gone_id=h.outsiders["guest of another"].person_id,
    ),
}

ABOUT_THE_VIEWER: Final = {
    "disowning.came_since",
    "disowning.take_away",
    "invitations.make",
    "invitations.take_back_own",
    "preferring.prefer",
}
"""Named by nothing but the viewer's own person or partnership, and proved in test_invitations, test_preferring, test_disowning."""


def _number(transaction: Transaction, house: House, state: InvitationState) -> int:
    everything = invitations.outstanding(transaction, viewer=ENGINE, now=NOW)
    return next(one.id for one in everything if one.state is state)
