"""Calls worth making: **I've spoken to them**, **Ring next week**, **They're away**, **What to say**."""

from bot.domain.contacts import ContactKind
from bot.domain.ids import id_of
from bot.errors import Refused
from bot.messages import calls as wording
from bot.messages.model import Form
from bot.services import calls
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply, Say


def press(call: Call[Press]) -> Reply:
    """One of the four buttons."""
    partner_id, word = read(call.incoming.arg)
    match word:
        case wording.SPOKEN:
            return Replace(item=wording.spoken(_answer(call, partner_id, ContactKind.SPOKE)))
        case wording.NEXT_WEEK:
            return Replace(item=wording.put_off(_answer(call, partner_id, ContactKind.PUT_OFF)))
        case wording.AWAY:
            return OpenForm(form=wording.away_form(_look(call, partner_id)))
        case _:
            return Say(message=wording.what_to_say(_look(call, partner_id)))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return wording.away_form(_look(call, read(call.incoming.arg)[0]))


def keep_away(call: Call[Submit]) -> Replace:
    """**They're away**, with the last day of it."""
    partner_id, _ = read(call.incoming.arg)
    found, until = calls.away(
        database=call.database,
        viewer=call.viewer,
        partner_id=partner_id,
        until=values.line(call.incoming, "until"),
        now=call.now,
    )
    return Replace(item=wording.away(found, back=until))


def read(arg: str) -> tuple[int, str]:
    """Return the partner that a button is about, and its word, "" for none.

    Raises `Refused` (partner_gone) for anything that no button of ours carries.
    """
    partner, _, word = arg.partition(".")
    partner_id = id_of(partner)
    if partner_id is None:
        raise Refused("partner_gone")
    return partner_id, word


def _look(call: Call[Press] | Call[Submit], partner_id: int) -> wording.Call:
    return calls.look(database=call.database, viewer=call.viewer, partner_id=partner_id, now=call.now)


def _answer(call: Call[Press], partner_id: int, kind: ContactKind) -> wording.Call:
    return calls.answer(
        database=call.database, viewer=call.viewer, partner_id=partner_id, kind=kind, now=call.now
    )
