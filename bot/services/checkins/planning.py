"""On which day the next round goes out: planned each morning, put off by **Not now**, brought forward by **Ask now**."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.domain.calendars import first_instant, local_date
from bot.domain.mornings import Rank
from bot.domain.participations import Participation
from bot.domain.partnerships import Partnership
from bot.domain.permissions import Intent, Viewer
from bot.domain.questions import Question, QuestionKind
from bot.domain.round_days import Bar, bars, bars_by_hand
from bot.domain.rounds import Round, RoundState, Standing, closes_on
from bot.domain.school_years import next_round_on
from bot.errors import Refused
from bot.messages.bank import CURRENT
from bot.messages.checkins import planned as wording
from bot.messages.checkins.planned import Ahead
from bot.messages.notices import Notice
from bot.services import guard
from bot.services.checkins import grounds, opening
from bot.services.checkins.grounds import Grounds
from bot.services.lengths import require_room
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import audit, own_questions
from storage import members as stored_members
from storage import rounds as stored_rounds

BECAUSE_LENGTH: Final = 300
_STANDING: Final = {
    Bar.ON_HOLD: "check_in_on_hold",
    Bar.FAILING: "check_in_failing",
    Bar.NOBODY: "check_in_nobody",
    Bar.OPEN_ALREADY: "check_in_open_already",
}
"""What no other day would change, with what is said to who asks for a round."""

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What became of **Ask now** or **Not now**: the day of the round, and whether it has gone out already.

    `changed` is False where somebody was quicker.
    """

    partnership: Partnership
    on: date
    is_open: bool
    changed: bool = True


def look_ahead(transaction: Transaction, *, viewer: Viewer, now: datetime) -> None:
    """Plan the next round of the viewer's partnership, or move it where its day suits no longer."""
    seen = grounds.look(transaction, viewer=viewer, now=now)
    if any(bar in _STANDING for bar in bars(seen.today, setting=seen.setting)):
        return
    planned = seen.planned
    if planned is not None and _suits(planned, seen):
        return
    day = next_round_on(today=seen.today, setting=seen.setting)
    if day is not None:
        _place(transaction, viewer, seen, day, because="", now=now)


def show(*, database: Transactions, viewer: Viewer, now: datetime) -> Ahead:
    """Return the round to come, or the open one. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.CHECK_IN)
    with database.read() as transaction:
        return _ahead(transaction, viewer, now)


def ask_now(*, database: Transactions, viewer: Viewer, because: str, now: datetime) -> Placed:
    """Send a round out today, or on the next Tuesday on which it may go.

    Raises `Refused` (not_for_your_role, too_long, check_in_on_hold, check_in_failing, check_in_nobody,
    check_in_open_already, check_in_reason_needed, check_in_no_day).
    """
    guard.require(viewer=viewer, intent=Intent.CHECK_IN)
    reason = require_room(because, field="because", most=BECAUSE_LENGTH)
    with database.write() as transaction:
        seen = grounds.look(transaction, viewer=viewer, now=now)
        day = _first_by_hand(seen, reason)
        placed = _place(transaction, viewer, seen, day, because=reason, now=now)
        is_open = placed is not None and opening.open_today(
            transaction, viewer=viewer, planned=placed, now=now
        )
        return Placed(partnership=seen.partnership, on=day, is_open=is_open, changed=placed is not None)


def not_now(*, database: Transactions, viewer: Viewer, round_id: int, version: int, now: datetime) -> Placed:
    """Put a planned round off to the next day that suits.

    Raises `Refused` (not_for_your_role, round_gone, check_in_no_day).
    """
    guard.require(viewer=viewer, intent=Intent.CHECK_IN)
    with database.write() as transaction:
        seen = grounds.look(transaction, viewer=viewer, now=now)
        planned = stored_rounds.get(transaction, viewer=viewer, round_id=round_id)
        if planned.state is not RoundState.PLANNED or planned.version != version:
            is_open = planned.state is not RoundState.PLANNED
            return Placed(partnership=seen.partnership, on=planned.opens_on, is_open=is_open, changed=False)
        day = next_round_on(today=planned.opens_on + _ONE_DAY, setting=seen.setting)
        if day is None:
            raise Refused("check_in_no_day")
        _move(transaction, viewer, seen, planned, day, because=planned.because)
        _note(transaction, viewer, "check_in_put_off", planned.id, now)
        return Placed(partnership=seen.partnership, on=day, is_open=False)


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Tell the runner on the last working day before a round what would be asked."""
    viewer = reader.membership.viewer
    planned = _planned(transaction, viewer)
    if planned is None or not _is_eve(reader, planned.opens_on, now):
        return ()
    ahead = _ahead(transaction, viewer, now)
    blocks = wording.announced(ahead) if ahead.questions else ()
    return (Notice(blocks=blocks, rank=Rank.CAN_WAIT, once=True),) if blocks else ()


