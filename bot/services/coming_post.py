"""In the runner's list: to whom something goes on their next working day, for the first two weeks or as they like."""

from datetime import datetime

from bot.domain.previews import shows_tomorrow
from bot.messages import tomorrow as wording
from bot.messages.notices import Notice
from bot.services import forecast
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import partnerships as stored_partnerships


def source(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Say to whom something goes next; nothing where nothing does, or where the runner doesn't like to be told."""
    viewer = reader.membership.viewer
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    on = forecast.next_day(reader.calendar, now=now)
    if on is None or not shows_tomorrow(partnership, now=now):
        return ()
    going = forecast.of_day(transaction, viewer=viewer, on=on, now=now, keep=lambda deliveries, _: deliveries)
    names = [one.membership.person.name for one in going]
    return (wording.coming(partnership_id=partnership.id, names=names, on=on),) if names else ()
