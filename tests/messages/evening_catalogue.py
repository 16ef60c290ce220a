"""Every message about what is pressed after somebody's hours."""

from collections.abc import Mapping
from datetime import date, time

from bot.domain.after_hours import Later, Seen, Stays, WillSee
from bot.messages import after_hours, changes, urgent
from bot.messages.envelope import Section
from bot.messages.model import Item, Message
from bot.messages.thanks import passed_on
from tests.actions import TODAY
from tests.messages.cast import Cast

_THURSDAY = Seen(on=date(2026, 11, 12), at=time(8, 30))


def evenings(cast: Cast) -> Mapping[str, Message]:
    said = passed_on(partnership=cast.partnership, to=cast.reader, by_runner="")
    return {
        "thanks, after hours": after_hours.on_message(said, later=_later(cast, critical=False)),
        "sent now": urgent.cannot_wait(
            section=Section(
                partnership_id=9,
                partnership=cast.partnership,
                notices=(changes.dropped(cast.view("dropped")),),
            ),
            answered=(),
            first_name=cast.mina.first_name,
        ),
        "sent now, with an answer": urgent.cannot_wait(
            section=Section(partnership_id=9, partnership=cast.partnership),
            answered=((cast.view(), "date_kept"),),
            first_name=cast.mina.first_name,
        ),
    }


def evening_items(cast: Cast) -> Mapping[str, Item]:
    view = cast.view("dropped", reader_id=1)
    dropped, later = changes.taken_out(view), _later(cast, critical=True)
    stayed = [
        (cast.mina.first_name, Stays.QUIET, date(2026, 11, 16), "01632 960 118"),
        (cast.mina.first_name, Stays.FULL_WEEK, None, ""),
        (cast.mina.first_name, Stays.NO_HELLO, None, ""),
        (cast.mina.first_name, Stays.RESTS, date(2026, 12, 3), ""),
        (cast.mina.first_name, Stays.AWAY, date(2026, 11, 16), ""),
        (cast.mina.first_name, Stays.AWAY, None, ""),
        (cast.mina.first_name, Stays.DAY_OFF, date(2026, 11, 16), ""),
        (cast.mina.first_name, Stays.DAY_OFF, None, ""),
        (cast.mina.first_name, None, None, ""),
    ]
    return {
        "dropped after hours, critical": after_hours.on_item(dropped, later=later),
        "dropped after hours": after_hours.on_item(dropped, later=_later(cast, critical=False)),
        "it can wait": after_hours.waits(view, later=later),
        "it can wait, in hours": after_hours.waits(view, later=None),
        "it can wait, and has gone": after_hours.waits(view, later=None, was_gone=True, is_left=False),
        "it can wait, and nothing is left": after_hours.waits(view, later=None, is_left=False),
        "it can't": after_hours.sent(view, went=(cast.mina.first_name,), stayed=(), was_gone=False),
        "it can't, and more waits": after_hours.sent(
            view, went=(cast.mina.first_name,), stayed=(), was_gone=False, more_waits=True
        ),
        "it can't, and stays": after_hours.sent(view, went=(), stayed=stayed, was_gone=False),
        "it can't, twice": after_hours.sent(view, went=(), stayed=(), was_gone=True),
        "it can't, and nothing is left": after_hours.sent(view, went=(), stayed=(), was_gone=False),
    }


def _later(cast: Cast, *, critical: bool) -> Later:
    return Later(
        partnership_id=9,
        today=TODAY,
        people=(WillSee(first_name=cast.mina.first_name, seen=_THURSDAY, ids=(3,)),),
        share_id=12 if critical else None,
        title=cast.title if critical else "",
    )
