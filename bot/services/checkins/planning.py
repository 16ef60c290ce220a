"""On which day the next round goes out: planned each morning, put off by **Not now**, brought forward by **Ask now**."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.domain.calendars import first_instant, local_date
from bot.domain.mornings import Rank
from bot.domain.participations import Participation
from bot.domain.partnerships import Partnership
from bot.domain.permissions import Intent, Viewer
from bot.domain.questions import Question, QuestionKind
from bot.domain.round_days import Bar, bars, bars_by_hand, soonest
from bot.domain.rounds import Round, RoundState, Standing, closes_on
from bot.domain.school_years import next_round_on
from bot.errors import Refused
from bot.messages.bank import CURRENT
from bot.messages.checkins import planned as wording
from bot.messages.checkins.planned import Ahead
from bot.messages.model import Block
from bot.messages.notices import Notice
from bot.services import guard
from bot.services.checkins import grounds, mine, opening
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

HELD: Final = "check_in_held"
MOVED: Final = "check_in_moved"
"""What the audit says of a round whose day was moved by nobody: because nobody was there, or because it suits no longer."""

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What became of **Ask now** or **Not now**: the day of the round, and whether it has gone out already.

    `changed` is False where somebody was quicker. `reaches_on` is the first day on which people get it.
    """

    partnership: Partnership
    on: date
    is_open: bool
    changed: bool = True
    reaches_on: date | None = None


def look_ahead(transaction: Transaction, *, viewer: Viewer, now: datetime) -> None:
    """Plan the next round of the viewer's partnership, or move it where its day suits no longer."""
    seen = grounds.look(transaction, viewer=viewer, now=now)
    planned = seen.planned
    if any(bar in _STANDING for bar in bars(seen.today, setting=seen.setting)):
        _hold(transaction, viewer, seen, now)
        return
    if planned is not None and _suits(planned, seen):
        return
    day = next_round_on(today=seen.today, setting=seen.setting)
    if day is not None:
        _place(transaction, viewer, seen, day, because="", now=now)
        if planned is not None:
            _note(transaction, viewer, MOVED, planned.id, now)
    elif planned is not None:
        _drop(transaction, viewer, seen, planned, now)


def _hold(transaction: Transaction, viewer: Viewer, seen: Grounds, now: datetime) -> None:
    """While nobody looks after the partnership a round waits: its day, and with it the closing one, moves on by itself.

    Whatever else stands in the way, there is none in sight: one whose day has gone by is planned anew when there is.
    """
    planned = seen.planned
    if planned is None or planned.opens_on > seen.today:
        return
    setting = replace(seen.setting, on_hold=False)
    found = soonest(today=seen.today + _ONE_DAY, setting=setting) if seen.setting.on_hold else None
    if found is None:
        _drop(transaction, viewer, seen, planned, now)
    elif _move(transaction, viewer, seen, planned, found.on, because=planned.because):
        _note(transaction, viewer, HELD, planned.id, now)


def _drop(transaction: Transaction, viewer: Viewer, seen: Grounds, planned: Round, now: datetime) -> None:
    """Take a round back whose day has gone by, so that nobody is shown a day that was."""
    if planned.opens_on < seen.today and stored_rounds.drop(transaction, viewer=viewer, seen=planned):
        _note(transaction, viewer, "check_in_dropped", planned.id, now)


