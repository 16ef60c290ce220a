"""**Try it on me**: any message, as somebody else would get it."""

from bot.domain.ids import id_of
from bot.messages import rehearsal as wording
from bot.messages.model import Form
from bot.messages.rehearsal import Tried
from bot.services import partnerships, trying
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Say


def open_form(call: Call[Press]) -> OpenForm:
    """Ask whose message, and which."""
    return OpenForm(form=_form(call))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(call)


def show(call: Call[Submit]) -> Say:
    """Show it to whoever asks, and to nobody else."""
    member, found = trying.show(
        database=call.database,
        viewer=call.viewer,
        person_id=id_of(values.line(call.incoming, "person")),
        what=values.chosen(call.incoming, "what", Tried),
        now=call.now,
    )
    names = partnerships.names_of(database=call.database, viewer=call.caller.alone())
    name = names[call.partnership_id]
    return Say(message=wording.shown(partnership=name, first_name=member.person.first_name, messages=found))


def _form(call: Call[Press] | Call[Submit]) -> Form:
    found = trying.people(database=call.database, viewer=call.viewer)
    return wording.form(partnership_id=call.partnership_id, people=found)
