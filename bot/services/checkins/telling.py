"""**What we'll do**: the runner reads a check-in first and says what is done about it; only then are all told (F11)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.deliveries import DeliveryKind
from bot.domain.partnerships import PartnershipState
from bot.domain.permissions import Intent, Role, Viewer
from bot.domain.rounds import RoundState
from bot.domain.summaries import (
    Summary,
    SummaryState,
    at_meeting,
    lines_of,
    named_in,
    posted,
    put_later,
    written,
)
from bot.errors import Refused
from bot.messages.checkins.summary import Told
from bot.services import celebrations, guard
from bot.services.checkins import findings
from bot.services.days import read_day
from bot.services.lengths import require_room
from bot.services.ports import Transaction, Transactions
from storage import audit
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import rooms as stored_rooms
from storage import rounds as stored_rounds
from storage import summaries as stored_summaries

LINES: Final = 1000
FACT: Final = "check-in:"
"""How the fact of what is told of a round begins; its number follows."""


def read(*, database: Transactions, viewer: Viewer, round_id: int) -> Told:
    """Return what there is to tell. Raises `Refused` (not_for_your_role, no_check_in_yet)."""
    guard.require(viewer=viewer, intent=Intent.TELL_SUMMARY)
    with database.read() as transaction:
        return _told(transaction, viewer, round_id)


def write(
    *, database: Transactions, viewer: Viewer, round_id: int, version: int, lines: str, now: datetime
) -> Told:
    """Keep **What we'll do**, and tell nobody yet. It returns how things stand; whoever was quicker has decided.

    Raises `Refused` (not_for_your_role, no_check_in_yet, well_do_needed, too_long).
    """
    guard.require(viewer=viewer, intent=Intent.TELL_SUMMARY)
    said = lines_of(require_room(lines, field="lines", most=LINES))
    if not said:
        raise Refused("well_do_needed", field="lines")
    with database.write() as transaction:
        seen = _seen(transaction, viewer, round_id, version)
        then = None if seen is None else written(seen, lines=said)
        _keep(transaction, viewer, seen, then, act="check_in_written", now=now)
        return _told(transaction, viewer, round_id)


def post(
    *, database: Transactions, viewer: Viewer, round_id: int, version: int, now: datetime
) -> tuple[Told, int | None]:
    """**Post it**. Returns how things stand, and to how many rooms it goes; None where nothing was told by this.

    Raises `Refused` (not_for_your_role, no_check_in_yet).
    """
    guard.require(viewer=viewer, intent=Intent.TELL_SUMMARY)
    with database.write() as transaction:
        seen = _seen(transaction, viewer, round_id, version)
        then = None if seen is None else posted(seen)
        rooms = _tell(transaction, viewer, seen, then, act="check_in_posted", now=now)
        return _told(transaction, viewer, round_id), rooms


def talk_about_it(
    *, database: Transactions, viewer: Viewer, round_id: int, version: int, meeting_on: str, now: datetime
) -> tuple[Told, int | None]:
    """**Talk about it at the meeting**: as `post`, and the rooms hear the day only.

    Raises `Refused` (not_for_your_role, no_check_in_yet, date_not_ahead, and those of dates).
    """
    guard.require(viewer=viewer, intent=Intent.TELL_SUMMARY)
    with database.write() as transaction:
        today = _today(transaction, viewer, now)
        on = read_day(text=meeting_on, field="meeting_on", today=today)
        if on < today:
            raise Refused("date_not_ahead", field="meeting_on", day=on)
        seen = _seen(transaction, viewer, round_id, version)
        then = None if seen is None else at_meeting(seen, on=on)
        rooms = _tell(transaction, viewer, seen, then, act="check_in_to_meeting", now=now)
        return _told(transaction, viewer, round_id), rooms


def later(*, database: Transactions, viewer: Viewer, round_id: int, version: int, now: datetime) -> Told:
    """**Later**: its days begin anew for the runner, not for the chair. Raises `Refused` (not_for_your_role, no_check_in_yet)."""
    guard.require(viewer=viewer, intent=Intent.TELL_SUMMARY)
    with database.write() as transaction:
        seen = _seen(transaction, viewer, round_id, version)
        today = _today(transaction, viewer, now)
        then = None if seen is None else put_later(seen, until=today)
        _keep(transaction, viewer, seen, then, act="check_in_put_later", now=now)
        return _told(transaction, viewer, round_id)


def keep_what_became(
    *, database: Transactions, viewer: Viewer, round_id: int, version: int, became: str, now: datetime
) -> Told:
    """Keep what became of it, with which the next round begins.

    Raises `Refused` (not_for_your_role, no_check_in_yet, became_needed, too_long, summary_changed).
    """
    guard.require(viewer=viewer, intent=Intent.TELL_SUMMARY)
    said = "\n".join(lines_of(require_room(became, field="became", most=LINES)))
    if not said:
        raise Refused("became_needed", field="became")
    with database.write() as transaction:
        seen = _seen(transaction, viewer, round_id, version)
        if seen is None or seen.state is SummaryState.WAITING:
            raise Refused("summary_changed", field="became")
        _keep(transaction, viewer, seen, replace(seen, became=said), act="check_in_became", now=now)
        return _told(transaction, viewer, round_id)


def last_told(transaction: Transaction, *, viewer: Viewer) -> Summary | None:
    """Return the newest summary that all were told, with which the next round begins; None where there is none."""
    found = [
        one
        for one in stored_summaries.all_of(transaction, viewer=viewer)
        if one.state is not SummaryState.WAITING
    ]
    return found[-1] if found else None


def _seen(transaction: Transaction, viewer: Viewer, round_id: int, version: int) -> Summary | None:
    """Return the summary as it was seen, None where it stands otherwise by now."""
    of = findings.one(transaction, viewer=viewer, round_id=round_id)
    found = stored_summaries.begin(transaction, viewer=viewer, round_id=of.id, waits_since=of.closes_on)
    return found if found.version == version else None


def _keep(
    transaction: Transaction,
    viewer: Viewer,
    seen: Summary | None,
    then: Summary | None,
    *,
    act: str,
    now: datetime,
    tells: bool = False,
) -> bool:
    """Keep a step, and who made it; never its words. False where somebody was quicker."""
    at = now if tells else None
    if seen is None or then is None:
        return False
    if kept := stored_summaries.change(transaction, viewer=viewer, seen=seen, to=then, now=at):
        audit.write(transaction, viewer=viewer, act=act, subject=f"round:{seen.round_id}", now=now)
    return kept


def _tell(
    transaction: Transaction,
    viewer: Viewer,
    seen: Summary | None,
    then: Summary | None,
    *,
    act: str,
    now: datetime,
) -> int | None:
    if seen is None or not _keep(transaction, viewer, seen, then, act=act, now=now, tells=True):
        return None
    stored_rounds.change(
        transaction,
        viewer=viewer,
        round_id=seen.round_id,
        since={RoundState.SUMMARISED},
        state=RoundState.SHARED,
    )
    fact = f"{FACT}{seen.round_id}"
    celebrations.owe_in_rooms(transaction, viewer=viewer, kind=DeliveryKind.SUMMARY, fact=fact, now=now)
    if stored_partnerships.get(transaction, viewer=viewer).state is not PartnershipState.OPEN:
        return 0
    return sum(room.usable for room in stored_rooms.all_of(transaction, viewer=viewer))


def _told(transaction: Transaction, viewer: Viewer, round_id: int) -> Told:
    of = findings.one(transaction, viewer=viewer, round_id=round_id)
    summary = findings.summary_of(transaction, viewer=viewer, of=of)
    known = findings.known(transaction, viewer=viewer, of=of)
    found = findings.told(transaction, viewer=viewer, known=known, summary=summary)
    others = [
        one.person
        for one in stored_members.all_of(transaction, viewer=viewer)
        if one.person.id != viewer.person_id and one.role is not Role.RUNNER
    ]
    return replace(found, names=tuple(one.first_name for one in named_in(summary.well_do, people=others)))


def _today(transaction: Transaction, viewer: Viewer, now: datetime) -> date:
    return local_date(now=now, zone=stored_partnerships.get(transaction, viewer=viewer).zone)