def show(*, database: Transactions, viewer: Viewer, now: datetime) -> Ahead:
    """Return the round to come, or the open one. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.CHECK_IN)
    with database.read() as transaction:
        return _ahead(transaction, viewer, now)


def ask_now(*, database: Transactions, viewer: Viewer, because: str, now: datetime) -> Placed:
    """Send a round out today, or on the next Tuesday on which it may go. One that went out today is shown as it is.

    Raises `Refused` (not_for_your_role, too_long, check_in_on_hold, check_in_failing, check_in_nobody,
    check_in_open_already, check_in_reason_needed, check_in_no_day).
    """
    guard.require(viewer=viewer, intent=Intent.CHECK_IN)
    reason = require_room(because, field="because", most=BECAUSE_LENGTH)
    with database.write() as transaction:
        seen = grounds.look(transaction, viewer=viewer, now=now, by_hand=True)
        if seen.opened is not None and seen.opened.opens_on == seen.today:
            return _out(transaction, viewer, seen, seen.today, now)
        day = _first_by_hand(seen, reason)
        _require_people(transaction, viewer, seen, day)
        placed = _place(transaction, viewer, seen, day, because=reason, now=now)
        if placed is None:
            return Placed(partnership=seen.partnership, on=day, is_open=False, changed=False)
        if not opening.open_today(transaction, viewer=viewer, planned=placed, now=now, by_hand=True):
            return Placed(partnership=seen.partnership, on=day, is_open=False)
        return _out(transaction, viewer, seen, day, now)


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
    if planned is None:
        return ()
    moved = _moved_today(transaction, reader, planned, now)
    if moved is not None:
        return (_notice(wording.moved(_ahead(transaction, viewer, now), is_held=moved)),)
    if not _is_eve(reader, planned.opens_on, now):
        return ()
    ahead = _ahead(transaction, viewer, now)
    blocks = wording.announced(ahead) if ahead.questions else ()
    return (_notice(blocks),) if blocks else ()


def _notice(blocks: tuple[Block, ...]) -> Notice:
    return Notice(blocks=blocks, rank=Rank.CAN_WAIT, once=True)


def _moved_today(transaction: Transaction, reader: Reader, planned: Round, now: datetime) -> bool | None:
    """Whether a round was held this morning (True), or had to move for another reason (False); None for neither."""
    viewer, zone = reader.membership.viewer, reader.calendar.zone
    since = first_instant(on=local_date(now=now, zone=zone), at=time.min, zone=zone)
    for act, is_held in ((HELD, True), (MOVED, False)):
        if opening.fact_of(planned.id) in audit.subjects_of(transaction, viewer=viewer, act=act, since=since):
            return is_held
    return None


def _out(transaction: Transaction, viewer: Viewer, seen: Grounds, on: date, now: datetime) -> Placed:
    reaches_on = opening.reaches_on(transaction, viewer=viewer, on=on, now=now)
    return Placed(partnership=seen.partnership, on=on, is_open=True, reaches_on=reaches_on)


def _first_by_hand(seen: Grounds, reason: str) -> date:
    """Return the first day on which a round may go out that somebody asks for. Raises `Refused` where there is none."""
    standing = next((bar for bar in bars(seen.today, setting=seen.setting) if bar in _STANDING), None)
    if standing is not None:
        raise Refused(_STANDING[standing])
    found = soonest(today=seen.today, setting=seen.setting)
    if found is None:
        raise Refused("check_in_no_day")
    # A reason is asked for only where without one it would wait, and with one it would not.
    if not reason and found.needs_reason:
        raise Refused("check_in_reason_needed", field="because")
    return found.on


def _require_people(transaction: Transaction, viewer: Viewer, seen: Grounds, day: date) -> None:
    """Raises `Refused` (check_in_nobody) where a round of a day has a question for nobody."""
    there = grounds.moved_to(day, grounds=seen)
    kinds = grounds.kinds_on(transaction, viewer=viewer, on=day, grounds=there)
    if not grounds.asked_anything(transaction, viewer=viewer, on=day, kinds=kinds):
        raise Refused("check_in_nobody")


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
            kinds=grounds.to_plan(transaction, viewer=viewer, on=day, grounds=seen),
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
        **_chosen_anew(transaction, viewer, seen, planned, day),
    )


def _chosen_anew(
    transaction: Transaction, viewer: Viewer, seen: Grounds, planned: Round, day: date
) -> Mapping[str, object]:
    """In another half-term it is the turn of other questions; in this one they stay as they were shown."""
    if seen.setting.terms.same_half_term(planned.opens_on, day):
        return {}
    chosen = grounds.to_plan(transaction, viewer=viewer, on=day, grounds=seen)
    return {"kinds": [[key, kind.value] for key, kind in chosen.items()], "stage": seen.stage}


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
    by_hand = grounds.look(transaction, viewer=viewer, now=now, by_hand=True)
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
        soonest=soonest(today=seen.today, setting=by_hand.setting),
        is_held=seen.setting.on_hold,
        has_changed=grounds.have_changed(transaction, viewer=viewer, grounds=seen),
        own_answers=None if seen.opened is None else mine.item_of(transaction, viewer=viewer, now=now),
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
