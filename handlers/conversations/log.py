"""**Log**: a line in a partner's file. It takes no words after the command: a room might read them."""

from bot.domain.ids import id_of
from bot.messages import contacts as wording
from bot.messages.model import Form
from bot.services import contacts
from bot.services.contacts import NewLine
from handlers.conversations import tracking, values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press, Submit
from handlers.conversations.replies import OpenForm, Reply, Say


def open_form(call: Call[Command]) -> OpenForm:
    """Open the form, its words empty."""
    return OpenForm(form=_form(call))


def press(call: Call[Press]) -> Reply:
    """Show a partner's file, or open the form."""
    if tracking.is_about_message(call.incoming.arg):
        return OpenForm(form=tracking.log_form(call, _form(call)))
    word, _, partner = call.incoming.arg.partition(".")
    if word != wording.FILE:
        return OpenForm(form=_form(call, partner_id=id_of(call.incoming.arg)))
    found = contacts.file_of(
        database=call.database, viewer=call.viewer, partner_id=id_of(partner) or 0, now=call.now
    )
    return Say(message=wording.message(found))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(call)


def keep(call: Call[Submit]) -> Say:
    """Keep the line."""
    submit = call.incoming
    new = NewLine(
        partner=values.line(submit, "partner"),
        day=values.line(submit, "day"),
        who=values.line(submit, "who"),
        words=values.line(submit, "words"),
        asked=values.line(submit, "asked"),
    )
    found = contacts.log(database=call.database, viewer=call.viewer, new=new, now=call.now)
    return Say(message=wording.logged(found))


def _form(call: Call[Command] | Call[Press] | Call[Submit], *, partner_id: int | None = None) -> Form:
    known = contacts.known(database=call.database, viewer=call.viewer, now=call.now)
    return wording.form(known, partner_id=partner_id)
