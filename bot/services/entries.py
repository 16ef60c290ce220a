"""Writing one row of the timetable, whoever makes it: a form, a workbook, or a series that comes round."""

from datetime import datetime

from bot.domain.commitments import Commitment, NewCommitment
from bot.domain.permissions import Viewer
from storage import audit
from storage import commitments as stored_commitments
from storage import notes as stored_notes
from storage.database import Transaction


def write(transaction: Transaction, *, viewer: Viewer, new: NewCommitment, now: datetime) -> Commitment:
    """Write one commitment with its notes. Whoever is to hear of it is planned by the caller."""
    commitment = stored_commitments.add(
        transaction,
        viewer=viewer,
        wording=new.wording,
        due=new.due,
        importance=new.importance,
        last_safe=new.last_safe,
        all_partners=new.all_partners,
        shares=new.shares,
        now=now,
        starts_on=new.starts_on,
        milestone_id=new.milestone_id,
        series_id=new.series_id,
        original_due=new.original_due,
    )
    for text in new.notes:
        stored_notes.add(transaction, viewer=viewer, commitment_id=commitment.id, text=text, now=now)
    audit.write(
        transaction, viewer=viewer, act="commitment_added", subject=f"commitment:{commitment.id}", now=now
    )
    return commitment
