"""What somebody answers whose own start has moved with another's date."""

import re
from typing import Final

from bot.errors import Refused
from bot.messages import effects as wording
from bot.services import effects
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press
from handlers.conversations.replies import Replace

_ANSWER: Final = re.compile(r"(?P<effect>\d{1,15})\.(?P<word>yes|no|talked)", re.ASCII)


def answer(call: Call[Press]) -> Replace:
    """**That's all right**, **Let's talk**, or the runner's **We've talked**."""
    match = _ANSWER.fullmatch(call.incoming.arg)
    if match is None:
        raise Refused("action_gone")
    seen = effects.answer(
        database=call.database,
        viewer=call.viewer,
        effect_id=int(match["effect"]),
        is_fine=match["word"] != "no",
        now=call.now,
    )
    return Replace(item=wording.talked(seen) if match["word"] == "talked" else wording.answered(seen))
