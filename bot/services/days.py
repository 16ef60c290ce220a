"""A day that somebody typed, or the refusal that says what to mend."""

from datetime import date

from bot.domain.dates import read_date
from bot.domain.relative_dates import friday_week
from bot.errors import Refused


def read_day(*, text: str, field: str, today: date, prefer_after: date | None = None) -> date:
    """Return the day that is meant by what was typed into a field on `today`.

    Raises `Refused` with one key a reason: "date_" and the reason of `DateRead`.
    """
    read = read_date(text, today=today, prefer_after=prefer_after)
    if read.day is None:
        raise Refused(
            f"date_{read.reason}",
            field=field,
            text=read.text,
            options=read.options,
            weekday=read.weekday,
            example=friday_week(today),
        )
    return read.day
