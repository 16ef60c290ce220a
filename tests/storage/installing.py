"""What is known of installations, and open to what connects them alone."""

from collections.abc import Mapping
from typing import Final

from bot.domain.credentials import Tenant
from bot.domain.deliveries import Destination
from bot.domain.people import AddressKind
from storage import credentials, installations, removals, shared_rooms
from tests.riverside import NOW, ROOM
from tests.storage.writing import TOMORROW, Act

TENANT: Final = Tenant(enterprise_id="", team_id="T-OFFICE")

SWEEPS: Final[Mapping[str, Act]] = {
    "credentials.all_of": lambda t, v, _: credentials.all_of(t, viewer=v),
    "credentials.claim": lambda t, v, h: credentials.claim(
        t, viewer=v, installation_id=h.group.installation_id, version=1, before=TOMORROW, now=NOW
    ),
    "credentials.encrypt_anew": lambda t, v, h: credentials.encrypt_anew(
        t, viewer=v, installation_id=h.group.installation_id, version=1, secret=b"s"
    ),
    "credentials.forget": lambda t, v, h: credentials.forget(
        t, viewer=v, installation_id=h.group.installation_id, version=1
    ),
    "credentials.keep": lambda t, v, h: credentials.keep(
        t,
        viewer=v,
        installation_id=h.group.installation_id,
        tenant=TENANT,
        secret=b"s",
        expires_at=None,
        now=NOW,
    ),
    "credentials.renew": lambda t, v, h: credentials.renew(
        t,
        viewer=v,
        installation_id=h.group.installation_id,
        version=1,
        secret=b"s",
        expires_at=None,
        now=NOW,
    ),
    "installations.note_name": lambda t, v, h: installations.note_name(
        t, viewer=v, installation_id=h.group.installation_id, name="Elsewhere"
    ),
    "installations.note_refused": lambda t, v, h: installations.note_refused(
        t,
        viewer=v,
        at=Destination(kind=AddressKind.SLACK, installation_id=h.group.installation_id, external_id="U-MINA"),
        since=NOW,
    ),
    "removals.close": lambda t, v, h: removals.close(
        t, viewer=v, installation_id=h.group.installation_id, trouble="gone"
    ),
    "removals.reopen": lambda t, v, h: removals.reopen(
        t, viewer=v, installation_id=h.group.installation_id, trouble="gone"
    ),
    "removals.rooms_at": lambda t, v, h: removals.rooms_at(
        t, viewer=v, installation_id=h.group.installation_id, usable=True
    ),
    "shared_rooms.owner": lambda t, v, h: shared_rooms.owner(
        t, viewer=v, installation_id=h.group.installation_id, room=ROOM
    ),
}
