"""The workbook out: which copy, and then the file."""

from bot.messages import export as wording
from bot.services import workbook
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press
from handlers.conversations.replies import Reply, Say, SendFile


def offer(call: Call[Command] | Call[Press]) -> Reply:
    """Offer both copies to who may have both; anybody else gets the copy to share at once."""
    choice = workbook.choice(database=call.database, viewer=call.viewer)
    if not choice.has_own:
        return _to_share(call)
    return Say(message=wording.which(partnership_id=call.partnership_id, partnership=choice.partnership.name))


def press(call: Call[Press]) -> Reply:
    """Send the copy to share; the menu's own button offers what there is."""
    return _to_share(call) if call.incoming.arg == wording.SHARE else offer(call)


def own(call: Call[Press]) -> SendFile:
    """Send **My copy**."""
    copy = workbook.my_copy(database=call.database, viewer=call.viewer, now=call.now)
    said = wording.own_copy(partnership=copy.partnership.name, actions=copy.actions)
    return SendFile(name=copy.name, content=copy.content, message=said)


def _to_share(call: Call[Command] | Call[Press]) -> SendFile:
    copy = workbook.copy_to_share(database=call.database, viewer=call.viewer, now=call.now)
    said = wording.copy(partnership=copy.partnership.name, actions=copy.actions)
    return SendFile(name=copy.name, content=copy.content, message=said)
