"""**Stuck**, and the runner's answer."""

from functools import partial

from bot.domain.permissions import Intent
from bot.messages import stuck as wording
from bot.messages import stuck_help as help_wording
from bot.messages.items import standing_item
from bot.messages.model import Form, Item
from bot.services import progress, stuck_help
from bot.services.presses import Pressed
from bot.services.stuck_help import Help
from handlers.conversations import args, values
from handlers.conversations.accept import as_it_stands, look, replacing
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply


def open_form(call: Call[Press]) -> Reply:
    """Open the form **Stuck**."""
    outcome = look(call, Intent.STUCK)
    if not outcome.changed:
        return as_it_stands(outcome)
    return OpenForm(form=wording.form(outcome.view))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return wording.form(look(call, Intent.STUCK).view)


def tell(call: Call[Submit]) -> Replace:
    """Tell the runner at once."""
    pressed, _ = args.read(call.incoming.arg)
    outcome = progress.stuck(
        database=call.database,
        viewer=call.viewer,
        pressed=pressed,
        because=values.line(call.incoming, "because"),
        words=values.line(call.incoming, "words"),
        now=call.now,
    )
    return replacing(outcome, wording.told)


def help_with(call: Call[Press]) -> Reply:
    """**I'll ring today**, **I'll ring tomorrow**, **I've rung**, or **Ask somebody else to help**."""
    pressed, word = args.read(call.incoming.arg)
    if word == help_wording.ELSE:
        return _whom(call, pressed)
    if word == help_wording.RUNG:
        return _rung(call, pressed)
    tomorrow = word == "tomorrow"
    outcome = progress.promise_to_ring(
        database=call.database, viewer=call.viewer, pressed=pressed, tomorrow=tomorrow, now=call.now
    )
    return replacing(outcome, partial(wording.will_ring, tomorrow=tomorrow))


def help_form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    pressed, _word = args.read(call.incoming.arg)
    found = stuck_help.look(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
    return help_wording.form(found.view, people=found.people)


def ask_else(call: Call[Submit]) -> Replace:
    """**Ask them**: one person, once while it is stuck."""
    pressed, _ = args.read(call.incoming.arg)
    found = stuck_help.ask(
        database=call.database,
        viewer=call.viewer,
        pressed=pressed,
        person=values.line(call.incoming, "person"),
        now=call.now,
    )
    if found.changed:
        return Replace(item=help_wording.asking(found.view, helper=found.helper))
    return Replace(item=_instead(found))


def lend_a_hand(call: Call[Press]) -> Replace:
    """**I can help** or **I can't just now**."""
    pressed, word = args.read(call.incoming.arg)
    can_help = word == help_wording.CAN
    outcome = stuck_help.answer(
        database=call.database, viewer=call.viewer, pressed=pressed, can_help=can_help, now=call.now
    )
    if not outcome.changed:
        return Replace(item=help_wording.settled(outcome.view))
    return Replace(item=help_wording.answered(outcome.view, can_help=can_help))


def _rung(call: Call[Press], pressed: Pressed) -> Replace:
    outcome = progress.rung(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
    return replacing(outcome, wording.rung)


def _whom(call: Call[Press], pressed: Pressed) -> Reply:
    found = stuck_help.look(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
    if found.people and found.view.share.version == pressed.version:
        return OpenForm(form=help_wording.form(found.view, people=found.people))
    return Replace(item=_instead(found))


def _instead(found: Help) -> Item:
    """Return what stands where nobody can be asked now."""
    if found.asked_on is not None:
        return help_wording.asked_before(found.view, helper=found.helper, on=found.asked_on)
    if found.view.share.is_stuck and not found.people:
        return help_wording.nobody(found.view)
    return standing_item(found.view)
