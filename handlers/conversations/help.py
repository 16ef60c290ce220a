"""Nothing, or `help`: what is yours, and what you can ask for."""

from bot.messages import help as wording
from bot.services import standings
from handlers.conversations.call import Call
from handlers.conversations.incoming import Incoming
from handlers.conversations.replies import Say


def say(call: Call[Incoming]) -> Say:
    """Say what is yours with buttons for what your role may do; to somebody new, who I am."""
    found = standings.of_caller(database=call.database, caller=call.caller)
    return Say(message=wording.overview(standings=found) if found else wording.introduction())
