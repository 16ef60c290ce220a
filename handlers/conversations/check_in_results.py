"""**The check-in** as runner and chair read it, **How it feels**, and **Is it worth it?**"""

from typing import Final

from bot.messages.checkins import charts
from bot.messages.checkins import felt as felt_wording
from bot.messages.checkins import results as wording
from bot.messages.checkins import worth as worth_wording
from bot.services.checkins import feeling, reading
from handlers.conversations import check_in_args
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press
from handlers.conversations.replies import Reply, Say, SendFile

_FEELS_PICTURE: Final = "feels_picture"
_WORTH_PICTURE: Final = "worth_picture"


def press(call: Call[Press]) -> Reply:
    """Show what the button asks for, in private."""
    round_id, word = check_in_args.of_round(call.incoming.arg)
    if word in (wording.FEELS, _FEELS_PICTURE):
        return _felt(call, word)
    if word in (wording.WORTH, _WORTH_PICTURE):
        return _worth(call, word)
    screen = reading.screen(database=call.database, viewer=call.viewer, round_id=round_id)
    return Say(message=wording.message(screen))


def _felt(call: Call[Press], word: str) -> Reply:
    felt = feeling.felt(database=call.database, viewer=call.viewer, now=call.now)
    if word != _FEELS_PICTURE:
        return Say(message=felt_wording.message(felt))
    return SendFile(name=felt_wording.FILE, content=charts.feels(felt), message=felt_wording.picture(felt))


def _worth(call: Call[Press], word: str) -> Reply:
    worth = feeling.worth(database=call.database, viewer=call.viewer)
    if word != _WORTH_PICTURE:
        return Say(message=worth_wording.message(worth))
    return SendFile(
        name=worth_wording.FILE, content=charts.worth(worth), message=worth_wording.picture(worth)
    )
