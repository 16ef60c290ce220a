"""**Make these changes**: everything that a workbook brings, in one transaction, once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import Enum

from bot.domain.commitments import NewCommitment, NewShare, ShareState, Wording
from bot.domain.importance import Importance
from bot.domain.imports.changes import Changes, PlannedAction
from bot.domain.imports.names import fold
from bot.domain.imports.previews import Made, Preview, Unasked
from bot.domain.imports.shares import PlannedShare
from bot.domain.permissions import Viewer
from bot.domain.uploads import UploadState
from bot.errors import Refused
from bot.messages.import_lines import notes_of
from bot.services import commitments
from bot.services.imports import changing, matching, previews
from bot.services.imports.seating import Seating, seat
from bot.services.ports import Transactions
from storage import audit
from storage import members as stored_members
from storage import uploads as stored_uploads
from storage.database import Transaction


class Agreed(Enum):
    """The answer to "Were these agreed at a meeting?", given by a press."""

    AT_THE_MEETING = "agreed"
    NOT_YET = "asked"


def make(
    *,
    database: Transactions,
    viewer: Viewer,
    upload_id: int,
    version: int,
    agreed: Agreed | None,
    now: datetime,
) -> Made | Preview | Unasked:
    """Make the changes that the viewer saw in this version of the preview, and plan what people hear of them.

    Where something was chosen since, nothing is changed and the preview is returned as it is now; where nobody has
    said whether the actions were agreed, that is returned. Raises `Refused` (upload_gone, upload_made,
    upload_left, upload_nothing).
    """
    with database.write() as transaction:
        preview = previews.of_upload(transaction, viewer=viewer, upload_id=upload_id, now=now)
        if preview.upload.version != version:
            return preview
        if not preview.changes.is_anything:
            raise Refused("upload_nothing")
        if preview.changes.agreed is None and preview.changes.is_for_people:
            if agreed is None:
                return Unasked(preview=preview)
            preview = _answered(transaction, preview, agreed, now)
        return _make(transaction, preview, now)


def _answered(transaction: Transaction, preview: Preview, agreed: Agreed, now: datetime) -> Preview:
    """Keep the answer, and return the preview with it."""
    meeting = preview.changes.meeting_guess if agreed is Agreed.AT_THE_MEETING else None
    choices = replace(preview.choices, agreed=meeting is not None, meeting=meeting)
    stored_uploads.change(
        transaction,
        viewer=preview.viewer,
        upload=preview.upload,
        state=UploadState.READ,
        content=preview.upload.content,
        values=matching.kept(choices),
    )
    return previews.of_upload(transaction, viewer=preview.viewer, upload_id=preview.upload.id, now=now)


def _make(transaction: Transaction, preview: Preview, now: datetime) -> Made:
    viewer, changes = preview.viewer, preview.changes
    # First of all, so that of two presses at once only one goes on.
    previews.settle(transaction, viewer=viewer, upload=preview.upload, state=UploadState.MADE)
    seating = seat(transaction, preview=preview, now=now)
    speakers = _speakers(transaction, viewer, seating)
    for is_agreed in (True, False):
        added = commitments.add_many(
            transaction,
            viewer=viewer,
            actions=[
                _commitment(one, preview=preview, seating=seating, speakers=speakers)
                for one in changes.actions
                if one.agreed is is_agreed
            ],
            agreed_on=changes.meeting if is_agreed else None,
            now=now,
        )
        changing.note_new(transaction, preview=preview, commitments=added, now=now)
    changing.change(transaction, preview=preview, now=now)
    _note(transaction, preview, now)
    return Made(preview=preview, without=_without(changes, seating, speakers))


def _speakers(transaction: Transaction, viewer: Viewer, seating: Seating) -> Mapping[int, int]:
    """Who answers for each partner, by id; nobody for some."""
    found = {
        partner.id: stored_members.co_ordinator_of(transaction, viewer=viewer, partner_id=partner.id)
        for partner in seating.partners.values()
    }
    return {partner_id: member.person.id for partner_id, member in found.items() if member is not None}


def _commitment(
    planned: PlannedAction, *, preview: Preview, seating: Seating, speakers: Mapping[int, int]
) -> NewCommitment:
    action = planned.action
    return NewCommitment(
        wording=Wording(
            title=action.what, heading=action.heading, done_when=action.done_when, why=action.why
        ),
        due=planned.by,
        shares=tuple(
            _share(one, planned, preview=preview, seating=seating, speakers=speakers)
            for one in planned.shares
        ),
        importance=Importance.CRITICAL if planned.critical else Importance.NORMAL,
        all_partners=action.all_partners,
        notes=notes_of(planned),
    )


def _share(
    share: PlannedShare,
    planned: PlannedAction,
    *,
    preview: Preview,
    seating: Seating,
    speakers: Mapping[int, int],
) -> NewShare:
    partner = seating.partners[fold(share.partner)]
    person_id = seating.holder(share) or speakers.get(partner.id)
    return NewShare(
        partner_id=partner.id,
        person_id=person_id,
        role_word=share.role_word,
        state=_state(planned, is_own=person_id == preview.viewer.person_id),
    )


def _state(planned: PlannedAction, *, is_own: bool) -> ShareState:
    """What was agreed at the meeting becomes accepted with its date; what people bring for themselves is accepted."""
    if planned.done:
        return ShareState.DONE
    return ShareState.ACCEPTED if is_own and not planned.agreed else ShareState.PROPOSED


def _without(changes: Changes, seating: Seating, speakers: Mapping[int, int]) -> tuple[str, ...]:
    """The partners with something to do in which nobody can be asked."""
    lacking = {
        share.partner
        for one in changes.actions
        if not one.done
        for share in one.shares
        if seating.holder(share) is None and seating.partners[fold(share.partner)].id not in speakers
    }
    return tuple(sorted(lacking, key=fold))


def _note(transaction: Transaction, preview: Preview, now: datetime) -> None:
    changes = preview.changes
    counts = {
        "actions": len(changes.actions),
        "partners": len(changes.partners),
        "revised": len(changes.revised),
    }
    stored_uploads.made(transaction, viewer=preview.viewer, upload_id=preview.upload.id, undo=counts, now=now)
    audit.write(
        transaction,
        viewer=preview.viewer,
        act="workbook_made",
        subject=f"upload:{preview.upload.id}",
        details=counts,
        now=now,
    )
