"""A check-in as somebody meets it who is asked: on Home, and when they type `checkin`."""

from datetime import date, datetime

from bot.domain.calendars import local_date
from bot.domain.permissions import Intent, Viewer, allowed
from bot.domain.rounds import Round, RoundState
from bot.messages.checkins import mine as wording
from bot.messages.checkins.mine import Mine
from bot.messages.model import Item
from bot.services import guard
from bot.services.checkins import asking, grounds
from bot.services.ports import Transaction, Transactions
from storage import partnerships as stored_partnerships
from storage import rounds as stored_rounds


def show(*, database: Transactions, viewer: Viewer, now: datetime) -> Mine:
    """Return how the check-in stands with the viewer. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.ANSWER_CHECK_IN)
    with database.read() as transaction:
        return of(transaction, viewer=viewer, now=now)


def of_home(transaction: Transaction, *, viewer: Viewer, now: datetime) -> tuple[Item, ...]:
    """Return the open check-in for somebody's Home, while it waits for them."""
    if not allowed(intent=Intent.ANSWER_CHECK_IN, viewer=viewer):
        return ()
    return wording.on_home(of(transaction, viewer=viewer, now=now))


def item_of(transaction: Transaction, *, viewer: Viewer, now: datetime) -> Item | None:
    """Return the open check-in with its buttons as it stands with the viewer, None where they are not asked."""
    return wording.item(of(transaction, viewer=viewer, now=now))


def of(transaction: Transaction, *, viewer: Viewer, now: datetime) -> Mine:
    """Return how the check-in stands with the viewer."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    today = local_date(now=now, zone=partnership.zone)
    rounds = stored_rounds.all_of(transaction, viewer=viewer)
    opened = next((one for one in rounds if one.takes_answers(now=now, zone=partnership.zone)), None)
    if opened is None:
        next_on = _next_on(transaction, viewer, rounds, now)
        return Mine(partnership=partnership.name, today=today, next_on=next_on)
    found = stored_rounds.participation(
        transaction, viewer=viewer, round_id=opened.id, person_id=viewer.person_id
    )
    if found is None:
        return Mine(partnership=partnership.name, today=today, is_open=True)
    return Mine(
        partnership=partnership.name,
        today=today,
        asked=asking.asked_of(transaction, viewer=viewer, of_round=opened, participation=found, now=now),
        standing=found.standing,
        is_open=True,
    )


def _next_on(
    transaction: Transaction, viewer: Viewer, rounds: tuple[Round, ...], now: datetime
) -> date | None:
    """The day of the planned one, None where it is held or its day has gone by: then nothing is promised."""
    planned = next((one for one in rounds if one.state is RoundState.PLANNED), None)
    if planned is None:
        return None
    seen = grounds.look(transaction, viewer=viewer, now=now)
    return None if seen.setting.on_hold or planned.opens_on < seen.today else planned.opens_on
