"""What one reader is owed about one share, as it stands: worked out here, and written by planning."""

from datetime import date, datetime

from bot.domain import slots
from bot.domain.asking import AskPlan, plan_ask
from bot.domain.calendars import PersonCalendar
from bot.domain.commitments import Commitment, Share, ShareState, due_of
from bot.domain.deliveries import FIRST_ASK, DeliveryKind, Owed
from bot.domain.reminders import Step, after, before, skipped_by_answer
from bot.domain.slots import Slot
from bot.services.readers import Reader


def ask(to: Reader, commitment: Commitment, share: Share, *, fact: str, now: datetime) -> list[Owed]:
    """Return the first question whether the holder accepts; nothing where it would come too late."""
    due = due_of(commitment=commitment, share=share)
    plan = asking_plan(to, due=due, now=now)
    if plan.on is None:
        return []
    slot = (
        slots.half_past_eight(on=plan.on, calendar=to.calendar)
        if plan.late
        else Slot(on=plan.on, at=to.calendar.instant(plan.on))
    )
    return [about(to, share, DeliveryKind.ASK, slot, fact=fact, step=FIRST_ASK, last_day=due)]


def asking_plan(to: Reader, *, due: date, now: datetime) -> AskPlan:
    """Return when a reader is asked, as far as what is known of their post decides it."""
    return plan_ask(
        due=due,
        calendar=to.calendar,
        now=now,
        greeted_at=to.membership.greeted_at,
        written_on=to.written_on,
    )


def agreed(to: Reader, share: Share, now: datetime) -> list[Owed]:
    """Return what tells the holder once of what was agreed at a meeting."""
    slot = slots.regular(calendar=to.calendar, earliest=now)
    if slot is None:
        return []
    return [about(to, share, DeliveryKind.AGREED, slot, fact=f"share:{share.id}:agreed", step="told")]


def reminders(to: Reader, commitment: Commitment, share: Share, now: datetime) -> list[Owed]:
    """Return the reminders before the date and the one fair warning after it, from now on (R02, R05)."""
    if share.state is not ShareState.ACCEPTED:
        return []
    due = due_of(commitment=commitment, share=share)
    first = slots.first_day(calendar=to.calendar, earliest=now)
    steps = reminders_from(first, commitment=commitment, share=share, calendar=to.calendar)
    warning = after(due=due, importance=commitment.importance, calendar=to.calendar)
    return [
        about(
            to,
            share,
            DeliveryKind.REMINDER if step.is_before else DeliveryKind.AFTER,
            Slot(on=step.on, at=to.calendar.instant(step.on), off_day=step.off_day),
            fact=f"share:{share.id}:{due.isoformat()}",
            step=step.name,
            last_day=due if step.is_before else None,
        )
        for step in (*steps, *((warning,) if warning and warning.on >= first else ()))
    ]


def reminders_from(
    day: date, *, commitment: Commitment, share: Share, calendar: PersonCalendar
) -> tuple[Step, ...]:
    """Return the reminders before the date from `day` on, without those that rest after **On track**."""
    due = due_of(commitment=commitment, share=share)
    importance = commitment.importance
    if share.rested_on is None:
        return before(due=due, importance=importance, calendar=calendar, from_day=day)
    since = min(day, share.rested_on)
    steps = before(due=due, importance=importance, calendar=calendar, from_day=since)
    resting = skipped_by_answer(steps=steps, importance=importance, answered_on=share.rested_on)
    return tuple(step for step in steps if step.on >= day and step.name not in resting)


def asked(share: Share, *, handed_on: int, commitment: Commitment) -> str:
    """Return the fact of asking."""
    # The handing-on belongs to the fact: whoever it comes to, or back to, is asked for the first time.
    due = due_of(commitment=commitment, share=share)
    return f"share:{share.id}:{due.isoformat()}:{share.person_id}:{handed_on}"


def about(
    to: Reader,
    share: Share,
    kind: DeliveryKind,
    slot: Slot,
    *,
    fact: str,
    step: str,
    last_day: date | None = None,
) -> Owed:
    """Return something owed to a reader about a share."""
    return Owed(
        kind=kind,
        fact=fact,
        step=step,
        partnership_id=to.membership.partnership_id,
        due_on=slot.on,
        due_at=slot.at,
        person_id=to.person_id,
        share_id=share.id,
        off_day=slot.off_day,
        last_day=last_day,
    )
