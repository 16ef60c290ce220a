"""What a press has told others after their hours: said with the reply, then **It can wait** and **It can't**."""

import re
from dataclasses import replace
from typing import Final

from bot.domain.permissions import Intent
from bot.errors import Refused
from bot.messages import after_hours as wording
from bot.services import after_hours, cannot_wait
from handlers.conversations.call import Call
from handlers.conversations.incoming import Incoming, Press, Submit
from handlers.conversations.replies import Replace, Reply, Say

_ARG: Final = re.compile(
    r"(?P<share>\d{1,15})\.(?P<word>wait|now)\.(?P<ids>\d{1,15}(?:-\d{1,15}){0,59})", re.ASCII
)
_SUBJECT: Final = re.compile(r"share:(?P<share>\d{1,15})", re.ASCII)


def said_with(call: Call[Incoming], reply: Reply) -> Reply:
    """Return the reply to a press, with when others will see what it has told them after their hours."""
    if not isinstance(reply, Say | Replace) or (isinstance(reply, Say) and reply.in_room):
        return reply
    later = after_hours.of_press(
        database=call.database, viewer=call.viewer, share_id=_share_of(reply), now=call.now
    )
    if later is None or (_says_when(call.incoming) and not wording.asks(later)):
        return reply
    if isinstance(reply, Replace) and reply.item is not None:
        return replace(reply, item=wording.on_item(reply.item, later=later))
    if reply.message is not None:
        return replace(reply, message=wording.on_message(reply.message, later=later))
    return reply


def press(call: Call[Press]) -> Replace:
    """**It can wait** or **It can't**."""
    match = _ARG.fullmatch(call.incoming.arg)
    if match is None:
        raise Refused("action_gone")
    share_id, ids = int(match["share"]), [int(one) for one in match["ids"].split("-")]
    if match["word"] == wording.WAIT:
        left = cannot_wait.leave(
            database=call.database, viewer=call.viewer, share_id=share_id, ids=ids, now=call.now
        )
        item = wording.waits(left.view, later=left.later, was_gone=left.was_gone, is_left=left.is_left)
        return Replace(item=item)
    sent = cannot_wait.send_now(
        database=call.database, viewer=call.viewer, share_id=share_id, ids=ids, now=call.now
    )
    stayed = [(one.first_name, one.why, one.until, one.number) for one in sent.stayed]
    item = wording.sent(
        sent.view, went=sent.went, stayed=stayed, was_gone=sent.was_gone, more_waits=sent.more_waits
    )
    return Replace(item=item)


def _says_when(incoming: Incoming) -> bool:
    """Whether the reply itself says who is asked on which day."""
    return isinstance(incoming, Submit) and incoming.intent is Intent.ADD


def _share_of(reply: Say | Replace) -> int | None:
    """The action that a reply is about, None where it is about no single one."""
    item = reply.item if isinstance(reply, Replace) else None
    match = _SUBJECT.fullmatch(item.subject) if item is not None else None
    return int(match["share"]) if match else None
