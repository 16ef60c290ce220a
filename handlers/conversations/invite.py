"""**Invite an organisation**: a code, the rooms that wait, and **Let them in** or **Not now**."""

from bot.domain.ids import id_of
from bot.errors import Refused
from bot.messages import joining as wording
from bot.messages.model import Form
from bot.services.joining import inviting, letting_in
from bot.services.joining.letting_in import Answer, Settled
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply, Say


def command(call: Call[Command]) -> Say:
    """Give a code where nothing is outstanding; else show what is."""
    return _shown(call, another=False)


def press(call: Call[Press]) -> Reply:
    """The menu's button, **Make another code**, or **Take back**."""
    arg = call.incoming.arg
    if not arg.startswith(wording.BACK):
        return _shown(call, another=arg == wording.ANOTHER)
    left = inviting.take_back(
        database=call.database,
        viewer=call.viewer,
        invitation_id=_id(arg.removeprefix(wording.BACK)),
        now=call.now,
    )
    return Say(message=wording.taken_back(partnership=left.partnership, left=len(left.unused)))


def decide(call: Call[Press]) -> Reply:
    """Open the form **Let them in**, or leave the room outside."""
    arg = call.incoming.arg
    if not arg.startswith(wording.NOT_NOW):
        form = _form(call)
        return OpenForm(form=form) if isinstance(form, Form) else _settled(form)
    refused = letting_in.not_now(
        database=call.database,
        viewer=call.viewer,
        invitation_id=_id(arg.removeprefix(wording.NOT_NOW)),
        now=call.now,
    )
    if isinstance(refused, Settled):
        return _settled(refused)
    return Replace(message=wording.not_let_in(partnership_id=call.partnership_id))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending. Raises `Refused` (code_gone) where it is settled meanwhile."""
    again = _form(call)
    if isinstance(again, Settled):
        raise Refused("code_gone")
    return again


def let_in(call: Call[Submit]) -> Reply:
    """Let the room in, and say what comes next."""
    answer = Answer(
        partner=values.line(call.incoming, "partner"),
        organisation=values.line(call.incoming, "organisation"),
        is_typist=values.line(call.incoming, "person") == wording.TYPIST,
        typed=values.line(call.incoming, "typed"),
    )
    found = letting_in.let_in(
        database=call.database,
        viewer=call.viewer,
        invitation_id=_id(call.incoming.arg),
        answer=answer,
        now=call.now,
    )
    if isinstance(found, Settled):
        return _settled(found)
    said = wording.is_in(
        partnership=found.partnership,
        partner=found.partner.name,
        waiting=found.waiting,
        person=found.person.name if found.person else "",
        role=found.role,
        before=found.before,
    )
    return Replace(message=said)


def _shown(call: Call[Command] | Call[Press], *, another: bool) -> Say:
    found = inviting.invite(database=call.database, viewer=call.viewer, another=another, now=call.now)
    return Say(
        message=wording.invited(
            partnership_id=found.partnership_id,
            partnership=found.partnership,
            new=found.new,
            unused=found.unused,
            waiting=found.waiting,
        )
    )


def _form(call: Call[Press] | Call[Submit]) -> Form | Settled:
    found = letting_in.look(database=call.database, viewer=call.viewer, invitation_id=_id(call.incoming.arg))
    if isinstance(found, Settled):
        return found
    return wording.let_in_form(
        partnership_id=found.partnership_id,
        waiting=found.waiting,
        partners=found.partners,
        likely=found.likely,
    )


def _settled(found: Settled) -> Replace:
    return Replace(message=wording.settled(state=found.state))


def _id(arg: str) -> int:
    invitation_id = id_of(arg)
    if invitation_id is None:
        raise Refused("code_gone")
    return invitation_id
