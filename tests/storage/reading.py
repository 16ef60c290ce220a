"""Every way to read what belongs to a partnership, and what somebody outside it gets."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from bot.domain.commitments import EventKind
from bot.domain.deliveries import DeliveryKind, Destination
from bot.domain.people import AddressKind
from bot.domain.permissions import Viewer
from bot.domain.snapshots import SnapshotKind
from bot.errors import Refused
from storage import (
    audit,
    breaks,
    commitments,
    contacts,
    deliveries,
    dependencies,
    directory,
    effects,
    feeds,
    handovers,
    holding,
    members,
    milestones,
    notes,
    partners,
    people,
    picked,
    reach,
    renegotiations,
    revisions,
    rooms,
    series,
    shares,
    snapshots,
    thanks,
    uploads,
    workbook_posts,
)
from storage.database import Transaction
from tests.riverside import NOW
from tests.storage import (
    checking,
    hearing,
    joining,
    looking,
    posting_back,
    staging,
    taking,
    worrying,
)
from tests.storage.house import House
from tests.storage.kept import TOKEN

Read = Callable[[Transaction, Viewer, House], object]

EARLIER = NOW - timedelta(days=30)
NOTHING: Final[Mapping[str, Read]] = {
    **hearing.NOTHING,
    **checking.NOTHING,
    **taking.NOTHING,
    **looking.NOTHING,
    **staging.NOTHING,
    **worrying.NOTHING,
    **joining.NOTHING,
    **posting_back.NOTHING,
    "audit.actors_of": lambda t, v, h: audit.actors_of(t, viewer=v, act="person_added", since=EARLIER),
    "audit.subjects_of": lambda t, v, h: audit.subjects_of(t, viewer=v, act="person_added", since=EARLIER),
    "breaks.is_told": lambda t, v, h: breaks.is_told(t, viewer=v, fact="share:1:2026-11-27"),
    "commitments.adders": lambda t, v, h: commitments.adders(t, viewer=v, commitment_ids=[h.commitment.id]),
    "commitments.all_of": lambda t, v, h: [
        one for one in commitments.all_of(t, viewer=v) if one.partnership_id == h.group.partnership_id
    ],
    "commitments.held_by": lambda t, v, h: commitments.held_by(t, viewer=v, person_id=h.mina_id),
    "commitments.still_open": lambda t, v, h: [
        one for one in commitments.still_open(t, viewer=v) if one.partnership_id == h.group.partnership_id
    ],
    "contacts.all_of": lambda t, v, h: contacts.all_of(t, viewer=v),
    "deliveries.ledger": lambda t, v, h: deliveries.ledger(t, viewer=v),
    "deliveries.of_message": lambda t, v, h: deliveries.of_message(t, viewer=v, message_id=h.message_id),
    "deliveries.pending_of": lambda t, v, h: deliveries.pending_of(t, viewer=v, person_id=h.mina_id),
    "deliveries.people_due": lambda t, v, h: deliveries.people_due(t, viewer=v, now=NOW, limit=9),
    "deliveries.rooms_due": lambda t, v, h: deliveries.rooms_due(t, viewer=v, now=NOW, limit=9),
    "dependencies.needs_in": lambda t, v, h: [
        needs for needs in dependencies.needs_in(t, viewer=v).values() if h.commitment.id in needs
    ],
    "dependencies.waiting_for": lambda t, v, h: dependencies.waiting_for(
        t, viewer=v, commitment_ids=[h.commitment.id]
    ),
    "directory.gone": lambda t, v, h: directory.gone(t, viewer=v),
    "directory.known": lambda t, v, h: directory.known(t, viewer=v, installation_id=h.group.installation_id),
    "effects.not_fine": lambda t, v, h: effects.not_fine(t, viewer=v),
    "feeds.posted": lambda t, v, h: feeds.posted(
        t, viewer=v, at=[_page(h)], room=h.room_id, before=None, limit=9
    ),
    "holding.held": lambda t, v, h: holding.held(t, viewer=v, since=EARLIER.date()),
    "members.all_of": lambda t, v, h: [
        one for one in members.all_of(t, viewer=v) if one.partnership_id == h.group.partnership_id
    ],
    "members.chair_of": lambda t, v, h: members.chair_of(t, viewer=v),
    "members.co_ordinator_of": lambda t, v, h: members.co_ordinator_of(
        t, viewer=v, partner_id=h.group.castle_id
    ),
    "members.member": lambda t, v, h: members.member(t, viewer=v, person_id=h.mina_id),
    "milestones.action_ids": lambda t, v, h: milestones.action_ids(t, viewer=v).get(h.commitment.id),
    "milestones.all_of": lambda t, v, h: [
        one for one in milestones.all_of(t, viewer=v) if one.partnership_id == h.group.partnership_id
    ],
    "milestones.contributions_of": lambda t, v, h: milestones.contributions_of(
        t, viewer=v, milestone_id=h.milestone_id
    ),
    "notes.all_of": lambda t, v, h: notes.all_of(t, viewer=v),
    "notes.of_commitment": lambda t, v, h: notes.of_commitment(t, viewer=v, commitment_id=h.commitment.id),
    "notes.written_at": lambda t, v, h: notes.written_at(
        t, viewer=v, person_id=h.group.person("sam").id, at=NOW
    ),
    "partners.by_name": lambda t, v, h: partners.by_name(t, viewer=v, name="Castle College"),
    "partners.names": lambda t, v, h: partners.names(t, viewer=v).get(h.group.castle_id),
    "people.names": lambda t, v, h: people.names(t, viewer=v).get(h.mina_id),
    "picked.these": lambda t, v, h: picked.these(t, viewer=v, ids=h.owed),
    "reach.asked": lambda t, v, h: reach.asked(t, viewer=v),
    "reach.counted": lambda t, v, h: reach.counted(t, viewer=v, person_id=h.mina_id, since=EARLIER.date()),
    "reach.last": lambda t, v, h: reach.last(t, viewer=v),
    "reach.last_sent": lambda t, v, h: reach.last_sent(
        t, viewer=v, kind=DeliveryKind.REMINDER, person_id=h.mina_id
    ),
    "reach.unaddressed": lambda t, v, h: reach.unaddressed(t, viewer=v),
    "reach.ungreeted": lambda t, v, h: reach.ungreeted(t, viewer=v),
    "reach.unreached": lambda t, v, h: reach.unreached(t, viewer=v, since=EARLIER),
    "renegotiations.all_of": lambda t, v, h: renegotiations.all_of(t, viewer=v),
    "renegotiations.asked_in": lambda t, v, h: renegotiations.asked_in(t, viewer=v),
    "renegotiations.asked_of_share": lambda t, v, h: renegotiations.asked_of_share(
        t, viewer=v, share_id=h.share.id
    ),
    "renegotiations.of_share": lambda t, v, h: renegotiations.of_share(t, viewer=v, share_id=h.share.id),
    "revisions.of_upload": lambda t, v, h: revisions.of_upload(t, viewer=v, upload_id=h.upload.id),
    "revisions.told": lambda t, v, h: revisions.told(
        t, viewer=v, facts=["share:1:2026-11-27"], being_sent=True
    ),
    "revisions.told_of_shares": lambda t, v, h: revisions.told_of_shares(
        t, viewer=v, share_ids=[h.share.id], being_sent=True
    ),
    "rooms.all_of": lambda t, v, h: rooms.all_of(t, viewer=v),
    "series.going_on": lambda t, v, h: series.going_on(t, viewer=v, today=NOW.date()),
    "series.made": lambda t, v, h: series.made(t, viewer=v, series_id=h.series_id),
    "shares.count_open": lambda t, v, h: shares.count_open(t, viewer=v, person_id=h.mina_id),
    "shares.events_about": lambda t, v, h: shares.events_about(
        t, viewer=v, share_ids=[h.share.id], kinds=tuple(EventKind)
    ),
    "shares.events_in": lambda t, v, h: shares.events_in(t, viewer=v, kinds=tuple(EventKind), since=EARLIER),
    "shares.events_of": lambda t, v, h: shares.events_of(t, viewer=v, share_id=h.share.id),
    "thanks.readers_of_news": lambda t, v, h: thanks.readers_of_news(t, viewer=v),
    "thanks.since": lambda t, v, h: thanks.since(t, viewer=v, at=EARLIER),
    "snapshots.by_token": lambda t, v, h: snapshots.by_token(t, viewer=v, token=TOKEN),
    "snapshots.failed": lambda t, v, h: snapshots.failed(t, viewer=v),
    "snapshots.file_of": lambda t, v, h: snapshots.file_of(t, viewer=v, snapshot_id=h.snapshot_id),
    "snapshots.get": lambda t, v, h: snapshots.get(t, viewer=v, snapshot_id=h.snapshot_id),
    "snapshots.newest": lambda t, v, h: snapshots.newest(
        t, viewer=v, kinds=tuple(SnapshotKind), before=NOW.date()
    ),
    "snapshots.pending": lambda t, v, h: snapshots.pending(t, viewer=v),
    "uploads.get": lambda t, v, h: uploads.get(t, viewer=v, upload_id=h.upload.id),
    "uploads.is_here": lambda t, v, h: uploads.is_here(
        t, viewer=v, installation_id=h.group.installation_id, reference="F1"
    ),
    "uploads.waiting": lambda t, v, h: uploads.waiting(t, viewer=v),
    "workbook_posts.unreached": lambda t, v, h: workbook_posts.unreached(t, viewer=v, since=EARLIER),
}
"""What gives an outsider nothing."""

RAISING: Final[Mapping[str, tuple[Read, type[Exception]]]] = {
    **checking.RAISING,
    **taking.RAISING,
    **staging.RAISING,
    **worrying.RAISING,
    **joining.RAISING,
    "revisions.get": (
        lambda t, v, h: revisions.get(t, viewer=v, revision_id=h.revision.id),
        Refused,
    ),
    "commitments.get": (
        lambda t, v, h: commitments.get(t, viewer=v, commitment_id=h.commitment.id),
        Refused,
    ),
    "commitments.of_share": (
        lambda t, v, h: commitments.of_share(t, viewer=v, share_id=h.share.id),
        Refused,
    ),
    "effects.get": (lambda t, v, h: effects.get(t, viewer=v, effect_id=h.effect_id), Refused),
    "handovers.get": (lambda t, v, h: handovers.get(t, viewer=v, handover_id=h.handover_id), Refused),
    "series.get": (lambda t, v, h: series.get(t, viewer=v, series_id=h.series_id), Refused),
    "milestones.get": (
        lambda t, v, h: milestones.get(t, viewer=v, milestone_id=h.milestone_id),
        Refused,
    ),
    "partners.get": (lambda t, v, h: partners.get(t, viewer=v, partner_id=h.group.castle_id), LookupError),
    "partners.hold": (lambda t, v, h: partners.hold(t, viewer=v, partner_id=h.group.castle_id), LookupError),
    "people.addresses_of": (
        lambda t, v, h: people.addresses_of(t, viewer=v, person_id=h.mina_id),
        LookupError,
    ),
    "people.get": (lambda t, v, h: people.get(t, viewer=v, person_id=h.mina_id), LookupError),
    "thanks.get": (lambda t, v, h: thanks.get(t, viewer=v, thanks_id=h.thanks_id), Refused),
    "renegotiations.get": (
        lambda t, v, h: renegotiations.get(t, viewer=v, renegotiation_id=h.move.id),
        Refused,
    ),
}
"""What an outsider asks for by its number and that is not there for them."""


def _page(house: House) -> Destination:
    return Destination(kind=AddressKind.WEB, installation_id=house.group.installation_id, external_id="val")
