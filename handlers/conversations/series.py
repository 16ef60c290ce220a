"""**Make it come round again**."""

from bot.messages import series as wording
from bot.messages.items import standing_item
from bot.messages.model import Form
from bot.services import series
from bot.services.presses import Outcome
from bot.services.series import Again
from handlers.conversations import args, values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply


def open_form(call: Call[Press]) -> Reply:
    """Open the form."""
    outcome = _look(call)
    if not outcome.changed:
        return Replace(item=standing_item(outcome.view))
    return OpenForm(form=wording.form(outcome.view))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return wording.form(_look(call).view)


def make(call: Call[Submit]) -> Replace:
    """Begin the series."""
    pressed, _ = args.read(call.incoming.arg)
    begun = series.make(
        database=call.database,
        viewer=call.viewer,
        pressed=pressed,
        again=again(call.incoming),
        now=call.now,
    )
    if not begun.changed:
        return Replace(item=standing_item(begun.view))
    rounds = [(one.due, one.asked_for) for one in begun.rounds]
    return Replace(item=wording.begun(begun.view, rounds=rounds))


def again(submit: Submit) -> Again:
    """Return how often and until when, as the form has them."""
    return Again(every=values.line(submit, "every"), until=values.line(submit, "until"))


def _look(call: Call[Press] | Call[Submit]) -> Outcome:
    pressed, _ = args.read(call.incoming.arg)
    return series.look(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
