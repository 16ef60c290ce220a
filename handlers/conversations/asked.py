"""What the forms about a date have in common: the questions answered with a tick, and the installation."""

from bot.services.due_days import ASKED
from bot.services.moves import NewDate
from bot.services.people import Installed
from handlers.conversations import values
from handlers.conversations.incoming import Incoming, Submit


def confirmed(submit: Submit) -> frozenset[str]:
    """Return the keys of the questions that were answered with yes."""
    return frozenset(key for key in ASKED if values.line(submit, key))


def questions(submit: Submit, key: str) -> frozenset[str]:
    """Return the keys of the questions that the form shows again: those before, and the one just raised."""
    return frozenset(one for one in ASKED if one == key or one in submit.values)


def new_date(submit: Submit) -> NewDate:
    return NewDate(
        day=values.line(submit, "date"),
        reason=values.line(submit, "reason"),
        confirmed=confirmed(submit),
    )


def installed(incoming: Incoming) -> Installed:
    """Return where somebody was picked: on the platform on which the form was shown."""
    return Installed(kind=incoming.sender.kind, id=incoming.sender.installation_id)
