"""The workbook out: which copy, and then the file."""

from bot.messages import export as wording
from bot.services import partnerships, workbook
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press
from handlers.conversations.replies import Reply, Say, SendFile


def offer(call: Call[Command] | Call[Press]) -> Say:
    """Offer a copy of the timetable."""
    name = partnerships.names_of(database=call.database, viewer=call.caller.alone())[call.partnership_id]
    return Say(message=wording.which(partnership_id=call.partnership_id, partnership=name))


def press(call: Call[Press]) -> Reply:
    """Send the copy that was asked for; the menu's own button offers it."""
    if call.incoming.arg != wording.SHARE:
        return offer(call)
    copy = workbook.copy_to_share(database=call.database, viewer=call.viewer, now=call.now)
    return SendFile(
        name=copy.name,
        content=copy.content,
        message=wording.copy(partnership=copy.partnership.name, actions=copy.actions),
    )
