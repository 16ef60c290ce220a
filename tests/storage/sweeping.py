"""Every way into storage that is open to sweeps alone, and to no person."""

from collections.abc import Mapping
from typing import Final

from bot.domain.deliveries import (
    Destination,
    MessageKind,
    MessageState,
    NewMessage,
)
from bot.domain.installations import Entry
from bot.domain.people import AddressKind
from storage import (
    breaks,
    directory,
    feeds,
    follow_ups,
    inbox,
    installations,
    manners,
    messages,
    milestones,
    partnerships,
    people,
    rhythms,
    room_posts,
    rooms,
    schedules,
    snapshots,
    upcoming,
    uploads,
    withdrawing,
    workbook_posts,
    yearly,
)
from tests.riverside import NOW, ROOM
from tests.storage import checking, installing, joining, linking, operating, posting_back
from tests.storage.house import House
from tests.storage.writing import TOMORROW, Act

SWEEPS_ALONE: Final[Mapping[str, Act]] = {
    **joining.SWEEPS_ALONE,
    **checking.SWEEPS,
    **installing.SWEEPS,
    **linking.SWEEPS,
    **posting_back.SWEEPS,
    **operating.SWEEPS,
    "breaks.meeting_in_rooms": lambda t, v, _: breaks.meeting_in_rooms(t, viewer=v),
    "directory.put": lambda t, v, h: directory.put(
        t, viewer=v, installation_id=h.group.installation_id, entry=_entry(), now=NOW
    ),
    "feeds.pageless": lambda t, v, _: feeds.pageless(t, viewer=v),
    "feeds.readers": lambda t, v, h: feeds.readers(t, viewer=v, installation_id=h.group.installation_id),
    "follow_ups.is_about_to_ask": lambda t, v, h: follow_ups.is_about_to_ask(
        t, viewer=v, helper_id=h.mina_id, since=NOW, now=TOMORROW
    ),
    "inbox.forget_keys": lambda t, v, _: inbox.forget_keys(t, viewer=v, before=TOMORROW),
    "inbox.forget_replies": lambda t, v, _: inbox.forget_replies(t, viewer=v, before=TOMORROW),
    "installations.get": lambda t, v, h: installations.get(
        t, viewer=v, installation_id=h.group.installation_id
    ),
    "installations.register": lambda t, v, _: installations.register(
        t, viewer=v, kind=AddressKind.SLACK, external_id="T-OFFICE", name="Ours", bot_id="U-X", now=NOW
    ),
    "manners.envelopes_since": lambda t, v, h: manners.envelopes_since(
        t, viewer=v, person_id=h.mina_id, since=None
    ),
    "manners.last_act": lambda t, v, h: manners.last_act(t, viewer=v, person_id=h.mina_id),
    "messages.add": lambda t, v, h: messages.add(t, viewer=v, new=_new(h), now=NOW),
    "messages.change": lambda t, v, h: messages.change(
        t, viewer=v, message_id=h.message_id, since=MessageState.PENDING, changes={"error": "x"}
    ),
    "messages.claimable": lambda t, v, _: messages.claimable(t, viewer=v, now=NOW, limit=9),
    "messages.expired": lambda t, v, _: messages.expired(t, viewer=v, now=NOW, limit=9),
    "messages.get": lambda t, v, h: messages.get(t, viewer=v, message_id=h.message_id),
    "messages.rewrite": lambda t, v, h: messages.rewrite(
        t, viewer=v, message_id=h.message_id, content={}, now=NOW
    ),
    "messages.sent_days": lambda t, v, h: messages.sent_days(
        t, viewer=v, person_id=h.mina_id, since=NOW.date()
    ),
    "messages.shown": lambda t, v, h: messages.shown(
        t, viewer=v, to=[_new(h).to], conversation=None, name=f"m{h.message_id}"
    ),
    "messages.stranded": lambda t, v, _: messages.stranded(t, viewer=v, ways=[], before=TOMORROW, limit=9),
    "messages.unknown": lambda t, v, _: messages.unknown(t, viewer=v, now=NOW, limit=9),
    "milestones.perhaps_reached": lambda t, v, _: milestones.perhaps_reached(t, viewer=v),
    "milestones.reached_quick_wins": lambda t, v, _: milestones.reached_quick_wins(t, viewer=v),
    "partnerships.named": lambda t, v, _: partnerships.named(t, viewer=v, name="Valley Link"),
    "people.keep_conversation": lambda t, v, _: people.keep_conversation(
        t, viewer=v, address_id=1, conversation="D-ELSEWHERE"
    ),
    "people.set_usable": lambda t, v, h: people.set_usable(
        t,
        viewer=v,
        installation_id=h.group.installation_id,
        external_ids=["U-MINA"],
        usable=False,
    ),
    "room_posts.days_posted": lambda t, v, h: room_posts.days_posted(
        t, viewer=v, to=_new(h).to, room_id=h.room_id, since=NOW.date()
    ),
    "rooms.called": lambda t, v, h: rooms.called(
        t, viewer=v, installation_id=h.group.installation_id, external_id=ROOM
    ),
    "rooms.note_name": lambda t, v, h: rooms.note_name(
        t, viewer=v, installation_id=h.group.installation_id, external_id=ROOM, name="#elsewhere"
    ),
    "rooms.note_new_id": lambda t, v, h: rooms.note_new_id(
        t, viewer=v, installation_id=h.group.installation_id, external_id=ROOM, new_id="C-ELSEWHERE"
    ),
    "rooms.note_usable": lambda t, v, h: rooms.note_usable(
        t, viewer=v, installation_id=h.group.installation_id, external_id=ROOM, usable=False
    ),
    "schedules.due": lambda t, v, _: schedules.due(t, viewer=v, kind="morning", now=NOW, limit=9),
    "schedules.is_as_it_was": lambda t, v, h: schedules.is_as_it_was(t, viewer=v, schedule=h.schedule),
    "upcoming.next_after": lambda t, v, _: upcoming.next_after(t, viewer=v, after=NOW),
    "rhythms.chosen": lambda t, v, _: rhythms.chosen(t, viewer=v),
    "snapshots.due": lambda t, v, _: snapshots.due(t, viewer=v, now=NOW, limit=9),
    "snapshots.forget_asked_for": lambda t, v, _: snapshots.forget_asked_for(
        t, viewer=v, before=TOMORROW.date()
    ),
    "snapshots.forget": lambda t, v, _: snapshots.forget(t, viewer=v, before=TOMORROW.date()),
    "withdrawing.answer": lambda t, v, h: withdrawing.answer(t, viewer=v, to=_new(h).to, part="k"),
    "yearly.untold": lambda t, v, _: yearly.untold(t, viewer=v, before=NOW),
    "uploads.forget": lambda t, v, _: uploads.forget(t, viewer=v, before=TOMORROW),
    "workbook_posts.due": lambda t, v, _: workbook_posts.due(t, viewer=v, now=NOW, limit=9),
}
"""What no person may do, not even a runner in their own partnership."""


def _new(house: House) -> NewMessage:
    to = Destination(
        kind=AddressKind.SLACK, installation_id=house.group.installation_id, external_id="U-MINA"
    )
    return NewMessage(
        kind=MessageKind.ANSWER, to=to, local_date=NOW.date(), part="k", not_before=NOW, content={}
    )


def _entry() -> Entry:
    return Entry(external_id="U-MINA", name="M Iqbal", email=None, zone=None, left=True, is_bot=False)
