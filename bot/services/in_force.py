"""The stage in force, and what is done in it. Everybody asks here."""

from dataclasses import dataclass
from datetime import date

from bot.domain.calendars import local_date
from bot.domain.evidence import Stage
from bot.domain.permissions import Viewer
from bot.domain.stage_history import at_first
from bot.domain.stage_manners import StageManners, stage_manners
from bot.services.ports import Transaction
from storage import partnerships as stored_partnerships
from storage import stages as stored_stages


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A stage and since when; `since` is None where nobody has opened the doors. `id` is None where none was agreed on."""

    stage: Stage
    since: date | None
    id: int | None = None
    because: str = ""


def stage_of(transaction: Transaction, *, viewer: Viewer) -> Stage | None:
    """Return the stage in force in the viewer's partnership: what was agreed on last, else what `start` was told.

    None where nobody has said anything; then nothing is done another way.
    """
    return stored_partnerships.get(transaction, viewer=viewer).stage


def manners_of(transaction: Transaction, *, viewer: Viewer) -> StageManners:
    """Return what is done in the stage in force."""
    return stage_manners(stage_of(transaction, viewer=viewer))


def of_partnership(transaction: Transaction, *, viewer: Viewer) -> InForce:
    """Return the stage in force with its day. Where nobody has said anything, it is what a group begins with."""
    held = stored_stages.history(transaction, viewer=viewer)
    if held:
        last = held[-1]
        return InForce(stage=last.stage, since=last.since, id=last.id, because=last.because)
    return at_beginning(transaction, viewer=viewer)


def at_beginning(transaction: Transaction, *, viewer: Viewer) -> InForce:
    """Return what it began with, on the day on which the doors were opened."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    profile, opened_at = partnership.profile, partnership.opened_at
    since = None if opened_at is None else local_date(now=opened_at, zone=profile.zone)
    return InForce(stage=at_first(going=profile.going, worked=profile.worked), since=since)
