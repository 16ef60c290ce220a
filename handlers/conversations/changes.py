"""What changed on a platform. Nobody is answered."""

from bot.services import rooms
from handlers.conversations.call import Call
from handlers.conversations.incoming import Change, ChangeKind
from handlers.conversations.replies import Nothing


def keep(call: Call[Change]) -> Nothing:
    """Keep what changed about a room; who joins or leaves one changes nothing of ours."""
    change = call.incoming
    at = rooms.At(installation_id=change.sender.installation_id, room=change.place.conversation)
    if change.change is ChangeKind.RENAMED:
        rooms.renamed(database=call.database, at=at, name=change.name, now=call.now)
    elif change.change is ChangeKind.MOVED:
        rooms.moved(database=call.database, at=at, new_id=change.subject, now=call.now)
    elif change.change is not ChangeKind.LEFT:
        can_post = change.change is ChangeKind.JOINED
        rooms.usable(database=call.database, at=at, can_post=can_post, now=call.now)
    return Nothing()
