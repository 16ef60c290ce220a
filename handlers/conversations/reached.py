"""**Who was reached**."""

from bot.messages import reached as wording
from bot.services.ledger import reached
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press
from handlers.conversations.replies import Say


def show(call: Call[Press]) -> Say:
    """Show it, in private."""
    found = reached.screen(database=call.database, viewer=call.viewer)
    return Say(message=wording.screen(found))
