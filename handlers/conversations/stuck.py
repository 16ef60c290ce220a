"""**Stuck**, and the runner's answer."""

from functools import partial

from bot.domain.permissions import Intent
from bot.messages import stuck as wording
from bot.messages.items import standing_item
from bot.messages.model import Form
from bot.services import progress
from handlers.conversations import args, values
from handlers.conversations.accept import look, replacing
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply


def open_form(call: Call[Press]) -> Reply:
    """Open the form **Stuck**."""
    outcome = look(call, Intent.STUCK)
    if not outcome.changed:
        return Replace(item=standing_item(outcome.view))
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


def promise_to_ring(call: Call[Press]) -> Replace:
    """**I'll ring today** or **I'll ring tomorrow**."""
    pressed, word = args.read(call.incoming.arg)
    tomorrow = word == "tomorrow"
    outcome = progress.promise_to_ring(
        database=call.database, viewer=call.viewer, pressed=pressed, tomorrow=tomorrow, now=call.now
    )
    return replacing(outcome, partial(wording.will_ring, tomorrow=tomorrow))
