"""What somebody has asked of us, and how long we have heard nothing: quiet weeks, the news, signs from them."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, func, or_, select, update

from bot.domain.commitments import ShareState
from bot.domain.deliveries import MessageKind, MessageState
from bot.domain.permissions import Role, Viewer
from storage.database import Transaction
from storage.remembering import remembered
from storage.tables import AuditRow, MembershipRow, MessageRow, PersonRow, ShareRow

_NOTED: Final = update(PersonRow).where(
    PersonRow.id == bindparam("whose"),
    or_(PersonRow.pressed_at.is_(None), PersonRow.pressed_at < bindparam("before")),
)


def be_quiet(transaction: Transaction, *, viewer: Viewer, person_id: int, until: date | None) -> bool:
    """Keep until when somebody gets nothing unasked, None to be written to again. Returns whether that is new.

    For oneself only, and in all partnerships; to be written to again ends what a runner has chosen, too.
    """
    if viewer.person_id != person_id:
        raise PermissionError("people choose for themselves when they are left in peace everywhere")
    quiet = update(PersonRow).where(PersonRow.id == person_id, PersonRow.quiet_until.is_distinct_from(until))
    changed = transaction.connection.execute(quiet.values(quiet_until=until)).rowcount
    if until is None:
        resting = update(MembershipRow).where(
            MembershipRow.person_id == person_id, MembershipRow.rests_until.is_not(None)
        )
        changed += transaction.connection.execute(resting.values(rests_until=None)).rowcount
    return changed > 0


def let_rest(transaction: Transaction, *, viewer: Viewer, person_id: int, until: date) -> bool:
    """Keep until when somebody gets nothing unasked of the viewer's partnership. Returns whether that is new."""
    resting = update(MembershipRow).where(
        MembershipRow.partnership_id == viewer.partnership_id,
        MembershipRow.person_id == person_id,
        MembershipRow.rests_until.is_distinct_from(until),
    )
    return transaction.connection.execute(resting.values(rests_until=until)).rowcount == 1


def choose_news(transaction: Transaction, *, viewer: Viewer, person_id: int, news: bool) -> None:
    """Keep whether somebody would like the news too. For oneself only."""
    if viewer.person_id != person_id:
        raise PermissionError("people choose for themselves what they hear")
    transaction.connection.execute(update(PersonRow).where(PersonRow.id == person_id).values(news=news))


def note_sign(
    transaction: Transaction, *, viewer: Viewer, person_id: int, now: datetime, before: datetime
) -> None:
    """Note that something came from somebody, unless something has since `before` (aware, UTC). For oneself only."""
    if viewer.person_id != person_id:
        raise PermissionError("nobody gives a sign for somebody else")
    transaction.connection.execute(_NOTED, {"whose": person_id, "before": before, "pressed_at": now})


@remembered
def last_act(transaction: Transaction, *, viewer: Viewer, person_id: int) -> datetime | None:
    """Return when somebody last did anything, or something of theirs was done (aware, UTC). A sweep's question."""
    _must_be_engine(viewer)
    acted = select(func.max(AuditRow.at, type_=AuditRow.at.type)).where(AuditRow.actor_id == person_id)
    done = select(func.max(ShareRow.done_at, type_=ShareRow.done_at.type)).where(
        ShareRow.person_id == person_id, ShareRow.state == ShareState.DONE
    )
    found = [transaction.connection.execute(asked).scalar_one() for asked in (acted, done)]
    return max((at for at in found if at is not None), default=None)


@remembered
def envelopes_since(
    transaction: Transaction, *, viewer: Viewer, person_id: int, since: datetime | None
) -> int:
    """Return how many envelopes have reached somebody after an instant (aware, UTC), or ever. A sweep's question."""
    _must_be_engine(viewer)
    sent = select(func.count(MessageRow.id)).where(
        MessageRow.person_id == person_id,
        MessageRow.kind == MessageKind.ENVELOPE,
        MessageRow.state == MessageState.SENT,
    )
    later = sent if since is None else sent.where(MessageRow.sent_at > since)
    return transaction.connection.execute(later).scalar_one()


def _must_be_engine(viewer: Viewer) -> None:
    if viewer.role is not Role.ENGINE:
        raise PermissionError("what was sent to somebody is known to the engine alone")
