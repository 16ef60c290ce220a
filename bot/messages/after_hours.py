"""Saying when a press after hours will be seen by whom it concerns."""

from datetime import time
from typing import Final

from bot.domain.after_hours import seen
from bot.domain.items import ItemView
from bot.messages.words import coming

_NOON: Final = time(12)
_AFTERNOON: Final = time(14)


def sentence(view: ItemView, *, answers: bool = False) -> str:
    """Return " Kwame will see this on Thursday morning.", "" inside the holder's hours and about one's own.

    `answers`: it answers what the holder has asked, and so comes sooner.
    """
    if view.is_readers or not view.holder_name or view.calendar is None:
        return ""
    found = seen(calendar=view.calendar, now=view.now, answers=answers)
    if found is None:
        return ""
    name = view.holder_name.split(" ", 1)[0]
    return f" {name} will see this on {coming(found.on, today=view.today)} {_part(found.at)}."


def _part(at: time) -> str:
    if at < _NOON:
        return "morning"
    return "at lunch" if at < _AFTERNOON else "afternoon"
