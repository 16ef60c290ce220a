"""**Not today** and **Not this week**, for oneself or by the runner for somebody else."""

from bot.domain.ids import id_of
from bot.messages import quiet as wording
from bot.messages.model import Form
from bot.services import quiet
from handlers.conversations import choosing, values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Reply, Say

_MOST_ACTIONS = 50


def not_today(call: Call[Press]) -> Say:
    """Let the actions of a message rest."""
    ids = [id_of(part) for part in call.incoming.arg.split(".")[:_MOST_ACTIONS]]
    share_ids = [one for one in ids if one is not None]
    found = quiet.not_today(database=call.database, caller=call.caller, share_ids=share_ids, now=call.now)
    return Say(message=wording.rested(found=found))


def not_this_week(call: Call[Press]) -> Reply:
    """Leave the caller in peace, or write to them again; from the menu open the form for somebody else."""
    if call.incoming.arg == wording.ME:
        until = quiet.not_this_week(database=call.database, caller=call.caller, now=call.now)
        return Say(message=wording.quiet(until=until))
    if call.incoming.arg == wording.AGAIN:
        quiet.write_again(database=call.database, caller=call.caller, now=call.now)
        return Say(message=wording.writing_again())
    viewer = choosing.choose(call.incoming, call.caller, call.database)
    if isinstance(viewer, Say):
        return viewer
    found = quiet.people(database=call.database, viewer=viewer)
    return OpenForm(form=wording.form(partnership_id=viewer.partnership_id or 0, people=found))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    found = quiet.people(database=call.database, viewer=call.viewer)
    return wording.form(partnership_id=call.partnership_id, people=found)


def choose_for(call: Call[Submit]) -> Say:
    """Leave somebody in peace, because the runner says so."""
    person_id = id_of(values.line(call.incoming, "person"))
    chosen, until = quiet.choose_for(
        database=call.database, viewer=call.viewer, person_id=person_id, now=call.now
    )
    return Say(message=wording.quiet_for(name=chosen.person.name, until=until))
