"""Open the doors: who will get what, for whom, and then the hellos."""

from bot.domain.ids import id_of
from bot.messages import doors as wording
from bot.messages.model import Form
from bot.services import doors
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Reply, Say

WHO = "who"


def press(call: Call[Press]) -> Reply:
    """Show who will get what; the button that stands there opens the form with the ticks."""
    if call.incoming.arg == WHO:
        return OpenForm(form=_form(call))
    preview = doors.preview(database=call.database, viewer=call.viewer)
    return Say(message=wording.screen(preview=preview))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(call)


def open_doors(call: Call[Submit]) -> Say:
    """Open the doors for those who are ticked."""
    found = (id_of(one) for one in call.incoming.values.get("people", ()))
    ticked = {person_id for person_id in found if person_id is not None}
    opened = doors.open_doors(database=call.database, viewer=call.viewer, person_ids=ticked, now=call.now)
    return Say(message=wording.opened(opened=opened))


def _form(call: Call[Press] | Call[Submit]) -> Form:
    return wording.form(preview=doors.preview(database=call.database, viewer=call.viewer))
