"""**Put it all back**: for a week, as far as nobody has touched it since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.commitments import Commitment, Share
from bot.domain.partnerships import Partnership
from bot.domain.permissions import Intent, Viewer
from bot.domain.revisions import Revision, RevisionState, is_untouched
from bot.domain.uploads import PUT_BACK_WITHIN, UploadState
from bot.errors import Refused
from bot.services import guard, revising, suggestions
from bot.services.ports import Transactions
from storage import audit
from storage import commitments as stored_commitments
from storage import partnerships as stored_partnerships
from storage import revisions as stored_revisions
from storage import uploads as stored_uploads
from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBack:
    """What was put back, in numbers. `kept` are the titles of actions that somebody has touched since."""

    partnership: Partnership
    taken_out: int
    as_before: int
    withdrawn: int
    kept: tuple[str, ...]
    told: int


def put_back(*, database: Transactions, viewer: Viewer, upload_id: int, now: datetime) -> PutBack:
    """Undo what one workbook made and changed, once. Whoever had heard of it is told once more, nobody else is.

    Raises `Refused` (not_for_your_role, upload_gone, put_back_done, put_back_late) before anything is written.
    """
    guard.require(viewer=viewer, intent=Intent.PUT_BACK)
    with database.write() as transaction:
        _require_in_time(transaction, viewer, upload_id, now)
        # First of all, so that of two presses at once only one goes on.
        if not stored_uploads.put_back(transaction, viewer=viewer, upload_id=upload_id):
            raise Refused("put_back_done")
        revisions = stored_revisions.of_upload(transaction, viewer=viewer, upload_id=upload_id)
        back, kept = _undo(transaction, viewer, revisions, now)
        told = suggestions.told_of(
            transaction, viewer=viewer, upload_id=upload_id, revisions=back, being_sent=True
        )
        people = frozenset(one for heard in told.values() for one in heard) - {viewer.person_id}
        suggestions.owe(
            transaction,
            viewer=viewer,
            upload_id=upload_id,
            person_ids=people,
            now=now,
            step=suggestions.PUT_BACK,
        )
        audit.write(
            transaction, viewer=viewer, act="workbook_put_back", subject=f"upload:{upload_id}", now=now
        )
        return PutBack(
            partnership=stored_partnerships.get(transaction, viewer=viewer),
            taken_out=len({one.commitment_id for one in back if one.is_new}),
            as_before=len({one.commitment_id for one in back if not one.is_new and _held(one)}),
            withdrawn=len({one.commitment_id for one in back if one.state is RevisionState.ASKED}),
            kept=kept,
            told=len(people),
        )


def _require_in_time(transaction: Transaction, viewer: Viewer, upload_id: int, now: datetime) -> None:
    upload = stored_uploads.get(transaction, viewer=viewer, upload_id=upload_id)
    if upload is not None and upload.state is UploadState.PUT_BACK:
        raise Refused("put_back_done")
    if upload is None or upload.state is not UploadState.MADE or upload.done_at is None:
        raise Refused("upload_gone")
    if now > upload.done_at + PUT_BACK_WITHIN:
        raise Refused("put_back_late")


def _undo(
    transaction: Transaction, viewer: Viewer, revisions: Iterable[Revision], now: datetime
) -> tuple[list[Revision], tuple[str, ...]]:
    """Undo action by action. Returns what was put back, and the titles of what stays."""
    groups: dict[int, list[Revision]] = {}
    for one in revisions:
        groups.setdefault(one.commitment_id, []).append(one)
    back: list[Revision] = []
    kept: list[str] = []
    for commitment_id, group in groups.items():
        commitment = stored_commitments.get(transaction, viewer=viewer, commitment_id=commitment_id)
        held = [one for one in group if _held(one)]
        asked = [one for one in group if one.state is RevisionState.ASKED]
        if all(is_untouched(one, commitment=commitment, share=_share(commitment, one)) for one in held):
            _put_back(transaction, viewer, commitment, held, now)
            back += held
        else:
            kept.append(commitment.wording.title)
        back += asked
        for one in (*asked, *(one for one in held if one in back)):
            stored_revisions.settle(
                transaction, viewer=viewer, revision=one, state=RevisionState.PUT_BACK, now=now
            )
    return back, tuple(kept)


def _put_back(
    transaction: Transaction,
    viewer: Viewer,
    commitment: Commitment,
    held: Iterable[Revision],
    now: datetime,
) -> None:
    for one in held:
        share = _share(commitment, one)
        if one.is_new:
            revising.drop(transaction, viewer=viewer, share=share, now=now)
        else:
            revising.put_back(
                transaction, viewer=viewer, commitment=commitment, share=share, old=one.old, now=now
            )


def _share(commitment: Commitment, revision: Revision) -> Share:
    return next(share for share in commitment.shares if share.id == revision.share_id)


def _held(revision: Revision) -> bool:
    return revision.state in (RevisionState.MADE, RevisionState.AGREED)
