"""What a workbook changes about somebody's action: its holder is told, or is asked and decides."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain import slots
from bot.domain.calendars import local_date
from bot.domain.commitments import EventKind, Share, ShareState, due_of, is_shared
from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.permissions import Intent, Viewer, engine_in
from bot.domain.revisions import (
    HOLDER,
    WORDS,
    Revision,
    RevisionState,
    Value,
    columns_of,
    may_wait,
    standing,
    still,
)
from bot.domain.suggestions import SuggestionView
from bot.messages import suggestion as wording
from bot.messages.notices import Notice
from bot.services import guard, readers, revising
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from bot.services.revising import Holding
from storage import audit
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import partners as stored_partners
from storage import people as stored_people
from storage import revisions as stored_revisions
from storage import shares as stored_shares

CHANGED: Final = "changed"
PUT_BACK: Final = "put_back"
AGREED: Final = "agreed"
KEPT: Final = "kept"
"""The steps by which people hear of it."""

_BLOCKING: Final = frozenset({RevisionState.ASKED, RevisionState.KEPT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A suggestion after an answer; `changed` is False where it changed nothing."""

    view: SuggestionView
    changed: bool


def fact_of(upload_id: int) -> str:
    """Return the fact that people hear of when a workbook was taken."""
    return f"upload:{upload_id}"


def owe(
    transaction: Transaction,
    *,
    viewer: Viewer,
    upload_id: int,
    person_ids: Collection[int],
    now: datetime,
    step: str = CHANGED,
) -> None:
    """Plan one notice for each of these people, in their next envelope: all that one workbook changes for them."""
    for person_id in sorted(person_ids):
        _owe(transaction, viewer, person_id, fact=fact_of(upload_id), step=step, now=now)


