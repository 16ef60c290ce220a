"""**Side by side**, and each partner's **Fine with us**."""

import re
from typing import Final

from bot.errors import Refused
from bot.messages.checkins import side as wording
from bot.services.checkins import siding
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press
from handlers.conversations.replies import Say

_ARG: Final = re.compile(r"(?P<partner>\d{1,15})(?:\.(?P<back>back))?", re.ASCII)


def show(call: Call[Press]) -> Say:
    """Show it, in private."""
    return Say(message=wording.message(siding.screen(database=call.database, viewer=call.viewer)))


def settle(call: Call[Press]) -> Say:
    """**Ask the partners**, **Fine with us** or **Take it back**."""
    if call.incoming.arg == wording.ASK:
        asked = siding.ask(database=call.database, viewer=call.viewer, now=call.now)
        return Say(
            message=wording.asked(partnership=asked.partnership, whom=asked.whom, by_hand=asked.by_hand)
        )
    found = _ARG.fullmatch(call.incoming.arg)
    if found is None:
        raise Refused("partner_gone")
    partner_id = int(found["partner"])
    press = siding.take_back if found["back"] else siding.agree
    side = press(database=call.database, viewer=call.viewer, partner_id=partner_id, now=call.now)
    return Say(message=wording.settled(side, partner=side.partners[partner_id], agrees=not found["back"]))
