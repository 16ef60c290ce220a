"""What changed on a platform. Nobody is answered."""

from bot.services import rooms
from handlers.conversations.call import Call
from handlers.conversations.incoming import Change, ChangeKind
from handlers.conversations.replies import Nothing


def keep(call: Call[Change]) -> Nothing:
    """Keep what changed about a room; who joins or leaves one changes nothing of ours."""
    change = call.incoming
    if change.change is ChangeKind.RENAMED:
        rooms.renamed(
            database=call.database,
            installation_id=change.sender.installation_id,
            room=change.place.conversation,
            name=change.name,
        )
    elif change.change is not ChangeKind.LEFT:
        rooms.usable(
            database=call.database,
            installation_id=change.sender.installation_id,
            room=change.place.conversation,
            can_post=change.change is ChangeKind.JOINED,
        )
    return Nothing()
