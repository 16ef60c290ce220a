"""**Ask me first**."""

from bot.messages import seniority as wording
from bot.messages.model import Form
from bot.services import seniority
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Reply, Say


def open_form(call: Call[Press]) -> Reply:
    """Open the form with who is chosen already."""
    return OpenForm(form=_form(call))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(call)


def keep(call: Call[Submit]) -> Reply:
    """Keep who is chosen."""
    chosen = call.incoming.values.get("people", ())
    found = seniority.choose(database=call.database, viewer=call.viewer, chosen=chosen, now=call.now)
    names = [one.person.name for one in found.people if one.person.id in found.chosen]
    return Say(message=wording.kept(partnership=found.partnership, names=names))


def _form(call: Call[Press] | Call[Submit]) -> Form:
    found = seniority.look(database=call.database, viewer=call.viewer)
    people = {one.person.id: one.person.name for one in found.people}
    return wording.form(partnership_id=found.partnership_id, people=people, chosen=found.chosen)
