"""What the runner chooses about a date that has gone by, who helps, and *wait, or go without it?*"""

from functools import partial

from bot.domain.follow_ups import HelpAnswer
from bot.messages import follow_up as wording
from bot.messages import gathered
from bot.messages import help_out as help_wording
from bot.messages.items import standing_item
from bot.messages.reports import SHOW
from bot.services import follow_ups, help_out, last_safe
from bot.services.presses import Pressed
from handlers.conversations import args
from handlers.conversations.accept import replacing
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press
from handlers.conversations.replies import Replace, Reply, Say


def press(call: Call[Press]) -> Reply:
    """**I'll ring**, **Ask the co-ordinator**, **Leave it with me**, **Go without it**, **Ask the chair**."""
    pressed, word = args.read(call.incoming.arg)
    if word == SHOW:
        return _show(call, pressed)
    chosen = follow_ups.press(
        database=call.database, viewer=call.viewer, pressed=pressed, word=word, now=call.now
    )
    if not chosen.changed:
        return Replace(item=standing_item(chosen.view))
    return Replace(item=wording.chosen(chosen.view, word=word, helper=chosen.helper))


def _show(call: Call[Press], pressed: Pressed) -> Say:
    """Show one of several partners that have the same action."""
    found = follow_ups.show(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
    blocks = (standing_item(found.view),) if found.asked is None else gathered.one(found.asked).blocks
    return Say(message=gathered.shown(blocks, partnership=found.view.partnership.name))


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
