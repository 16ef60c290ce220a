"""What the fields of an action hold, read from a form."""

from collections.abc import Sequence
from datetime import date

from bot.domain.commitments import TITLE_LENGTH, Wording
from bot.domain.importance import Importance
from bot.domain.milestones import Milestone
from bot.errors import Refused
from bot.services.days import read_day
from bot.services.lengths import TEXT, require_room


def wording(*, what: str, done_when: str, why: str, if_not: str, heading: str = "") -> Wording:
    """Return what an action says. Raises `Refused` (title_needed, too_long)."""
    title = " ".join(require_room(what, field="what", most=TITLE_LENGTH).split())
    if not title:
        raise Refused("title_needed", field="what")
    return Wording(
        title=title,
        heading=heading,
        done_when=require_room(done_when, field="done_when", most=TEXT),
        why=require_room(why, field="why", most=TEXT),
        if_not=require_room(if_not, field="if_not", most=TEXT),
    )


def importance(chosen: str) -> Importance:
    """Return how much hangs on it, normal where nothing was chosen. Raises `Refused` (importance_unknown)."""
    known = {one.value: one for one in Importance}
    if chosen and chosen not in known:
        raise Refused("importance_unknown", field="importance")
    return known.get(chosen, Importance.NORMAL)


def last_safe(text: str, *, due: date, today: date) -> date | None:
    """Return the last safe date, None for none. Raises `Refused` (last_safe_before_due, date_…)."""
    if not text.strip():
        return None
    day = read_day(text=text, field="last_safe", today=today)
    if day < due:
        raise Refused("last_safe_before_due", field="last_safe", day=day, due=due)
    return day


def milestone(chosen: str, *, known: Sequence[Milestone]) -> int | None:
    """Return the milestone that was chosen, None for none. Raises `Refused` (milestone_gone)."""
    ids = {str(one.id): one.id for one in known}
    if chosen and chosen not in ids:
        raise Refused("milestone_gone", field="milestone")
    return ids.get(chosen)
