"""Nothing, or `help`: what is yours, and what you can ask for."""

from bot.messages import help as wording
from bot.services import standings
from handlers.conversations import commands
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Incoming, Text
from handlers.conversations.replies import Say


def say(call: Call[Incoming]) -> Say:
    """Say what is yours with buttons for what your role may do; to somebody new, who I am.

    A room that has overheard the asking reads what everybody may.
    """
    if _asks_in_room(call):
        return Say(message=wording.in_room(), in_room=True)
    found = standings.of_caller(database=call.database, caller=call.caller)
    return Say(message=wording.overview(standings=found) if found else wording.introduction())


def _asks_in_room(call: Call[Incoming]) -> bool:
    """Whether help was asked for in so many words where a partnership of theirs meets; other words may be private."""
    said = call.incoming
    if not isinstance(said, Command | Text) or not said.place.overheard:
        return False
    meets_here = call.caller.viewer(call.caller.room_partnership_id) is not None
    return meets_here and commands.is_help(said.words)
