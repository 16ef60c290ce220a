"""Which partnership something is about: the one named, the room's, the only one; else the person is asked."""

from bot.domain.permissions import Intent, Viewer
from bot.errors import Refused
from bot.messages import choosing as wording
from bot.services import partnerships
from bot.services.identity import Caller
from bot.services.ports import Transactions
from handlers.conversations import commands
from handlers.conversations.incoming import Command, Incoming, Press, Submit
from handlers.conversations.replies import Say


def choose(incoming: Incoming, caller: Caller, database: Transactions) -> Viewer | Say:
    """Return the caller as a viewer of one partnership, or the question which one is meant.

    Raises `Refused` (not_in_partnership, no_partnership_yet) when the caller belongs to none that fits.
    """
    named = incoming.partnership_id if isinstance(incoming, Press | Submit) else None
    partnership_id = named or caller.room_partnership_id
    if partnership_id is not None:
        viewer = caller.viewer(partnership_id)
        if viewer is None:
            raise Refused("not_in_partnership")
        return viewer
    if not caller.memberships:
        raise Refused("no_partnership_yet")
    if len(caller.memberships) == 1:
        return caller.memberships[0].viewer
    names = partnerships.names_of(database=database, viewer=caller.alone())
    intent = commands.intent_of(incoming)
    return Say(message=wording.which(names=names, intent=intent, arg=_typed(incoming)))


def _typed(incoming: Incoming) -> str:
    """What a press was about; what was typed after `add`, so that nobody types it twice, as far as a button holds it."""
    if isinstance(incoming, Press):
        return incoming.arg
    if not isinstance(incoming, Command) or commands.intent_of(incoming) is not Intent.ADD:
        return ""
    words = commands.rest(incoming.words)
    return words if len(words) <= commands.LINE else ""
