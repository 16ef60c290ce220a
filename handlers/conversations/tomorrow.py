"""**Tomorrow's post**, **Hold** and **Let it go**."""

from bot.domain.ids import id_of
from bot.errors import Refused
from bot.messages import tomorrow as wording
from bot.services import tomorrow
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press
from handlers.conversations.replies import Replace, Reply, Say


def show(call: Call[Press]) -> Reply:
    """Show what goes out next; or keep whether the list tells it by itself."""
    arg = call.incoming.arg
    if arg in (wording.ON, wording.OFF):
        shows = arg == wording.ON
        tomorrow.show(database=call.database, viewer=call.viewer, shows=shows, now=call.now)
        return Say(message=wording.shows(shows=shows))
    post = tomorrow.post(database=call.database, viewer=call.viewer, now=call.now)
    first = id_of(arg.removeprefix(wording.FROM)) or 0
    return Say(message=wording.screen(post=post, first=first))


def hold(call: Call[Press]) -> Replace:
    """**Hold** what somebody would get, or **Let it go**."""
    word, person_id, ids = _read(call.incoming.arg)
    act = tomorrow.let_go if word == wording.FREE else tomorrow.hold
    mail = act(database=call.database, viewer=call.viewer, person_id=person_id, ids=ids, now=call.now)
    if word == wording.FREE:
        return Replace(item=wording.freed(mail))
    return Replace(item=wording.held(call.partnership_id, mail))


def _read(arg: str) -> tuple[str, int, list[int]]:
    """Return the word, the person and the deliveries. Raises `Refused` (post_gone) for what no button of ours carries."""
    word, *rest = arg.split(".")
    numbers = [id_of(one) for one in rest]
    found = [one for one in numbers if one is not None]
    if word not in (wording.HOLD, wording.FREE) or len(found) < 2 or len(found) < len(numbers):
        raise Refused("post_gone")
    return word, found[0], found[1:]
