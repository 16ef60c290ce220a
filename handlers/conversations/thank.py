"""**Say thank you**."""

from bot.domain.ids import id_of
from bot.messages import thanks as wording
from bot.messages.model import Form
from bot.services import thanks
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Say


def open_form(call: Call[Press]) -> OpenForm:
    """Open the form, in private."""
    return OpenForm(form=_form(call))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(call)


def say(call: Call[Submit]) -> Say:
    """Pass the words on."""
    passed = thanks.say(
        database=call.database,
        viewer=call.viewer,
        whom=values.line(call.incoming, "whom"),
        words=values.line(call.incoming, "words"),
        milestone_id=id_of(call.incoming.arg),
        now=call.now,
    )
    return Say(
        message=wording.passed_on(partnership=passed.partnership, to=passed.to, by_runner=passed.by_runner)
    )


def _form(call: Call[Press] | Call[Submit]) -> Form:
    whom = thanks.choices(database=call.database, viewer=call.viewer)
    return wording.form(partnership_id=call.partnership_id, arg=call.incoming.arg, whom=whom)
