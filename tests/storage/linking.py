"""What somebody outside gets of links, and of what installations are told."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.people import AddressKind
from bot.domain.permissions import Viewer
from storage import feeds, installations, links
from storage.database import Transaction
from tests.riverside import NOW
from tests.storage.house import House

Act = Callable[[Transaction, Viewer, House], object]

REFUSED: Final[Mapping[str, tuple[Act, type[Exception]]]] = {
    "links.revoke": (
        lambda t, v, h: links.revoke(t, viewer=v, person_id=h.mina_id, now=NOW),
        PermissionError,
    ),
}

SWEEPS: Final[Mapping[str, Act]] = {
    "feeds.file_in": lambda t, v, h: feeds.file_in(t, viewer=v, message_id=h.message_id),
    "installations.connected": lambda t, v, h: installations.connected(t, viewer=v, kind=AddressKind.SLACK),
    "installations.hold": lambda t, v, h: installations.hold(
        t, viewer=v, installation_id=h.group.installation_id
    ),
    "installations.note_reach": lambda t, v, h: installations.note_reach(
        t,
        viewer=v,
        installation_id=h.group.installation_id,
        external_id="U-MINA",
        trouble="account_inactive",
        conversation=None,
    ),
    "installations.note_removed": lambda t, v, h: installations.note_removed(
        t, viewer=v, installation_id=h.group.installation_id, now=NOW
    ),
    "installations.reaches_anybody": lambda t, v, h: installations.reaches_anybody(
        t, viewer=v, installation_id=h.group.installation_id
    ),
    "links.mailed": lambda t, v, h: links.mailed(t, viewer=v, person_id=h.mina_id),
    "links.owner": lambda t, v, h: links.owner(
        t, viewer=v, installation_id=h.group.installation_id, reader="mina"
    ),
}

ABOUT_THE_VIEWER: Final = frozenset({"links.has_links", "links.linkable"})
"""Named by nothing but the viewer's own person or partnership."""
