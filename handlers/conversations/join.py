"""**join**: a code is typed, in a room that would like to be let in or at somebody's other address."""

from bot.domain.ids import id_of
from bot.messages import elsewhere as where_wording
from bot.messages import joining as wording
from bot.messages import refusals
from bot.messages.model import Form
from bot.services.joining import disowning, knocking
from bot.services.joining.elsewhere import OnePerson
from bot.services.joining.knocking import Door, Wrong
from handlers.conversations import commands, values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press, Submit
from handlers.conversations.replies import FormErrors, OpenForm, Replace, Reply, Say


def command(call: Call[Command]) -> Reply:
    """Use the code that was typed; without one, open the form that asks for it."""
    typed = commands.rest(call.incoming.words)
    if not typed:
        return OpenForm(form=wording.join_form())
    found = _use(call, typed)
    if isinstance(found, Wrong):
        return Say(message=refusals.message(wording.wrong(left=found.left)))
    return _said(found)


def open_form(call: Call[Press]) -> OpenForm:  # noqa: ARG001 - every conversation gets the call.
    """Open the form that asks for a code."""
    return OpenForm(form=wording.join_form())


def form(call: Call[Submit], _: str) -> Form:  # noqa: ARG001 - every form is made again from the call.
    """Return the form again, for what needs mending."""
    return wording.join_form()


def submit(call: Call[Submit]) -> Reply:
    """Use the code that stands in the form."""
    found = _use(call, values.line(call.incoming, "code"))
    if isinstance(found, Wrong):
        errors = {"code": wording.wrong(left=found.left)}
        return FormErrors(form=wording.join_form().having(values=call.incoming.values, errors=errors))
    return _said(found)


def not_me(call: Call[Press]) -> Reply:
    """Take what came by a code away from somebody again who has not used it."""
    found = disowning.not_me(
        database=call.database,
        caller=call.caller,
        invitation_id=id_of(call.incoming.arg) or 0,
        now=call.now,
    )
    return Replace(message=where_wording.not_mine(places=found.places, is_told=found.is_told))


def _use(call: Call[Command] | Call[Submit], typed: str) -> knocking.Found:
    place = call.incoming.place
    return knocking.join(
        database=call.database,
        caller=call.caller,
        typed=typed,
        door=Door(room=None if place.private else place.conversation, name=place.name),
        now=call.now,
    )


def _said(found: OnePerson | knocking.Waits) -> Say:
    """A room hears that it waits; whose two addresses are one, nobody else need know."""
    if isinstance(found, OnePerson):
        return Say(message=where_wording.one_person(places=found.places))
    return Say(message=wording.waits(), in_room=True, anywhere=True)
