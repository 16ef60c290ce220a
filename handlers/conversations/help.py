"""Nothing, or `help`: what is yours, and what you can ask for."""

from typing import Final

from bot.messages import help as wording
from bot.services import standings
from handlers.conversations import commands
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Incoming, Press, Text
from handlers.conversations.replies import Say

_POLITE: Final = frozenset({"", "cheers", "good", "hello", "hey", "hi", "thank", "thanks"})


def say(call: Call[Incoming]) -> Say:
    """Say what is yours with buttons for what your role may do; to somebody new, who I am. **More** shows them all.

    A room that has overheard the asking reads what everybody may.
    """
    if _asks_in_room(call):
        return Say(message=wording.in_room(), in_room=True)
    found = standings.of_caller(database=call.database, caller=call.caller)
    if not found:
        return Say(message=wording.introduction())
    if isinstance(call.incoming, Press) and call.incoming.arg == wording.MORE:
        return Say(message=wording.everything(standings=found))
    if isinstance(call.incoming, Command | Text) and commands.is_worried(call.incoming.words):
        return Say(message=wording.worried(standings=found, is_private=call.incoming.place.private))
    said = wording.overview(standings=found)
    words = _unknown(call.incoming)
    return Say(message=wording.not_understood(said, meant=commands.meant(words)) if words else said)


def _unknown(said: Incoming) -> str:
    """Return what was typed where it is neither a word of ours nor only polite, else ""."""
    if not isinstance(said, Command | Text) or commands.is_known(said.words):
        return ""
    is_polite = commands.first_word(said.words).strip("!?.,") in _POLITE
    return "" if is_polite else said.words


def _asks_in_room(call: Call[Incoming]) -> bool:
    """Whether help was asked for in so many words where a partnership of theirs meets; other words may be private."""
    said = call.incoming
    if not isinstance(said, Command | Text) or not said.place.overheard:
        return False
    meets_here = call.caller.viewer(call.caller.room_partnership_id) is not None
    return meets_here and commands.is_help(said.words)
