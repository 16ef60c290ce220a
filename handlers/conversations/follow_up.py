"""What the runner chooses about a date that has gone by, who helps, and *wait, or go without it?*"""

from functools import partial

from bot.domain.follow_ups import HelpAnswer
from bot.messages import follow_up as wording
from bot.messages import help_out as help_wording
from bot.messages.items import standing_item
from bot.services import follow_ups, help_out, last_safe
from handlers.conversations import args
from handlers.conversations.accept import replacing
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press
from handlers.conversations.replies import Replace


def press(call: Call[Press]) -> Replace:
    """**I'll ring**, **Ask the co-ordinator**, **Leave it with me**, **Go without it**, **Ask the chair**."""
    pressed, word = args.read(call.incoming.arg)
    chosen = follow_ups.press(
        database=call.database, viewer=call.viewer, pressed=pressed, word=word, now=call.now
    )
    if not chosen.changed:
        return Replace(item=standing_item(chosen.view))
    return Replace(item=wording.chosen(chosen.view, word=word, helper=chosen.helper))


def help_with(call: Call[Press]) -> Replace:
    """**I'll find out** or **Please ring me**."""
    pressed, word = args.read(call.incoming.arg)
    said = HelpAnswer.RING if word == HelpAnswer.RING.value else HelpAnswer.FIND_OUT
    outcome = help_out.answer(
        database=call.database, viewer=call.viewer, pressed=pressed, said=said, now=call.now
    )
    return replacing(outcome, partial(help_wording.answered, said=said))


def decide(call: Call[Press]) -> Replace:
    """**Wait** or **Go without it**."""
    pressed, word = args.read(call.incoming.arg)
    go = word == wording.GO
    outcome = last_safe.decide(
        database=call.database, viewer=call.viewer, pressed=pressed, go=go, now=call.now
    )
    return replacing(outcome, partial(wording.decided, go=go))
