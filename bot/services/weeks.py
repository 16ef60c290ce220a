"""Looking back, now, ahead: the three lines that a runner's list carries on the first working day of a week."""

from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.commitments import GONE_STATES, Commitment, Share, ShareState, due_of
from bot.domain.mornings import Week, begins_a_week
from bot.services import runners_week
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import commitments as stored_commitments

_WEEK: Final = timedelta(days=7)
_AHEAD: Final = timedelta(days=14)


def of_reader(transaction: Transaction, *, reader: Reader, now: datetime) -> Week | None:
    """Return the week of a partnership for who runs it; None unless theirs begins today."""
    today = local_date(now=now, zone=reader.calendar.zone)
    if not begins_a_week(today, is_working=reader.calendar.is_working):
        return None
    monday = today - timedelta(days=today.weekday())
    viewer = reader.membership.viewer
    pairs = [
        (commitment, share)
        for commitment in stored_commitments.all_of(transaction, viewer=viewer)
        for share in commitment.shares
        if share.state not in GONE_STATES
    ]
    done = [share for _, share in pairs if _is_done_in(share, monday - _WEEK, monday, reader)]
    ahead = _open_between(pairs, monday + _WEEK, monday + _WEEK + _AHEAD)
    return Week(
        done=len(done),
        done_partners=len({share.partner_id for share in done}),
        now=len(_open_between(pairs, monday, monday + _WEEK)),
        ahead=len(ahead),
        ahead_first=ahead[0] if ahead else None,
        around=runners_week.of_reader(transaction, reader=reader, now=now),
    )


def _is_done_in(share: Share, first: date, end: date, reader: Reader) -> bool:
    if share.state is not ShareState.DONE or share.done_at is None:
        return False
    return first <= local_date(now=share.done_at, zone=reader.calendar.zone) < end


def _open_between(pairs: list[tuple[Commitment, Share]], first: date, end: date) -> list[tuple[str, date]]:
    """Return each action that is open with its date there, once however many are in it, soonest first."""
    found = {
        (due_of(commitment=commitment, share=share), commitment.id, commitment.wording.title)
        for commitment, share in pairs
        if share.is_open and first <= due_of(commitment=commitment, share=share) < end
    }
    return [(title, day) for day, _, title in sorted(found)]
