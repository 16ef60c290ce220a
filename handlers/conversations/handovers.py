"""**Hand over**, and what the colleague answers."""

import re
from typing import Final

from bot.domain.handovers import HandoverState
from bot.errors import Refused
from bot.messages import handovers as wording
from bot.messages.items import standing_item
from bot.messages.model import Form
from bot.services import handovers
from bot.services.handovers import ANYWAY, Offer, Wish
from handlers.conversations import args, values
from handlers.conversations.accept import replacing
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply

_ANSWER: Final = re.compile(r"(?P<handover>\d{1,15})\.(?P<word>yes|no)", re.ASCII)


def open_form(call: Call[Press]) -> Reply:
    """Open the form **Hand over**."""
    found = _offer(call)
    if not found.changed:
        return Replace(item=standing_item(found.view))
    return OpenForm(form=_form(found))


def form(call: Call[Submit], key: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(_offer(call), away=key == ANYWAY or "anyway" in call.incoming.values)


def ask(call: Call[Submit]) -> Replace:
    """Ask the colleague."""
    pressed, _ = args.read(call.incoming.arg)
    wish = Wish(
        to=values.line(call.incoming, "person"),
        words=values.line(call.incoming, "words"),
        anyway=bool(values.line(call.incoming, "anyway")),
    )
    outcome = handovers.ask(
        database=call.database, viewer=call.viewer, pressed=pressed, wish=wish, now=call.now
    )
    return replacing(outcome, wording.sent)


def answer(call: Call[Press]) -> Replace:
    """**Accept** or **Not for me**."""
    match = _ANSWER.fullmatch(call.incoming.arg)
    if match is None:
        raise Refused("action_gone")
    answered = handovers.answer(
        database=call.database,
        viewer=call.viewer,
        handover_id=int(match["handover"]),
        accept=match["word"] == "yes",
        now=call.now,
    )
    if not answered.changed:
        return Replace(item=wording.settled(answered.view, answered.handover))
    accept = answered.handover.state is HandoverState.ACCEPTED
    return Replace(item=wording.answered(answered.view, answered.handover, accept=accept))


def _offer(call: Call[Press] | Call[Submit]) -> Offer:
    pressed, _ = args.read(call.incoming.arg)
    return handovers.offer(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)


def _form(found: Offer, *, away: bool = False) -> Form:
    people = {one.person.id: one.person.name for one in found.colleagues}
    return wording.form(found.view, people=people, away=away)
