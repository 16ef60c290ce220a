"""What an edited workbook changes about actions that are there: what holds at once, and of what people are asked."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.domain.commitments import Commitment, Share, remaining
from bot.domain.imports.previews import Preview
from bot.domain.imports.revised import PlannedRevision
from bot.domain.revisions import (
    ADDED,
    DONE,
    DUE,
    HOLDER,
    WORDS,
    NewRevision,
    RevisionState,
    Value,
    columns_of,
    standing,
)
from bot.services import revising, suggestions
from bot.services.ports import Transaction
from bot.services.revising import Holding
from storage import commitments as stored_commitments
from storage import revisions as stored_revisions


def change(transaction: Transaction, *, preview: Preview, now: datetime) -> None:
    """Let everything hold that nobody has to be asked about, ask about the rest, and plan one notice a person."""
    meeting = preview.changes.meeting if preview.changes.agreed else None
    revisions: list[NewRevision] = []
    for planned in preview.changes.revised:
        revisions += _revise(transaction, preview, planned, meeting, now)
    _keep(transaction, preview, revisions, now)
    people = {one.person_id for one in revisions if one.person_id is not None}
    suggestions.owe(
        transaction, viewer=preview.viewer, upload_id=preview.upload.id, person_ids=people, now=now
    )


def note_new(
    transaction: Transaction, *, preview: Preview, commitments: Sequence[Commitment], now: datetime
) -> None:
    """Keep which shares came with the workbook, so that they can be taken out again."""
    revisions = [
        NewRevision(
            share_id=share.id,
            commitment_id=one.id,
            person_id=share.person_id,
            state=RevisionState.MADE,
            old={},
            new={ADDED: True, **_standing(one, share)},
            version=share.version,
        )
        for one in commitments
        for share in one.shares
    ]
    _keep(transaction, preview, revisions, now)


def _keep(
    transaction: Transaction, preview: Preview, revisions: Sequence[NewRevision], now: datetime
) -> None:
    stored_revisions.add_all(
        transaction, viewer=preview.viewer, upload_id=preview.upload.id, revisions=revisions, now=now
    )


def _revise(
    transaction: Transaction,
    preview: Preview,
    planned: PlannedRevision,
    meeting: date | None,
    now: datetime,
) -> list[NewRevision]:
    """Revise the shares of one row. Words are all partners' and wait until everybody who is asked has agreed."""
    viewer = preview.viewer
    commitment = stored_commitments.get(transaction, viewer=viewer, commitment_id=planned.now.ref)
    asked = {one.id for one in planned.asked}
    told = {one.id for one in (*planned.asked, *planned.told)}
    ids = {one.id for one in planned.now.shares}
    whole = not asked and all(one.id in ids for one in remaining(commitment))
    revisions = []
    for share in (one for one in commitment.shares if one.id in ids):
        person_id = share.person_id if share.id in told else None
        values = _values(planned, with_words=not asked or share.id in asked)
        if share.id in asked:
            revisions.append(_new(commitment, share, RevisionState.ASKED, values, person_id=person_id))
        elif values:
            holding = Holding(values=values, whole=whole, agreed_on=meeting)
            version = revising.hold(
                transaction, viewer=viewer, commitment=commitment, share=share, holding=holding, now=now
            )
            made = _new(commitment, share, RevisionState.MADE, values, person_id=person_id, version=version)
            revisions.append(made)
    return revisions


def _values(planned: PlannedRevision, *, with_words: bool) -> dict[str, Value]:
    values: dict[str, Value] = dict(planned.words) if with_words else {}
    if planned.by is not None:
        values[DUE] = planned.by.isoformat()
    if planned.person_id is not None:
        values[HOLDER] = planned.person_id
    if planned.done:
        values[DONE] = True
    return values


def _new(
    commitment: Commitment,
    share: Share,
    state: RevisionState,
    values: Mapping[str, Value],
    *,
    person_id: int | None,
    version: int = 0,
) -> NewRevision:
    there = standing(commitment=commitment, share=share)
    old = {name: value for name, value in there.items() if name in values or name == HOLDER}
    return NewRevision(
        share_id=share.id,
        commitment_id=commitment.id,
        person_id=person_id,
        state=state,
        old={**old, **columns_of(share)},
        new=values,
        version=version,
    )


def _standing(commitment: Commitment, share: Share) -> dict[str, Value]:
    """How a new share stands, as far as somebody may change it without touching the share itself."""
    there = standing(commitment=commitment, share=share)
    return {name: there[name] for name in (DUE, *WORDS)}
