"""When people are away, entered for them by somebody of their partnership; their own choice is in `people.set_rhythm`."""

from sqlalchemy import insert

from bot.domain.calendars import Span
from bot.domain.permissions import Viewer
from storage import members
from storage.database import Transaction
from storage.tables import LeaveRow


def add(transaction: Transaction, *, viewer: Viewer, person_id: int, span: Span) -> bool:
    """Note that a member of the viewer's partnership is away. Returns False where just that is noted already.

    LookupError for somebody who is no member of it.
    """
    member = members.member(transaction, viewer=viewer, person_id=person_id)
    if member is None:
        raise LookupError(f"person {person_id} is no member for {viewer}")
    if any((one.first, one.last) == (span.first, span.last) for one in member.person.rhythm.leave):
        return False
    row = {"person_id": person_id, "first": span.first, "last": span.last}
    transaction.connection.execute(insert(LeaveRow), row)
    return True
