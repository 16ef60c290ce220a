"""Starting a partnership: a draft that only its maker and its runner see."""

from typing import Final

from bot.domain.evidence import Stage
from bot.domain.partnerships import Worked
from bot.messages import start as wording
from bot.messages.model import Form
from bot.services import partnerships
from bot.services.partnerships import Draft, Meeting
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Incoming, Press, Submit
from handlers.conversations.replies import OpenForm, Say

_NAME: Final = 100


def open_form(call: Call[Command | Press]) -> OpenForm:
    """Open the form, with the sender as the runner."""
    return OpenForm(form=_form(call))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(call)


def start(call: Call[Submit]) -> Say:
    """Make the draft, and say what comes next."""
    meeting = _meeting(call.incoming)
    started = partnerships.start(
        database=call.database,
        caller=call.caller,
        draft=_draft(call.incoming),
        meeting=meeting,
        now=call.now,
    )
    return Say(
        message=wording.started(
            partnership=started.partnership,
            runner_name=None if started.maker_runs else started.runner.name,
            room=meeting.name if meeting else None,
        )
    )


def _form(call: Call[Incoming]) -> Form:
    sender = call.incoming.sender
    zone = partnerships.zone_of(database=call.database, caller=call.caller)
    meeting = _meeting(call.incoming)
    arg = f"{meeting.room} {meeting.name[:_NAME]}" if meeting else ""
    return wording.form(runner=f"{sender.kind.value}:{sender.external_id}", zone=zone, arg=arg)


def _meeting(incoming: Incoming) -> Meeting | None:
    """Return the room where it was asked for. Where a room opens no form, one in private carries it along."""
    place = incoming.place
    if not place.private:
        return Meeting(room=place.conversation, name=place.name)
    if not isinstance(incoming, Press | Submit) or not incoming.arg:
        return None
    room, _, name = incoming.arg.partition(" ")
    return Meeting(room=room, name=name)


def _draft(submit: Submit) -> Draft:
    return Draft(
        name=values.line(submit, "name"),
        runner=values.line(submit, "runner"),
        zone=values.line(submit, "zone"),
        purpose=values.line(submit, "purpose"),
        for_whom=values.line(submit, "for_whom"),
        organisation=values.line(submit, "organisation"),
        deputy_runner=values.line(submit, "deputy_runner"),
        chair=values.line(submit, "chair"),
        chair_works_for_partner=values.yes(submit, "chair_works_for_partner"),
        runner_works_for_partner=values.yes(submit, "runner_works_for_partner"),
        runner_telephone=values.line(submit, "runner_telephone"),
        country=values.line(submit, "country"),
        region=values.line(submit, "region"),
        worked=values.chosen(submit, "worked", Worked),
        going=values.chosen(submit, "going", Stage),
        money_ends=values.line(submit, "money_ends"),
        partners_agreed=values.yes(submit, "partners_agreed"),
    )
