"""The welcome that a partnership's rooms get when its doors open."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.calendars import local_date
from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Viewer, engine_in
from bot.messages import welcome as wording
from bot.messages.model import Message
from bot.services.ports import Transaction
from storage import deliveries as stored_deliveries
from storage import installations as stored_installations
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import rooms as stored_rooms


def plan(
    transaction: Transaction, *, viewer: Viewer, now: datetime, room_ids: Collection[int] | None = None
) -> None:
    """Owe every room of the viewer's partnership its welcome, once; or just those of `room_ids`."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    for room in stored_rooms.all_of(transaction, viewer=viewer):
        if room.usable and (room_ids is None or room.id in room_ids):
            owed = Owed(
                kind=DeliveryKind.WELCOME,
                fact=f"welcome:{partnership.id}",
                step="welcome",
                partnership_id=partnership.id,
                due_on=local_date(now=now, zone=partnership.zone),
                due_at=now,
                room_id=room.id,
                off_day=True,
            )
            stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def post(transaction: Transaction, delivery: Delivery, _: datetime) -> Message:
    """Word the welcome. Only Slack lets us look in a room for what we have posted there."""
    viewer = engine_in(delivery.owed.partnership_id)
    runner = stored_members.runner_of(transaction, viewer=viewer)
    rooms = {one.id: one for one in stored_rooms.all_of(transaction, viewer=viewer)}
    installation_id = rooms[delivery.owed.room_id or 0].installation_id
    at = stored_installations.get(transaction, viewer=ENGINE, installation_id=installation_id)
    return wording.message(
        partnership=stored_partnerships.get(transaction, viewer=viewer),
        runner=runner.person if runner else None,
        looks=at.kind is AddressKind.SLACK,
    )
