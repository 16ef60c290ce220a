"""What is owed about the course of actions, as its reader will read it: hand-overs, effects, changes."""

from datetime import datetime

from bot.domain.deliveries import NOTICES, DeliveryState
from bot.messages import plain
from bot.messages.model import Button, Item, Message
from bot.messages.notices import Notice
from bot.services import notices, readers
from bot.services.presses import Pressed
from storage import deliveries
from tests.promised import add, fresh
from tests.riverside import NOW, Riverside


def told(group: Riverside, name: str, *, now: datetime = NOW) -> list[Notice | None]:
    """Return every notice that somebody is owed, as it would be worded now; None for one not to be said any more."""
    with group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=group.engine, person_id=group.person(name).id)
        assert reader is not None
        pending = deliveries.pending_of(transaction, viewer=group.engine, person_id=reader.person_id)
        return [
            notices.write(transaction, reader=reader, delivery=one, now=now)
            for one in pending
            if one.state is DeliveryState.PENDING and one.owed.kind in NOTICES
        ]


def of_morning(group: Riverside, *, now: datetime = NOW) -> list[str]:
    """Return what stands in the runner's list beside shares."""
    with group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=group.engine, person_id=group.person("sam").id)
        assert reader is not None
        return [words(one) for one in notices.of_morning(transaction, reader=reader, now=now)]


def words(notice: Notice | None) -> str:
    """Return the plain text of a notice."""
    assert notice is not None
    return plain.text(Message(opening="", blocks=notice.blocks)).strip()


def buttons(notice: Notice | None) -> dict[str, Button]:
    """Return the buttons of the items of a notice, by their labels."""
    assert notice is not None
    return {one.label: one for block in notice.blocks if isinstance(block, Item) for one in block.buttons}


def own(group: Riverside, name: str, **form: str) -> Pressed:
    """Put something in that somebody does themselves, accepted at once."""
    partners: dict[str, int] = {"sam": group.office_id, "mina": group.castle_id, "dee": group.brook_lane_id}
    partner, person = str(partners[name]), f"person:{group.person(name).id}"
    [share] = add(
        group, by=name, confirmed=(), now=NOW, partner=partner, person=person, **form
    ).commitment.shares
    return fresh(group, Pressed(share_id=share.id, version=share.version))