def _first_by_hand(seen: Grounds, reason: str) -> date:
    """Return the first day on which a round may go out that somebody asks for. Raises `Refused` where there is none."""
    standing = next((bar for bar in bars(seen.today, setting=seen.setting) if bar in _STANDING), None)
    if standing is not None:
        raise Refused(_STANDING[standing])
    day = _by_hand(seen, reason)
    # A reason is asked for only where without one it would wait, and with one it would not.
    if not reason and needs_reason(seen):
        raise Refused("check_in_reason_needed", field="because")
    if day is None:
        raise Refused("check_in_no_day")
    return day


def needs_reason(seen: Grounds) -> bool:
    """Say whether a round that is asked for now comes so soon after the last that it needs a reason."""
    soonest = _by_hand(seen, opening.BY_HAND)
    return soonest is not None and soonest != _by_hand(seen, "")


def _by_hand(seen: Grounds, reason: str) -> date | None:
    days = (day for day in seen.setting.terms.days if day >= seen.today)
    return next((day for day in days if not bars_by_hand(day, setting=seen.setting, because=reason)), None)


def _suits(planned: Round, seen: Grounds) -> bool:
    if planned.opens_on < seen.today:
        return False
    return not bars_by_hand(planned.opens_on, setting=seen.setting, because=opening.BY_HAND)


def _place(
    transaction: Transaction, viewer: Viewer, seen: Grounds, day: date, *, because: str, now: datetime
) -> Round | None:
    """Plan the round of a day, or move the planned one there. None where somebody was quicker."""
    if seen.planned is not None:
        if not _move(transaction, viewer, seen, seen.planned, day, because=because):
            return None
        placed: Round | None = stored_rounds.get(transaction, viewer=viewer, round_id=seen.planned.id)
    else:
        placed = stored_rounds.plan(
            transaction,
            viewer=viewer,
            opens_on=day,
            closes_at=_closes_at(seen, day),
            bank=CURRENT.version,
            kinds=grounds.kinds_on(transaction, viewer=viewer, on=day, grounds=seen),
            stage=seen.stage,
            because=because,
        )
    if placed is not None:
        _note(transaction, viewer, "check_in_planned", placed.id, now)
    return placed


def _move(
    transaction: Transaction, viewer: Viewer, seen: Grounds, planned: Round, day: date, *, because: str
) -> bool:
    return stored_rounds.change(
        transaction,
        viewer=viewer,
        round_id=planned.id,
        since={RoundState.PLANNED},
        version=planned.version,
        opens_on=day,
        closes_at=_closes_at(seen, day),
        because=because,
    )


def _closes_at(seen: Grounds, day: date) -> datetime:
    return first_instant(on=closes_on(day) + _ONE_DAY, at=time.min, zone=seen.partnership.zone)


def _note(transaction: Transaction, viewer: Viewer, act: str, round_id: int, now: datetime) -> None:
    audit.write(transaction, viewer=viewer, act=act, subject=opening.fact_of(round_id), now=now)


def _is_eve(reader: Reader, on: date, now: datetime) -> bool:
    """Whether this is the reader's last working morning before a day."""
    today = local_date(now=now, zone=reader.calendar.zone)
    between = (today + _ONE_DAY * number for number in range(1, (on - today).days))
    return today < on and not any(reader.calendar.is_working(day) for day in between)


def _planned(transaction: Transaction, viewer: Viewer) -> Round | None:
    found = stored_rounds.all_of(transaction, viewer=viewer)
    return next((one for one in found if one.state is RoundState.PLANNED), None)


def _ahead(transaction: Transaction, viewer: Viewer, now: datetime) -> Ahead:
    seen = grounds.look(transaction, viewer=viewer, now=now)
    on = seen.planned.opens_on if seen.planned else None
    kinds, questions = _questions(transaction, viewer, seen)
    runner = stored_members.runner_of(transaction, viewer=viewer)
    of_round = [] if seen.opened is None else _in(transaction, viewer, seen.opened)
    return Ahead(
        partnership_id=seen.partnership.id,
        partnership=seen.partnership.name,
        today=seen.today,
        on=on,
        questions=questions,
        kinds=kinds,
        runner=runner.person.first_name if runner else "",
        own=own_questions.all_of(transaction, viewer=viewer),
        planned=seen.planned,
        opened=seen.opened,
        people=seen.setting.people,
        asked=len(of_round),
        answered=sum(one.standing is Standing.ANSWERED for one in of_round),
        needs_reason=needs_reason(seen),
    )


def _in(transaction: Transaction, viewer: Viewer, opened: Round) -> tuple[Participation, ...]:
    return stored_rounds.participations_of(transaction, viewer=viewer, round_id=opened.id)


def _questions(
    transaction: Transaction, viewer: Viewer, seen: Grounds
) -> tuple[Mapping[str, QuestionKind], tuple[Question, ...]]:
    """The questions of the open round, else those that the next one would have."""
    if seen.opened is not None:
        found = grounds.questions_of(transaction, viewer=viewer, of_round=seen.opened)
        return seen.opened.kinds, tuple(found.values())
    on = seen.planned.opens_on if seen.planned else seen.today
    kinds = grounds.kinds_on(transaction, viewer=viewer, on=on, grounds=seen)
    known = {
        **CURRENT.questions,
        **{one.key: one for one in own_questions.all_of(transaction, viewer=viewer)},
    }
    return kinds, tuple(known[key] for key in kinds)
