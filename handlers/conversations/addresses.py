"""**Another address**: the runner says where somebody is written to, to whom letters come back."""

from bot.domain.ids import id_of
from bot.messages import letters_back as wording
from bot.messages.model import Form
from bot.services.mail import refusals
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Reply, Say


def open_form(call: Call[Press]) -> Reply:
    """Open the form with the address from which letters come back."""
    return OpenForm(form=_form(call))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(call)


def put_right(call: Call[Submit]) -> Reply:
    """Write to them there from now on."""
    done = refusals.put_right(
        database=call.database,
        viewer=call.viewer,
        person_id=id_of(call.incoming.arg),
        email=values.line(call.incoming, "email"),
        now=call.now,
    )
    return Say(message=wording.given(name=done.person.name, email=done.email))


def _form(call: Call[Press] | Call[Submit]) -> Form:
    person_id = id_of(call.incoming.arg)
    found = refusals.of_person(database=call.database, viewer=call.viewer, person_id=person_id)
    return wording.form(
        partnership_id=call.partnership_id,
        person_id=found.person.id,
        name=found.person.name,
        email=found.email,
    )
