"""**Need more time** and **Suggest another date**, and what the runner decides."""

from collections.abc import Callable
from functools import partial

from bot.domain.permissions import Intent
from bot.messages import accept as accept_wording
from bot.messages import moves as wording
from bot.messages.model import Form
from bot.services import moves
from handlers.conversations import args, asked
from handlers.conversations.accept import as_it_stands, look, replacing
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply


def open_more_time(call: Call[Press]) -> Reply:
    """Open the form **Need more time**; the third time offer a call, and take **Please ring me**."""
    pressed, word = args.read(call.incoming.arg)
    if word == wording.RING:
        outcome = moves.ask_for_call(
            database=call.database, viewer=call.viewer, pressed=pressed, now=call.now
        )
        return replacing(outcome, wording.will_be_rung)
    if moves.is_third(database=call.database, viewer=call.viewer, pressed=pressed):
        return replacing(look(call, Intent.MORE_TIME), wording.third)
    return _open(call, Intent.MORE_TIME, wording.more_time_form)


def open_suggestion(call: Call[Press]) -> Reply:
    """Open the form **Suggest another date**."""
    return _open(call, Intent.SUGGEST_DATE, wording.suggestion_form)


def more_time_form(call: Call[Submit], key: str) -> Form:
    """Return the form again, for what needs mending."""
    view = look(call, Intent.MORE_TIME).view
    return wording.more_time_form(view, asked=asked.questions(call.incoming, key))


def suggestion_form(call: Call[Submit], key: str) -> Form:
    """Return the form again, for what needs mending."""
    view = look(call, Intent.SUGGEST_DATE).view
    return wording.suggestion_form(view, asked=asked.questions(call.incoming, key))


def ask_for_time(call: Call[Submit]) -> Replace:
    """**Need more time**."""
    pressed, _ = args.read(call.incoming.arg)
    outcome = moves.ask_for_time(
        database=call.database,
        viewer=call.viewer,
        pressed=pressed,
        wanted=asked.new_date(call.incoming),
        now=call.now,
    )
    return replacing(outcome, wording.moved)


def suggest(call: Call[Submit]) -> Replace:
    """**Suggest another date**."""
    pressed, _ = args.read(call.incoming.arg)
    outcome = moves.suggest(
        database=call.database,
        viewer=call.viewer,
        pressed=pressed,
        wanted=asked.new_date(call.incoming),
        now=call.now,
    )
    return replacing(outcome, accept_wording.suggested)


def decide(call: Call[Press]) -> Replace:
    """The runner's **Agree** or **Keep the date**."""
    pressed, word = args.read(call.incoming.arg)
    if word == wording.TALKED:
        talked = moves.have_talked(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
        return replacing(talked, wording.talked)
    agree = word == "agree"
    outcome = moves.decide(
        database=call.database, viewer=call.viewer, pressed=pressed, agree=agree, now=call.now
    )
    return replacing(outcome, partial(wording.decided, agree=agree))


def _open(call: Call[Press], intent: Intent, form: Callable[..., Form]) -> Reply:
    outcome = look(call, intent)
    if not outcome.changed:
        return as_it_stands(outcome)
    return OpenForm(form=form(outcome.view))
