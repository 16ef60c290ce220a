"""The chair's brief, on the screen and on paper."""

from bot.messages import brief as wording
from bot.services import briefs, printing
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press
from handlers.conversations.replies import Reply, Say, SendFile


def show(call: Call[Command] | Call[Press]) -> Say:
    """Show the brief, in private."""
    found = briefs.read(database=call.database, viewer=call.viewer, now=call.now)
    return Say(message=wording.message(found))


def press(call: Call[Press]) -> Reply:
    """Show it, or send the page to print."""
    if call.incoming.arg != wording.PRINT:
        return show(call)
    page = printing.brief_page(database=call.database, viewer=call.viewer, now=call.now)
    return SendFile(name=page.name, content=page.content, message=page.message)
