"""Every way to change what belongs to a partnership, and what somebody outside it gets."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from bot.domain.calendars import Span
from bot.domain.commitments import EventKind, ShareState
from bot.domain.contacts import ContactKind
from bot.domain.deliveries import (
    DeliveryKind,
    DeliveryState,
    Owed,
    Rule,
)
from bot.domain.handovers import HandoverState
from bot.domain.milestones import MilestoneState
from bot.domain.permissions import ENGINE, Role, Viewer
from bot.domain.renegotiations import RenegotiationKind, RenegotiationState
from bot.domain.revisions import NewRevision, RevisionState
from bot.domain.snapshots import Snapshot
from bot.domain.uploads import UploadState
from bot.errors import Refused
from storage import (
    commitments,
    contacts,
    deliveries,
    dependencies,
    effects,
    handovers,
    holding,
    leave,
    manners,
    members,
    milestones,
    notes,
    partners,
    renegotiations,
    revisions,
    schedules,
    series,
    shares,
    snapshots,
    uploads,
)
from storage.database import Transaction
from tests.riverside import NOW
from tests.storage import (
    checking,
    hearing,
    joining,
    linking,
    looking,
    posting_back,
    staging,
    taking,
    worrying,
)
from tests.storage.house import LATER, House

Act = Callable[[Transaction, Viewer, House], object]

TOMORROW = NOW + timedelta(days=1)
_DAY: Final[Mapping[str, Any]] = {"due_on": TOMORROW.date(), "due_at": TOMORROW}
_KINDS = tuple(DeliveryKind)

UNDONE: Final[Mapping[str, Act]] = {
    **hearing.UNDONE,
    **checking.UNDONE,
    **taking.UNDONE,
    **staging.UNDONE,
    **worrying.UNDONE,
    **joining.UNDONE,
    "commitments.change": lambda t, v, h: commitments.change(
        t, viewer=v, commitment_id=h.commitment.id, title="Theirs"
    ),
    "commitments.move": lambda t, v, h: commitments.move(
        t, viewer=v, commitment_id=h.commitment.id, due=LATER
    ),
    "holding.wake": lambda t, v, h: holding.wake(t, viewer=v, person_id=h.mina_id, on=NOW.date(), at=NOW),
    "holding.let_go": lambda t, v, h: holding.let_go(t, viewer=v, ids=h.owed),
    "manners.let_rest": lambda t, v, h: manners.let_rest(t, viewer=v, person_id=h.mina_id, until=LATER),
    "deliveries.claim": lambda t, v, h: deliveries.claim(t, viewer=v, ids=h.owed, message_id=h.message_id),
    "deliveries.hand_on": lambda t, v, h: deliveries.hand_on(
        t, viewer=v, message_id=h.message_id, to=h.message_id + 1
    ),
    "deliveries.pause": lambda t, v, h: deliveries.pause(t, viewer=v, ids=h.owed, **_DAY),
    "deliveries.postpone": lambda t, v, h: deliveries.postpone(t, viewer=v, ids=h.owed, **_DAY),
    "deliveries.push_away": lambda t, v, h: deliveries.push_away(
        t, viewer=v, person_id=h.mina_id, now=NOW, until=TOMORROW
    ),
    "deliveries.put_back": lambda t, v, h: deliveries.put_back(t, viewer=v, ids=h.owed),
    "deliveries.resume": lambda t, v, h: deliveries.resume(t, viewer=v, share_id=h.share.id, **_DAY),
    "deliveries.revive": lambda t, v, h: deliveries.revive(
        t, viewer=v, share_id=h.share.id, rule=Rule.ANSWERED
    ),
    "deliveries.revive_of_person": lambda t, v, h: deliveries.revive_of_person(
        t, viewer=v, person_id=h.mina_id, rule=Rule.NO_ADDRESS
    ),
    "deliveries.revive_undelivered": lambda t, v, h: deliveries.revive_undelivered(
        t, viewer=v, person_id=h.mina_id
    ),
    "deliveries.settle": lambda t, v, h: deliveries.settle(
        t, viewer=v, message_id=h.message_id, state=DeliveryState.UNDELIVERABLE
    ),
    "deliveries.withhold": lambda t, v, h: deliveries.withhold(t, viewer=v, ids=h.owed, rule=Rule.DONE),
    "deliveries.withhold_of_person": lambda t, v, h: deliveries.withhold_of_person(
        t,
        viewer=v,
        person_id=h.mina_id,
        rule=Rule.LEFT,
        kinds=_KINDS,
        after=NOW.date() - timedelta(days=9),
    ),
    "deliveries.withhold_of_share": lambda t, v, h: deliveries.withhold_of_share(
        t, viewer=v, share_id=h.share.id, rule=Rule.DONE
    ),
    "effects.answer": lambda t, v, h: effects.answer(
        t, viewer=v, effect_id=h.effect_id, is_fine=True, now=NOW
    ),
    "handovers.decide": lambda t, v, h: handovers.decide(
        t, viewer=v, handover_id=h.handover_id, state=HandoverState.ACCEPTED, now=NOW
    ),
    "handovers.withdraw": lambda t, v, h: handovers.withdraw(t, viewer=v, share_id=h.share.id, now=NOW),
    "members.greeted": lambda t, v, h: members.greeted(t, viewer=v, person_id=h.mina_id, now=NOW),
    "members.open_door": lambda t, v, h: members.open_door(t, viewer=v, person_ids=[h.mina_id]),
    "members.ring": lambda t, v, h: members.ring(t, viewer=v, person_id=h.mina_id, rings=True),
    "members.take_role": lambda t, v, h: members.take_role(
        t, viewer=v, person_id=h.mina_id, role=Role.RUNNER
    ),
    "milestones.change": lambda t, v, h: milestones.change(
        t,
        viewer=v,
        milestone_id=h.milestone_id,
        since=tuple(MilestoneState),
        state=MilestoneState.QUIET,
    ),
    "renegotiations.decide": lambda t, v, h: renegotiations.decide(
        t, viewer=v, renegotiation_id=h.move.id, state=RenegotiationState.AGREED, now=NOW
    ),
    "renegotiations.withdraw": lambda t, v, h: renegotiations.withdraw(
        t, viewer=v, share_id=h.share.id, now=NOW
    ),
    "revisions.settle": lambda t, v, h: revisions.settle(
        t, viewer=v, revision=h.revision, state=RevisionState.AGREED, now=NOW
    ),
    "schedules.end": lambda t, v, h: schedules.end(
        t, viewer=v, kind="morning", person_id=h.schedule.person_id
    ),
    "series.reopen": lambda t, v, h: series.reopen(t, viewer=v, series_id=h.series_id, ended_at=NOW),
    "series.change": lambda t, v, h: series.change(t, viewer=v, series_id=h.series_id, title="Theirs"),
    "shares.change": lambda t, v, h: shares.change(
        t, viewer=v, share_id=h.share.id, version=h.share.version, state=ShareState.DONE
    ),
    "snapshots.made": lambda t, v, h: snapshots.made(
        t, viewer=v, snapshot_id=h.snapshot_id + 1, name="x", content=b"x", rows={}
    ),
    "snapshots.try_again": lambda t, v, h: snapshots.try_again(
        t, viewer=v, snapshot=_pending(t), next_at=None, error="x"
    ),
    "snapshots.unplan": lambda t, v, _: snapshots.unplan(t, viewer=v),
    "uploads.made": lambda t, v, h: uploads.made(t, viewer=v, upload_id=h.upload.id, undo={}, now=NOW),
    "uploads.put_back": lambda t, v, h: uploads.put_back(t, viewer=v, upload_id=h.upload.id),
    "uploads.change": lambda t, v, h: uploads.change(
        t, viewer=v, upload=h.upload, state=UploadState.LEFT, content=None, values={}
    ),
}
"""What an outsider may call and that then changes nothing, and says so."""

REFUSED: Final[Mapping[str, tuple[Act, type[Exception]]]] = {
    **linking.REFUSED,
    **hearing.REFUSED,
    **checking.REFUSED,
    **taking.REFUSED,
    **looking.REFUSED,
    **staging.REFUSED,
    **posting_back.REFUSED,
    "members.work_for": (
        lambda t, v, h: members.work_for(t, viewer=v, person_id=h.mina_id, partner_id=h.group.brook_lane_id),
        PermissionError,
    ),
    "revisions.add_all": (
        lambda t, v, h: revisions.add_all(
            t, viewer=v, upload_id=h.upload.id, revisions=[_revision(h)], now=NOW
        ),
        Refused,
    ),
    "contacts.add": (
        lambda t, v, h: contacts.add(
            t,
            viewer=v,
            partner_id=h.group.castle_id,
            person_id=None,
            kind=ContactKind.SPOKE,
            on=LATER,
            now=NOW,
        ),
        LookupError,
    ),
    "deliveries.owe": (
        lambda t, v, h: deliveries.owe(t, viewer=v, owed=_owed(h), now=NOW),
        PermissionError,
    ),
    "deliveries.owe_all": (
        lambda t, v, h: deliveries.owe_all(t, viewer=v, owed=[_owed(h)], now=NOW),
        PermissionError,
    ),
    "dependencies.set_needs": (
        lambda t, v, h: dependencies.set_needs(
            t, viewer=v, commitment_id=h.commitment.id, needs_ids=[h.waiting.id]
        ),
        Refused,
    ),
    "effects.add": (
        lambda t, v, h: effects.add(
            t, viewer=v, renegotiation_id=h.move.id, share_ids=[h.waiting.shares[0].id]
        ),
        Refused,
    ),
    "handovers.add": (
        lambda t, v, h: handovers.add(
            t, viewer=v, share_id=h.share.id, from_id=None, to_id=h.mina_id, words="", now=NOW
        ),
        Refused,
    ),
    "milestones.keep_contributions": (
        lambda t, v, h: milestones.keep_contributions(t, viewer=v, milestone_id=h.milestone_id, words={}),
        Refused,
    ),
    "milestones.put_in": (
        lambda t, v, h: milestones.put_in(
            t, viewer=v, milestone_id=h.milestone_id, commitment_ids=[h.commitment.id]
        ),
        Refused,
    ),
    "notes.add": (
        lambda t, v, h: notes.add(t, viewer=v, commitment_id=h.commitment.id, text="Seen", now=NOW),
        Refused,
    ),
    "leave.add": (
        lambda t, v, h: leave.add(t, viewer=v, person_id=h.mina_id, span=Span(first=NOW.date(), last=LATER)),
        LookupError,
    ),
    "partners.keep_days": (
        lambda t, v, h: partners.keep_days(
            t,
            viewer=v,
            partner_id=h.group.castle_id,
            closed=[Span(first=NOW.date(), last=LATER)],
            busy=[],
        ),
        LookupError,
    ),
    "renegotiations.add": (
        lambda t, v, h: renegotiations.add(
            t,
            viewer=v,
            share_id=h.share.id,
            kind=RenegotiationKind.MORE_TIME,
            state=RenegotiationState.ASKED,
            old_due=LATER,
            new_due=LATER,
            reason="",
            now=NOW,
        ),
        Refused,
    ),
    "shares.note_event": (
        lambda t, v, h: shares.note_event(t, viewer=v, share_id=h.share.id, kind=EventKind.DONE, now=NOW),
        Refused,
    ),
}
"""What an outsider is told plainly that they cannot do."""


def _owed(house: House) -> Owed:
    return Owed(
        kind=DeliveryKind.STUCK,
        fact="share:1:stuck",
        step="told",
        partnership_id=house.group.partnership_id,
        person_id=house.mina_id,
        **_DAY,
    )


def _revision(house: House) -> NewRevision:
    return NewRevision(
        share_id=house.waiting.shares[0].id,
        commitment_id=house.waiting.id,
        person_id=house.mina_id,
        state=RevisionState.MADE,
        old={},
        new={},
    )


def _pending(transaction: Transaction) -> Snapshot:
    pending = snapshots.pending(transaction, viewer=ENGINE)
    assert pending is not None
    return pending
