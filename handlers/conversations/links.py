"""**Their link**: the runner lets old links to somebody's page be worthless, and a letter bring a new one."""

from bot.domain.ids import id_of
from bot.errors import Refused
from bot.messages import entry as wording
from bot.messages.model import Form
from bot.services import links
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Reply, Say


def open_form(call: Call[Press]) -> Reply:
    """Open the form with everybody who has a page."""
    return OpenForm(form=_form(call))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(call)


def replace(call: Call[Submit]) -> Reply:
    """Make somebody's old links worthless, and let a letter bring them a new one."""
    person_id = id_of(values.line(call.incoming, "person"))
    if person_id is None:
        raise Refused("person_needed", field="person")
    done = links.replace(database=call.database, viewer=call.viewer, person_id=person_id, now=call.now)
    return Say(message=wording.replaced(name=done.person.name, mailed=done.mailed))


def _form(call: Call[Press] | Call[Submit]) -> Form:
    people = links.linkable(database=call.database, viewer=call.viewer)
    return wording.form(partnership_id=call.partnership_id, people=people)
