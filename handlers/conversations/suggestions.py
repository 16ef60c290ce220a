"""What a workbook changes about somebody's action: **That's fine** or **Keep it as it was**."""

import re
from typing import Final

from bot.errors import Refused
from bot.messages import suggestion as wording
from bot.services import suggestions
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press
from handlers.conversations.replies import Replace

_ARG: Final = re.compile(rf"(?P<revision>\d{{1,15}})\.(?P<answer>{wording.FINE}|{wording.KEEP})", re.ASCII)


def answer(call: Call[Press]) -> Replace:
    """Answer one suggestion, and show how it stands then."""
    found = _ARG.fullmatch(call.incoming.arg)
    if found is None:
        raise Refused("action_gone")
    fine = found["answer"] == wording.FINE
    answered = suggestions.answer(
        database=call.database,
        viewer=call.viewer,
        revision_id=int(found["revision"]),
        fine=fine,
        now=call.now,
    )
    return Replace(item=wording.settled(answered.view, fine=fine, is_new=answered.changed))
