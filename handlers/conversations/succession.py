"""**Who is runner now?**"""

from bot.messages import succession as wording
from bot.messages.model import Form
from bot.services import succession
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Reply, Say


def open_form(call: Call[Press]) -> Reply:
    """Open the form, once the runner has been silent for long."""
    return OpenForm(form=_form(call))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(call)


def appoint(call: Call[Submit]) -> Reply:
    """Say who is runner now; where somebody was quicker, who that is."""
    found = succession.appoint(
        database=call.database,
        viewer=call.viewer,
        seen=call.incoming.arg,
        chosen=values.line(call.incoming, "person"),
        now=call.now,
    )
    if not found.changed:
        message = wording.was_settled(partnership=found.partnership, name=found.name, is_self=found.is_self)
        return Say(message=message)
    return Say(
        message=wording.appointed(
            partnership=found.partnership, name=found.name, before=found.before, is_self=found.is_self
        )
    )


def _form(call: Call[Press] | Call[Submit]) -> Form:
    found = succession.look(database=call.database, viewer=call.viewer, now=call.now)
    return wording.form(
        partnership_id=found.partnership_id,
        runner_id=found.runner_id,
        runner=found.runner,
        since=found.since,
        people=found.people,
    )
