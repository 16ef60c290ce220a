"""**Open an action** from the timetable."""

from bot.errors import Refused
from bot.messages import lookup as wording
from bot.messages.model import Form
from bot.services import lookup
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Reply, Say


def open_form(call: Call[Press]) -> Reply:
    """Open the form with everything that the caller may act for."""
    return OpenForm(form=_form(call, ""))


def form(call: Call[Submit], key: str) -> Form:
    """Return the form again; with everything in it where nothing goes by what was typed."""
    words = _words(call)
    return _form(call, words, fitting="" if key == "nothing_so_named" else words)


def choose(call: Call[Submit]) -> Reply:
    """Show what was chosen; where only words were typed, what they fit."""
    chosen = values.line(call.incoming, "action") or values.line(call.incoming, "dropped")
    words = _words(call)
    if not chosen and not words:
        raise Refused("action_needed", field="action")
    if not chosen:
        return OpenForm(form=_form(call, words))
    found = lookup.look(database=call.database, viewer=call.viewer, chosen=chosen, now=call.now)
    return Say(message=wording.opened(partnership=found.partnership.name, items=found.items))


def _words(call: Call[Submit]) -> str:
    return values.line(call.incoming, "words").strip()


def _form(call: Call[Press] | Call[Submit], words: str, *, fitting: str | None = None) -> Form:
    """Return the form with `words` in it, and what fits them, or `fitting` where that differs."""
    wanted = words if fitting is None else fitting
    found = lookup.choices(database=call.database, viewer=call.viewer, words=wanted, now=call.now)
    return wording.form(
        partnership_id=found.partnership_id,
        choices=tuple((one.commitment, one.partners) for one in found.open),
        dropped=tuple((one.commitment, one.partners) for one in found.dropped),
        words=words,
        more=found.more,
    )
