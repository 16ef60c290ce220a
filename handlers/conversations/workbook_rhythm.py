"""How often the workbook goes by itself, and **Send it now** for one that could not be made."""

from bot.domain.ids import id_of
from bot.messages import scheduled as wording
from bot.messages.model import Form
from bot.services import scheduled_workbooks, workbook_rhythms
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press, Submit
from handlers.conversations.replies import OpenForm, Reply, Say


def open_form(call: Call[Command] | Call[Press]) -> OpenForm:
    """Open the form **Workbook**."""
    return OpenForm(form=_form(call))


def press(call: Call[Press]) -> Reply:
    """Open the form, or make what could not be made."""
    if not call.incoming.arg.startswith(wording.SEND_NOW):
        return open_form(call)
    sent = scheduled_workbooks.send_now(
        database=call.database,
        viewer=call.viewer,
        snapshot_id=id_of(call.incoming.arg.removeprefix(wording.SEND_NOW)) or 0,
        now=call.now,
    )
    words = wording.sent_now if sent.made else wording.gone_already
    return Say(message=words(partnership=sent.partnership.name))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(call)


def submit(call: Call[Submit]) -> Say:
    """Keep what was chosen, and say when the next one goes."""
    chosen = workbook_rhythms.choose(
        database=call.database,
        viewer=call.viewer,
        rhythm=values.line(call.incoming, "rhythm"),
        now=call.now,
    )
    said = wording.chosen(
        partnership_id=chosen.partnership.id,
        partnership=chosen.partnership.name,
        following=chosen.following,
    )
    return Say(message=said)


def _form(call: Call[Command] | Call[Press] | Call[Submit]) -> Form:
    chosen = workbook_rhythms.look(database=call.database, viewer=call.viewer, now=call.now)
    return wording.form(
        partnership_id=chosen.partnership.id,
        partnership=chosen.partnership.name,
        rhythm=chosen.rhythm,
        following=chosen.following,
    )
