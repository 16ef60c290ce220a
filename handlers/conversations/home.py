"""Home, asked for in words or by **Show all**."""

from bot.services import home
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press
from handlers.conversations.replies import Say


def show(call: Call[Command] | Call[Press]) -> Say:
    """Show everything that is the caller's, in private."""
    return Say(message=home.of(database=call.database, caller=call.caller, now=call.now))
