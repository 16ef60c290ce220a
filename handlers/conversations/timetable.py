"""The timetable, one part at a time; and everything that is the caller's."""

from bot.domain.partnerships import PartnershipState
from bot.messages import mine as mine_wording
from bot.messages import timetable as wording
from bot.messages.model import Message
from bot.services import timetable
from bot.services.timetable import Shown, TimetableView
from handlers.conversations import commands
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press
from handlers.conversations.replies import Replace, Reply, Say

_FOR_ALL = frozenset({Shown.COMING_UP, Shown.EVERYTHING})


def show(call: Call[Command]) -> Say:
    """Show the part that was typed ("timetable mine"), else what is coming up.

    A room reads it where that partnership meets there and its doors are open, and the part is for everybody.
    """
    view = _view(call, _shown(commands.rest(call.incoming.words).strip().casefold()))
    opened = view.partnership.state is PartnershipState.OPEN
    in_room = call.in_own_room and opened and view.shown in _FOR_ALL
    return Say(message=_timetable(view, in_room=in_room), in_room=in_room)


def turn_to(call: Call[Press]) -> Reply:
    """Show another part, in the place of the one that was pressed; what is pressed in a room stays private."""
    message = _timetable(_view(call, _shown(call.incoming.arg)))
    if call.incoming.arg and call.incoming.place.private:
        return Replace(message=message)
    return Say(message=message)


def mine(call: Call[Command] | Call[Press]) -> Say:
    """Show everything that is the caller's, in all of their partnerships, in private."""
    viewers = tuple(membership.viewer for membership in call.caller.memberships)
    found = timetable.mine(database=call.database, viewers=viewers, now=call.now)
    parts = tuple(
        mine_wording.Part(
            partnership=one.partnership.name,
            today=one.today,
            items=one.items,
            waiting=one.waiting,
            more=one.more,
        )
        for one in found
    )
    return Say(message=mine_wording.mine(parts=parts))


def _view(call: Call[Command] | Call[Press], shown: Shown) -> TimetableView:
    return timetable.show(database=call.database, viewer=call.viewer, shown=shown, now=call.now)


def _timetable(view: TimetableView, *, in_room: bool = False) -> Message:
    return wording.timetable(
        partnership_id=view.partnership.id,
        partnership=view.partnership.name,
        shown=view.shown.value,
        rows=view.rows,
        items=view.items,
        more=view.more,
        next_milestone=view.next_milestone,
        may_open=view.may_open and not in_room,
    )


def _shown(word: str) -> Shown:
    """Return what a button or a typed label asks for; anything else is what is coming up."""
    labels = {label.casefold(): key for key, label in wording.LABELS.items()}
    key = labels.get(word, word)
    return next((one for one in Shown if one.value == key), Shown.COMING_UP)
