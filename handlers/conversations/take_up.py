"""What people told the runner, and **May I take it up?**"""

import re
from typing import Final

from bot.domain.taking_up import TakeUp
from bot.errors import Refused
from bot.messages.checkins import take_up as wording
from bot.messages.model import Form
from bot.services.checkins import taking_up
from handlers.conversations import check_in_args
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Say

_ARG: Final = re.compile(r"(?P<id>\d{1,15})\.(?P<word>[a-z_]{1,20})(?P<hearers>(\.\d{1,15}){0,3})", re.ASCII)


def open_form(call: Call[Press]) -> OpenForm:
    """Open it as a form: what stands in a chat is kept there."""
    return OpenForm(form=_form(call))


def form(call: Call[Submit], _: str) -> Form:
    """Return it again."""
    return _form(call)


def ask(call: Call[Submit]) -> Say:
    """**Ask them**."""
    round_id, _ = check_in_args.of_round(call.incoming.arg)
    asked = taking_up.ask(
        database=call.database,
        viewer=call.viewer,
        round_id=round_id or 0,
        chosen=call.incoming.values.get("answers", ()),
        now=call.now,
    )
    return Say(
        message=wording.asked(
            partnership=asked.partnership, whom=asked.whom, by_hand=asked.by_hand, before=asked.before
        )
    )


def answer(call: Call[Press]) -> Say:
    """**Yes, with my name** and the other three."""
    found = _ARG.fullmatch(call.incoming.arg)
    said = next((one for one in TakeUp if found and one.value == found["word"]), None)
    if found is None or said is None:
        raise Refused("take_up_gone")
    heard = taking_up.answer(
        database=call.database,
        viewer=call.viewer,
        take_up_id=int(found["id"]),
        said=said,
        shown=frozenset(int(one) for one in found["hearers"].split(".") if one),
        now=call.now,
    )
    if heard.again is not None:
        return Say(message=wording.asked_again(partnership=heard.partnership, notice=heard.again))
    return Say(
        message=wording.answered(
            partnership=heard.partnership, runner=heard.runner, said=heard.said, is_first=heard.is_first
        )
    )


def _form(call: Call[Press] | Call[Submit]) -> Form:
    round_id, _ = check_in_args.of_round(call.incoming.arg)
    found, told = taking_up.told(database=call.database, viewer=call.viewer, round_id=round_id)
    return wording.form(partnership_id=call.partnership_id, round_id=found, told=told)