def write_notice(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Word what a workbook changed for its reader, or what became of a suggestion; None where nothing is left to say."""
    about, _, number = delivery.owed.fact.partition(":")
    viewer = engine_in(delivery.owed.partnership_id)
    if about == "revision":
        revision = stored_revisions.get(transaction, viewer=viewer, revision_id=int(number))
        [view] = _views(transaction, viewer, reader, (revision,), now)
        return wording.answered(view)
    revisions = stored_revisions.of_upload(transaction, viewer=viewer, upload_id=int(number))
    if delivery.owed.step == PUT_BACK:
        back = told_of(transaction, viewer=viewer, upload_id=int(number), revisions=_back(revisions))
        mine = [one for one in _back(revisions) if reader.person_id in back[one.id]]
        return wording.put_back(_views(transaction, viewer, reader, mine, now))
    mine = [one for one in revisions if one.person_id == reader.person_id and not one.is_new]
    views = _views(transaction, viewer, reader, mine, now)
    return wording.changed(views)


def told_of(
    transaction: Transaction,
    *,
    viewer: Viewer,
    upload_id: int,
    revisions: Collection[Revision],
    being_sent: bool = False,
) -> Mapping[int, frozenset[int]]:
    """Return, for each revision by number, who has heard of it, or is just hearing of it where that counts, too."""
    facts = stored_revisions.told(
        transaction, viewer=viewer, facts=(fact_of(upload_id),), being_sent=being_sent
    )
    of_shares = stored_revisions.told_of_shares(
        transaction,
        viewer=viewer,
        share_ids=[one.share_id for one in revisions],
        being_sent=being_sent,
    )
    return {one.id: _heard(one, facts, of_shares.get(one.share_id, frozenset())) for one in revisions}


def answer(
    *, database: Transactions, viewer: Viewer, revision_id: int, fine: bool, now: datetime
) -> Answered:
    """**That's fine**, and it holds; or **Keep it as it was**. Whoever sent the workbook hears of it.

    Raises `Refused` (action_gone, not_for_your_role) before anything is written.
    """
    with database.write() as transaction:
        revision = stored_revisions.get(transaction, viewer=viewer, revision_id=revision_id)
        commitment, share = stored_commitments.of_share(
            transaction, viewer=viewer, share_id=revision.share_id
        )
        guard.require(viewer=viewer, intent=Intent.ANSWER_CHANGE, partner_id=share.partner_id)
        changed = may_wait(revision, commitment=commitment, share=share) and (
            _agree(transaction, viewer, revision, now)
            if fine
            else _keep(transaction, viewer, revision, share, now)
        )
        if changed and revision.asked_by != viewer.person_id:
            step = AGREED if fine else KEPT
            fact = f"revision:{revision.id}"
            _owe(transaction, viewer, revision.asked_by, fact=fact, step=step, now=now)
        return Answered(view=_view(transaction, viewer, revision_id, now), changed=changed)


def _agree(transaction: Transaction, viewer: Viewer, revision: Revision, now: datetime) -> bool:
    commitment, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=revision.share_id)
    values = _agreed_values(transaction, viewer, revision)
    there = standing(commitment=commitment, share=share)
    old: dict[str, Value] = {**revision.old, **{name: there[name] for name in values}, **columns_of(share)}
    # First of all, so that of two answers at once only one goes on.
    if not stored_revisions.settle(
        transaction,
        viewer=viewer,
        revision=revision,
        state=RevisionState.AGREED,
        now=now,
        version=share.version + 1,
        old=old,
    ):
        return False
    holding = Holding(values=values, whole=not is_shared(commitment))
    revising.hold(transaction, viewer=viewer, commitment=commitment, share=share, holding=holding, now=now)
    return True


def _agreed_values(transaction: Transaction, viewer: Viewer, revision: Revision) -> dict[str, Value]:
    """Return what holds now: words only once everybody who was asked about them has agreed."""
    others = [
        one
        for one in stored_revisions.of_upload(transaction, viewer=viewer, upload_id=revision.upload_id)
        if one.commitment_id == revision.commitment_id and one.id != revision.id
    ]
    waits = any(one.state in _BLOCKING and one.words for one in others)
    return {name: value for name, value in revision.new.items() if not (waits and name in WORDS)}


def _keep(transaction: Transaction, viewer: Viewer, revision: Revision, share: Share, now: datetime) -> bool:
    settled = stored_revisions.settle(
        transaction, viewer=viewer, revision=revision, state=RevisionState.KEPT, now=now
    )
    if settled:
        kind, details = EventKind.DATE_KEPT, {"revision": revision.id}
        stored_shares.note_event(
            transaction, viewer=viewer, share_id=share.id, kind=kind, now=now, details=details
        )
        audit.write(transaction, viewer=viewer, act="revision_kept", subject=f"share:{share.id}", now=now)
    return settled


def _view(transaction: Transaction, viewer: Viewer, revision_id: int, now: datetime) -> SuggestionView:
    revision = stored_revisions.get(transaction, viewer=viewer, revision_id=revision_id)
    membership = stored_members.member(transaction, viewer=viewer, person_id=viewer.person_id)
    if membership is None:
        raise LookupError(f"person {viewer.person_id} has left while answering")
    reader = readers.of_member(transaction, viewer=viewer, membership=membership)
    [view] = _views(transaction, viewer, reader, (revision,), now)
    return view


def _views(
    transaction: Transaction,
    viewer: Viewer,
    reader: Reader,
    revisions: Iterable[Revision],
    now: datetime,
) -> Sequence[SuggestionView]:
    partners = stored_partners.names(transaction, viewer=viewer)
    people = stored_people.names(transaction, viewer=viewer)
    today = local_date(now=now, zone=reader.calendar.zone)
    revisions = tuple(revisions)
    shares = stored_revisions.told_of_shares(
        transaction, viewer=viewer, share_ids=[one.share_id for one in revisions]
    )
    found = []
    for one in revisions:
        commitment, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=one.share_id)
        found.append(
            SuggestionView(
                revision=one,
                partnership_id=commitment.partnership_id,
                title=commitment.wording.title,
                due=due_of(commitment=commitment, share=share),
                partner_name=partners[share.partner_id],
                holder_name=people.get(share.person_id or 0, ""),
                asker=people.get(one.asked_by, ""),
                answerer=people.get(one.person_id or 0, ""),
                new_holder=people.get(int(one.new.get(HOLDER) or 0), ""),
                is_readers=one.person_id == reader.person_id,
                is_open=may_wait(one, commitment=commitment, share=share),
                is_told=one.state is RevisionState.MADE
                and still(one.new, commitment=commitment, share=share)
                # Who is asked for the first time reads there how it stands.
                and (share.state is not ShareState.PROPOSED or one.person_id in shares.get(share.id, ())),
                today=today,
            )
        )
    return found


def _back(revisions: Iterable[Revision]) -> list[Revision]:
    return [one for one in revisions if one.state is RevisionState.PUT_BACK]


def _heard(revision: Revision, facts: frozenset[int], of_share: frozenset[int]) -> frozenset[int]:
    """Who was sent the notice, and of a share that is new to its holder who was sent anything about it."""
    holder = revision.person_id if revision.is_new else revision.new.get(HOLDER)
    return frozenset(one for one in facts if one == revision.person_id and not revision.is_new) | frozenset(
        one for one in of_share if one == holder
    )


def _owe(
    transaction: Transaction, viewer: Viewer, person_id: int, *, fact: str, step: str, now: datetime
) -> None:
    to = readers.reader(transaction, viewer=viewer, person_id=person_id)
    slot = None if to is None else slots.regular(calendar=to.calendar, earliest=now)
    if to is None or slot is None:
        return
    owed = Owed(
        kind=DeliveryKind.CHANGED,
        fact=fact,
        step=step,
        partnership_id=to.membership.partnership_id,
        due_on=slot.on,
        due_at=slot.at,
        person_id=to.person_id,
    )
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
